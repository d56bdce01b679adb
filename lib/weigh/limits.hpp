// SPDX-License-Identifier: Apache-2.0
// Which daily-dose limits bind this person, and which cannot be decided yet.
#pragma once

#include <cstdint>
#include <vector>

#include "euthymia/advice.hpp"
#include "lib/weigh/judge.hpp"

namespace euthymia::weigh {

/// Folds limits into one ceiling. Order of `limits` does not matter.
///
/// Both numbers are returned because choosing between them is a clinical decision: taking the cautious one
/// silently would halve citalopram for everyone never genotyped for CYP2C19.
[[nodiscard]] DoseLimits fold_limits(std::vector<Limit> limits);

/// The daily-dose limits of one candidate.
[[nodiscard]] DoseLimits dose_limits(const Judge& judge, std::uint32_t candidate, Action action,
                                     std::vector<Blocked>& blocked);

}  // namespace euthymia::weigh
