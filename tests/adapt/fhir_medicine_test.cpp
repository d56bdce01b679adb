// SPDX-License-Identifier: Apache-2.0
// What becomes of orders, statements, hand-overs and administrations.
#include <string>

#include <gtest/gtest.h>

#include "tests/adapt/fhir_text.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::test;

std::string record(const std::string& type, const std::string& status, const std::string& more = "") {
    return R"({"resourceType": ")" + type + R"(", "id": "m", "status": ")" + status +
           R"(", "medicationCodeableConcept": {"text": "sertraline 50 MG Oral Tablet"})" + more + "}";
}

MedicineStatus status_of(const std::string& text) {
    const Patient patient = read(text);
    EXPECT_EQ(patient.medicines().size(), 1U) << text;
    return patient.medicines().empty() ? MedicineStatus::unknown : patient.medicines()[0].status;
}

TEST(FhirOrder, KeepsItsStatusesApart) {
    EXPECT_EQ(status_of(order("", "active")), MedicineStatus::taking);
    EXPECT_EQ(status_of(order("", "on-hold")), MedicineStatus::on_hold);
    EXPECT_EQ(status_of(order("", "stopped")), MedicineStatus::stopped);
    EXPECT_EQ(status_of(order("", "completed")), MedicineStatus::stopped);
    EXPECT_EQ(status_of(order("", "cancelled")), MedicineStatus::not_taken);
    EXPECT_EQ(status_of(order("", "draft")), MedicineStatus::draft);
    EXPECT_EQ(status_of(order("", "unknown")), MedicineStatus::unknown);
    EXPECT_EQ(status_of(order(R"(, "doNotPerform": true)")), MedicineStatus::not_taken);
    EXPECT_TRUE(read(order("", "entered-in-error")).medicines().empty());
    EXPECT_TRUE(is_listed(read(order("", "entered-in-error")), "entered-in-error"));
}

TEST(FhirOrder, ThatIsOnlyIntendedIsADraft) {
    for (const char* intent : {"proposal", "plan", "option"}) {
        std::string text = order("");
        text.replace(text.find(R"("order")"), 7, "\"" + std::string{intent} + "\"");

        EXPECT_EQ(status_of(text), MedicineStatus::draft) << intent;
    }
}

TEST(FhirStatement, KeepsItsStatusesApart) {
    EXPECT_EQ(status_of(record("MedicationStatement", "active")), MedicineStatus::taking);
    EXPECT_EQ(status_of(record("MedicationStatement", "completed")), MedicineStatus::stopped);
    EXPECT_EQ(status_of(record("MedicationStatement", "intended")), MedicineStatus::draft);
    EXPECT_EQ(status_of(record("MedicationStatement", "not-taken")), MedicineStatus::not_taken);
    EXPECT_EQ(status_of(record("MedicationStatement", "on-hold")), MedicineStatus::on_hold);
    EXPECT_EQ(status_of(record("MedicationStatement", "unknown")), MedicineStatus::unknown);
}

TEST(FhirDispense, IsTakenForAsLongAsItLasts) {
    const Patient patient =
        read(record("MedicationDispense", "completed",
                    R"(, "whenHandedOver": "2026-11-01", "daysSupply": {"value": 30, "code": "d"})"));

    EXPECT_EQ(patient.medicines()[0].status, MedicineStatus::taking);
    EXPECT_EQ(to_string(*patient.medicines()[0].stop), "2026-12-01");
}

TEST(FhirDispense, OfAnUnknownSupplyIsUnknown) {
    EXPECT_EQ(status_of(record("MedicationDispense", "completed", R"(, "whenHandedOver": "2026-11-01")")),
              MedicineStatus::unknown);
    EXPECT_EQ(status_of(record("MedicationDispense", "stopped")), MedicineStatus::unknown);
    EXPECT_EQ(status_of(record("MedicationDispense", "in-progress")), MedicineStatus::unknown);
    EXPECT_EQ(status_of(record("MedicationDispense", "declined")), MedicineStatus::declined);
    EXPECT_EQ(status_of(record("MedicationDispense", "preparation")), MedicineStatus::draft);
}

