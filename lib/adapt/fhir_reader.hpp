// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines, each either used or listed as not read.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "euthymia/json.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/patient.hpp"
#include "lib/adapt/dosage.hpp"
#include "lib/adapt/fhir_json.hpp"
#include "lib/adapt/resources.hpp"

namespace euthymia::adapt {

/// A value of a fact, or why there is none.
struct Reading {
    std::optional<FactValue> value;
    std::string why;
};

/// What one element of an answer or measurement means for a fact: `holder` has a `value[x]` member.
[[nodiscard]] Reading read_value(const Fact& fact, const FhirBinding& binding, JsonValue holder);
/// True when the element has a value of any type.
[[nodiscard]] bool has_value(JsonValue holder);
/// A score as a fact's value; refuses what is outside the plausible range.
[[nodiscard]] Reading number_value(const Fact& fact, double value);

/// Reads the resources of one patient (key; empty: all). One thread at a time.
class FhirReader {
public:
    FhirReader(const Knowledge& knowledge, const Resources& resources, std::string patient)
        : knowledge_{knowledge}, resources_{resources}, patient_{std::move(patient)} {}
    [[nodiscard]] Patient read();

private:
    // What a QuestionnaireResponse says about itself.
    struct Response {
        std::optional<DateRange> when;
        std::unordered_map<std::string, JsonValue> questions;  ///< by link, where the record has the form
        bool own_review = false;  ///< our own list of safety questions
        bool finished = false;
        std::size_t unknown_items = 0;
    };

    // A product, or one ingredient of it, as a record names it.
    struct NamedMedicine {
        Concept name;
        std::optional<Mass> strength;  ///< as the Medication resource gives it
    };

    void read_one(const Resource& resource);
    [[nodiscard]] bool can_be_read(const Resource& resource);
    void read_person(JsonValue person);
    void read_condition(JsonValue condition);
    void read_observation(JsonValue observation);
    [[nodiscard]] bool read_measurement(JsonValue holder, const std::optional<DateRange>& when);
    void read_allergy(JsonValue allergy);
    void read_allergen(JsonValue allergy, const std::vector<Concept>& names);
    void read_response(JsonValue response);
    void read_item(JsonValue item, Response& response);
    void read_own_item(std::string_view link, JsonValue answer, const Response& response);
    void read_answer(const std::vector<CodeUse>& uses, std::string_view link, JsonValue answer,
                     const Response& response);
    [[nodiscard]] std::vector<Code> codes_of_item(JsonValue item, const Response& response) const;
    void read_medicine(JsonValue record, MedicineSource source);
    void read_named_medicine(JsonValue record, const NamedMedicine& named, const MedicineRecord& common, bool alone);
    void add_lines(const MedicineRecord& record, const std::vector<Dosage>& dosages,
                   const std::optional<Mass>& strength, bool alone);

    /// Facts and reviews; a `review_<scope>` fact is a review.
    void add_fact(const Fact& fact, FactValue value, const std::optional<DateRange>& when);
    void skip(std::string_view what, std::string_view why);
    void skip_medicine(std::string_view what, std::string_view why, std::string text);
    [[nodiscard]] std::optional<DateRange> encounter_date(JsonValue resource) const;
    [[nodiscard]] std::vector<NamedMedicine> medicines_named(JsonValue record) const;
    [[nodiscard]] Concept ingredient_named(JsonValue record, JsonValue medication, JsonValue item) const;
    [[nodiscard]] std::string purpose_of(JsonValue record) const;

    const Knowledge& knowledge_;
    const Resources& resources_;
    std::string patient_;
    PatientBuilder builder_;
    std::map<std::string, std::size_t> unused_;  ///< listed once with its count: "what: why"
    std::string record_;  ///< reference of the resource being read
    std::string type_;
};

}  // namespace euthymia::adapt
