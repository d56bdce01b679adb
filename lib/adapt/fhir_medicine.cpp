// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines: orders, statements, dispenses.
#include <algorithm>
#include <utility>

#include "lib/adapt/decimal.hpp"
#include "lib/adapt/fhir_reader.hpp"

namespace euthymia::adapt {

namespace {

// ---- What became of it

std::optional<MedicineStatus> common_status(std::string_view status) {
    if (status == "on-hold") return MedicineStatus::on_hold;
    if (status == "not-taken" || status == "not-done" || status == "cancelled") return MedicineStatus::not_taken;
    if (status == "declined") return MedicineStatus::declined;
    if (status == "draft" || status == "intended" || status == "preparation") return MedicineStatus::draft;
    return std::nullopt;
}

// A completed order has run its course; when that was is in its dates. Tablets handed over are taken, for as
// long as they last; a hand-over broken off may have left some.
MedicineStatus status_of(std::string_view status, MedicineSource source) {
    if (const auto common = common_status(status)) return *common;
    if (source == MedicineSource::dispense) {
        return status == "completed" ? MedicineStatus::taking : MedicineStatus::unknown;
    }
    if (status == "stopped" || status == "completed") return MedicineStatus::stopped;
    const bool goes_on = status == "active" || (status == "in-progress" && source == MedicineSource::administration);
    return goes_on ? MedicineStatus::taking : MedicineStatus::unknown;
}

MedicineStatus status_of(JsonValue record, MedicineSource source) {
    const auto never = record.find("doNotPerform");
    if (never && never->boolean() == true) return MedicineStatus::not_taken;
    const std::string_view intent = record.text("intent");
    if (intent == "proposal" || intent == "plan" || intent == "option") return MedicineStatus::draft;
    return status_of(record.text("status"), source);
}

bool never_taken(MedicineStatus status) {
    return status == MedicineStatus::not_taken || status == MedicineStatus::draft || status == MedicineStatus::declined;
}

// ---- From when to when

std::optional<DateRange> days_after(const std::optional<DateRange>& day, const std::optional<JsonValue>& supply) {
    const auto days = supply ? whole(supply->find("value")) : std::nullopt;
    constexpr int longest = 3660;  // ten years; past that the record is a typing error
    if (!day || !days || *days > longest) return std::nullopt;
    for (const std::string_view member : {"code", "unit"}) {
        const std::string_view unit = supply->text(member);
        if (!unit.empty() && unit != "d" && unit != "day" && unit != "days" && unit != "Day") return std::nullopt;
    }
    const std::chrono::days length{*days};
    return DateRange{day->first + length, day->last + length};
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
        return {start, days_after(start, record.find("daysSupply"))};
    }
    if (const auto period = record.find("effectivePeriod")) return {period_start(period), period_end(period)};
    const auto day = date_of(record, {"effectiveDateTime"});
    if (source == MedicineSource::administration) return {day, day};
    return {day ? day : date_of(record, {"dateAsserted"}), std::nullopt};
}

}  // namespace

void FhirReader::read_medicine(JsonValue record, MedicineSource source) {
    builder_.list("medicines");
    const std::vector<NamedMedicine> named = medicines_named(record);
    if (record.text("status") == "entered-in-error") {
        return skip(named.front().name.what(), "status entered-in-error");
    }
    MedicineRecord common;
    common.record = record_;
    common.source = source;
    common.status = status_of(record, source);
    const Course course = course_of(record, source);
    common.start = course.start;
    common.stop = course.stop;
    const bool handed_over = source == MedicineSource::dispense && common.status == MedicineStatus::taking;
    if (handed_over && !course.stop) common.status = MedicineStatus::unknown;
    common.purpose = purpose_of(record);
    for (const NamedMedicine& one : named) read_named_medicine(record, one, common, named.size() == 1);
}

void FhirReader::read_named_medicine(JsonValue record, const NamedMedicine& named, const MedicineRecord& common,
                                     bool alone) {
    const Concept& name = named.name;
    const bool matters = !never_taken(common.status);
    const auto match = name.empty() ? std::nullopt : knowledge_.medicine(name.codings, name.text);
    if (!match) {
        const std::string_view why =
            name.empty() ? "no medicine is named, or not all of a mixture" : "medicine not recognised";
        if (matters) return skip_medicine(name.what(), why, name.words());
        return skip(name.what(), why);  // what was certainly never taken leaves the list whole
    }
    MedicineRecord read = common;
    read.read_from = match->from_text ? ReadFrom::display_text : ReadFrom::code;
    read.product = name.codings.empty() ? name.text : name.codings.front().code;
    if (match->conflict && matters) read.status = MedicineStatus::unknown;
    if (match->conflict) skip(name.what(), "code and display disagree: either may be taken");
    std::vector<Dosage> dosages = read_dosages(record);
    for (Dosage& dosage : dosages) {
        if (match->conflict) dosage.amount = {};
        if (dosage.changes) skip(name.what(), "the dose changes or is a range: it stays unknown");
        if (dosage.from_words) ++unused_[type_ + ": dose or frequency taken from its words"];
        const bool unclear = !dosage.changes && !dosage.as_needed && (dosage.amount.empty() || !dosage.frequency);
        if (unclear && matters && !match->conflict) ++unused_[type_ + ": dose or frequency not said or not understood"];
    }
    for (const MedicineMatch::Ingredient& ingredient : match->ingredients) {
        read.substance = ingredient.substance;
        read.form = match->conflict ? "" : ingredient.form;
        const auto strength = ingredient.strength ? ingredient.strength : named.strength;
        add_lines(read, dosages, strength, alone && match->ingredients.size() == 1);
    }
}

// Each line of a prescription is a record of its own under the same reference; together they are the order.
// Milligrams of a product with several ingredients are nobody's milligrams: only pieces count.
void FhirReader::add_lines(const MedicineRecord& record, const std::vector<Dosage>& dosages,
                           const std::optional<Mass>& strength, bool alone) {
    if (dosages.empty()) builder_.add(record);
    for (const Dosage& dosage : dosages) {
        MedicineRecord line = record;
        if (alone || !dosage.amount.mass) line.dose = dose_of(dosage.amount, strength);
        line.frequency = dosage.frequency;
        line.as_needed = dosage.as_needed;
        if (dosage.start) line.start = dosage.start;
        if (dosage.stop) line.stop = dosage.stop;
        builder_.add(std::move(line));
    }
}

}  // namespace euthymia::adapt
