// SPDX-License-Identifier: Apache-2.0
// Masses, dates, truth and the door for JSON.
#include <string>

#include <gtest/gtest.h>

#include "euthymia/euthymia.hpp"

namespace {

using namespace euthymia;

TEST(MassText, IsReadExactlyOrNotAtAll) {
    EXPECT_EQ(parse_mass("12.5 mg"), Mass::from_ug(12'500));
    EXPECT_EQ(parse_mass("0.5", "g"), Mass::from_mg(500));
    EXPECT_EQ(parse_mass("1 ug"), Mass::from_ug(1));
    for (const char* bad : {"", "mg", "-1 mg", "1 tablet", "0.0001 ug", "1e400 mg", "nan mg", "1,5 mg"}) {
        EXPECT_FALSE(parse_mass(bad)) << bad;
    }
}

TEST(MassText, HasNoTrailingZeros) {
    EXPECT_EQ(to_string(Mass::from_ug(12'500)), "12.5 mg");
    EXPECT_EQ(to_string(Mass::from_mg(20)), "20 mg");
}

TEST(DateText, AdmitsOnlyDaysThatExist) {
    EXPECT_TRUE(parse_date("2024-02-29"));
    EXPECT_FALSE(parse_date("2026-02-29"));
    EXPECT_FALSE(parse_date("2026-2-1"));
}

TEST(DateText, OfAMonthIsTheWholeMonth) {
    const auto range = parse_date_range("2026-02");

    ASSERT_TRUE(range);
    EXPECT_EQ(to_string(range->first), "2026-02-01");
    EXPECT_EQ(to_string(range->last), "2026-02-28");
    EXPECT_EQ(to_string(*range), "2026-02");
}

TEST(CompletedYears, StartOnTheBirthday) {
    const DateRange born = *parse_date_range("1965-11-23");

    EXPECT_EQ(completed_years(born, *parse_date("2026-11-22")).at_most, 60);
    EXPECT_EQ(completed_years(born, *parse_date("2026-11-23")).at_least, 61);
}

TEST(CompletedYears, OfABirthYearAreTwoNumbers) {
    const Years years = completed_years(*parse_date_range("1965"), *parse_date("2026-06-15"));

    EXPECT_EQ(years.at_least, 60);
    EXPECT_EQ(years.at_most, 61);
}

TEST(Truth, FollowsKleene) {
    EXPECT_EQ(all_of(Truth::unknown, Truth::no), Truth::no);
    EXPECT_EQ(any_of(Truth::unknown, Truth::yes), Truth::yes);
    EXPECT_EQ(opposite(Truth::unknown), Truth::unknown);
}

ErrorCode refusal(const std::string& text) {
    const auto document = JsonDocument::parse(text);
    return document ? ErrorCode{} : document.error().code;
}

TEST(JsonDoor, RefusesWhatParsersDisagreeAbout) {
    EXPECT_EQ(refusal("{\"a\":1,\"a\":2}"), ErrorCode::duplicate_key);
    EXPECT_EQ(refusal("{\"a\":1,\"\\u0061\":2}"), ErrorCode::duplicate_key);
    EXPECT_EQ(refusal(std::string("[1]\0", 4)), ErrorCode::nul_byte);
    EXPECT_EQ(refusal("[1e400]"), ErrorCode::not_finite);
    EXPECT_EQ(refusal("[\"\xff\"]"), ErrorCode::invalid_utf8);
    EXPECT_EQ(refusal("[1,"), ErrorCode::malformed_text);
    EXPECT_EQ(refusal("\xef\xbb\xbf[1]"), ErrorCode::malformed_text);
    EXPECT_EQ(refusal(""), ErrorCode::malformed_text);
}

TEST(JsonDoor, CountsDepthFromItsLimit) {
    const auto nested = [](int depth) {
        return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
    };

    EXPECT_TRUE(JsonDocument::parse(nested(64)));
    EXPECT_EQ(refusal(nested(65)), ErrorCode::too_deep);
    EXPECT_EQ(refusal(nested(100'000)), ErrorCode::too_deep);
}

TEST(JsonDoor, CountsBytesFromItsLimit) {
    JsonLimits limits;
    limits.bytes = 4;

    EXPECT_TRUE(JsonDocument::parse("[12]", limits));
    EXPECT_EQ(JsonDocument::parse("[123]", limits).error().code, ErrorCode::too_large);
}

TEST(JsonDoor, NamesThePlaceAndTheByte) {
    const auto nested = JsonDocument::parse("{\"a\":{\"b\":1,\"b\":2}}");
    const auto malformed = JsonDocument::parse("{\"a\": tru}");

    EXPECT_TRUE(nested.error().where.starts_with("/a"));
    ASSERT_TRUE(malformed.error().offset);
    EXPECT_LE(*malformed.error().offset, 9U);
}

}  // namespace
