// SPDX-License-Identifier: Apache-2.0
// What comes before any choice of treatment.
#pragma once

#include <vector>

#include "euthymia/advice.hpp"
#include "lib/weigh/judge.hpp"

namespace euthymia::weigh {

/// The urgent items, emergencies first, one for each harm with every rule that raised it.
[[nodiscard]] std::vector<Alert> alerts(const Judge& judge, std::vector<Blocked>& blocked);

}  // namespace euthymia::weigh
