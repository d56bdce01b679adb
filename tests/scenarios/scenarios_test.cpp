// SPDX-License-Identifier: Apache-2.0
// Whole patients: what the answer must say, and that hiding a fact never makes it safer.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "euthymia/euthymia.hpp"

namespace {

using namespace euthymia;

struct Case {
    std::string name;
    JsonDocument document;
    [[nodiscard]] JsonValue root() const { return document.root(); }
};

std::string text_of(const std::filesystem::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::vector<Case> cases() {
    std::vector<Case> all;
    const std::filesystem::path folder = std::string{EUTHYMIA_SOURCE_DIR} + "/tests/scenarios/cases";
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        auto document = JsonDocument::parse(text_of(entry.path()));
        if (document) all.push_back({entry.path().stem().string(), *document});
    }
    return all;
}

const Advisor& advisor() {
    static const Advisor one{*Knowledge::embedded()};
    return one;
}

Advice advise(const Case& scenario, const Patient& patient) {
    const AdviceOptions options{*parse_date(scenario.root().text("as_of")), "",
                                std::string{scenario.root().text("jurisdiction")}};
    return *advisor().advise(patient, options);
}

Patient patient_of(const Case& scenario) {
    return *read_patient(scenario.root().find("patient")->minified(), advisor().knowledge());
}

std::string key(const Option& option) { return option.candidate + " " + std::string{name_of(option.action)}; }

const Option* option_of(const Advice& advice, std::string_view wanted) {
    for (const Option& option : advice.options()) {
        if (key(option) == wanted) return &option;
    }
    return nullptr;
}

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

void expect_alerts(const Advice& advice, JsonValue expect) {
    if (expect.find("no_alerts")) {
        EXPECT_TRUE(advice.alerts().empty());
    }
    if (expect.find("emergency")) {
        ASSERT_FALSE(advice.alerts().empty());
        EXPECT_EQ(advice.alerts().front().level, "emergency");
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
    const auto doses = expect.find("daily_dose");
    if (!doses) return;
    doses->each_member([&](std::string_view substance, JsonValue dose) {
        ASSERT_EQ(advice.regimens().size(), 1U);
        EXPECT_EQ(advice.regimens().front().substance, substance);
        EXPECT_EQ(limit_text(advice.regimens().front().daily_dose), dose.string());
    });
}

TEST(Scenarios, SayWhatTheirSourcesSay) {
    const auto all = cases();
    ASSERT_GE(all.size(), 20U);
    for (const Case& scenario : all) {
        SCOPED_TRACE(scenario.name);
        const Advice advice = advise(scenario, patient_of(scenario));
        const JsonValue expect = *scenario.root().find("expect");
        expect_options(advice, expect);
        expect_findings(advice, expect);
        expect_alerts(advice, expect);
        expect_rest(advice, expect);
    }
}

// Rebuilds a patient without one fact record; the list in which it was asked no longer vouches for it.
Patient without_fact(const Patient& patient, const FactRecord& hidden) {
    const Fact* fact = advisor().knowledge().fact(hidden.fact);
    PatientBuilder builder;
    if (patient.born()) builder.born(*patient.born());
    for (const FactRecord& record : patient.facts()) {
        if (record.fact != hidden.fact) builder.add(record);
    }
    for (const MedicineRecord& record : patient.medicines()) builder.add(record);
    for (const Review& review : patient.reviews()) {
        if (fact == nullptr || review.scope != fact->asked_with) builder.add(review);
    }
    for (const std::string_view list : {"conditions", "medicines"}) {
        if (patient.has_list(list)) builder.list(list);
    }
    return builder.build();
}

Patient without_medicine(const Patient& patient, const MedicineRecord& hidden) {
    PatientBuilder builder;
    if (patient.born()) builder.born(*patient.born());
    for (const FactRecord& record : patient.facts()) builder.add(record);
    for (const MedicineRecord& record : patient.medicines()) {
        if (record.record != hidden.record) builder.add(record);
    }
    for (const Review& review : patient.reviews()) {
        if (!review.scope.ends_with("medicines")) builder.add(review);
    }
    if (patient.has_list("conditions")) builder.list("conditions");
    return builder.build();
}

Patient without_review(const Patient& patient, const Review& hidden) {
    PatientBuilder builder;
    if (patient.born()) builder.born(*patient.born());
    for (const FactRecord& record : patient.facts()) builder.add(record);
    for (const MedicineRecord& record : patient.medicines()) builder.add(record);
    for (const Review& review : patient.reviews()) {
        if (review.scope != hidden.scope) builder.add(review);
    }
    if (patient.has_list("conditions")) builder.list("conditions");
    return builder.build();
}

// A verdict that keeps something from being done may only stay as grave, or become "ask first".
void expect_not_safer(const Advice& before, const Advice& after, const std::string& hidden) {
    for (const Option& option : after.options()) {
        const Option* was = option_of(before, key(option));
        if (was == nullptr || was->verdict < Verdict::ask_first) continue;
        EXPECT_GE(option.verdict, Verdict::ask_first) << key(option) << " was " << name_of(was->verdict) << ", is "
                                                      << name_of(option.verdict) << " with " << hidden << " hidden";
    }
}

TEST(Scenarios, NeverBecomeSaferWhenAFactIsHidden) {
    for (const Case& scenario : cases()) {
        SCOPED_TRACE(scenario.name);
        const Patient patient = patient_of(scenario);
        const Advice before = advise(scenario, patient);
        for (const FactRecord& record : patient.facts()) {
            if (record.fact == "major_depression" || record.fact == "clinician_says_working") continue;
            expect_not_safer(before, advise(scenario, without_fact(patient, record)), record.fact);
        }
        for (const MedicineRecord& record : patient.medicines()) {
            expect_not_safer(before, advise(scenario, without_medicine(patient, record)), record.substance);
        }
        for (const Review& review : patient.reviews()) {
            expect_not_safer(before, advise(scenario, without_review(patient, review)), review.scope);
        }
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
        if (patient.born()) builder.born(*patient.born());
        for (const std::string_view list : {"conditions", "medicines"}) {
            if (patient.has_list(list)) builder.list(list);
        }

        EXPECT_EQ(to_json(advise(scenario, builder.build())), to_json(advise(scenario, patient)));
    }
}

}  // namespace
