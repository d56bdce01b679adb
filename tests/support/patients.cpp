// SPDX-License-Identifier: Apache-2.0
// How tests say in one line who the patient is.
#include "tests/support/patients.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace euthymia::tests {
namespace {

// A test with a mistyped literal must not go on with another one.
template <class T>
T required(const std::optional<T>& value, std::string_view text) {
    if (value) return *value;
    std::fprintf(stderr, "test literal cannot be read: %.*s\n", static_cast<int>(text.size()), text.data());
    std::abort();
}

std::optional<DateRange> range_or_none(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return during(text);
}

// A birth day a hundred days before the birthday that would make the age ambiguous.
DateRange birth_for(int completed_years, Date as_of) {
    const std::chrono::year_month_day today{as_of - std::chrono::days{100}};
    const std::chrono::year year = today.year() - std::chrono::years{completed_years};
    const bool is_leap_day = today.month() == std::chrono::February && today.day() == std::chrono::day{29};
    const std::chrono::day day = is_leap_day ? std::chrono::day{28} : today.day();
    const Date born{year / today.month() / day};
    return {born, born};
}

}  // namespace

Mass operator""_mg(const char* digits) { return required(parse_mass(digits, "mg"), digits); }

Date on(std::string_view text) { return required(parse_date(text), text); }

DateRange during(std::string_view text) { return required(parse_date_range(text), text); }

std::string PatientSheet::next_reference(std::string_view resource) {
    return std::string{resource} + "/" + std::to_string(++references_);
}

PatientSheet& PatientSheet::as_of(std::string_view day) {
    as_of_ = on(day);
    return *this;
}

PatientSheet& PatientSheet::aged(int completed_years) {
    age_ = completed_years;
    return *this;
}

PatientSheet& PatientSheet::born(std::string_view when) {
    births_.push_back(during(when));
    return *this;
}

PatientSheet& PatientSheet::taking(std::string substance, std::optional<Mass> dose, std::string_view since,
                                   std::string form) {
    MedicineRecord record;
    record.substance = std::move(substance);
    record.form = std::move(form);
    record.record = next_reference("MedicationRequest");
    record.source = MedicineSource::order;
    record.status = MedicineStatus::taking;
    record.dose = dose;
    record.frequency = Frequency{1, 1};
    record.start = range_or_none(since);
    return medicine(std::move(record));
}

PatientSheet& PatientSheet::stopped(std::string substance, std::string_view when, std::string form) {
    MedicineRecord record;
    record.substance = std::move(substance);
    record.form = std::move(form);
    record.record = next_reference("MedicationRequest");
    record.source = MedicineSource::order;
    record.status = MedicineStatus::stopped;
    record.stop = range_or_none(when);
    return medicine(std::move(record));
}

PatientSheet& PatientSheet::medicine(MedicineRecord record) {
    medicines_.push_back(std::move(record));
    return *this;
}

PatientSheet& PatientSheet::with(std::string fact) {
    facts_.push_back({{std::move(fact), Truth::yes, {}, next_reference("Condition")}, true});
    return *this;
}

PatientSheet& PatientSheet::without(std::string fact) {
    facts_.push_back({{std::move(fact), Truth::no, {}, next_reference("Observation")}, true});
    return *this;
}

PatientSheet& PatientSheet::with(std::string fact, std::int64_t scaled, std::string_view when) {
    return with(std::move(fact), Number::exactly(scaled), when);
}

PatientSheet& PatientSheet::with(std::string fact, Number range, std::string_view when) {
    FactRecord record{std::move(fact), range, range_or_none(when), next_reference("Observation")};
    facts_.push_back({std::move(record), when.empty()});
    return *this;
}

PatientSheet& PatientSheet::with(std::string fact, std::string_view choice, std::string_view when) {
    FactRecord record{std::move(fact), std::string{choice}, range_or_none(when), next_reference("Observation")};
    facts_.push_back({std::move(record), when.empty()});
    return *this;
}

PatientSheet& PatientSheet::with_since(std::string fact, std::string_view when) {
    facts_.push_back({{std::move(fact), Truth::yes, during(when), next_reference("Condition")}, false});
    return *this;
}

PatientSheet& PatientSheet::fact(FactRecord record) {
    facts_.push_back({std::move(record), false});
    return *this;
}

PatientSheet& PatientSheet::reviewed(std::string scope, std::string_view when) {
    Review review{std::move(scope), {}, next_reference("Review")};
    if (!when.empty()) review.when = during(when);
    reviews_.push_back({std::move(review), when.empty()});
    return *this;
}

PatientSheet& PatientSheet::listing(std::string_view list) {
    lists_.emplace_back(list);
    return *this;
}

PatientSheet& PatientSheet::not_read(NotRead entry) {
    not_read_.push_back(std::move(entry));
    return *this;
}

Patient PatientSheet::build() const {
    const DateRange today{as_of_, as_of_};
    PatientBuilder builder;
    for (const DateRange& birth : births_) builder.born(birth);
    if (age_) builder.born(birth_for(*age_, as_of_));
    for (const MedicineRecord& record : medicines_) builder.add(record);
    for (auto [record, is_today] : facts_) {
        if (is_today) record.when = today;
        builder.add(std::move(record));
    }
    for (auto [review, is_today] : reviews_) {
        if (is_today) review.when = today;
        builder.add(std::move(review));
    }
    for (const NotRead& entry : not_read_) builder.add(entry);
    for (const std::string& list : lists_) builder.list(list);
    return builder.build();
}

}  // namespace euthymia::tests
