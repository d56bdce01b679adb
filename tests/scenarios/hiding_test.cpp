// SPDX-License-Identifier: Apache-2.0
// Whether hiding a fact, a record or a resource ever makes an answer safer. It must not: unknown is never no.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/scenarios/scenario.hpp"

#include <gtest/gtest.h>

namespace euthymia::tests {
namespace {

// ---- Of what was read

// A patient whose records can be left out.
struct Records {
    explicit Records(const Patient& patient)
        : born{patient.born()},
          facts{patient.facts().begin(), patient.facts().end()},
          medicines{patient.medicines().begin(), patient.medicines().end()},
          reviews{patient.reviews().begin(), patient.reviews().end()},
          not_read{patient.not_read().begin(), patient.not_read().end()} {
        for (const std::string_view list : {"conditions", "medicines", "allergies", "observations"}) {
            if (patient.has_list(list)) lists.emplace_back(list);
        }
    }

    [[nodiscard]] Patient patient() const {
        PatientBuilder builder;
        if (born) builder.born(*born);
        for (const FactRecord& record : facts) builder.add(record);
        for (const MedicineRecord& record : medicines) builder.add(record);
        for (const Review& review : reviews) builder.add(review);
        for (const NotRead& entry : not_read) builder.add(entry);
        for (const std::string& list : lists) builder.list(list);
        return builder.build();
    }

    // "None but what is recorded" is not true of a list once something on it is left out.
    void forget_review(std::string_view scope) {
        std::erase_if(reviews, [&](const Review& review) { return review.scope == scope; });
    }
    // Nor is a list with medicines on it the whole list, when it is known that one could not be read.
    void forget_medicine_lists() {
        for (const std::string_view scope : {"medicines", "recent_medicines"}) forget_review(scope);
        std::erase(lists, "medicines");
        NotRead hidden;
        hidden.is_medicine = true;
        not_read.push_back(hidden);
    }
    void forget_list_of(const FactRecord& record) {
        const Fact* fact = advisor().knowledge().fact(record.fact);
        if (fact == nullptr) return;
        forget_review(fact->asked_with);
        for (const std::string& implied : fact->implies) forget_review(advisor().knowledge().fact(implied)->asked_with);
    }

