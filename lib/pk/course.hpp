// SPDX-License-Identifier: Apache-2.0
// What is in the body over weeks of doses that change, are missed, or meet another clearance.
#pragma once

#include <cstddef>
#include <vector>

#include "lib/pk/linear_model.hpp"

namespace euthymia::pk {

struct Dose {
    Hours at;
    double mg;  ///< that reaches the blood
};

/// From then on a substance's elimination is multiplied with a factor: an inhibitor starts (below 1) or stops (1).
struct ClearanceChange {
    Hours at;
    std::size_t substance;  ///< 0 the drug, n its n-th metabolite
    double factor;  ///< > 0; beside the rates of the model, not beside an earlier change
};

/// What is taken, and when it is looked at. A dose that was missed is not in the list.
struct Course {
    std::vector<Dose> doses;  ///< in any order, none before the start
    std::vector<ClearanceChange> changes;  ///< in any order, none before the start, each of a substance of the model
    Hours step{1.0};  ///< between samples, > 0
    std::size_t samples = 0;  ///< at 0, step, 2 step, ...
    State start{};  ///< what is in the body at the beginning
};

/// Amounts of the active substances at each sample.
struct Levels {
    std::size_t substances = 0;
    std::vector<double> amounts;  ///< [sample * substances + substance]

    [[nodiscard]] double at(std::size_t sample, std::size_t substance) const {
        return amounts[sample * substances + substance];
    }
};

/// Steps from sample to sample, and to each dose or change between two, by exact propagators. Adding the remains of
/// every single dose would be slower and wrong once a clearance changes.
[[nodiscard]] Levels simulate(const LinearModel& model, const Course& course);

/// Equal doses at equal times. None when `until` is not after `from`.
[[nodiscard]] std::vector<Dose> every(Hours tau, double mg, Hours from, Hours until);

/// Amounts just before a dose once equal doses have been taken for ever.
[[nodiscard]] State steady_trough(const LinearModel& model, double mg, Hours tau);

/// What is left of each active substance some time after the last dose, as a share of its average at steady state.
[[nodiscard]] std::vector<double> residual(const LinearModel& model, Hours after);

/// Until every active substance is at `share` of its average at steady state or below it.
/// @param share  above 0, below 1
[[nodiscard]] Hours washout(const LinearModel& model, double share);

}  // namespace euthymia::pk
