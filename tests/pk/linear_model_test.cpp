// SPDX-License-Identifier: Apache-2.0
// Whether rates come out of half-lives and peaks as pharmacology has it.
#include "lib/pk/linear_model.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace euthymia::pk {
namespace {

TEST(AccumulationRatio, DoublesWhenTheDoseIsRepeatedEachHalfLife) {
    EXPECT_DOUBLE_EQ(accumulation_ratio(Hours{24}, Hours{24}), 2.0);
}

TEST(AccumulationRatio, ComesDownToOneForDosesFarApart) {
    EXPECT_NEAR(accumulation_ratio(Hours{1}, Hours{100}), 1.0, 1e-12);
}

TEST(RateOf, LosesHalfInAHalfLife) { EXPECT_DOUBLE_EQ(std::exp(-rate_of(Hours{35}) * 35), 0.5); }

// ln(4) / (0.4 - 0.1) = 4.6209812037...
TEST(AbsorptionOfPeak, FindsTheRateOfAKnownPeak) {
    EXPECT_NEAR(absorption_of_peak(0.1, Hours{std::log(4.0) / 0.3}), 0.4, 1e-13);
}

TEST(AbsorptionOfPeak, EqualsEliminationWhenThePeakIsAtItsTimeConstant) {
    EXPECT_NEAR(absorption_of_peak(0.1, Hours{10}), 0.1, 1e-8);
}

TEST(AbsorptionOfPeak, IsSlowerThanEliminationWhenThePeakIsLater) {
    EXPECT_LT(absorption_of_peak(0.1, Hours{12}), 0.1);
}

RC_GTEST_PROP(AbsorptionOfPeak, PutsThePeakWhereItWasAsked, ()) {
    const double elimination = rate_of(Hours{static_cast<double>(*rc::gen::inRange(1, 400))});
    const Hours peak{*rc::gen::inRange(1, 2000) / 100.0};

    const double k = absorption_of_peak(elimination, peak);

    // At the peak as much comes in as goes out: k_a e^(-k_a t) = k_e e^(-k_e t).
    RC_ASSERT(std::abs(std::log(k / elimination) - (k - elimination) * peak.count()) <
              1e-6 * std::max(1.0, k * peak.count()));
}

TEST(SteadyAverage, IsWhatComesInOverTheRateItGoesOut) {
    const LinearModel model{0.5, 0.02, Exchange{0.3, 0.1}, {{0, 0.5, 0.01}, {1, 0.4, 0.005}}};

    const State average = steady_average(model, 2.0);

    EXPECT_DOUBLE_EQ(average[gut], 4.0);
    EXPECT_DOUBLE_EQ(average[drug], 100.0);
    EXPECT_DOUBLE_EQ(average[drug + 1], 100.0);  // half of 2 mg/h, over 0.01/h
    EXPECT_DOUBLE_EQ(average[drug + 2], 80.0);  // 0.4 of 1 mg/h, over 0.005/h
    EXPECT_DOUBLE_EQ(average[drug + 3], 300.0);  // the tissue holds three times the blood
}

TEST(Rates, NeverMakeAmounts) {
    const LinearModel model{0.5, 0.02, Exchange{0.3, 0.1}, {{0, 1.0, 0.01}, {0, 0.0, 0.02}}};

    const Rates all = rates(model);

    for (std::size_t from = 0; from < states(model); ++from) {
        double sum = 0.0;
        for (std::size_t to = 0; to < states(model); ++to) sum += all[to * max_states + from];
        EXPECT_LE(sum, 1e-15) << from;
    }
}

TEST(Rates, FollowTheClearanceOfEachSubstance) {
    const LinearModel model{0.5, 0.02, {}, {{0, 0.5, 0.01}}};

    const Rates all = rates(model, {0.5, 2.0});

    EXPECT_DOUBLE_EQ(all[drug * max_states + drug], -0.01);
    EXPECT_DOUBLE_EQ(all[(drug + 1) * max_states + drug], 0.005);  // what is lost more slowly is made more slowly
    EXPECT_DOUBLE_EQ(all[(drug + 1) * max_states + drug + 1], -0.02);
}

}  // namespace
}  // namespace euthymia::pk
