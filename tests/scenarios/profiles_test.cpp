// SPDX-License-Identifier: Apache-2.0
// A guideline orders what may be offered. It hides nothing that forbids.
#include <map>
#include <set>
#include <string>
#include <string_view>

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

}  // namespace
}  // namespace euthymia::tests