    std::optional<DateRange> born;
    std::vector<FactRecord> facts;
    std::vector<MedicineRecord> medicines;
    std::vector<Review> reviews;
    std::vector<NotRead> not_read;
    std::vector<std::string> lists;
};

struct Hidden {
    std::string what;
    Patient patient;
    bool is_genotype = false;
};

// Most people's genotype nobody measured. It is not asked for and holds nothing back; what it may still forbid counts
// in the worst possible verdict.
bool is_genotype(const FactRecord& record) {
    const Fact* fact = advisor().knowledge().fact(record.fact);
    return fact != nullptr && fact->type == FactType::choice && fact->asked_with.empty();
}

Patient without_fact(const Patient& patient, const FactRecord& hidden) {
    Records records{patient};
    records.forget_list_of(hidden);
    std::erase_if(records.facts, [&](const FactRecord& record) { return record.fact == hidden.fact; });
    return records.patient();
}

Patient without_substance(const Patient& patient, const MedicineRecord& hidden) {
    Records records{patient};
    records.forget_medicine_lists();
    std::erase_if(records.medicines,
                  [&](const MedicineRecord& record) { return record.substance == hidden.substance; });
    return records.patient();
}

Patient without_review(const Patient& patient, const Review& hidden) {
    Records records{patient};
    records.forget_review(hidden.scope);
    return records.patient();
}

Patient without_birth(const Patient& patient) {
    Records records{patient};
    records.born.reset();
    return records.patient();
}

// Each thing that is known, made unknown.
std::vector<Hidden> with_one_unknown(const Case& scenario) {
    const Patient patient = patient_of(scenario);
    std::vector<Hidden> all;
    if (patient.born()) all.push_back({"date of birth", without_birth(patient)});
    for (const FactRecord& record : patient.facts()) {
        all.push_back({record.fact, without_fact(patient, record), is_genotype(record)});
    }
    for (const MedicineRecord& record : patient.medicines()) {
        all.push_back({record.substance, without_substance(patient, record)});
    }
    for (const Review& review : patient.reviews()) {
        all.push_back({"review of " + review.scope, without_review(patient, review)});
    }
    return all;
}

// Everything one resource said, left out.
Patient without_resource(const Patient& patient, const std::string& reference) {
    Records records{patient};
    const auto is_of_resource = [&](const auto& record) { return record.record == reference; };
    for (const FactRecord& record : patient.facts()) {
        if (is_of_resource(record)) records.forget_list_of(record);
    }
    if (std::erase_if(records.medicines, is_of_resource) > 0) records.forget_medicine_lists();
    std::erase_if(records.facts, is_of_resource);
    std::erase_if(records.reviews, is_of_resource);
    std::erase_if(records.not_read, is_of_resource);
    return records.patient();
}

std::vector<Hidden> with_one_record_deleted(const Case& scenario) {
    const Patient patient = patient_of(scenario);
    std::set<std::string> references;
    for (const FactRecord& record : patient.facts()) references.insert(record.record);
    for (const MedicineRecord& record : patient.medicines()) references.insert(record.record);
    for (const Review& review : patient.reviews()) references.insert(review.record);
    std::vector<Hidden> all;
    for (const std::string& reference : references) {
        const bool genotype =
            std::all_of(patient.facts().begin(), patient.facts().end(),
                        [&](const FactRecord& record) { return record.record != reference || is_genotype(record); }) &&
            std::any_of(patient.facts().begin(), patient.facts().end(),
                        [&](const FactRecord& record) { return record.record == reference; });
        all.push_back({reference, without_resource(patient, reference), genotype});
    }
    return all;
}

// ---- Of a FHIR record, before it is read

// The object with some members left out and others added, as text.
std::string changed(JsonValue object, const std::set<std::string_view>& without, const std::string& added) {
    std::string text = "{" + added;
    object.each_member([&](std::string_view name, JsonValue value) {
        if (without.contains(name)) return;
        text += (text.size() > 1 ? ", \"" : "\"") + std::string{name} + "\": " + value.minified();
    });
    return text + "}";
}

// What the resource tells about the person, marked as not known; nothing for a type without such a mark.
std::optional<std::string> made_unknown(JsonValue resource) {
    const std::string_view type = resource.text("resourceType");
    if (type == "Patient") return changed(resource, {"birthDate"}, "");
    if (type == "Condition") {
        return changed(resource, {"verificationStatus"},
                       R"("verificationStatus": {"coding": [{"code": "unconfirmed"}]})");
    }
    if (type == "Observation") {
        return changed(resource, {"valueQuantity", "valueInteger", "valueCodeableConcept", "component"},
                       R"("dataAbsentReason": {"coding": [{"code": "unknown"}]})");
    }
    if (type == "MedicationRequest" || type == "MedicationStatement") {
        return changed(resource, {"status"}, R"("status": "unknown")");
    }
    return std::nullopt;
}

std::vector<JsonValue> resources_of(const Case& scenario) {
    std::vector<JsonValue> resources;
    const auto entries = scenario.root().find("patient")->find("entry");
    if (!entries) return resources;
    entries->each_element([&](std::size_t, JsonValue entry) { resources.push_back(*entry.find("resource")); });
    return resources;
}

// The bundle with one resource left out or replaced.
Patient read_with(const std::vector<JsonValue>& resources, std::size_t hidden, const std::optional<std::string>& by) {
    std::string entries;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        if (i == hidden && !by) continue;
        const std::string resource = i == hidden ? *by : resources[i].minified();
        entries += (entries.empty() ? "" : ", ") + std::string{R"({"resource": )"} + resource + "}";
    }
    const std::string text = R"({"resourceType": "Bundle", "type": "collection", "entry": [)" + entries + "]}";
    return *read_patient(text, advisor().knowledge());
}

std::string reference_of(JsonValue resource) {
    return std::string{resource.text("resourceType")} + "/" + std::string{resource.text("id")};
}

std::vector<Hidden> with_one_resource_deleted(const Case& scenario) {
    const std::vector<JsonValue> resources = resources_of(scenario);
    std::vector<Hidden> all;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        all.push_back({reference_of(resources[i]), read_with(resources, i, std::nullopt)});
    }
    return all;
}

