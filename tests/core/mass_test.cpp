// SPDX-License-Identifier: Apache-2.0
// Whether doses are written and read exactly.
#include "euthymia/mass.hpp"

#include <limits>

#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace euthymia {
namespace {

using namespace tests;

TEST(Mass, AddsWithoutError) {
    EXPECT_EQ(12.5_mg + 12.5_mg, 25_mg);
    EXPECT_EQ((12.5_mg).ug(), 12500);
}

TEST(MassToString, WritesMilligramsWithoutTrailingZeros) {
    EXPECT_EQ(to_string(Mass::from_mg(20)), "20 mg");
    EXPECT_EQ(to_string(Mass::from_ug(12500)), "12.5 mg");
    EXPECT_EQ(to_string(Mass{}), "0 mg");
    EXPECT_EQ(to_string(Mass::from_mg(1500)), "1500 mg");
}

TEST(MassToString, WritesMicrogramsBelowATenthOfAMilligram) {
    EXPECT_EQ(to_string(Mass::from_ug(100)), "0.1 mg");
    EXPECT_EQ(to_string(Mass::from_ug(99)), "99 micrograms");
    EXPECT_EQ(to_string(Mass::from_ug(25)), "25 micrograms");
    EXPECT_EQ(to_string(Mass::from_ug(1)), "1 microgram");
}

TEST(ParseMass, ReadsEachUnit) {
    EXPECT_EQ(parse_mass("20 mg"), Mass::from_mg(20));
    EXPECT_EQ(parse_mass("20mg"), Mass::from_mg(20));
    EXPECT_EQ(parse_mass("12.5 mg"), Mass::from_ug(12500));
    EXPECT_EQ(parse_mass("0.5 g"), Mass::from_mg(500));
    EXPECT_EQ(parse_mass("500 ug"), Mass::from_ug(500));
    EXPECT_EQ(parse_mass("25 micrograms"), Mass::from_ug(25));
    EXPECT_EQ(parse_mass("0.001 kg"), Mass::from_mg(1000));
    EXPECT_EQ(parse_mass("1500000 ng"), Mass::from_ug(1500));
    EXPECT_EQ(parse_mass("0 mg"), Mass{});
}

TEST(ParseMass, RefusesWhatIsFinerThanAMicrogram) {
    EXPECT_EQ(parse_mass("0.001 mg"), Mass::from_ug(1));
    EXPECT_EQ(parse_mass("0.0005 mg"), std::nullopt);
    EXPECT_EQ(parse_mass("1000 ng"), Mass::from_ug(1));
    EXPECT_EQ(parse_mass("999 ng"), std::nullopt);
    EXPECT_EQ(parse_mass("0.0001 ug"), std::nullopt);
}

TEST(ParseMass, RefusesWhatDoesNotFit) {
    EXPECT_EQ(parse_mass("9223372036854775807 ug"), Mass::from_ug(std::numeric_limits<std::int64_t>::max()));
    EXPECT_EQ(parse_mass("9223372036854775808 ug"), std::nullopt);
    EXPECT_EQ(parse_mass("10000000000 kg"), std::nullopt);
    EXPECT_EQ(parse_mass("1e400 mg"), std::nullopt);
}

TEST(ParseMass, RefusesEverythingElse) {
    for (const std::string_view text : {"",        "mg",     " mg",     "20",        "20 ",    " 20 mg", "20 mg ",
                                        "20  mg",  "-20 mg", "-0 mg",   "20 MG",     "20 mcg", "20 mL",  "20 [iU]",
                                        "20,5 mg", "1/2 mg", "20 mg/d", "twenty mg", "nan mg", "20\tmg", "1 tablet"}) {
        EXPECT_EQ(parse_mass(text), std::nullopt) << text;
    }
}

TEST(ParseMass, TakesValueAndUnitApart) {
    EXPECT_EQ(parse_mass("2.5e1", "mg"), Mass::from_mg(25));
    EXPECT_EQ(parse_mass("20", ""), std::nullopt);
    EXPECT_EQ(parse_mass("20", "1"), std::nullopt);
    EXPECT_EQ(parse_mass("", "mg"), std::nullopt);
}

RC_GTEST_PROP(ParseMass, ReadsBackWhatIsWritten, ()) {
    const auto ug = *rc::gen::inRange<std::int64_t>(0, std::numeric_limits<std::int64_t>::max());
    RC_ASSERT(parse_mass(to_string(Mass::from_ug(ug))) == Mass::from_ug(ug));
}

}  // namespace
}  // namespace euthymia
