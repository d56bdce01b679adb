// SPDX-License-Identifier: Apache-2.0
// What becomes of FHIR resources and native records, good and bad.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "euthymia/euthymia.hpp"
#include "tests/support/shared_data.hpp"

namespace {

using namespace euthymia;

const Knowledge& knowledge() {
    static const Knowledge one = *Knowledge::embedded();
    return one;
}

Patient read(const std::string& text) {
    const auto patient = read_patient(text, knowledge());
    EXPECT_TRUE(patient) << (patient ? "" : to_string(patient.error()));
    return *patient;
}

std::string condition(const std::string& members) {
    return R"({"resourceType": "Condition", "id": "c", "code": {"coding": [{"system":
        "http://hl7.org/fhir/sid/icd-10-cm", "code": "G40.909"}]})" +
           members + "}";
}

std::string order(const std::string& coding, const std::string& rest = R"(, "status": "active")") {
    return R"({"resourceType": "MedicationRequest", "id": "m", "intent": "order",
        "medicationCodeableConcept": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", )" +
           coding + "}]}" + rest + "}";
}

const FactRecord* fact_of(const Patient& patient, std::string_view id) {
    for (const FactRecord& record : patient.facts()) {
        if (record.fact == id) return &record;
    }
    return nullptr;
}

TEST(FhirCondition, BelowACodeOfItsSetIsRead) {
    const Patient patient = read(condition(""));
    const FactRecord* record = fact_of(patient, "seizure_disorder");

    ASSERT_NE(record, nullptr);
    EXPECT_EQ(std::get<Truth>(record->value), Truth::yes);
    EXPECT_EQ(record->record, "Condition/c");
}

TEST(FhirCondition, EnteredInErrorOrRefutedIsListedAsNotRead) {
    for (const char* status : {"entered-in-error", "refuted", "provisional"}) {
        const Patient patient =
            read(condition(R"(, "verificationStatus": {"coding": [{"code": ")" + std::string{status} + R"("}]})"));

        EXPECT_EQ(fact_of(patient, "seizure_disorder"), nullptr) << status;
        EXPECT_EQ(patient.not_read().size(), 1U) << status;
    }
}

TEST(FhirCondition, WithAnUnknownCodeIsListedAsNotRead) {
    const Patient patient =
        read(R"({"resourceType": "Condition", "code": {"coding": [{"system": "x", "code": "y"}]}})");

    ASSERT_EQ(patient.not_read().size(), 1U);
    EXPECT_EQ(patient.not_read()[0].why, "code not in the tables");
}

TEST(FhirMedicine, IsResolvedFromItsProductCode) {
    const Patient patient = read(order(R"("code": "312941", "display": "sertraline 50 MG Oral Tablet")",
                                       R"(, "status": "active", "dosageInstruction": [{"text": "2 tablets daily"}])"));

    ASSERT_EQ(patient.medicines().size(), 1U);
    EXPECT_EQ(patient.medicines()[0].substance, "sertraline");
}

TEST(FhirMedicine, WhoseCodeAndTextDisagreeHasNoDoseAndIsReported) {
    const Patient patient = read(order(R"("code": "283406", "display": "escitalopram 10 MG Oral Tablet")"));

    ASSERT_EQ(patient.medicines().size(), 2U);
    for (const MedicineRecord& record : patient.medicines()) {
        EXPECT_EQ(record.status, MedicineStatus::unknown);
        EXPECT_FALSE(record.dose);
    }
    EXPECT_EQ(patient.not_read().size(), 1U);
}

TEST(FhirMedicine, WithACodeOutsideTheTableIsReadFromItsText) {
    const Patient patient = read(order(R"("code": "99999999", "display": "fluoxetine 20 MG Oral Capsule")"));

    ASSERT_EQ(patient.medicines().size(), 1U);
    EXPECT_EQ(patient.medicines()[0].substance, "fluoxetine");
    EXPECT_EQ(patient.medicines()[0].read_from, ReadFrom::display_text);
}

TEST(FhirMedicine, ThatNobodyKnowsKeepsTheListOpen) {
    const Patient patient = read(order(R"("code": "99999999", "display": "unheardofin 5 MG")"));

    ASSERT_EQ(patient.not_read().size(), 1U);
    EXPECT_TRUE(patient.not_read()[0].is_medicine);
    EXPECT_EQ(patient.not_read()[0].text, "unheardofin 5 MG");
}

TEST(FhirMedicine, OfACombinationCountsUnderEachIngredient) {
    const Patient patient =
        read(order(R"("code": "1551468", "display": "bupropion hydrochloride 90 MG / naltrexone hydrochloride 8 MG")"));

    ASSERT_EQ(patient.medicines().size(), 2U);
    EXPECT_EQ(patient.medicines()[0].substance, "bupropion");
    EXPECT_EQ(patient.medicines()[1].substance, "naltrexone");
}

