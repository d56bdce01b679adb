// SPDX-License-Identifier: Apache-2.0
// Whether a drug that blocks its own enzyme stays longer, and as long as the closed formula says.
#include "lib/pk/self_inhibition.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include <boost/math/special_functions/lambert_w.hpp>

namespace euthymia::pk {
namespace {

Course daily(double mg, std::size_t days) {
    return {every(Hours{24}, mg, Hours{0}, Hours{24.0 * static_cast<double>(days)}), {}, Hours{6}, days * 4 + 1, {}};
}

TEST(OwnEnzyme, ThatDoesNothingLeavesTheLinearCourse) {
    const LinearModel model{0.5, 0.03, Exchange{0.3, 0.1}, {{0, 0.5, 0.01}}};
    Course course = daily(20, 30);
    course.changes = {{Hours{200}, 0, 0.5}, {Hours{400}, 1, 2.0}};

    const Levels linear = simulate(model, course);
    const Levels with_enzyme = *simulate(model, OwnEnzyme{}, course);

    for (std::size_t i = 0; i < linear.amounts.size(); ++i) {
        EXPECT_NEAR(with_enzyme.amounts[i], linear.amounts[i], 1e-6) << i;
    }
}

// Saturable elimination alone, from an amount in the blood: m(t) = K W((m0 / K) exp((m0 - V t) / K)).
TEST(OwnEnzyme, EliminatesAsTheClosedFormulaOfASaturatedEnzyme) {
    Course course{{}, {}, Hours{1}, 100, {}};
    course.start[drug] = 50.0;

    const Levels levels = *simulate({1.0, 0.0, {}, {}}, {2.0, 10.0, 0.0, 0.0, 1.0}, course);

    for (std::size_t i = 0; i < course.samples; ++i) {
        const double exact =
            10.0 * boost::math::lambert_w0(5.0 * std::exp((50.0 - 2.0 * static_cast<double>(i)) / 10.0));
        EXPECT_NEAR(levels.at(i, 0), exact, 1e-6) << i;
    }
}

TEST(OwnEnzyme, MakesTwiceTheDoseMoreThanTwiceTheLevel) {
    const LinearModel model{0.5, 0.01, {}, {}};
    const OwnEnzyme enzyme{2.0, 10.0, 0.0, 0.0, 1.0};

    const double single = simulate(model, enzyme, daily(20, 60))->at(240, 0);
    const double twice = simulate(model, enzyme, daily(40, 60))->at(240, 0);

    EXPECT_GT(twice, 2.5 * single);
}

// At the steady share of the enzyme that is left, turnover * (1 - a) = inactivation * a * m / (half + m).
TEST(OwnEnzyme, ThatIsDestroyedIsAsActiveAsItsTurnoverHolds) {
    const LinearModel model{10.0, 0.0, {}, {}};
    const OwnEnzyme enzyme{5.0, 1e9, 0.02, 0.18, 1e-9};  // almost any amount inactivates at the fastest rate
    // A tenth of the enzyme stays, and clears 5 mg/h * m / 1e9 * 0.1.
    Course course{{}, {}, Hours{100}, 11, {}};
    course.start[drug] = 100.0;

    const Levels levels = *simulate(model, enzyme, course);

    const double slope = (levels.at(9, 0) - levels.at(10, 0)) / 100.0;
    EXPECT_NEAR(slope, 0.1 * 5.0 * 100.0 / 1e9, 1e-3 * 0.1 * 5.0 * 100.0 / 1e9);
}

}  // namespace
}  // namespace euthymia::pk
