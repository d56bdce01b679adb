// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines, each either used or listed as not read.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "euthymia/json.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/patient.hpp"
#include "lib/adapt/fhir_json.hpp"

namespace euthymia::adapt {

/// One resource and where it stands in what the caller gave.
struct Resource {
    JsonValue value;
    std::string pointer;
    std::string full_url;
};

/// All resources of a document: the entries of a Bundle, or the one resource itself.
void collect(JsonValue root, const std::string& pointer, std::vector<Resource>& resources);

/// The keys of the patients that resources are about, in order of first mention.
[[nodiscard]] std::vector<std::string> patient_keys(const std::vector<Resource>& resources);

/// Reads the resources of one patient (key; empty: all). One thread at a time.
class FhirReader {
public:
    FhirReader(const Knowledge& knowledge, const std::vector<Resource>& resources, std::string patient);
    [[nodiscard]] Patient read();

private:
    struct Dosage {
        std::optional<Mass> dose;
        std::optional<Frequency> frequency;
        bool as_needed = false;
        bool complete = true;
    };

    void read_one(const Resource& resource);
    void read_person(JsonValue person);
    void read_condition(JsonValue condition);
    void read_observation(JsonValue observation);
    void read_value(JsonValue holder, const Concept& code, const std::optional<DateRange>& when, bool is_component);
    void read_allergy(JsonValue allergy);
    void read_response(JsonValue response);
    void read_item(JsonValue item, const std::optional<DateRange>& when, bool own_review);
    void read_medicine(JsonValue record, MedicineSource source);

    void add_fact(const CodeUse& use, FactValue value, const std::optional<DateRange>& when);
    [[nodiscard]] std::optional<FactValue> coded_value(const CodeUse& use, const std::vector<Code>& codes) const;
    [[nodiscard]] std::optional<FactValue> quantity_value(const Fact& fact, JsonValue quantity);
    [[nodiscard]] std::optional<FactValue> number_value(const Fact& fact, double value);
    [[nodiscard]] std::optional<FactValue> value_of(const CodeUse& use, JsonValue holder);
    void skip(std::string_view what, std::string_view why);

    [[nodiscard]] Concept medicine_concept(JsonValue record) const;
    [[nodiscard]] std::optional<JsonValue> referred(JsonValue record, std::string_view reference) const;
    [[nodiscard]] std::string purpose_of(JsonValue record) const;
    [[nodiscard]] Dosage dosage_of(JsonValue record, const std::optional<Mass>& strength) const;

    const Knowledge& knowledge_;
    const std::vector<Resource>& resources_;
    std::string patient_;
    PatientBuilder builder_;
    std::unordered_map<std::string, JsonValue> by_key_;  ///< "Type/id"
    std::map<std::string, std::size_t> unused_;  ///< resource types without a reader
    std::string record_;  ///< reference of the resource being read
    std::string type_;
};

/// A number in one unit as the number in another; empty when the units do not convert.
[[nodiscard]] std::optional<double> convert(double value, std::string_view from, std::string_view to);

/// Dose, frequency and as-needed of one dosage, structured or in simple words.
struct OneDosage {
    std::optional<Mass> dose;
    std::optional<Frequency> frequency;
    bool as_needed = false;
};
[[nodiscard]] OneDosage read_dosage(JsonValue dosage, const std::optional<Mass>& strength);

/// What the words of a dosage say: "Take 1 tablet by mouth twice daily", "50 mg every other day as needed".
[[nodiscard]] OneDosage read_dosage_words(std::string_view text, const std::optional<Mass>& strength);

}  // namespace euthymia::adapt
