// SPDX-License-Identifier: Apache-2.0
// What can be known about a person: one entry of the fact dictionary, and a value of it.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "euthymia/code.hpp"
#include "euthymia/date.hpp"
#include "euthymia/truth.hpp"

namespace euthymia {
inline namespace v1 {

enum class FactType : std::uint8_t { truth, number, choice };

/// A number in its fact's canonical unit, times 10^decimals, known to lie between two bounds, both
/// included. An age from a birth year alone spans two years; an exact measurement has equal bounds.
struct Number {
    std::int64_t at_least;
    std::int64_t at_most;

    [[nodiscard]] static constexpr Number exactly(std::int64_t value) noexcept { return {value, value}; }
    [[nodiscard]] constexpr bool is_exact() const noexcept { return at_least == at_most; }
    friend constexpr auto operator<=>(const Number&, const Number&) = default;
};

/// "So long ago, or so many, that no rule's limit is above it": the upper bound of an open range.
inline constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max() / 4;

/// A recorded value: yes or no (never `Truth::unknown`), a number, or one of the fact's choices.
using FactValue = std::variant<Truth, Number, std::string>;

/// How far a recorded value may be trusted.
enum class FactStatus : std::uint8_t {
    known,  ///< the record says so
    assumed,  ///< e.g. not on a problem list that exists; never settles a rule that forbids or escalates
};

/// What one record says about one fact.
struct FactRecord {
    std::string fact;  ///< id in the dictionary
    FactValue value;
    std::optional<DateRange> when;  ///< when it held or was measured; empty when the record does not say
    std::string record;  ///< reference of the source record, e.g. "Observation/123"
    FactStatus status = FactStatus::known;
};

/// How a FHIR resource carries a fact.
struct FhirBinding {
    std::string resource;  ///< "Condition", "Observation", ...
    std::vector<Code> codes;  ///< the codes that mean it; display is for readers
    std::vector<std::string> below;  ///< "system|code" whose descendants by prefix (ICD) count as well
    std::vector<std::string> except;  ///< "system|code" that look alike, with descendants, and do not count
    std::string reads;  ///< "present", "quantity", "integer", "code", "date", "answer"
    std::string period;  ///< for conditions: "active" or "ever"
    /// For coded answers: code -> choice or "yes"/"no".
    std::vector<std::pair<Code, std::string>> answers;
};

/// What the absence of any record of a fact means.
enum class Absence : std::uint8_t {
    unknown,  ///< always; every safety fact
    assumed_no,  ///< assumed `no` when the record has the list in which it would stand
};

/// One entry of the fact dictionary.
struct Fact {
    std::string id;
    std::string label;
    FactType type = FactType::truth;
    std::string unit;  ///< UCUM; empty for truths, choices and bare numbers
    int decimals = 0;  ///< of a number, 0 to 3
    std::int64_t at_least = 0;  ///< smallest plausible number, scaled
    std::int64_t at_most = 0;  ///< largest plausible number, scaled
    std::vector<std::string> choices;
    std::optional<std::chrono::days> valid;  ///< after this a value counts as unknown
    std::optional<std::chrono::days> valid_yes;  ///< the same for a `yes` that lasts longer (pregnancy)
    Absence absence = Absence::unknown;
    std::string asked_with;  ///< list it is asked in: "safety", "crisis", "emergency", "allergies"; empty: alone
    std::string ask;  ///< the question for the clinician
    std::string meaning;  ///< what exactly it says, and its boundary
    bool measured = false;  ///< a measurement or dose: an old or doubtful one may well be another today
    std::vector<std::string>
        implies;  ///< truths that hold wherever this one does: of bipolar depression, bipolar disorder
    std::vector<FhirBinding> fhir;
};

}  // namespace v1
}  // namespace euthymia
