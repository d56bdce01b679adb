// SPDX-License-Identifier: Apache-2.0
// What a verdict depends on: only what is missing, old or vague, and the dose; and only what really moves it.
#include <sstream>
#include <string>

#include "euthymia/euthymia.hpp"
#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

namespace euthymia::tests {
namespace {

const Advisor& advisor() {
    static const Advisor one{*Knowledge::embedded()};
    return one;
}

// The lines of the audit about one action.
std::string audit(const PatientSheet& sheet, std::string_view candidate, std::string_view action) {
    const auto text = advisor().explain(sheet.build(), {sheet.day(), "", "US"}, candidate);
    if (!text) return "refused: " + text.error().detail;
    std::istringstream lines{*text};
    std::string kept;
    bool is_asked = false;
    bool is_audit = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] != ' ') {
            is_asked = line == action;
            is_audit = false;
        } else if (line.find("The verdict depends on") != std::string::npos) {
            is_audit = is_asked;
        } else if (is_audit) {
            kept += line + "\n";
        }
    }
    return kept;
}

PatientSheet depressed() { return a_patient().with("major_depression").listing("conditions"); }
// Nothing is open but what a test leaves out.
PatientSheet reviewed() {
    PatientSheet sheet = depressed();
    for (const char* list : {"safety", "crisis", "emergency", "allergies", "medicines", "recent_medicines"}) {
        sheet.reviewed(list);
    }
    return sheet;
}

TEST(Audit, NamesWhatIsNotRecordedWithTheVerdictsItCouldGive) {
    const std::string text = audit(reviewed(), "citalopram", "start");
    EXPECT_NE(text.find("age (not recorded): "), std::string::npos) << text;
    EXPECT_EQ(text.find("phenelzine"), std::string::npos) << text;
}

TEST(Audit, AMissingListIsNamedAndARecordedMedicineIsNot) {
    const std::string open = audit(depressed().aged(40), "citalopram", "start");
    EXPECT_NE(open.find("days since phenelzine (not recorded): contraindicated"), std::string::npos) << open;
    const std::string taken = audit(depressed().aged(40).taking("phenelzine"), "citalopram", "start");
    EXPECT_EQ(taken.find("phenelzine (not recorded)"), std::string::npos) << taken;
    EXPECT_EQ(taken.find("days since phenelzine"), std::string::npos) << taken;
}

TEST(Audit, AnOldMeasurementMayBeAnotherTodayAndARecentOneIsNot) {
    const auto with_qtc = [](std::string_view when) {
        PatientSheet sheet = reviewed().aged(40).taking("citalopram", 20_mg).with("qtc", 430, when);
        return audit(sheet, "citalopram", "continue");
    };
    const std::string old = with_qtc("2025-01-10");
    EXPECT_NE(old.find("corrected QT interval (out of date): "), std::string::npos) << old;
    EXPECT_EQ(with_qtc("2026-11-20").find("corrected QT interval"), std::string::npos);
}

TEST(Audit, NeverTriesAnotherPersonHoweverOldTheRecord) {
    const std::string text = audit(depressed()
                                       .born("1961")
                                       .with_since("bipolar_disorder", "2001-01-01")
                                       .with_since("seizure_disorder", "1999-01-01")
                                       .with("phq9_item9", 1, "2020-01-01")
                                       .with_since("pregnant", "2023-01-01"),
                                   "citalopram", "start");
    for (const char* never : {"    age", "    bipolar", "    seizure disorder", "    pregnan", "item 9"}) {
        EXPECT_EQ(text.find(never), std::string::npos) << never << "\n" << text;
    }
    EXPECT_FALSE(text.empty());
}

TEST(Audit, TheDoseTakenIsTriedBothWays) {
    const std::string low = audit(reviewed().aged(40).taking("citalopram", 20_mg), "citalopram", "continue");
    const std::string high = audit(reviewed().aged(40).taking("citalopram", 60_mg), "citalopram", "continue");
    EXPECT_NE(low.find("daily dose taken (20 mg): avoid"), std::string::npos) << low;
    EXPECT_NE(high.find("daily dose taken (60 mg): "), std::string::npos) << high;
}

TEST(Audit, WhatItNamesMovesTheVerdict) {
    const PatientSheet before = depressed().aged(40);
    const std::string text = audit(before, "citalopram", "start");
    ASSERT_NE(text.find("congenital long QT syndrome (not recorded): contraindicated"), std::string::npos) << text;
    const auto verdict = [](const PatientSheet& sheet) {
        const auto advice = advisor().advise(sheet.build(), {sheet.day(), "", "US"});
        for (const Option& option : advice->options()) {
            if (option.candidate == "citalopram") return option.verdict;
        }
        return Verdict::not_assessed;
    };
    PatientSheet after = before;
    after.with("congenital_long_qt");
    EXPECT_NE(verdict(before), Verdict::contraindicated);
    EXPECT_EQ(verdict(after), Verdict::contraindicated);
}

}  // namespace
}  // namespace euthymia::tests
