// SPDX-License-Identifier: Apache-2.0
// Time in the body.
#pragma once

#include <chrono>
#include <ratio>

namespace euthymia::pk {

using Hours = std::chrono::duration<double, std::ratio<3600>>;

}  // namespace euthymia::pk