TEST(FhirAdministration, HappenedOnItsDay) {
    const Patient patient =
        read(record("MedicationAdministration", "completed",
                    R"(, "effectiveDateTime": "2026-11-20T10:00:00Z", "dosage": {"dose": {"value": 50,
                                        "unit": "mg"}})"));

    EXPECT_EQ(patient.medicines()[0].status, MedicineStatus::stopped);
    EXPECT_EQ(to_string(*patient.medicines()[0].stop), "2026-11-20");
    EXPECT_EQ(patient.medicines()[0].dose, Mass::from_mg(50));
    EXPECT_EQ(status_of(record("MedicationAdministration", "not-done")), MedicineStatus::not_taken);
}

std::string order_of(const std::string& medication, const std::string& reference) {
    return R"({"resourceType": "MedicationRequest", "id": "m", "intent": "order", "status": "active")" + medication +
           R"(, "medicationReference": {"reference": ")" + reference + R"("}})";
}

TEST(FhirMedication, IsFoundWhereverItStands) {
    const std::string named = R"({"resourceType": "Medication", "id": "x", "code": {"text": "phenelzine"}})";
    const std::string urn =
        R"({"resourceType": "Bundle", "entry": [{"fullUrl": "urn:uuid:1", "resource": {"resourceType":
        "Medication", "code": {"text": "phenelzine"}}}, {"resource": )" +
        order_of("", "urn:uuid:1") + "}]}";

    for (const std::string& text :
         {order_of(R"(, "contained": [)" + named + "]", "#x"), bundle({named, order_of("", "Medication/x")}),
          bundle({order_of("", "http://host/fhir/Medication/x/_history/2"), named}), urn}) {
        const Patient patient = read(text);
        ASSERT_EQ(patient.medicines().size(), 1U) << text;
        EXPECT_EQ(patient.medicines()[0].substance, "phenelzine");
    }
}

TEST(FhirMedication, MayBeNamedOnlyByItsIdentifierOrIngredients) {
    const std::string by_identifier = R"({"resourceType": "Medication", "id": "x", "identifier": [{"system":
        "http://host/medication-name", "value": "phenelzine"}]})";
    const std::string by_ingredient =
        R"({"resourceType": "Medication", "id": "x", "ingredient": [{"itemCodeableConcept":
        {"text": "phenelzine"}}]})";

    EXPECT_EQ(read(bundle({by_identifier, order_of("", "Medication/x")})).medicines()[0].substance, "phenelzine");
    EXPECT_EQ(read(bundle({by_ingredient, order_of("", "Medication/x")})).medicines()[0].substance, "phenelzine");
}

TEST(FhirMedication, ThatIsNotThereKeepsTheListOpen) {
    const Patient patient = read(order_of("", "Medication/x"));

    ASSERT_EQ(patient.not_read().size(), 1U);
    EXPECT_TRUE(patient.not_read()[0].is_medicine);
}

TEST(FhirCombination, InMilligramsHasNoDoseOfEither) {
    const Patient patient =
        read(R"({"resourceType": "MedicationRequest", "id": "m", "status": "active", "intent": "order",
        "medicationCodeableConcept": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm",
            "code": "1551468"}]},
        "dosageInstruction": [{"doseAndRate": [{"doseQuantity": {"value": 90, "unit": "mg"}}]}]})");

    ASSERT_EQ(patient.medicines().size(), 2U);
    for (const MedicineRecord& one : patient.medicines()) EXPECT_FALSE(one.dose) << one.substance;
}

TEST(FhirPurpose, IsTheConditionOtherOrNotKnown) {
    const auto purpose = [](const std::string& more) { return read(order(more)).medicines()[0].purpose; };

    EXPECT_EQ(
        purpose(R"(, "reasonCode": [{"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "F33.1"}]}])"),
        "major_depression");
    EXPECT_EQ(purpose(R"(, "reasonCode": [{"coding": [{"system": "x", "code": "y"}]}])"), "other");
    EXPECT_EQ(purpose(R"(, "reasonCode": [{"text": "low mood"}])"), "");
    EXPECT_EQ(purpose(""), "");
}

TEST(FhirMedicine, WhoseExtensionMayChangeItsMeaningIsNotRead) {
    const Patient patient = read(order(R"(, "modifierExtension": [{"url": "http://x", "valueBoolean": true}])"));

    EXPECT_TRUE(patient.medicines().empty());
    ASSERT_EQ(patient.not_read().size(), 1U);
    EXPECT_TRUE(patient.not_read()[0].is_medicine);
}

}  // namespace
