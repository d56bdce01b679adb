// SPDX-License-Identifier: Apache-2.0
// Whether days, partial dates and ages are what the text says.
#include "euthymia/date.hpp"

#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace euthymia {
namespace {

using namespace tests;

using std::chrono::days;

TEST(ParseDate, ReadsADayThatExists) {
    EXPECT_EQ(parse_date("1970-01-01"), Date{});
    EXPECT_EQ(parse_date("1970-01-02"), Date{days{1}});
    EXPECT_EQ(parse_date("2024-02-29"), Date{days{19782}});
}

TEST(ParseDate, RefusesDaysThatDoNotExist) {
    for (const std::string_view text :
         {"2025-02-29", "2026-11-31", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01", "1900-02-29"}) {
        EXPECT_EQ(parse_date(text), std::nullopt) << text;
    }
}

TEST(ParseDate, RefusesEverythingElse) {
    for (const std::string_view text :
         {"", "2026", "2026-11", "2026-11-2", "2026-11-233", " 2026-11-23", "2026-11-23 ", "2026/11/23", "26-11-23",
          "-026-11-23", "2026-+1-23", "2026-11-23T10:00:00Z", "20261123", "2026-1-023", "2026-2-1"}) {
        EXPECT_EQ(parse_date(text), std::nullopt) << text;
    }
}

TEST(ParseDateRange, SpansWhatTheTextLeavesOpen) {
    EXPECT_EQ(parse_date_range("2026"), (DateRange{on("2026-01-01"), on("2026-12-31")}));
    EXPECT_EQ(parse_date_range("2026-11"), (DateRange{on("2026-11-01"), on("2026-11-30")}));
    EXPECT_EQ(parse_date_range("2024-02"), (DateRange{on("2024-02-01"), on("2024-02-29")}));
    EXPECT_EQ(parse_date_range("2026-02"), (DateRange{on("2026-02-01"), on("2026-02-28")}));
    EXPECT_EQ(parse_date_range("2026-11-23"), (DateRange{on("2026-11-23"), on("2026-11-23")}));
}

TEST(ParseDateRange, TakesTheDayAsWrittenWhateverTheOffset) {
    const DateRange day{on("2026-11-23"), on("2026-11-23")};

    EXPECT_EQ(parse_date_range("2026-11-23T00:30:00+14:00"), day);
    EXPECT_EQ(parse_date_range("2026-11-23T23:59:60-05:00"), day);
    EXPECT_EQ(parse_date_range("2026-11-23T10:00:00.125Z"), day);
    EXPECT_EQ(parse_date_range("2026-11-23T10:00:00Z"), day);
}

TEST(ParseDateRange, RefusesTimesThatFhirDoesNotHave) {
    for (const std::string_view text :
         {"2026-11-23T", "2026-11-23T10", "2026-11-23T10:00Z", "2026-11-23T10:00:00", "2026-11-23T24:00:00Z",
          "2026-11-23T10:60:00Z", "2026-11-23T10:00:61Z", "2026-11-23T10:00:00.Z", "2026-11-23T10:00:00+14:01",
          "2026-11-23T10:00:00+0100", "2026-11-23T10:00:00Zx", "2026-11-23 10:00:00Z", "2026-11T10:00:00Z"}) {
        EXPECT_EQ(parse_date_range(text), std::nullopt) << text;
    }
}

TEST(ParseDateRange, RefusesEverythingElse) {
    for (const std::string_view text : {"", "2", "202", "0000", "2026-", "2026-1", "2026-13", "2026-00", "2026-11-",
                                        "2026-11-3", "2026-02-30", "abcd", "2026-1a"}) {
        EXPECT_EQ(parse_date_range(text), std::nullopt) << text;
    }
}

TEST(DateToString, PadsToTheFormThatIsRead) {
    EXPECT_EQ(to_string(on("2026-11-03")), "2026-11-03");
    EXPECT_EQ(to_string(on("0001-01-01")), "0001-01-01");
}

TEST(DateRangeToString, IsTheShortestTextThatMeansTheRange) {
    for (const std::string_view text : {"2026", "2026-11", "2024-02", "2026-11-23", "2025-12-31"}) {
        EXPECT_EQ(to_string(during(text)), text);
    }
    EXPECT_EQ(to_string(DateRange{on("2026-11-01"), on("2026-11-29")}), "2026-11-01/2026-11-29");
    EXPECT_EQ(to_string(DateRange{on("2026-11-01"), on("2026-12-31")}), "2026-11-01/2026-12-31");
    EXPECT_EQ(to_string(DateRange{on("2025-01-01"), on("2026-12-31")}), "2025-01-01/2026-12-31");
    EXPECT_EQ(to_string(DateRange{on("2025-11-01"), on("2026-11-30")}), "2025-11-01/2026-11-30");
}

RC_GTEST_PROP(DateToString, IsReadBackUnchanged, ()) {
    const Date date{days{*rc::gen::inRange(-719162, 2932897)}};  // years 1 to 9999
    RC_ASSERT(parse_date(to_string(date)) == date);
}

TEST(CompletedYears, ChangeOnTheBirthday) {
    const DateRange born = during("1966-11-23");

    EXPECT_EQ(completed_years(born, on("2026-11-22")).at_most, 59);
    EXPECT_EQ(completed_years(born, on("2026-11-23")).at_least, 60);
}

TEST(CompletedYears, SpanTwoValuesWhenOnlyTheYearIsKnown) {
    const Years years = completed_years(during("1966"), on("2026-11-23"));

    EXPECT_EQ(years.at_least, 59);
    EXPECT_EQ(years.at_most, 60);
}

TEST(CompletedYears, OfALeapDayChangeOnTheFirstOfMarch) {
    const DateRange born = during("2004-02-29");

    EXPECT_EQ(completed_years(born, on("2022-02-28")).at_most, 17);
    EXPECT_EQ(completed_years(born, on("2022-03-01")).at_least, 18);
    EXPECT_EQ(completed_years(born, on("2024-02-29")).at_least, 20);
}

}  // namespace
}  // namespace euthymia
