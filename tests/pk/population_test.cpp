// SPDX-License-Identifier: Apache-2.0
// Whether bands widen with how much people differ, and are the same people each time.
#include "lib/pk/population.hpp"

#include <gtest/gtest.h>

namespace euthymia::pk {
namespace {

const LinearModel model{0.5, 0.03, {}, {{0, 0.5, 0.01}}};

Course a_month() { return {every(Hours{24}, 20.0, Hours{0}, Hours{720}), {}, Hours{12}, 61, {}}; }

TEST(Bands, OfPeopleWhoAreAlikeAreALine) {
    const Levels one = simulate(model, a_month());

    const auto all = bands(model, a_month(), {}, 1, {50, 1});

    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(all[i].low, all[i].high);
        EXPECT_NEAR(all[i].middle, one.at(i, 1), 1e-9);
    }
}

TEST(Bands, HoldTheModelInTheirMiddle) {
    const Levels one = simulate(model, a_month());

    const Band last = bands(model, a_month(), {0.4, 0.0, 0.0}, 0, {2001, 7}).back();

    EXPECT_LT(last.low, one.at(60, 0));
    EXPECT_GT(last.high, one.at(60, 0));
    EXPECT_NEAR(last.middle, one.at(60, 0), 0.05 * one.at(60, 0));
}

TEST(Bands, WidenWithHowMuchPeopleDiffer) {
    const Band some = bands(model, a_month(), {0.2, 0.0, 0.0}, 0).back();
    const Band more = bands(model, a_month(), {0.6, 0.0, 0.0}, 0).back();

    EXPECT_GT(more.high - more.low, 2 * (some.high - some.low));
}

TEST(Bands, AreThoseOfTheSamePeopleEachTime) {
    const auto first = bands(model, a_month(), {0.4, 0.3, 0.2}, 1, {200, 3});
    const auto second = bands(model, a_month(), {0.4, 0.3, 0.2}, 1, {200, 3});
    const auto others = bands(model, a_month(), {0.4, 0.3, 0.2}, 1, {200, 4});

    EXPECT_EQ(first.back().high, second.back().high);
    EXPECT_NE(first.back().high, others.back().high);
}

}  // namespace
}  // namespace euthymia::pk
