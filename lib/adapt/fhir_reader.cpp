// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines: the walk and what is common to all types.
#include "lib/adapt/fhir_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace euthymia::adapt {

namespace {

bool is_medicine_record(std::string_view type) {
    return type == "MedicationRequest" || type == "MedicationStatement" || type == "MedicationDispense" ||
           type == "MedicationAdministration";
}

bool is_about_a_person(std::string_view type) {
    return is_medicine_record(type) || type == "Condition" || type == "Observation" || type == "AllergyIntolerance" ||
           type == "QuestionnaireResponse";
}

bool has_entries(JsonValue resource, std::string_view member) {
    const auto list = resource.find(member);
    return list && list->size() > 0;
}

std::string counted(const std::string& what, std::size_t count) { return what + " (" + std::to_string(count) + ")"; }

}  // namespace

Patient FhirReader::read() {
    const auto& all = resources_.all();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Subject subject = resources_.subject_of(all[i]);
        const bool of_another = subject.kind == Subject::Kind::patient && !patient_.empty() && subject.key != patient_;
        if (of_another) continue;
        if (resources_.is_superseded(i)) {
            builder_.count_resource();
            ++unused_["resource given twice: only one is read"];
        } else {
            read_one(all[i]);
        }
    }
    for (const auto& [what, count] : unused_) {
        const auto colon = what.find(": ");
        builder_.add(NotRead{"", counted(what.substr(0, colon), count), what.substr(colon + 2)});
    }
    for (const std::string& entry : resources_.empty_entries()) {
        builder_.add(NotRead{entry, "Bundle entry", "no resource that can be read in it"});
    }
    return builder_.build();
}

void FhirReader::skip(std::string_view what, std::string_view why) {
    builder_.add(NotRead{record_, type_ + (what.empty() ? "" : " ") + std::string{what}, std::string{why}});
}

void FhirReader::skip_medicine(std::string_view what, std::string_view why, std::string text) {
    builder_.add(NotRead{record_, type_ + (what.empty() ? "" : " ") + std::string{what}, std::string{why}, true,
                         std::move(text)});
}

// Modifier extensions and implicit rules may turn the meaning of a resource round [fhir-r4, extensibility].
bool FhirReader::can_be_read(const Resource& resource) {
    if (!is_about_a_person(type_)) return true;
    const Subject subject = resources_.subject_of(resource);
    std::string_view why;
    if (subject.kind == Subject::Kind::not_a_patient) why = "its subject is not a patient";
    const bool several = resources_.patients().size() > 1;
    if (subject.kind == Subject::Kind::nobody_named && several) why = "names no patient, in a record of several";
    if (has_entries(resource.value, "modifierExtension")) why = "has an extension that may change its meaning";
    if (resource.value.find("implicitRules")) why = "follows rules that are not known here";
    if (why.empty()) return true;
    if (is_medicine_record(type_)) {
        skip_medicine("", why, read_concept(resource.value.find("medicationCodeableConcept")).words());
    } else {
        skip("", why);
    }
    return false;
}

void FhirReader::read_one(const Resource& resource) {
    const JsonValue value = resource.value;
    type_ = value.text("resourceType");
    const std::string_view id = value.text("id");
    record_ = id.empty() ? resource.pointer : type_ + "/" + std::string{id};
    builder_.count_resource();
    if (!can_be_read(resource)) return;
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
    ++unused_[(type_.empty() ? "entry without resourceType" : type_) + ": resource type is not used here"];
}

void FhirReader::read_person(JsonValue person) {
    const std::string_view birth = person.text("birthDate");
    if (const auto born = parse_date_range(birth)) {
        builder_.born(*born);
    } else {
        skip("birthDate", birth.empty() ? "birth date missing" : "not a date");
    }
    const auto flag = person.find("deceasedBoolean");
    if (person.find("deceasedDateTime") || (flag && flag->boolean() == true)) {
        skip("deceased", "recorded as deceased");
    }
}

void FhirReader::add_fact(const Fact& fact, FactValue value, const std::optional<DateRange>& when) {
    constexpr std::string_view review = "review_";
    const std::string_view id = fact.id;
    if (!id.starts_with(review)) {
        builder_.add(FactRecord{fact.id, std::move(value), when, record_, FactStatus::known});
        return;
    }
    const Truth* given = std::get_if<Truth>(&value);
    if (given == nullptr || *given != Truth::yes) return;
    if (!when) return skip(id, "a review without a date does not count");
    builder_.add(Review{std::string{id.substr(review.size())}, *when, record_});
}

std::optional<DateRange> FhirReader::encounter_date(JsonValue resource) const {
    const auto reference = resource.find("encounter");
    if (!reference) return std::nullopt;
    const auto encounter = resources_.find(resource, reference->text("reference"), "Encounter");
    return encounter ? period_start(encounter->find("period")) : std::nullopt;
}

}  // namespace euthymia::adapt
