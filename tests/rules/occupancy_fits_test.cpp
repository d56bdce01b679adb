// SPDX-License-Identifier: Apache-2.0
// Whether the knowledge gives published fits of transporter occupancy as they are printed.
#include <algorithm>
#include <string>

#include "euthymia/knowledge.hpp"

#include <gtest/gtest.h>

namespace euthymia {
namespace {

const Knowledge& edition() {
    static const Knowledge knowledge = *Knowledge::embedded();
    return knowledge;
}

OccupancyFit fit(std::string_view statement) {
    for (const OccupancyFit& one : edition().occupancy_fits()) {
        if (one.statement == statement) return one;
    }
    ADD_FAILURE() << "no fit " << statement;
    return {};
}

TEST(OccupancyFits, GiveTheNumbersOfTheirPaper) {
    const OccupancyFit citalopram = fit("occupancy/citalopram/sorensen-2022/sert-striatum");

    EXPECT_EQ(citalopram.target, "SERT");
    EXPECT_EQ(citalopram.region, "striatum");
    EXPECT_EQ(citalopram.model, "sorensen-2022");
    EXPECT_EQ(citalopram.ceiling, 0.8398);
    EXPECT_EQ(citalopram.half_dose, 2.33);
    EXPECT_EQ(citalopram.occupancy(Mass::from_mg(20)), 0.752172);
}

TEST(OccupancyFits, WithoutAPrintedCeilingRiseToAll) {
    EXPECT_EQ(fit("occupancy/milnacipran/nogami-2013/sert-thalamus").ceiling, 1.0);
}

TEST(OccupancyFits, SayWhereTheyAreOfSingleDoses) {
    EXPECT_TRUE(fit("occupancy/nortriptyline/sekine-2010/net-thalamus").is_of_single_doses);
    EXPECT_FALSE(fit("occupancy/citalopram/sorensen-2022/sert-striatum").is_of_single_doses);
}

TEST(OccupancyFits, HaveNoDoseForWhatIsNoShareOrIsNeverReached) {
    const OccupancyFit citalopram = fit("occupancy/citalopram/sorensen-2022/sert-striatum");

    EXPECT_FALSE(citalopram.dose_for(0.9));
    EXPECT_FALSE(citalopram.dose_for(0.8398));
    EXPECT_FALSE(citalopram.dose_for(-0.1));
    EXPECT_FALSE(citalopram.dose_for(1.1));
    EXPECT_EQ(citalopram.dose_for(0.0), Mass{});
    EXPECT_EQ(citalopram.occupancy(Mass{}), 0.0);
    EXPECT_EQ(citalopram.occupancy(Mass::from_mg(-5)), 0.0);
}

TEST(OccupancyFits, AnswerDoseWithShareAndShareWithDose) {
    std::size_t answered = 0;
    for (const OccupancyFit& one : edition().occupancy_fits()) {
        for (const int mg : {1, 5, 20, 100}) {
            const auto back = one.dose_for(one.occupancy(Mass::from_mg(mg)));
            if (!back) continue;  // cut at all there is
            EXPECT_NEAR(back->mg(), mg, 0.01 * mg) << one.statement;
            ++answered;
        }
    }
    EXPECT_GE(answered, 75U);
}

TEST(OccupancyFits, StandInOrderAndNameTheirSources) {
    const auto fits = edition().occupancy_fits();

    ASSERT_GE(fits.size(), 20U);
    EXPECT_TRUE(std::is_sorted(fits.begin(), fits.end(),
                               [](const OccupancyFit& a, const OccupancyFit& b) { return a.substance < b.substance; }));
    for (const OccupancyFit& one : fits) {
        EXPECT_FALSE(one.source.empty() || one.place.empty()) << one.statement;
        EXPECT_GT(one.half_dose, 0.0) << one.statement;
        EXPECT_TRUE(one.ceiling > 0.5 && one.ceiling < 1.1) << one.statement;
    }
}

// Published measurements lie within twenty points of every fit of the same drug and transporter, whatever the region.
TEST(OccupancyFits, LieNearWhatOthersMeasured) {
    std::size_t compared = 0;
    for (const OccupancyMeasured& seen : edition().occupancy_measured()) {
        if (seen.dosing != "repeated" || seen.hours_after.value_or(0) > 30) continue;
        for (const OccupancyFit& one : edition().occupancy_fits()) {
            if (one.substance != seen.substance || one.target != seen.target) continue;
            EXPECT_NEAR(one.occupancy(seen.dose), seen.share, 0.2) << one.statement << " and " << seen.statement;
            ++compared;
        }
    }
    EXPECT_GE(compared, 15U);
}

}  // namespace
}  // namespace euthymia
