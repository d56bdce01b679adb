// SPDX-License-Identifier: Apache-2.0
// How tests write small FHIR resources and look into what was read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "euthymia/euthymia.hpp"

namespace euthymia::test {

inline const Knowledge& knowledge() {
    static const Knowledge one = *Knowledge::embedded();
    return one;
}

inline Patient read(const std::string& text) {
    const auto patient = read_patient(text, knowledge());
    EXPECT_TRUE(patient) << (patient ? "" : to_string(patient.error()));
    return patient ? *patient : PatientBuilder{}.build();
}

inline std::string bundle(const std::vector<std::string>& resources) {
    std::string entries;
    for (const std::string& resource : resources) {
        entries += (entries.empty() ? "" : ", ") + std::string{R"({"resource": )"} + resource + "}";
    }
    return R"({"resourceType": "Bundle", "type": "collection", "entry": [)" + entries + "]}";
}

/// An active order of sertraline 50 mg tablets; `more` begins with a comma.
inline std::string order(const std::string& more, const std::string& status = "active") {
    return R"({"resourceType": "MedicationRequest", "id": "m", "intent": "order", "status": ")" + status +
           R"(", "authoredOn": "2026-01-01", "medicationCodeableConcept": {"coding": [{"system":
           "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "312941",
           "display": "sertraline 50 MG Oral Tablet"}]})" +
           more + "}";
}

inline std::string observation(const std::string& loinc, const std::string& more) {
    return R"({"resourceType": "Observation", "id": "o", "status": "final", "effectiveDateTime": "2026-11-20", "code":
        {"coding": [{"system": "http://loinc.org", "code": ")" +
           loinc + R"("}]})" + more + "}";
}

inline std::string condition(const std::string& icd_10, const std::string& more) {
    return R"({"resourceType": "Condition", "id": "c", "code": {"coding": [{"system":
        "http://hl7.org/fhir/sid/icd-10-cm", "code": ")" +
           icd_10 + R"("}]})" + more + "}";
}

inline std::string clinical(const std::string& status) {
    return R"(, "clinicalStatus": {"coding": [{"code": ")" + status + R"("}]})";
}

inline const FactRecord* fact_of(const Patient& patient, std::string_view id) {
    for (const FactRecord& record : patient.facts()) {
        if (record.fact == id) return &record;
    }
    return nullptr;
}

/// "yes", "no", "3", "3..4", the choice, or "nothing".
inline std::string value_of(const Patient& patient, std::string_view id) {
    const FactRecord* record = fact_of(patient, id);
    if (record == nullptr) return "nothing";
    if (const auto* truth = std::get_if<Truth>(&record->value)) return *truth == Truth::yes ? "yes" : "no";
    if (const auto* choice = std::get_if<std::string>(&record->value)) return *choice;
    const Number number = std::get<Number>(record->value);
    const std::string least = std::to_string(number.at_least);
    return number.is_exact() ? least : least + ".." + std::to_string(number.at_most);
}

/// The date of a fact as text; "-" when it has none.
inline std::string date_of(const Patient& patient, std::string_view id) {
    const FactRecord* record = fact_of(patient, id);
    return record != nullptr && record->when ? to_string(*record->when) : "-";
}

/// True when one entry says why, in words that begin so.
inline bool is_listed(const Patient& patient, std::string_view why) {
    for (const NotRead& entry : patient.not_read()) {
        if (std::string_view{entry.why}.find(why) != std::string_view::npos) return true;
    }
    return false;
}

}  // namespace euthymia::test