TEST(FhirMedicine, KeepsItsStatusApart) {
    const auto status = [](const std::string& members) {
        return read(order(R"("code": "312941")", members)).medicines()[0].status;
    };

    EXPECT_EQ(status(R"(, "status": "on-hold")"), MedicineStatus::on_hold);
    EXPECT_EQ(status(R"(, "status": "stopped")"), MedicineStatus::stopped);
    EXPECT_EQ(status(R"(, "status": "draft")"), MedicineStatus::draft);
    EXPECT_EQ(status(R"(, "status": "unknown")"), MedicineStatus::unknown);
    EXPECT_EQ(status(R"(, "status": "active", "doNotPerform": true)"), MedicineStatus::not_taken);
}

std::string observation(const std::string& code, const std::string& rest) {
    return R"({"resourceType": "Observation", "id": "o", "status": "final", "effectiveDateTime": "2026-11-20",
        "code": {"coding": [{"system": "http://loinc.org", "code": ")" +
           code + R"("}]})" + rest + "}";
}

TEST(FhirObservation, ConvertsItsUnitOrIsListed) {
    const Patient good = read(observation("8636-3", R"(, "valueQuantity": {"value": 0.48, "code": "s"})"));
    const Patient bad = read(observation("8636-3", R"(, "valueQuantity": {"value": 480, "code": "kg"})"));
    const Patient wild = read(observation("8636-3", R"(, "valueQuantity": {"value": 48000, "code": "ms"})"));

    EXPECT_EQ(std::get<Number>(fact_of(good, "qtc")->value), Number::exactly(480));
    EXPECT_EQ(fact_of(bad, "qtc"), nullptr);
    EXPECT_EQ(bad.not_read().size(), 1U);
    EXPECT_EQ(fact_of(wild, "qtc"), nullptr);
}

TEST(FhirObservation, WithoutAValueIsNotNegative) {
    const Patient patient = read(observation("44260-8", R"(, "dataAbsentReason": {"text": "declined"})"));

    EXPECT_EQ(fact_of(patient, "phq9_item9"), nullptr);
    EXPECT_EQ(patient.not_read().size(), 1U);
}

TEST(FhirQuestionnaire, ReadsAnswersAndSkipsWhatWasNotAnswered) {
    const Patient patient = read(R"({"resourceType": "QuestionnaireResponse", "status": "completed",
        "authored": "2026-11-20", "item": [{"linkId": "/44260-8", "answer": [{"valueCoding": {"system":
        "http://loinc.org", "code": "LA6569-3"}}]}, {"linkId": "/44261-6"}]})");

    EXPECT_EQ(std::get<Number>(fact_of(patient, "phq9_item9")->value), Number::exactly(1));
    EXPECT_EQ(fact_of(patient, "phq9_total"), nullptr);
}

TEST(FhirRecord, OfTwoPatientsWantsAChoice) {
    const std::string two = R"({"resourceType": "Patient", "id": "a", "birthDate": "1980"})"
                            "\n"
                            R"({"resourceType": "Patient", "id": "b", "birthDate": "1990"})";
    ReadOptions options;
    options.patient = "Patient/b";

    EXPECT_FALSE(read_patient(two, knowledge()));
    EXPECT_EQ(patients_in(two)->size(), 2U);
    EXPECT_EQ(to_string(*read_patient(two, knowledge(), options)->born()), "1990");
}

TEST(NativeRecord, NamesThePlaceOfAMistakeAndNoValue) {
    const auto typo = read_patient(
        R"({"euthymia": "patient/1", "facts": [{"fact": "seizure_disordr", "value": true}]})", knowledge());
    const auto unit = read_patient(
        R"({"euthymia": "patient/1", "facts": [{"fact": "qtc", "value": 4711, "unit": "s"}]})", knowledge());

    EXPECT_EQ(typo.error().where, "/facts/0/fact");
    EXPECT_NE(typo.error().detail.find("seizure_disorder"), std::string::npos);
    EXPECT_EQ(unit.error().code, ErrorCode::wrong_unit);
    EXPECT_EQ(to_string(unit.error()).find("4711"), std::string::npos);
}

TEST(Record, ThatIsNeitherFhirNorNativeIsRefused) {
    for (const char* text : {"", "[]", "1", "{}", "{\"euthymia\": \"patient/9\"}", "{\"resourceType\":"}) {
        EXPECT_FALSE(read_patient(text, knowledge())) << text;
    }
}

// Records that nobody here wrote: whatever they hold, they are read or refused, and advice is given.
TEST(SharedRecords, AreAllAnswered) {
    const auto files = tests::shared_records();
    if (files.empty()) GTEST_SKIP() << "no shared records beside the source tree";
    const Advisor advisor{knowledge()};
    int answered = 0;
    for (const std::filesystem::path& file : files) {
        const std::string name = file.filename().string();
        const std::string text = tests::content_of(file);
        const auto keys = patients_in(text);
        if (!keys) continue;
        for (const std::string& key : keys->empty() ? std::vector<std::string>{""} : *keys) {
            ReadOptions options;
            options.patient = key;
            const auto patient = read_patient(text, knowledge(), options);
            ASSERT_TRUE(patient) << name << ": " << to_string(patient.error());
            const auto advice = advisor.advise(*patient, {.as_of = *parse_date("2026-11-23")});
            ASSERT_TRUE(advice) << name;
            ++answered;
        }
    }
    EXPECT_GT(answered, 100);
}

}  // namespace
