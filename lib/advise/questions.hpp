// SPDX-License-Identifier: Apache-2.0
// What to ask next, and what each answer could move.
#pragma once

#include <vector>

#include "euthymia/advice.hpp"
#include "lib/weigh/judge.hpp"

namespace euthymia::advise {

/// Questions for the facts that keep rules open: first those that could raise an urgent item, then by the gravest
/// effect at stake, then by how many verdicts they could move: verdicts for which there are values of all other
/// missing facts that leave it to this answer (rules::Cases::turns_on says how far that is exact). What an assumption
/// settled is not counted.
[[nodiscard]] std::vector<Question> questions(const weigh::Judge& judge, const std::vector<weigh::Blocked>& blocked);

}  // namespace euthymia::advise
