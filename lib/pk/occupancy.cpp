// SPDX-License-Identifier: Apache-2.0
// How much of a transporter a daily dose occupies, and which dose occupies so much.
#include "lib/pk/occupancy.hpp"

#include <algorithm>
#include <cmath>

namespace euthymia::pk {

namespace {

// What is compared or written stands on a grid, so that the last bits of one machine decide nothing.
double on_grid(double share) { return std::round(share * 1e6) / 1e6; }

}  // namespace

double occupancy(const SaturationCurve& curve, double mg_per_day) {
    return on_grid(std::min(1.0, curve.ceiling * mg_per_day / (curve.half_dose + mg_per_day)));
}

std::optional<double> dose_for(const SaturationCurve& curve, double share) {
    if (share < 0.0 || share > 1.0 || share >= curve.ceiling) return std::nullopt;
    return curve.half_dose * share / (curve.ceiling - share);
}

}  // namespace euthymia::pk
