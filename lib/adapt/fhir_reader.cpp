// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines: the walk, persons, conditions, allergies.
#include "lib/adapt/fhir_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace euthymia::adapt {

namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> all) {
    return std::find(all.begin(), all.end(), text) != all.end();
}

std::string subject_of(JsonValue resource) {
    for (const std::string_view member : {"subject", "patient"}) {
        const auto subject = resource.find(member);
        if (subject && !subject->text("reference").empty()) return key_of(subject->text("reference"));
    }
    return {};
}

}  // namespace

void collect(JsonValue root, const std::string& pointer, std::vector<Resource>& resources) {
    const auto entries = root.find("entry");
    if (!entries || !entries->is(JsonType::array)) {
        if (root.text("resourceType") != "Bundle") resources.push_back({root, pointer, ""});
        return;
    }
    entries->each_element([&](std::size_t index, JsonValue entry) {
        const auto resource = entry.find("resource");
        if (!resource) return;
        resources.push_back(
            {*resource, pointer + "/entry/" + std::to_string(index) + "/resource", std::string{entry.text("fullUrl")}});
    });
}

std::vector<std::string> patient_keys(const std::vector<Resource>& resources) {
    std::vector<std::string> keys;
    for (const Resource& resource : resources) {
        const bool is_patient = resource.value.text("resourceType") == "Patient";
        std::string key = is_patient ? std::string{resource.value.text("id")} : subject_of(resource.value);
        if (is_patient && key.empty()) key = key_of(resource.full_url);
        if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
    }
    return keys;
}

FhirReader::FhirReader(const Knowledge& knowledge, const std::vector<Resource>& resources, std::string patient)
    : knowledge_{knowledge}, resources_{resources}, patient_{std::move(patient)} {
    for (const Resource& resource : resources_) {
        const std::string type{resource.value.text("resourceType")};
        const std::string id{resource.value.text("id")};
        if (!id.empty()) by_key_.emplace(type + "/" + id, resource.value);
        if (!resource.full_url.empty()) by_key_.emplace(type + "/" + key_of(resource.full_url), resource.value);
    }
}

Patient FhirReader::read() {
    for (const Resource& resource : resources_) {
        const std::string subject = subject_of(resource.value);
        const bool is_patient = resource.value.text("resourceType") == "Patient";
        const std::string id = is_patient ? std::string{resource.value.text("id")} : subject;
        const bool of_another = !patient_.empty() && !id.empty() && id != patient_;
        if (!of_another) read_one(resource);
    }
    for (const auto& [type, count] : unused_) {
        builder_.add(NotRead{"", type + " (" + std::to_string(count) + ")", "resource type is not used here"});
    }
    return builder_.build();
}

void FhirReader::skip(std::string_view what, std::string_view why) {
    builder_.add(NotRead{record_, type_ + (what.empty() ? "" : " ") + std::string{what}, std::string{why}});
}

void FhirReader::read_one(const Resource& resource) {
    const JsonValue value = resource.value;
    type_ = value.text("resourceType");
    const std::string_view id = value.text("id");
    record_ = id.empty() ? resource.pointer : type_ + "/" + std::string{id};
    builder_.count_resource();
    if (type_ == "Patient") return read_person(value);
    if (type_ == "Condition") return read_condition(value);
    if (type_ == "Observation") return read_observation(value);
    if (type_ == "AllergyIntolerance") return read_allergy(value);
    if (type_ == "QuestionnaireResponse") return read_response(value);
    if (type_ == "MedicationRequest") return read_medicine(value, MedicineSource::order);
    if (type_ == "MedicationStatement") return read_medicine(value, MedicineSource::statement);
    if (type_ == "MedicationDispense") return read_medicine(value, MedicineSource::dispense);
    if (type_ == "MedicationAdministration") return read_medicine(value, MedicineSource::administration);
    if (type_ == "Medication" || type_ == "Questionnaire") return;  // read where another resource refers to them
    ++unused_[type_.empty() ? "entry without resourceType" : type_];
}

void FhirReader::read_person(JsonValue person) {
    if (const auto born = parse_date_range(person.text("birthDate"))) {
        builder_.born(*born);
    } else {
        skip("birthDate", "birth date missing or not a date");
    }
}

void FhirReader::add_fact(const CodeUse& use, FactValue value, const std::optional<DateRange>& when) {
    constexpr std::string_view review = "review_";
    const std::string_view id = use.fact->id;
    if (id.starts_with(review)) {
        if (when) builder_.add(Review{std::string{id.substr(review.size())}, *when, record_});
        if (!when) skip("", "a review without a date does not count");
        return;
    }
    builder_.add(FactRecord{use.fact->id, std::move(value), when, record_, FactStatus::known});
}

void FhirReader::read_condition(JsonValue condition) {
    builder_.list("conditions");
    const Concept code = read_concept(condition.find("code"));
    const std::string verification = status_of(condition.find("verificationStatus"));
    if (is_one_of(verification, {"entered-in-error", "refuted", "unconfirmed", "provisional", "differential"})) {
        return skip(code.what(), "verification status " + verification);
    }
    const std::string clinical = status_of(condition.find("clinicalStatus"));
    const auto ended = date_of(condition, {"abatementDateTime", "abatementPeriod"});
    const bool over = is_one_of(clinical, {"inactive", "remission", "resolved"}) || (clinical.empty() && ended);
    const auto onset = date_of(condition, {"onsetDateTime", "onsetPeriod", "recordedDate"});
    bool known = false;
    for (const Code& coding : code.codings) {
        const auto uses = knowledge_.uses("Condition", coding);
        known = known || !uses.empty() || knowledge_.is_known_other("Condition", coding);
        for (const CodeUse& use : uses) {
            const bool gone = over && use.binding->period == "active";
            add_fact(use, truth(!gone), gone && ended ? ended : onset);
        }
    }
    if (!known) skip(code.what(), code.codings.empty() ? "no code" : "code not in the tables");
}

void FhirReader::read_allergy(JsonValue allergy) {
    builder_.list("allergies");
    const Concept code = read_concept(allergy.find("code"));
    const std::string verification = status_of(allergy.find("verificationStatus"));
    if (is_one_of(verification, {"entered-in-error", "refuted"})) {
        return skip(code.what(), "verification status " + verification);
    }
    const std::string clinical = status_of(allergy.find("clinicalStatus"));
    if (is_one_of(clinical, {"inactive", "resolved"})) return skip(code.what(), "clinical status " + clinical);
    const auto when = date_of(allergy, {"recordedDate", "onsetDateTime", "lastOccurrence"});
    for (const Code& coding : code.codings) {
        const auto uses = knowledge_.uses("AllergyIntolerance", coding);
        for (const CodeUse& use : uses) add_fact(use, Truth::yes, when);
        if (!uses.empty() || knowledge_.is_known_other("AllergyIntolerance", coding)) return;
    }
    const auto match = knowledge_.medicine(code.codings, code.text);
    if (!match) return skip(code.what(), "allergy to something that is not in the tables");
    if (allergy.text("type") == "intolerance") {
        return skip(code.what(), "recorded as intolerance, not allergy: weigh it by hand");
    }
    for (const MedicineMatch::Ingredient& ingredient : match->ingredients) {
        const Fact* fact = knowledge_.allergy_fact(ingredient.substance);
        if (fact != nullptr) builder_.add(FactRecord{fact->id, Truth::yes, when, record_, FactStatus::known});
    }
}

}  // namespace euthymia::adapt
