// SPDX-License-Identifier: Apache-2.0
// What the record says about one person.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "euthymia/date.hpp"
#include "euthymia/export.hpp"
#include "euthymia/fact.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/truth.hpp"

namespace euthymia {
inline namespace v1 {

/// What became of a medicine, as its record says.
enum class MedicineStatus : std::uint8_t { taking, stopped, on_hold, draft, expired, declined, not_taken, unknown };

/// What kind of record it was: the same tablets appear as an order, a statement and a dispense.
enum class MedicineSource : std::uint8_t { order, statement, dispense, administration };

/// From what the substance was recognised.
enum class ReadFrom : std::uint8_t { code, display_text, name };

/// Doses per day as a fraction: weekly is 1 per 7 days, alternate-day is 1 per 2.
struct Frequency {
    int doses;
    int days;
    friend constexpr auto operator<=>(const Frequency&, const Frequency&) = default;
};

/// One record of one substance. A combination product gives one per ingredient.
struct MedicineRecord {
    std::string substance;  ///< id in the knowledge base
    std::string form;  ///< form id of the substance; empty when it has one or none is known
    std::string record;  ///< reference, e.g. "MedicationRequest/7"
    MedicineSource source = MedicineSource::statement;
    MedicineStatus status = MedicineStatus::unknown;
    ReadFrom read_from = ReadFrom::code;
    std::string product;  ///< product code or text as recorded; empty if only the substance was
    std::optional<Mass> dose;  ///< of this substance, each time
    std::optional<Frequency> frequency;
    bool as_needed = false;
    std::optional<DateRange> start;
    std::optional<DateRange> stop;
    std::string purpose;  ///< fact id of the condition treated, "other", or empty
};

/// What the records of one substance and form add up to on one day.
struct Regimen {
    std::string substance;
    std::string form;
    Truth taking = Truth::unknown;
    /// Total to the nearest microgram. Empty when the dose or frequency of a part is unknown or can only be a typing
    /// error, when a part is taken as needed, and when the records disagree: orders alike but for their frequency,
    /// or a statement as new as the orders whose amount is neither theirs together nor that of one of them.
    std::optional<Mass> daily_dose;
    bool as_needed = false;
    std::optional<DateRange> start;  ///< of the present course
    std::optional<DateRange> stop;  ///< empty while taking, and when nobody recorded it
    std::string purpose;
    std::vector<std::string> records;
    bool duplicate_orders = false;  ///< two live orders of the very same product: renewal or mistake?
};

/// Why a resource, code or part of it was not used.
struct NotRead {
    std::string record;  ///< reference or JSON Pointer
    std::string what;  ///< resource type and, for codes, system and code; no patient value
    std::string why;  ///< "code not in the tables", "status entered-in-error", ...
    bool is_medicine = false;  ///< then the medicine list is incomplete and stays unknown
    /// The text a clinician needs to settle it (a medicine's display). Shown in advice, never logged.
    std::string text{};
};

/// "A clinician went through this list on that day, and none applied except what is recorded."
/// Scopes are those of the fact dictionary: "safety", "augmentation" (before lithium, an antipsychotic or another
/// add-on), "crisis", "emergency", "allergies", and "medicines" (taken now), "recent_medicines" (stopped lately).
struct Review {
    std::string scope;
    DateRange when;
    std::string record;
};

/// Everything that was read about one person, before any judgement. Immutable; safe to share between
/// threads. One pointer wide.
class EUTHYMIA_EXPORT Patient {
public:
    [[nodiscard]] const std::optional<DateRange>& born() const noexcept;
    [[nodiscard]] std::span<const FactRecord> facts() const noexcept;
    [[nodiscard]] std::span<const MedicineRecord> medicines() const noexcept;
    [[nodiscard]] std::span<const Review> reviews() const noexcept;
    [[nodiscard]] std::span<const NotRead> not_read() const noexcept;
    /// Lists that exist in the record: "conditions", "medicines", "allergies", "observations".
    [[nodiscard]] bool has_list(std::string_view list) const noexcept;
    /// Resources looked at, whether or not they could be used.
    [[nodiscard]] std::size_t resources() const noexcept;

private:
    friend class PatientBuilder;
    struct Held;
    explicit Patient(std::shared_ptr<const Held> held) noexcept : held_{std::move(held)} {}
    std::shared_ptr<const Held> held_;
};

/// Puts a `Patient` together. One thread at a time. Order of calls does not change any answer.
class EUTHYMIA_EXPORT PatientBuilder {
public:
    PatientBuilder();
    /// Goes on from everything that is recorded about someone.
    explicit PatientBuilder(const Patient& patient);
    ~PatientBuilder();
    PatientBuilder(PatientBuilder&&) noexcept;
    PatientBuilder& operator=(PatientBuilder&&) noexcept;

    PatientBuilder& born(const DateRange& when);
    PatientBuilder& add(FactRecord record);
    PatientBuilder& add(MedicineRecord record);
    PatientBuilder& add(Review review);
    PatientBuilder& add(NotRead entry);
    PatientBuilder& list(std::string_view name);
    PatientBuilder& count_resource();
    /// The finished patient; the builder may go on and build another.
    [[nodiscard]] Patient build() const;

private:
    std::unique_ptr<Patient::Held> held_;
};

/// Adds up the medicine records: one regimen per substance, form and course. Two records are the same
/// tablets when they are of different kinds (order, statement, dispense) or name the same product and
/// dose; two orders of different strengths taken together add up.
[[nodiscard]] EUTHYMIA_EXPORT std::vector<Regimen> regimens(const Patient& patient, Date as_of);

}  // namespace v1
}  // namespace euthymia
