// SPDX-License-Identifier: Apache-2.0
// How the records of one person are put together, so that their order never matters.
#include "euthymia/patient.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

namespace euthymia {
inline namespace v1 {

struct Patient::Held {
    std::optional<DateRange> born;
    std::vector<DateRange> births;  ///< as recorded; only while building
    std::vector<FactRecord> facts;
    std::vector<MedicineRecord> medicines;
    std::vector<Review> reviews;
    std::vector<NotRead> not_read;
    std::vector<std::string> lists;
    std::size_t resources = 0;
};

namespace {

// Every member takes part in the order: two records that differ in anything have one order only.
auto all_of(const FactRecord& r) { return std::tie(r.fact, r.when, r.record, r.value, r.status); }

auto all_of(const MedicineRecord& r) {
    return std::tie(r.substance, r.form, r.start, r.stop, r.record, r.source, r.status, r.product, r.dose, r.frequency,
                    r.as_needed, r.purpose, r.read_from);
}

auto all_of(const Review& r) { return std::tie(r.scope, r.when, r.record); }

auto all_of(const NotRead& r) { return std::tie(r.record, r.what, r.why, r.is_medicine, r.text); }

template <class Record>
void put_in_order(std::vector<Record>& records) {
    std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) { return all_of(a) < all_of(b); });
}

// What several recorded births agree on: "1954" and "1954-01-02" are the day. Where they disagree, every
// day any of them names stays possible.
std::optional<DateRange> reconciled(const std::vector<DateRange>& births) {
    if (births.empty()) return std::nullopt;
    DateRange agreed = births.front();
    DateRange spanned = births.front();
    for (const DateRange& birth : births) {
        agreed = {std::max(agreed.first, birth.first), std::min(agreed.last, birth.last)};
        spanned = {std::min(spanned.first, birth.first), std::max(spanned.last, birth.last)};
    }
    return agreed.first <= agreed.last ? agreed : spanned;
}

}  // namespace

// ---- Patient

const std::optional<DateRange>& Patient::born() const noexcept { return held_->born; }

std::span<const FactRecord> Patient::facts() const noexcept { return held_->facts; }

std::span<const MedicineRecord> Patient::medicines() const noexcept { return held_->medicines; }

std::span<const Review> Patient::reviews() const noexcept { return held_->reviews; }

std::span<const NotRead> Patient::not_read() const noexcept { return held_->not_read; }

bool Patient::has_list(std::string_view list) const noexcept {
    return std::find(held_->lists.begin(), held_->lists.end(), list) != held_->lists.end();
}

std::size_t Patient::resources() const noexcept { return held_->resources; }

// ---- PatientBuilder

PatientBuilder::PatientBuilder() : held_{std::make_unique<Patient::Held>()} {}
PatientBuilder::PatientBuilder(const Patient& patient) : held_{std::make_unique<Patient::Held>(*patient.held_)} {
    if (held_->born) held_->births.push_back(*held_->born);
}
PatientBuilder::~PatientBuilder() = default;
PatientBuilder::PatientBuilder(PatientBuilder&&) noexcept = default;
PatientBuilder& PatientBuilder::operator=(PatientBuilder&&) noexcept = default;

PatientBuilder& PatientBuilder::born(const DateRange& when) {
    held_->births.push_back(when);
    return *this;
}

PatientBuilder& PatientBuilder::add(FactRecord record) {
    held_->facts.push_back(std::move(record));
    return *this;
}

PatientBuilder& PatientBuilder::add(MedicineRecord record) {
    held_->medicines.push_back(std::move(record));
    return *this;
}

PatientBuilder& PatientBuilder::add(Review review) {
    held_->reviews.push_back(std::move(review));
    return *this;
}

PatientBuilder& PatientBuilder::add(NotRead entry) {
    held_->not_read.push_back(std::move(entry));
    return *this;
}

PatientBuilder& PatientBuilder::list(std::string_view name) {
    held_->lists.emplace_back(name);
    return *this;
}

PatientBuilder& PatientBuilder::count_resource() {
    ++held_->resources;
    return *this;
}

Patient PatientBuilder::build() const {
    const auto held = std::make_shared<Patient::Held>(*held_);
    held->born = reconciled(held->births);
    held->births.clear();
    put_in_order(held->facts);
    put_in_order(held->medicines);
    put_in_order(held->reviews);
    put_in_order(held->not_read);
    return Patient{held};
}

}  // namespace v1
}  // namespace euthymia
