// SPDX-License-Identifier: Apache-2.0
// What the rules say on each day of a plan.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "euthymia/plan.hpp"
#include "lib/rules/rule_base.hpp"

namespace euthymia::plan {

/// What is taken of one candidate from one day to another.
struct Intake {
    std::uint32_t candidate;
    Date from;
    Date until;
    Mass daily_dose;
};

/// The days of a plan.
struct Days {
    std::vector<Intake> intakes;  ///< of each candidate by day, without gaps
    Date last;  ///< day to look at; not before the last change
    std::optional<std::uint32_t> left;  ///< the candidate that is being left
    int stays = 0;  ///< days for which it stays in the body after its last dose
    bool is_abrupt = false;  ///< it is stopped without coming down
};

/// An acute course: a plan is looked at for so long after a drug is begun.
inline constexpr std::chrono::days course{12 * 7};

/// What holds on these days, to be done or watched or worse, each with the days it holds without a break. A finding
/// forbids the plan when, of a drug that is begun, it contraindicates or advises against, or could for a fact that is
/// not recorded; of a drug that is taken already, when it does so or could and neither did nor could before the plan,
/// or when it requires to stop at once or contraindicates going on otherwise than by coming down. Of a drug after its
/// last dose only contraindications forbid; of one that is stopped abruptly what is said of stopping stands on its
/// last day.
///
/// Facts about the person are those of the day of the question, medicines and age those of each day. What is recorded
/// of the plan's drugs gives way to the plan.
[[nodiscard]] std::vector<PlanFinding> check(const rules::RuleBase& rules, const Patient& patient,
                                             const AdviceOptions& options, const Days& plan);

}  // namespace euthymia::plan
