// SPDX-License-Identifier: Apache-2.0
// Whether dose and occupancy answer each other.
#include "lib/pk/occupancy.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace euthymia::pk {
namespace {

TEST(Occupancy, AtTheHalfDoseIsHalfOfTheCeiling) { EXPECT_EQ(occupancy({0.8, 5.0}, 5.0), 0.4); }

TEST(Occupancy, OfNoDoseIsNone) { EXPECT_EQ(occupancy({0.8, 5.0}, 0.0), 0.0); }

TEST(Occupancy, StandsOnAGridOfAMillionth) { EXPECT_EQ(occupancy({0.8398, 2.33}, 20.0), 0.752172); }

TEST(Occupancy, IsNeverMoreThanAllThereIs) { EXPECT_EQ(occupancy({1.0643, 11.57}, 1e9), 1.0); }

TEST(DoseForOccupancy, HasNoneAtTheCeilingOrAbove) {
    EXPECT_FALSE(dose_for({0.8, 5.0}, 0.8));
    EXPECT_FALSE(dose_for({0.8, 5.0}, 0.9));
    EXPECT_FALSE(dose_for({1.06, 5.0}, 1.01));
    EXPECT_FALSE(dose_for({0.8, 5.0}, -0.1));
    EXPECT_EQ(dose_for({0.8, 5.0}, 0.0), 0.0);
    EXPECT_DOUBLE_EQ(*dose_for({0.8, 5.0}, 0.4), 5.0);
}

RC_GTEST_PROP(DoseForOccupancy, OccupiesWhatWasAskedFor, ()) {
    const SaturationCurve curve{*rc::gen::inRange(30, 105) / 100.0, *rc::gen::inRange(1, 2000) / 100.0};
    const double share = *rc::gen::inRange(1, 29) / 100.0;

    RC_ASSERT(std::abs(occupancy(curve, *dose_for(curve, share)) - share) < 1e-6);
}

}  // namespace
}  // namespace euthymia::pk
