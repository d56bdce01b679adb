// SPDX-License-Identifier: Apache-2.0
// Whether names, words and decimal numbers are read as they stand.
#include "lib/core/text.hpp"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace euthymia::core {
namespace {

using Views = std::vector<std::string_view>;

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

TEST(Lower, ChangesOnlyAsciiLetters) { EXPECT_EQ(lower("Sertraline 50 MG \xC3\x84"), "sertraline 50 mg \xC3\x84"); }

TEST(Trim, TakesWhiteSpaceFromBothEndsOnly) {
    EXPECT_EQ(trim(" \t a b\r\n"), "a b");
    EXPECT_EQ(trim(" \n "), "");
    EXPECT_EQ(trim(""), "");
}

TEST(Words, KeepDecimalsAndDropPunctuation) {
    EXPECT_EQ(words("Escitalopram 12.5 MG (as oxalate), tab."),
              (Views{"Escitalopram", "12.5", "MG", "as", "oxalate", "tab"}));
    EXPECT_EQ(words("St. John's wort"), (Views{"St", "John", "s", "wort"}));
    EXPECT_EQ(words(".5 5."), (Views{"5", "5"}));
    EXPECT_EQ(words(" - "), Views{});
    EXPECT_EQ(words(""), Views{});
}

TEST(Split, KeepsEmptyParts) {
    EXPECT_EQ(split("a||b|", '|'), (Views{"a", "", "b", ""}));
    EXPECT_EQ(split("", '|'), Views{""});
}

TEST(EditDistance, CountsASwapOfNeighboursOnce) {
    EXPECT_EQ(edit_distance("citalopram", "citalopram"), 0U);
    EXPECT_EQ(edit_distance("citalopram", "cialopram"), 1U);
    EXPECT_EQ(edit_distance("citalopram", "ctialopram"), 1U);
    EXPECT_EQ(edit_distance("", "abc"), 3U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

RC_GTEST_PROP(EditDistance, IsSymmetricAndZeroOnlyForEqualNames, (const std::string& a, const std::string& b)) {
    RC_ASSERT(edit_distance(a, b) == edit_distance(b, a));
    RC_ASSERT((edit_distance(a, b) == 0) == (a == b));
}

TEST(Nearest, FindsTheNameThatWasMeant) {
    const std::vector<std::string> known{"age_years", "qtc", "seizure_disorder"};

    EXPECT_EQ(nearest("age_year", known), "age_years");
    EXPECT_EQ(nearest("Seizure_Disorders", known), "seizure_disorder");
    EXPECT_EQ(nearest("tqc", known), "qtc");
    EXPECT_EQ(nearest("lithium", known), std::nullopt);
    EXPECT_EQ(nearest("", known), std::nullopt);
}

TEST(Nearest, AcceptsOneEditPerThreeCharactersAndNotOneMore) {
    const std::vector<std::string> known{"abcdef"};

    EXPECT_EQ(nearest("abcdxy", known), "abcdef");
    EXPECT_EQ(nearest("abcxyz", known), std::nullopt);
}

TEST(Nearest, BreaksTiesByTheAlphabetWhateverTheOrder) {
    const Views known{"fact_b", "fact_a"};
    const Views reversed{"fact_a", "fact_b"};

    EXPECT_EQ(nearest("fact_c", known), "fact_a");
    EXPECT_EQ(nearest("fact_c", reversed), "fact_a");
}

TEST(Nearest, FindsTheNameOfWhichOnlyTheBeginningWasWritten) {
    const std::vector<std::string> known{"nice-ng222", "nice-cg113", "canmat-2023"};

    EXPECT_EQ(nearest("CANMAT", known), "canmat-2023");
    EXPECT_EQ(nearest("nice", known), "nice-cg113");
    EXPECT_EQ(nearest("ni", known), std::nullopt);
    EXPECT_EQ(nearest("ng222-2022", known), std::nullopt);
}

TEST(Nearest, RefusesNamesLongerThanAnyId) {
    const std::string at_limit(64, 'a');
    const std::string beyond(65, 'a');
    const std::vector<std::string> known{at_limit};

    EXPECT_EQ(nearest(at_limit, known), at_limit);
    EXPECT_EQ(nearest(beyond, known), std::nullopt);
}

TEST(DidYouMean, IsEmptyWhenNothingIsNear) {
    const std::vector<std::string> known{"qtc"};

    EXPECT_EQ(did_you_mean("qtcc", known), "; did you mean 'qtc'?");
    EXPECT_EQ(did_you_mean("lithium", known), "");
}

TEST(ParseDecimal, IsExact) {
    EXPECT_EQ(parse_decimal("12.5", 1), 125);
    EXPECT_EQ(parse_decimal("12.5", 3), 12500);
    EXPECT_EQ(parse_decimal("-3", 0), -3);
    EXPECT_EQ(parse_decimal("0.025", 3), 25);
    EXPECT_EQ(parse_decimal("-0", 2), 0);
    EXPECT_EQ(parse_decimal("007", 0), 7);
}

TEST(ParseDecimal, ReadsExponents) {
    EXPECT_EQ(parse_decimal("1.25e1", 1), 125);
    EXPECT_EQ(parse_decimal("125E-1", 1), 125);
    EXPECT_EQ(parse_decimal("1e+2", 0), 100);
    EXPECT_EQ(parse_decimal("0e9999", 0), 0);
    EXPECT_EQ(parse_decimal("1e99999", 0), std::nullopt);
}

TEST(ParseDecimal, RefusesDigitsItWouldLose) {
    EXPECT_EQ(parse_decimal("12.55", 1), std::nullopt);
    EXPECT_EQ(parse_decimal("12.50", 1), 125);
    EXPECT_EQ(parse_decimal("12.500000000000000000000000000000", 1), 125);
    EXPECT_EQ(parse_decimal("1e-1", 0), std::nullopt);
}

TEST(ParseDecimal, EndsAtTheLargestInteger) {
    EXPECT_EQ(parse_decimal("9223372036854775807", 0), most);
    EXPECT_EQ(parse_decimal("-9223372036854775807", 0), -most);
    EXPECT_EQ(parse_decimal("9223372036854775808", 0), std::nullopt);
    EXPECT_EQ(parse_decimal("922337203685477580.7", 1), most);
    EXPECT_EQ(parse_decimal("922337203685477580.8", 1), std::nullopt);
    EXPECT_EQ(parse_decimal("1000000000000000000000", 0), std::nullopt);
    EXPECT_EQ(parse_decimal("1000000000000000000000e-20", 0), 10);
}

TEST(ParseDecimal, RefusesEverythingElse) {
    for (const std::string_view text : {"", "-", ".", ".5", "5.", "+5", " 5", "5 ", "5,0", "1e", "1e-", "e1", "1.5.2",
                                        "0x10", "inf", "nan", "--1", "1_000", "\xD9\xA1"}) {
        EXPECT_EQ(parse_decimal(text, 2), std::nullopt) << text;
    }
    EXPECT_EQ(parse_decimal("1", 19), std::nullopt);
    EXPECT_EQ(parse_decimal("1", -19), std::nullopt);
}

TEST(ParseDecimal, CountsWholeTensWhenDecimalsAreNegative) {
    EXPECT_EQ(parse_decimal("3000", -3), 3);
    EXPECT_EQ(parse_decimal("3001", -3), std::nullopt);
}

TEST(Scaled, TakesTheShortestDecimalOfADouble) {
    EXPECT_EQ(scaled(0.1, 1), 1);
    EXPECT_EQ(scaled(12.5, 3), 12500);
    EXPECT_EQ(scaled(1e22, 0), std::nullopt);
    EXPECT_EQ(scaled(0.1 + 0.2, 1), std::nullopt);
    EXPECT_EQ(scaled(-0.0, 0), 0);
    EXPECT_EQ(scaled(std::numeric_limits<double>::infinity(), 0), std::nullopt);
    EXPECT_EQ(scaled(std::numeric_limits<double>::quiet_NaN(), 0), std::nullopt);
}

TEST(FormatDecimal, WritesNoNeedlessZeros) {
    EXPECT_EQ(format_decimal(125, 1), "12.5");
    EXPECT_EQ(format_decimal(20000, 3), "20");
    EXPECT_EQ(format_decimal(20000, 0), "20000");
    EXPECT_EQ(format_decimal(25, 3), "0.025");
    EXPECT_EQ(format_decimal(-5, 1), "-0.5");
    EXPECT_EQ(format_decimal(0, 3), "0");
    EXPECT_EQ(format_decimal(std::numeric_limits<std::int64_t>::min(), 0), "-9223372036854775808");
}

RC_GTEST_PROP(FormatDecimal, IsReadBackUnchanged, (std::int64_t value)) {
    const int decimals = *rc::gen::inRange(0, 19);
    RC_PRE(value != std::numeric_limits<std::int64_t>::min());
    RC_ASSERT(parse_decimal(format_decimal(value, decimals), decimals) == value);
}

TEST(Joined, PutsTextsOneAfterTheOther) {
    EXPECT_EQ(joined({}), "");
    EXPECT_EQ(joined({"row \"", std::string{"a"}, "\"", ""}), "row \"a\"");
}

RC_GTEST_PROP(ParseDecimal, NeverBreaksOnAnyText, (const std::string& text)) {
    static_cast<void>(parse_decimal(text, 3));
    RC_SUCCEED("no crash");
}

}  // namespace
}  // namespace euthymia::core
