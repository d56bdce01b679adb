// SPDX-License-Identifier: Apache-2.0
// A guideline orders what may be offered. It hides nothing that forbids.
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/scenarios/scenario.hpp"

#include <gtest/gtest.h>

namespace euthymia::tests {
namespace {

Advice advise_under(const Case& scenario, const Patient& patient, const std::string& profile) {
    return *advisor().advise(patient, {*parse_date(scenario.root().text("as_of")), profile,
                                       std::string{scenario.root().text("jurisdiction")}});
}

// What forbids or urges, by option; the words of a line of treatment are the guideline's own.
std::map<std::string, std::set<std::string>> warnings(const Advice& advice) {
    std::map<std::string, std::set<std::string>> all;
    for (const Alert& alert : advice.alerts()) all["alerts"].insert(alert.text);
    for (const Option& option : advice.options()) {
        std::set<std::string>& said = all[key(option)];
        for (const Finding& finding : option.findings) {
            if (finding.effect >= Effect::caution) said.insert(finding.id);
        }
    }
    return all;
}

TEST(Profiles, HideNoWarningAndAgreeOnWhatIsContraindicated) {
    const auto profiles = advisor().knowledge().guideline_profiles();
    for (const Case& scenario : cases()) {
        const Patient patient = patient_of(scenario);
        const auto expected = warnings(advise_under(scenario, patient, ""));
        std::map<std::string, std::size_t> contraindicated;  // in how many profiles
        for (const std::string& profile : profiles) {
            const Advice advice = advise_under(scenario, patient, profile);
            EXPECT_EQ(warnings(advice), expected) << scenario.name << ", " << profile;
            for (const Option& option : advice.options()) {
                if (option.verdict == Verdict::contraindicated) ++contraindicated[key(option)];
            }
        }
        for (const auto& [option, count] : contraindicated) {
            EXPECT_EQ(count, profiles.size()) << scenario.name << ", " << option;
        }
    }
}

// A line that hangs on what is not recorded is told, and puts nothing before what is settled.
TEST(Profiles, PutOpenLinesAfterSettledOnes) {
    std::size_t open = 0;
    for (const Case& scenario : cases()) {
        const Patient patient = patient_of(scenario);
        for (const std::string& profile : advisor().knowledge().guideline_profiles()) {
            const Advice advice = advise_under(scenario, patient, profile);
            std::map<Verdict, bool> is_open_before;
            for (const Option& option : advice.options()) {
                if (option.action != Action::start || !option.line) continue;
                const bool is_open = !option.line_missing.empty();
                EXPECT_FALSE(is_open && option.verdict == Verdict::preferred) << scenario.name << ", " << key(option);
                EXPECT_TRUE(is_open || !is_open_before[option.verdict]) << scenario.name << ", " << key(option);
                EXPECT_FALSE(option.line_source.ends_with(", ")) << scenario.name << ", " << key(option);
                is_open_before[option.verdict] = is_open;
                open += is_open ? 1 : 0;
            }
        }
    }
    EXPECT_GT(open, 0U);
}

// Chronic depression would put venlafaxine first; nobody said that it is chronic.
TEST(Profiles, DoNotTakeForChronicWhatNobodySaysIs) {
    const auto patient = read_patient(R"({"euthymia": "patient/1", "patient": {"born": "1980-01-01"}, "facts": [
        {"fact": "major_depression", "value": true, "when": "2026-11-01"},
        {"fact": "phq9_total", "value": 10, "when": "2026-11-20"}]})",
                                      advisor().knowledge());
    ASSERT_TRUE(patient) << to_string(patient.error());

    const auto advice = advisor().advise(*patient, {*parse_date("2026-11-23"), "nice-ng222", "UK"});

    const Option* venlafaxine = option_of(*advice, "venlafaxine.xr start");
    ASSERT_NE(venlafaxine, nullptr);
    EXPECT_EQ(venlafaxine->line, 1);
    EXPECT_EQ(venlafaxine->line_missing, (std::vector<std::string>{"depression_chronic"}));
    EXPECT_NE(venlafaxine->verdict, Verdict::preferred);
    const Option* self_help = option_of(*advice, "guided_self_help start");
    ASSERT_NE(self_help, nullptr);
    EXPECT_TRUE(self_help->line_missing.empty());  // a PHQ-9 below 16 settles it
}

}  // namespace
}  // namespace euthymia::tests
