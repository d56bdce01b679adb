// SPDX-License-Identifier: Apache-2.0
// What a clinician reads: which statements, in which order, how often.
#include <sstream>
#include <string>
#include <string_view>

#include "examples/euthymia/option_text.hpp"
#include "examples/euthymia/text_report.hpp"
#include "tests/support/advice.hpp"
#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

namespace cli {
namespace {

using namespace euthymia;
using namespace euthymia::tests;

std::string report(const Advice::Held& held, const Layout& layout = {}) {
    static const Knowledge knowledge = *Knowledge::embedded();
    std::ostringstream out;
    write_report(out, advice_of(held), knowledge, layout);
    return out.str();
}

std::size_t times(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

Option taken(std::string candidate, Action action, Verdict verdict, std::vector<Finding> findings) {
    Option option = an_option(std::move(candidate), verdict, std::move(findings));
    option.action = action;
    return option;
}

TEST(Reasons, MergeWhatSeveralSourcesSayOfOneHarmAndRecord) {
    const Option option = an_option("x", Verdict::avoid,
                                    {a_finding(Effect::avoid, "Avoid x with y.", "bleeding", "Medication/1"),
                                     a_finding(Effect::avoid, "Not x and y.", "bleeding", "Medication/1")});

    EXPECT_EQ(reasons(option, Effect::caution).size(), 1U);
}

TEST(Reasons, KeepIntervalsOfDifferentLengthApart) {
    const Option option = an_option("x", Verdict::contraindicated,
                                    {a_finding(Effect::contraindicate, "Wait 14 days.", "", "Medication/1"),
                                     a_finding(Effect::contraindicate, "Wait 21 days.", "", "Medication/1")});

    EXPECT_EQ(reasons(option, Effect::caution).size(), 2U);
}

TEST(Reasons, KeepDifferentMedicinesAndEffectsApart) {
    const Option option = an_option("x", Verdict::avoid,
                                    {a_finding(Effect::avoid, "Avoid x with y.", "bleeding", "Medication/1"),
                                     a_finding(Effect::avoid, "Avoid x with z.", "bleeding", "Medication/2"),
                                     a_finding(Effect::caution, "Care with y.", "bleeding", "Medication/1")});

    EXPECT_EQ(reasons(option, Effect::caution).size(), 3U);
}

TEST(Reasons, LeaveOutWhatOnlyAMissingFactCouldMakeTrue) {
    Finding open = a_finding(Effect::contraindicate, "Perhaps.");
    open.holds = Truth::unknown;

    EXPECT_TRUE(reasons(an_option("x", Verdict::ask_first, {open}), Effect::inform).empty());
}

TEST(Report, PutsTheUrgentItemBeforeEveryOption) {
    Advice::Held held;
    held.alerts.push_back({"id", "emergency", "Act now.", {"Call."}, "suicide", {}});
    held.options.push_back(an_option("x", Verdict::preferred));

    const std::string text = report(held);

    EXPECT_LT(text.find("Act now."), text.find("To start"));
    EXPECT_NE(text.find("    1. Call."), std::string::npos);
}

TEST(Report, SaysHowToLeaveADrugThatIsContraindicated) {
    Finding finding = a_finding(Effect::contraindicate, "Not with this.");
    finding.leave = "taper";
    Advice::Held held;
    held.options.push_back(taken("x", Action::continue_as_is, Verdict::contraindicated, {finding}));

    const std::string text = report(held);

    EXPECT_NE(text.find("How to leave it: lower it step by step; do not stop abruptly."), std::string::npos);
    EXPECT_EQ(text.find("stop today"), std::string::npos);
}

// A note on stopping today, meant for a reaction that is not there, once stood beside "stop" as advice to do so.
TEST(Report, GivesNoWayToLeaveForAStatementThatForbidsNothing) {
    Finding finding = a_finding(Effect::inform, "In a severe reaction stop at once.");
    finding.leave = "stop_today";
    Advice::Held held;
    held.options.push_back(taken("x", Action::continue_as_is, Verdict::acceptable, {finding}));
    held.options.push_back(taken("x", Action::stop, Verdict::acceptable, {finding}));

    EXPECT_EQ(report(held).find("How to leave"), std::string::npos);
}

TEST(Report, SaysOnceWhatSpeaksAgainstEveryOption) {
    Advice::Held held;
    held.options.push_back(an_option("x", Verdict::avoid, {a_finding(Effect::avoid, "Avoid x now.", "h", "r")}));
    held.options.push_back(an_option("y", Verdict::avoid, {a_finding(Effect::avoid, "Avoid y now.", "h", "r")}));

    const std::string text = report(held);

    EXPECT_EQ(times(text, "All: Avoid any of these now."), 1U);
    EXPECT_EQ(times(text, "Avoid x now."), 0U);
}

TEST(Report, MarksWhatTwoReadingsHaveNotConfirmed) {
    Finding confirmed = a_finding(Effect::avoid, "One.");
    confirmed.basis.verified = true;
    Advice::Held held;
    held.options.push_back(an_option("x", Verdict::avoid, {confirmed, a_finding(Effect::avoid, "Two.")}));

    EXPECT_EQ(times(report(held), "[not yet verified]"), 1U);
}

TEST(Report, ShowsThreeQuestionsAndCountsTheRest) {
    Advice::Held held;
    for (const char* id : {"a", "b", "c", "d", "e"}) held.questions.push_back({id, {id}, "Is it?", "harm", 1, false});

    EXPECT_EQ(times(report(held), "Is it?"), 3U);
    EXPECT_NE(report(held).find("and 2 more (--all)"), std::string::npos);
    EXPECT_EQ(times(report(held, {.all = true}), "Is it?"), 5U);
}

TEST(Report, ListsEveryUnreadMedicineBeforeOtherThings) {
    Advice::Held held;
    held.not_read.push_back({"r", "Observation x|1", "code not in the tables", false, ""});
    held.not_read.push_back({"r", "MedicationRequest x|2", "medicine not recognised", true, "Some Drug"});

    const std::string text = report(held);

    EXPECT_LT(text.find("Some Drug"), text.find("Observation x|1"));
}

TEST(Report, KeepsEveryLineWithinTheWidth) {
    Advice::Held held;
    held.person = "a person with a very long description, " + std::string(200, 'x');
    held.options.push_back(an_option("x", Verdict::avoid, {a_finding(Effect::avoid, std::string(150, 'y'), "h")}));

    std::istringstream lines{report(held, {.width = 60})};
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 60U) << line;
}

}  // namespace
}  // namespace cli