std::vector<Hidden> with_one_resource_unknown(const Case& scenario) {
    const std::vector<JsonValue> resources = resources_of(scenario);
    std::vector<Hidden> all;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        if (const auto unknown = made_unknown(resources[i])) {
            all.push_back({reference_of(resources[i]), read_with(resources, i, unknown)});
        }
    }
    return all;
}

// ---- What must not come of it

// What raised an urgent item and is hidden is asked before anything else.
bool is_urgent_item_gone(const Advice& before, const Advice& after) {
    return std::any_of(before.alerts().begin(), before.alerts().end(), [&](const Alert& was) {
        return was.urgent() && std::none_of(after.alerts().begin(), after.alerts().end(),
                                            [&](const Alert& alert) { return alert.harm == was.harm; });
    });
}

// What is hidden may turn a verdict into "ask first" or a graver one, never into one that lets something be done
// which was not so before.
void expect_not_safer(const Advice& before, const Advice& after, bool is_genotype) {
    if (is_urgent_item_gone(before, after)) {
        ASSERT_FALSE(after.questions().empty());
        EXPECT_TRUE(after.questions().front().urgent);
    }
    for (const Option& option : after.options()) {
        if (option.verdict >= Verdict::ask_first) continue;
        const Option* was = option_of(before, key(option));
        const Verdict still = is_genotype ? option.worst_possible : option.verdict;
        EXPECT_TRUE(was != nullptr && was->verdict <= still)
            << key(option) << " was " << (was == nullptr ? "no option" : name_of(was->verdict)) << ", is "
            << name_of(option.verdict);
    }
}

// How many things were hidden, each by itself.
std::size_t expect_never_safer(const Case& scenario, std::vector<Hidden> (*hide)(const Case&)) {
    SCOPED_TRACE(scenario.name);
    const Patient patient = patient_of(scenario);
    const Advice before = advise(scenario, patient);
    const std::vector<Hidden> all = hide(scenario);
    for (const Hidden& hidden : all) {
        SCOPED_TRACE(hidden.what + " hidden");
        expect_not_safer(before, advise(scenario, hidden.patient), hidden.is_genotype);
    }
    return all.size();
}

TEST(Scenarios, NeverBecomeSaferWhenAFactIsUnknown) {
    for (const Case& scenario : cases()) EXPECT_GT(expect_never_safer(scenario, with_one_unknown), 0U);
}

TEST(Scenarios, NeverBecomeSaferWhenARecordIsDeleted) {
    for (const Case& scenario : cases()) EXPECT_GT(expect_never_safer(scenario, with_one_record_deleted), 0U);
}

TEST(Scenarios, NeverBecomeSaferWhenAFhirResourceIsDeleted) {
    std::size_t hidden = 0;
    for (const Case& scenario : cases()) hidden += expect_never_safer(scenario, with_one_resource_deleted);
    EXPECT_GT(hidden, 10U);
}

TEST(Scenarios, NeverBecomeSaferWhenAFhirResourceIsUnknown) {
    std::size_t hidden = 0;
    for (const Case& scenario : cases()) hidden += expect_never_safer(scenario, with_one_resource_unknown);
    EXPECT_GT(hidden, 10U);
}

}  // namespace
}  // namespace euthymia::tests
