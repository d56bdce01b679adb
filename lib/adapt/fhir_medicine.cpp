// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines: orders, statements, dispenses.
#include <algorithm>
#include <utility>

#include "lib/adapt/fhir_reader.hpp"

namespace euthymia::adapt {

namespace {

// What the status words of the four resources say. Completed orders have ended; when is in their dates.
MedicineStatus status_word(std::string_view status, std::string_view intent, MedicineSource source) {
    if (intent == "proposal" || intent == "plan" || status == "draft" || status == "intended" ||
        status == "preparation") {
        return MedicineStatus::draft;
    }
    if (status == "on-hold") return MedicineStatus::on_hold;
    if (status == "stopped") return MedicineStatus::stopped;
    if (status == "cancelled" || status == "not-taken" || status == "not-done") return MedicineStatus::not_taken;
    if (status == "declined") return MedicineStatus::declined;
    if (source == MedicineSource::dispense) {
        return status == "completed" || status == "in-progress" ? MedicineStatus::taking : MedicineStatus::unknown;
    }
    if (status == "completed") return MedicineStatus::stopped;
    return status == "active" || status == "in-progress" ? MedicineStatus::taking : MedicineStatus::unknown;
}

std::optional<DateRange> later(const std::optional<DateRange>& day, const std::optional<JsonValue>& quantity) {
    if (!day || !quantity) return std::nullopt;
    const auto number = quantity->find("value");
    const auto days = number ? number->number() : std::nullopt;
    constexpr double longest_supply = 3660;  // ten years; past that the record is a typing error
    if (!days || *days < 0 || *days > longest_supply) return std::nullopt;
    const std::chrono::days supply{static_cast<int>(*days)};
    return DateRange{day->first + supply, day->last + supply};
}

struct Course {
    std::optional<DateRange> start;
    std::optional<DateRange> stop;
};

Course course_of(JsonValue record, MedicineSource source) {
    if (source == MedicineSource::order) {
        const auto validity = find(record, "dispenseRequest", "validityPeriod");
        auto start = period_start(validity);
        if (!start) start = date_of(record, {"authoredOn"});
        return {start, period_end(validity)};
    }
    if (source == MedicineSource::dispense) {
        const auto start = date_of(record, {"whenHandedOver", "whenPrepared"});
        return {start, later(start, record.find("daysSupply"))};
    }
    const auto period = record.find("effectivePeriod");
    if (period) return {period_start(period), period_end(period)};
    const auto day = date_of(record, {"effectiveDateTime"});
    if (source == MedicineSource::administration) return {day, day};
    return {day ? day : date_of(record, {"dateAsserted"}), std::nullopt};
}

}  // namespace

std::optional<JsonValue> FhirReader::referred(JsonValue record, std::string_view reference) const {
    const std::string key = key_of(reference);
    if (reference.starts_with('#')) {
        std::optional<JsonValue> inside;
        const auto contained = record.find("contained");
        if (!contained) return inside;
        contained->each_element([&](std::size_t, JsonValue resource) {
            if (resource.text("id") == key) inside = resource;
        });
        return inside;
    }
    for (const std::string_view type : {"Medication/", "Condition/"}) {
        const auto found = by_key_.find(std::string{type} + key);
        if (found != by_key_.end()) return found->second;
    }
    return std::nullopt;
}

Concept FhirReader::medicine_concept(JsonValue record) const {
    Concept code = read_concept(record.find("medicationCodeableConcept"));
    if (!code.empty()) return code;
    const auto reference = record.find("medicationReference");
    if (!reference) return code;
    code.text = reference->text("display");
    const auto medication = referred(record, reference->text("reference"));
    if (!medication) return code;
    Concept own = read_concept(medication->find("code"));
    if (own.text.empty()) own.text = code.text;
    // Some systems keep the name only among the identifiers.
    const auto identifiers = medication->find("identifier");
    if (identifiers) {
        identifiers->each_element([&](std::size_t, JsonValue identifier) {
            const bool is_name = identifier.text("system").ends_with("name");
            if (is_name && own.text.empty()) own.text = identifier.text("value");
        });
    }
    return own;
}

std::string FhirReader::purpose_of(JsonValue record) const {
    std::vector<Concept> reasons;
    if (const auto codes = record.find("reasonCode")) {
        codes->each_element([&](std::size_t, JsonValue code) { reasons.push_back(read_concept(code)); });
    }
    if (const auto references = record.find("reasonReference")) {
        references->each_element([&](std::size_t, JsonValue reference) {
            const auto condition = referred(record, reference.text("reference"));
            if (condition) reasons.push_back(read_concept(condition->find("code")));
        });
    }
    for (const Concept& reason : reasons) {
        for (const Code& coding : reason.codings) {
            const auto uses = knowledge_.uses("Condition", coding);
            if (!uses.empty()) return uses.front().fact->id;
        }
    }
    return reasons.empty() ? "" : "other";
}

FhirReader::Dosage FhirReader::dosage_of(JsonValue record, const std::optional<Mass>& strength) const {
    Dosage sum;
    auto dosages = record.find("dosageInstruction");
    if (!dosages) dosages = record.find("dosage");
    if (!dosages) return sum;
    std::size_t parts = 0;
    dosages->each_element([&](std::size_t, JsonValue dosage) {
        const OneDosage one = read_dosage(dosage, strength);
        sum.as_needed = sum.as_needed || one.as_needed;
        ++parts;
        if (parts == 1) {
            sum.dose = one.dose;
            sum.frequency = one.frequency;
        } else if (sum.dose && one.dose && sum.frequency && sum.frequency == one.frequency) {
            sum.dose = *sum.dose + *one.dose;
        } else {
            sum.complete = false;
        }
    });
    if (!sum.complete) sum.dose = std::nullopt;  // several schedules: the total is not known
    return sum;
}

void FhirReader::read_medicine(JsonValue record, MedicineSource source) {
    builder_.list("medicines");
    const std::string_view status = record.text("status");
    const Concept code = medicine_concept(record);
    if (status == "entered-in-error") return skip(code.what(), "status entered-in-error");
    if (code.empty()) {
        builder_.add(NotRead{record_, type_, "no medicine is named", true, ""});
        return;
    }
    const auto match = knowledge_.medicine(code.codings, code.text);
    MedicineRecord read;
    read.record = record_;
    read.source = source;
    read.status = status_word(status, record.text("intent"), source);
    if (const auto never = record.find("doNotPerform"); never && never->boolean() == true) {
        read.status = MedicineStatus::not_taken;
    }
    if (!match) {
        // What was certainly never taken says nothing about what is.
        const bool matters = read.status != MedicineStatus::not_taken && read.status != MedicineStatus::draft &&
                             read.status != MedicineStatus::declined;
        builder_.add(NotRead{record_, type_ + " " + code.what(), "medicine not recognised", matters, code.words()});
        return;
    }
    const Course course = course_of(record, source);
    read.start = course.start;
    read.stop = course.stop;
    if (source == MedicineSource::dispense && !course.stop) read.status = MedicineStatus::unknown;
    read.read_from = match->from_text ? ReadFrom::display_text : ReadFrom::code;
    read.product = code.codings.empty() ? code.text : code.codings.front().code;
    read.purpose = purpose_of(record);
    if (match->conflict) {
        read.status = MedicineStatus::unknown;
        skip(code.what(), "code and text name different medicines or strengths: either may be taken");
    }
    for (const MedicineMatch::Ingredient& ingredient : match->ingredients) {
        MedicineRecord one = read;
        one.substance = ingredient.substance;
        one.form = ingredient.form;
        const Dosage dosage = dosage_of(record, ingredient.strength);
        const bool alone = match->ingredients.size() == 1;
        if (!match->conflict && (alone || ingredient.strength)) one.dose = dosage.dose;
        one.frequency = dosage.frequency;
        one.as_needed = dosage.as_needed;
        builder_.add(std::move(one));
    }
}

}  // namespace euthymia::adapt
