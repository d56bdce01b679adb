// SPDX-License-Identifier: Apache-2.0
// Drugs that slow their own elimination: the more there is, or the longer it is taken, the longer it stays.
#pragma once

#include <optional>

#include "lib/pk/course.hpp"

namespace euthymia::pk {

/// Elimination through an enzyme that saturates, and that the drug may also destroy.
///
/// Rate of loss, mg/h: `elimination` of the model times the amount, plus
/// active * most_per_hour * amount / (half_amount + amount). The active share of the enzyme is 1 without the drug:
/// d(active)/dt = turnover * (1 - active) - inactivation * active * amount / (inactivation_half + amount).
struct OwnEnzyme {
    double most_per_hour = 0.0;  ///< mg/h at full activity, >= 0
    double half_amount = 1.0;  ///< mg in the body at which half of that is reached, > 0
    double turnover = 0.0;  ///< of the enzyme, 1/h; 0 with `inactivation` 0: the enzyme stays as it is
    double inactivation = 0.0;  ///< fastest, 1/h
    double inactivation_half = 1.0;  ///< mg in the body at which half of that is reached, > 0
};

/// Amounts of the drug and its metabolites. The enzyme's loss makes no metabolite that the model follows. Changes of
/// clearance act on both ways of elimination. Solved numerically, to about 1e-9 of the largest amount; empty where
/// the solver finds no step small enough, as for rates that no drug has.
[[nodiscard]] std::optional<Levels> simulate(const LinearModel& model, const OwnEnzyme& enzyme, const Course& course);

}  // namespace euthymia::pk
