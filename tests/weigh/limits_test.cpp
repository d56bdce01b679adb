// SPDX-License-Identifier: Apache-2.0
// The ceiling of a daily dose: what is settled, what is possible.
#include <gtest/gtest.h>

#include "lib/weigh/limits.hpp"

namespace {

using namespace euthymia;
using euthymia::weigh::fold_limits;

// Citalopram, US label: 40 mg a day; 20 mg above age 60 or in CYP2C19 poor metabolisers.
std::vector<Limit> citalopram_limits(Truth above_60, Truth poor_metaboliser) {
    return {{"adult", Mass::from_mg(40), Truth::yes, "", {}},
            {"age", Mass::from_mg(20), above_60, "", {}},
            {"poor", Mass::from_mg(20), poor_metaboliser, "", {}}};
}

TEST(DailyCeiling, IsTheLowestLimitThatApplies) {
    EXPECT_EQ(fold_limits(citalopram_limits(Truth::yes, Truth::no)).settled, Mass::from_mg(20));
    EXPECT_EQ(fold_limits(citalopram_limits(Truth::no, Truth::no)).settled, Mass::from_mg(40));
}

TEST(DailyCeiling, KeepsUnknownGenotypeOutOfTheSettledNumberButNamesIt) {
    const DoseLimits ceiling = fold_limits(citalopram_limits(Truth::no, Truth::unknown));

    EXPECT_EQ(ceiling.settled, Mass::from_mg(40));
    EXPECT_EQ(ceiling.cautious, Mass::from_mg(20));
    EXPECT_EQ(ceiling.undecided, std::vector<std::string>{"poor"});
}

TEST(DailyCeiling, IsEmptyWhenNoLimitIsKnown) { EXPECT_FALSE(fold_limits({}).settled); }

}  // namespace
