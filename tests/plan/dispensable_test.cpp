// SPDX-License-Identifier: Apache-2.0
// Whether doses are made of products as a pharmacy makes them.
#include "lib/plan/dispensable.hpp"

#include <algorithm>

#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

namespace euthymia::plan {
namespace {

using namespace tests;

std::vector<Mass> doses(const std::vector<Dispensable>& all) {
    std::vector<Mass> made;
    for (const Dispensable& one : all) made.push_back(one.dose);
    return made;
}

TEST(DispensableDoses, AreHalvesOnlyOfWhatMayBeHalved) {
    EXPECT_EQ(doses(dispensable_doses({{"tablet", 10_mg, false, true, "t"}}, 20_mg)),
              (std::vector<Mass>{5_mg, 10_mg, 15_mg, 20_mg}));
    EXPECT_EQ(doses(dispensable_doses({{"tablet", 10_mg, false, false, "t"}}, 20_mg)),
              (std::vector<Mass>{10_mg, 20_mg}));
}

TEST(DispensableDoses, AreOfAtMostSixUnits) {
    const auto all = dispensable_doses({{"capsule", 10_mg, false, false, "c"}}, 100_mg);

    EXPECT_EQ(all.back().dose, 60_mg);
}

TEST(DispensableDoses, AreOfTheFewestUnits) {
    const auto all =
        dispensable_doses({{"tablet", 10_mg, false, true, "ten"}, {"tablet", 20_mg, false, true, "twenty"}}, 40_mg);

    const auto twenty = std::find_if(all.begin(), all.end(), [](const Dispensable& one) { return one.dose == 20_mg; });
    ASSERT_NE(twenty, all.end());
    EXPECT_EQ(to_string(twenty->parts), "1 tablet of 20 mg");
    const auto thirty = std::find_if(all.begin(), all.end(), [](const Dispensable& one) { return one.dose == 30_mg; });
    ASSERT_NE(thirty, all.end());
    EXPECT_EQ(to_string(thirty->parts), "1 and a half tablets of 20 mg");
}

TEST(DispensableDoses, DoNotMixFormsInOneDose) {
    const auto all =
        dispensable_doses({{"tablet", 10_mg, false, false, "t"}, {"capsule", 15_mg, false, false, "c"}}, 30_mg);

    EXPECT_EQ(doses(all), (std::vector<Mass>{10_mg, 15_mg, 20_mg, 30_mg}));
}

TEST(DispensableDoses, OfALiquidAreTenthsOfAMillilitre) {
    const auto all = dispensable_doses({{"oral solution", 2_mg, true, false, "l"}}, 1_mg);

    EXPECT_EQ(doses(all), (std::vector<Mass>{0.2_mg, 0.4_mg, 0.6_mg, 0.8_mg, 1_mg}));
    EXPECT_EQ(to_string(all.front().parts), "0.1 ml of oral solution 2 mg/ml");
}

TEST(DispensableDoses, PreferATabletToALiquid) {
    const auto all =
        dispensable_doses({{"oral solution", 2_mg, true, false, "l"}, {"tablet", 10_mg, false, false, "t"}}, 10_mg);

    EXPECT_EQ(to_string(all.back().parts), "1 tablet of 10 mg");
}

std::vector<std::string> statements(const Dispensable& made) {
    std::vector<std::string> ids;
    for (const DispensedPart& part : made.parts) ids.push_back(part.statement);
    return ids;
}

TEST(DispensableDoses, DoNotDependOnTheOrderOfProducts) {
    std::vector<Product> products{{"tablet", 10_mg, false, true, "b"},
                                  {"tablet", 10_mg, false, true, "a"},
                                  {"oral solution", 2_mg, true, false, "l"},
                                  {"tablet", 20_mg, false, false, "c"}};
    const auto first = dispensable_doses(products, 40_mg);
    std::reverse(products.begin(), products.end());
    const auto second = dispensable_doses(products, 40_mg);

    ASSERT_EQ(first.size(), second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        EXPECT_EQ(statements(first[i]), statements(second[i])) << i;
    }
}

TEST(DispensableDoses, AreNoneOfNoProducts) { EXPECT_TRUE(dispensable_doses({}, 10_mg).empty()); }

TEST(DispensedParts, AreSaidAsOnALabel) {
    EXPECT_EQ(to_string({{"tablet", 20_mg, false, 10, ""}, {"tablet", 10_mg, false, 5, ""}}),
              "1 tablet of 20 mg and half a tablet of 10 mg");
    EXPECT_EQ(to_string({{"capsule", 37.5_mg, false, 30, ""}}), "3 capsules of 37.5 mg");
    EXPECT_EQ(to_string({{"capsule (pamoate)", 75_mg, false, 20, ""}}), "2 capsules (pamoate) of 75 mg");
    EXPECT_EQ(to_string({{"orally disintegrating tablet", 15_mg, false, 20, ""}}),
              "2 orally disintegrating tablets of 15 mg");
    EXPECT_EQ(to_string({{"tablet", 10_mg, false, 25, ""}}), "2 and a half tablets of 10 mg");
    EXPECT_EQ(to_string({{"oral solution", 2_mg, true, 25, ""}}), "2.5 ml of oral solution 2 mg/ml");
    EXPECT_EQ(to_string(std::vector<DispensedPart>{}), "");
}

}  // namespace
}  // namespace euthymia::plan
