// SPDX-License-Identifier: Apache-2.0
// How records of invented people are put together.
#include "bench/records.hpp"

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace euthymia::bench {
namespace {

constexpr std::string_view subject = R"("subject":{"reference":"Patient/Patient-1000","display":"Invented Person"},)"
                                     R"("encounter":{"reference":"Encounter/visit-)";

// What servers add to every resource and nobody here reads.
std::string server_part(std::string_view type, std::size_t number) {
    const std::string id = std::to_string(1000 + number);
    std::string text;
    text.append(R"({"fullUrl":"urn:uuid:5cbc121b-cd71-4428-b8b7-31e53eba)").append(id);
    text.append(R"(","resource":{"resourceType":")").append(type).append(R"(","id":")").append(type).append("-");
    text.append(id).append(R"(","meta":{"versionId":"1","lastUpdated":"2026-11-20T08:15:30.000+00:00","profile":)");
    text.append(R"(["http://hl7.org/fhir/us/core/StructureDefinition/us-core-)").append(type).append(R"("]},)");
    return text;
}

std::string coding(const Code& code) {
    return R"({"coding":[{"system":")" + code.system + R"(","code":")" + code.code + R"(","display":"as recorded"}]})";
}

std::string day(std::size_t number) {
    const std::size_t month = 1 + number % 11;
    const std::size_t day = 1 + number % 27;
    return std::string{"2026-"} + (month < 10 ? "0" : "") + std::to_string(month) + (day < 10 ? "-0" : "-") +
           std::to_string(day);
}

struct Measure {
    Code code;
    const Fact* fact;
    bool is_integer;
};

// What the knowledge can read, in its own order. Emergencies are left out: they would shorten the answer.
struct Readable {
    std::vector<Code> diagnoses;
    std::vector<Measure> measures;
};

Readable readable(const Knowledge& knowledge) {
    Readable found;
    for (const Fact& fact : knowledge.facts()) {
        for (const FhirBinding& binding : fact.fhir) {
            if (binding.codes.empty()) continue;
            const bool is_asked_apart = fact.asked_with == "crisis" || fact.asked_with == "emergency";
            if (binding.resource == "Condition" && !is_asked_apart) found.diagnoses.push_back(binding.codes.front());
            if (binding.resource != "Observation" || fact.type != FactType::number) continue;
            found.measures.push_back({binding.codes.front(), &fact, binding.reads == "integer"});
        }
    }
    if (found.diagnoses.empty() || found.measures.empty()) throw std::logic_error{"the knowledge reads no codes"};
    return found;
}

std::string condition(const Code& code, std::size_t number) {
    return server_part("Condition", number) +
           R"("clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical",)"
           R"("code":"active"}]},"verificationStatus":{"coding":[{"system":)"
           R"("http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},"code":)" +
           coding(code) + "," + std::string{subject} + std::to_string(number) + R"("},"onsetDateTime":")" +
           day(number) + R"("}})";
}

std::string order(std::string_view text, std::string_view status, std::size_t number) {
    return server_part("MedicationRequest", number) + R"("status":")" + std::string{status} +
           R"(","intent":"order","medicationCodeableConcept":{"text":")" + std::string{text} + R"("},)" +
           std::string{subject} + std::to_string(number) + R"("},"authoredOn":")" + day(number) +
           R"(","dosageInstruction":[{"text":"Take one tablet daily","timing":{"repeat":{"frequency":1,"period":1,)"
           R"("periodUnit":"d"}},"doseAndRate":[{"doseQuantity":{"value":1,"unit":"tablet"}}]}]}})";
}

std::string observation(const Code& code, const std::string& value, std::size_t number) {
    return server_part("Observation", number) +
           R"("status":"final","category":[{"coding":[{"system":)"
           R"("http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory",)"
           R"("display":"Laboratory"}]}],)"
           R"("code":)" +
           coding(code) + "," + std::string{subject} + std::to_string(number) + R"("},"effectiveDateTime":")" +
           day(number) + R"(","issued":")" + day(number) + R"(T10:00:00.000+00:00",)" + value + "}}";
}

// The middle of the plausible range.
std::string value_of(const Measure& measure) {
    const std::int64_t scaled = (measure.fact->at_least + measure.fact->at_most) / 2;
    std::int64_t scale = 1;
    for (int i = 0; i < measure.fact->decimals; ++i) scale *= 10;
    if (measure.is_integer) return R"("valueInteger":)" + std::to_string(scaled / scale);
    return R"("valueQuantity":{"value":)" + std::to_string(scaled / scale) + R"(,"unit":")" + measure.fact->unit +
           R"(","system":"http://unitsofmeasure.org","code":")" + measure.fact->unit + R"("})";
}

// Haemoglobin and its like: known to nobody here.
std::string other_result(std::size_t number) {
    const Code code{"http://loinc.org", "718-" + std::to_string(number % 90 + 10), ""};
    return observation(code,
                       R"("valueQuantity":{"value":13.4,"unit":"g/dL","system":"http://unitsofmeasure.org",)"
                       R"("code":"g/dL"})",
                       number);
}

}  // namespace

std::string fhir_bundle(const Knowledge& knowledge, const BundleSize& size) {
    constexpr std::array<std::string_view, 7> others{
        "lisinopril 10 MG Oral Tablet",    "metformin 500 MG Oral Tablet",  "atorvastatin 20 MG Oral Tablet",
        "levothyroxine 50 ug Oral Tablet", "omeprazole 20 MG Oral Capsule", "ibuprofen 400 MG Oral Tablet",
        "cetirizine 10 MG Oral Tablet"};
    const Readable known = readable(knowledge);
    std::string text = R"({"resourceType":"Bundle","type":"collection","entry":[)";
    text += server_part("Patient", 0) + R"("gender":"female","birthDate":"1965-04-02"}})";
    std::size_t number = 0;
    const auto add = [&](const std::string& resource) { text.append(",").append(resource); };
    for (std::size_t i = 0; i < size.conditions; ++i, ++number) {
        const Code other{"http://hl7.org/fhir/sid/icd-10-cm", "Z" + std::to_string(10 + i) + ".8", ""};
        if (i == 0) add(condition({"http://hl7.org/fhir/sid/icd-10-cm", "F33.1", ""}, number));
        if (i > 0) add(condition(i % 3 == 0 ? known.diagnoses[5 * i % known.diagnoses.size()] : other, number));
    }
    for (std::size_t i = 0; i < size.orders; ++i, ++number) {
        if (i == 0) add(order("sertraline 50 MG Oral Tablet", "active", number));
        if (i == 1) add(order("citalopram 20 MG Oral Tablet", "stopped", number));
        if (i > 1) add(order(others[i % others.size()], i % 2 == 0 ? "active" : "completed", number));
    }
    for (std::size_t i = 0; i < size.observations; ++i, ++number) {
        const Measure& measure = known.measures[i / 2 % known.measures.size()];
        add(i % 2 == 0 ? observation(measure.code, value_of(measure), number) : other_result(number));
    }
    return text + "]}";
}

std::string shipped_example(const std::string& name) {
    std::ifstream file{std::string{EUTHYMIA_SOURCE_DIR "/examples/patients/"} + name};
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) throw std::runtime_error{"cannot read examples/patients/" + name};
    return text.str();
}

}  // namespace euthymia::bench
