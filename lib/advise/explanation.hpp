// SPDX-License-Identifier: Apache-2.0
// Every rule about one candidate with its condition as a tree, for a reader who wants to check.
#pragma once

#include <cstdint>
#include <string>

#include "lib/weigh/judge.hpp"

namespace euthymia::advise {

/// Text for a terminal: for each action that concerns the person, the rules that hold, then those left open, then
/// how many do not hold; each with its tree, values, records, source and place; then what the verdict depends on.
[[nodiscard]] std::string explanation(const weigh::Judge& judge, std::uint32_t candidate);

}  // namespace euthymia::advise
