// SPDX-License-Identifier: Apache-2.0
// Whole patients: what the answer must say, the same way whatever the order of records.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/scenarios/scenario.hpp"

#include <gtest/gtest.h>

namespace euthymia::tests {
namespace {

std::string limit_text(const std::optional<Mass>& mass) { return mass ? to_string(*mass) : "none"; }

void expect_options(const Advice& advice, JsonValue expect) {
    if (const auto verdicts = expect.find("verdicts")) {
        verdicts->each_member([&](std::string_view wanted, JsonValue admitted) {
            const Option* option = option_of(advice, wanted);
            ASSERT_NE(option, nullptr) << wanted;
            bool found = false;
            admitted.each_element(
                [&](std::size_t, JsonValue verdict) { found = found || verdict.string() == name_of(option->verdict); });
            EXPECT_TRUE(found) << wanted << " is " << name_of(option->verdict);
        });
    }
    for (const std::string_view which : {"limits", "cautious"}) {
        const auto limits = expect.find(which);
        if (!limits) continue;
        limits->each_member([&](std::string_view wanted, JsonValue limit) {
            const Option* option = option_of(advice, wanted);
            ASSERT_NE(option, nullptr) << wanted;
            const auto& mass = which == "limits" ? option->limits.settled : option->limits.cautious;
            EXPECT_EQ(limit_text(mass), limit.string()) << wanted;
        });
    }
}

void expect_conditions(const Advice& advice, JsonValue expect) {
    if (const auto conditions = expect.find("conditions")) {
        std::vector<std::string> wanted;
        conditions->each_element([&](std::size_t, JsonValue label) { wanted.emplace_back(*label.string()); });
        EXPECT_EQ((std::vector<std::string>{advice.conditions().begin(), advice.conditions().end()}), wanted);
    }
    if (const auto lines = expect.find("lines")) {
        lines->each_member([&](std::string_view wanted, JsonValue line) {
            const Option* option = option_of(advice, wanted);
            ASSERT_NE(option, nullptr) << wanted;
            EXPECT_EQ(option->line.value_or(0), line.integer()) << wanted;
        });
    }
}

void expect_findings(const Advice& advice, JsonValue expect) {
    if (const auto findings = expect.find("has_finding")) {
        findings->each_member([&](std::string_view wanted, JsonValue part) {
            const Option* option = option_of(advice, wanted);
            ASSERT_NE(option, nullptr) << wanted;
            bool found = false;
            for (const Finding& finding : option->findings) {
                found = found || (finding.text + finding.basis.condition).find(*part.string()) != std::string::npos;
            }
            EXPECT_TRUE(found) << wanted << " says nothing of " << *part.string();
        });
    }
    if (const auto kept = expect.find("never_bare_stop")) {
        kept->each_element([&](std::size_t, JsonValue wanted) {
            const Option* option = option_of(advice, *wanted.string());
            ASSERT_NE(option, nullptr);
            for (const Finding& finding : option->findings) {
                const bool forbids = finding.effect == Effect::contraindicate || finding.effect == Effect::avoid;
                if (forbids && finding.holds == Truth::yes) {
                    EXPECT_FALSE(finding.leave.empty()) << finding.text;
                }
            }
        });
    }
}

// Each rule named speaks of that option, holds, and says where it stands.
void expect_rules(const Advice& advice, JsonValue expect) {
    const auto rules = expect.find("rules");
    if (!rules) return;
    rules->each_member([&](std::string_view wanted, JsonValue ids) {
        const Option* option = option_of(advice, wanted);
        ASSERT_NE(option, nullptr) << wanted;
        ids.each_element([&](std::size_t, JsonValue id) {
            const auto found = std::find_if(option->findings.begin(), option->findings.end(),
                                            [&](const Finding& one) { return one.basis.rule == id.string(); });
            ASSERT_NE(found, option->findings.end()) << wanted << " is not told " << *id.string();
            EXPECT_EQ(found->holds, Truth::yes) << *id.string();
            EXPECT_FALSE(found->basis.source.empty()) << *id.string();
            EXPECT_FALSE(found->basis.place.empty()) << *id.string();
        });
    });
}

void expect_starts(const Advice& advice, JsonValue expect) {
    if (const auto doses = expect.find("starting_dose")) {
        doses->each_member([&](std::string_view wanted, JsonValue dose) {
            const Option* option = option_of(advice, wanted);
            ASSERT_NE(option, nullptr) << wanted;
            EXPECT_EQ(limit_text(option->starting_dose), dose.string()) << wanted;
        });
    }
    if (expect.find("no_starts")) {
        EXPECT_TRUE(std::none_of(advice.options().begin(), advice.options().end(),
                                 [](const Option& option) { return option.action == Action::start; }));
    }
    if (const auto verdicts = expect.find("none_is")) {
        EXPECT_FALSE(advice.options().empty());
        for (const Option& option : advice.options()) {
            verdicts->each_element([&](std::size_t, JsonValue verdict) {
                EXPECT_NE(name_of(option.verdict), verdict.string()) << key(option);
            });
        }
    }
}

void expect_alerts(const Advice& advice, JsonValue expect) {
    if (expect.find("no_alerts")) {
        EXPECT_TRUE(advice.alerts().empty());
    }
    if (const auto level = expect.find("level")) {
        ASSERT_FALSE(advice.alerts().empty());
        EXPECT_EQ(advice.alerts().front().level, level->string());
    }
    const auto alerts = expect.find("alerts");
    if (!alerts) return;
    alerts->each_element([&](std::size_t index, JsonValue harm) {
        ASSERT_GT(advice.alerts().size(), index);
        EXPECT_EQ(advice.alerts()[index].harm, harm.string());
        EXPECT_FALSE(advice.alerts()[index].actions.empty());
    });
}

void expect_rest(const Advice& advice, JsonValue expect) {
    if (expect.find("no_options")) {
        EXPECT_TRUE(advice.options().empty());
    }
    if (const auto first = expect.find("first_question")) {
        ASSERT_FALSE(advice.questions().empty());
        EXPECT_EQ(advice.questions().front().id, first->string());
    }
    if (const auto first = expect.find("first_option")) {
        ASSERT_FALSE(advice.options().empty());
        EXPECT_EQ(key(advice.options().front()), first->string());
    }
    if (const auto notes = expect.find("notes")) {
        notes->each_element([&](std::size_t, JsonValue part) {
            const bool found = std::any_of(advice.notes().begin(), advice.notes().end(), [&](const std::string& note) {
                return note.find(*part.string()) != std::string::npos;
            });
            EXPECT_TRUE(found) << "no note of " << *part.string();
        });
    }
    const auto doses = expect.find("daily_dose");
    if (!doses) return;
    doses->each_member([&](std::string_view substance, JsonValue dose) {
        ASSERT_EQ(advice.regimens().size(), 1U);
        EXPECT_EQ(advice.regimens().front().substance, substance);
        EXPECT_EQ(limit_text(advice.regimens().front().daily_dose), dose.string());
    });
}

TEST(Scenarios, HaveASourceAndExpectOnlyWhatIsLookedAt) {
    const std::set<std::string_view> known{
        "alerts",         "cautious",    "conditions", "lines",           "daily_dose", "level",      "first_option",
        "first_question", "has_finding", "limits",     "never_bare_stop", "no_alerts",  "no_options", "no_starts",
        "none_is",        "notes",       "rules",      "starting_dose",   "verdicts"};
    for (const Case& scenario : cases()) {
        SCOPED_TRACE(scenario.name);
        EXPECT_FALSE(scenario.root().text("source").empty());
        const auto expect = scenario.root().find("expect");
        ASSERT_TRUE(expect && expect->size() > 0);
        expect->each_member([&](std::string_view wanted, JsonValue) { EXPECT_TRUE(known.contains(wanted)) << wanted; });
    }
}

TEST(Scenarios, SayWhatTheirSourcesSay) {
    const auto all = cases();
    ASSERT_GE(all.size(), 20U);
    for (const Case& scenario : all) {
        SCOPED_TRACE(scenario.name);
        const Advice advice = advise(scenario, patient_of(scenario));
        const JsonValue expect = *scenario.root().find("expect");
        expect_options(advice, expect);
        expect_conditions(advice, expect);
        expect_findings(advice, expect);
        expect_rules(advice, expect);
        expect_starts(advice, expect);
        expect_alerts(advice, expect);
        expect_rest(advice, expect);
    }
}

TEST(Scenarios, AreAnsweredTheSameWayTwice) {
    for (const Case& scenario : cases()) {
        SCOPED_TRACE(scenario.name);
        EXPECT_EQ(to_json(advise(scenario, patient_of(scenario))), to_json(advise(scenario, patient_of(scenario))));
    }
}

// No order of the rows in a record may matter.
TEST(Scenarios, DoNotDependOnTheOrderOfRecords) {
    for (const Case& scenario : cases()) {
        SCOPED_TRACE(scenario.name);
        const Patient patient = patient_of(scenario);
        PatientBuilder builder;
        const auto facts = patient.facts();
        const auto medicines = patient.medicines();
        for (auto record = facts.rbegin(); record != facts.rend(); ++record) builder.add(*record);
        for (auto record = medicines.rbegin(); record != medicines.rend(); ++record) builder.add(*record);
        for (const Review& review : patient.reviews()) builder.add(review);
        for (const NotRead& entry : patient.not_read()) builder.add(entry);
        if (patient.born()) builder.born(*patient.born());
        for (const std::string_view list : {"conditions", "medicines", "allergies", "observations"}) {
            if (patient.has_list(list)) builder.list(list);
        }

        EXPECT_EQ(to_json(advise(scenario, builder.build())), to_json(advise(scenario, patient)));
    }
}

}  // namespace
}  // namespace euthymia::tests
