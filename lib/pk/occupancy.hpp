// SPDX-License-Identifier: Apache-2.0
// How much of a transporter a daily dose occupies, and which dose occupies so much.
#pragma once

#include <optional>

namespace euthymia::pk {

/// One site that saturates: occupancy = ceiling * dose / (half_dose + dose), at steady state.
///
/// A fitted ceiling can lie above 1 (vortioxetine, desvenlafaxine in [sorensen-2022]): the fit's error, not biology.
/// What is said of the curve is therefore cut at 1.
struct SaturationCurve {
    double ceiling;  ///< share occupied by an endless dose, 0 to 1 and a little above
    double half_dose;  ///< mg a day that occupy half of the ceiling, > 0
};

/// Share occupied, 0 to 1, in steps of 1e-6.
/// @param mg_per_day  >= 0
[[nodiscard]] double occupancy(const SaturationCurve& curve, double mg_per_day);

/// The daily dose that occupies a share, mg; empty when no dose does.
/// @param share  0 to 1
[[nodiscard]] std::optional<double> dose_for(const SaturationCurve& curve, double share);

}  // namespace euthymia::pk
