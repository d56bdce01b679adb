// SPDX-License-Identifier: Apache-2.0
// What becomes of diagnoses, measurements, answers and allergies.
#include <string>

#include <gtest/gtest.h>

#include "tests/adapt/fhir_text.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::test;

constexpr const char* ideation = "R45.851";  // an `active` binding whose value holds for a month
constexpr const char* epilepsy = "G40.909";  // an `ever` binding

TEST(FhirCondition, ThatIsActiveIsDatedByTheLastDayItHeld) {
    const Patient patient = read(
        condition(ideation, clinical("active") + R"(, "onsetDateTime": "2024-01-01", "recordedDate": "2026-11-20")"));

    EXPECT_EQ(value_of(patient, "suicidal_ideation_current"), "yes");
    EXPECT_EQ(date_of(patient, "suicidal_ideation_current"), "2026-11-20");
}

TEST(FhirCondition, ThatEverWasIsDatedByItsOnset) {
    const Patient patient =
        read(condition(epilepsy, clinical("active") + R"(, "onsetDateTime": "2024", "recordedDate": "2026-11-20")"));

    EXPECT_EQ(value_of(patient, "seizure_disorder"), "yes");
    EXPECT_EQ(date_of(patient, "seizure_disorder"), "2024");
}

TEST(FhirCondition, ThatIsOverIsNoForActiveAndYesForEver) {
    for (const char* status : {"resolved", "inactive", "remission"}) {
        const std::string more = clinical(status) + R"(, "abatementDateTime": "2026-10", "onsetDateTime": "2026-01")";

        EXPECT_EQ(value_of(read(condition(ideation, more)), "suicidal_ideation_current"), "no") << status;
        EXPECT_EQ(date_of(read(condition(ideation, more)), "suicidal_ideation_current"), "2026-10") << status;
        EXPECT_EQ(value_of(read(condition(epilepsy, more)), "seizure_disorder"), "yes") << status;
    }
}

TEST(FhirCondition, ThatIsOverSinceNobodyKnowsWhenIsNotDatedByItsOnset) {
    const Patient patient = read(condition(ideation, clinical("resolved") + R"(, "onsetDateTime": "2026-11-10")"));

    EXPECT_EQ(value_of(patient, "suicidal_ideation_current"), "no");
    EXPECT_EQ(date_of(patient, "suicidal_ideation_current"), "-");
}

TEST(FhirCondition, OfAnEncounterIsDatedByItAndTakenAsActiveWithANote) {
    const Patient patient =
        read(bundle({R"({"resourceType": "Encounter", "id": "e", "period": {"start": "2026-11-20"}})",
                     condition(ideation, R"(, "encounter": {"reference": "Encounter/e"})")}));

    EXPECT_EQ(value_of(patient, "suicidal_ideation_current"), "yes");
    EXPECT_EQ(date_of(patient, "suicidal_ideation_current"), "2026-11-20");
    EXPECT_TRUE(is_listed(patient, "no clinical status"));
}

TEST(FhirCondition, ThatIsNotConfirmedIsListed) {
    for (const char* status : {"refuted", "entered-in-error", "unconfirmed", "provisional", "differential"}) {
        const Patient patient = read(
            condition(epilepsy, R"(, "verificationStatus": {"coding": [{"code": ")" + std::string{status} + R"("}]})"));

        EXPECT_EQ(value_of(patient, "seizure_disorder"), "nothing") << status;
        EXPECT_TRUE(is_listed(patient, status)) << status;
    }
}

std::string quantity(const std::string& members) { return R"(, "valueQuantity": {)" + members + "}"; }

TEST(FhirObservation, ConvertsUnitsThatMeasureTheSame) {
    EXPECT_EQ(value_of(read(observation("8636-3", quantity(R"("value": 0.48, "code": "s")"))), "qtc"), "480");
    EXPECT_EQ(value_of(read(observation("8310-5", quantity(R"("value": 98.6, "code": "[degF]")"))), "temperature"),
              "370");
    EXPECT_EQ(value_of(read(observation("29463-7", quantity(R"("value": 70500, "code": "g")"))), "weight"), "705");
    EXPECT_EQ(value_of(read(observation("2823-3", quantity(R"("value": 3.4, "unit": "mEq/L")"))), "potassium"), "34");
}

TEST(FhirObservation, NeverRoundsAValueOverALimit) {
    EXPECT_EQ(value_of(read(observation("2823-3", quantity(R"("value": 3.47, "code": "mmol/L")"))), "potassium"),
              "34..35");
}

TEST(FhirObservation, WhoseUnitIsMissingWrongOrContradictoryIsListed) {
    for (const std::string& more :
         {quantity(R"("value": 480)"), quantity(R"("value": 480, "code": "kg")"),
          quantity(R"("value": 480, "code": "s", "unit": "ms")"), std::string{R"(, "valueInteger": 480)"},
          quantity(R"("value": 480, "code": "ms", "comparator": ">")"), quantity(R"("value": 48000, "code": "ms")"),
          quantity(R"("code": "ms")")}) {
        const Patient patient = read(observation("8636-3", more));

        EXPECT_EQ(value_of(patient, "qtc"), "nothing") << more;
        EXPECT_EQ(patient.not_read().size(), 1U) << more;
    }
}

// mEq/L and mmol/L are one only for ions of one charge.
TEST(FhirObservation, MeasuresInMillimolesOnlyIonsOfOneCharge) {
    for (const Fact& fact : knowledge().facts()) {
        if (fact.unit != "mmol/L" || fact.fhir.empty()) continue;
        EXPECT_TRUE(fact.id == "potassium" || fact.id == "sodium") << fact.id;
    }
}

TEST(FhirObservation, InComponentsIsReadAndWhatIsUnknownAmongThemListed) {
    const Patient patient = read(observation("85354-9", R"(, "component": [
        {"code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
            "valueQuantity": {"value": 120, "code": "mm[Hg]"}},
        {"code": {"coding": [{"system": "http://loinc.org", "code": "0-0"}]}, "valueInteger": 1}])"));

    EXPECT_EQ(value_of(patient, "systolic"), "120");
    EXPECT_TRUE(is_listed(patient, "component code not in the tables"));
}

TEST(FhirObservation, ThatIsWithdrawnIsListed) {
    for (const char* status : {"entered-in-error", "cancelled", "registered"}) {
        std::string text = observation("44261-6", R"(, "valueInteger": 9)");
        text.replace(text.find("final"), 5, status);

        EXPECT_EQ(value_of(read(text), "phq9_total"), "nothing") << status;
        EXPECT_TRUE(is_listed(read(text), status)) << status;
    }
}

TEST(FhirObservation, WhoseKnownCodeHasNoReadableValueIsListedNotDropped) {
    for (const char* more : {R"(, "valueCodeableConcept": {"coding": [{"system": "x", "code": "several"}]})",
                             R"(, "valueCodeableConcept": {"text": "Several days"})", R"(, "valueBoolean": true)",
                             R"(, "dataAbsentReason": {"text": "declined"})", ""}) {
        const Patient patient = read(observation("44260-8", more));

        EXPECT_EQ(value_of(patient, "phq9_item9"), "nothing") << more;
        EXPECT_EQ(patient.not_read().size(), 1U) << more;
    }
}

TEST(FhirObservation, ReadsATotalWrittenAsText) {
    EXPECT_EQ(value_of(read(observation("44261-6", R"(, "valueString": "12")")), "phq9_total"), "12");
    EXPECT_EQ(value_of(read(observation("44261-6", R"(, "valueString": "12 points")")), "phq9_total"), "nothing");
}

std::string response(const std::string& items, const std::string& more = "", const std::string& status = "completed") {
    return R"({"resourceType": "QuestionnaireResponse", "id": "q", "authored": "2026-11-20", "status": ")" + status +
           "\"" + more + R"(, "item": [)" + items + "]}";
}

TEST(FhirAnswer, IsReadInAllItsShapes) {
    for (const char* answer :
         {R"({"valueInteger": 2})", R"({"valueDecimal": 2})", R"({"valueCoding": {"code": "LA6570-1"}})",
          R"({"valueCoding": {"system": "http://loinc.org", "code": "LA6570-1"}})",
          R"({"valueCoding": {"code": "x", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue",
              "valueDecimal": 2}]}})",
          R"({"valueCoding": {"code": "x", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/itemWeight",
              "valueDecimal": 2}]}})"}) {
        const std::string item = R"({"linkId": "/44260-8", "answer": [)" + std::string{answer} + "]}";

        EXPECT_EQ(value_of(read(response(item)), "phq9_item9"), "2") << answer;
    }
}

TEST(FhirAnswer, ThatCannotBeReadIsListedNotDropped) {
    for (const char* answer :
         {R"({"valueCoding": {"code": "2"}})", R"({"valueString": "often"})", R"({"valueInteger": 9})",
          R"({"valueCoding": {"code": "LA6568-5", "extension": [{"url":
                                   "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 3}]}})"}) {
        const Patient patient = read(response(R"({"linkId": "44260-8", "answer": [)" + std::string{answer} + "]}"));

        EXPECT_EQ(value_of(patient, "phq9_item9"), "nothing") << answer;
        EXPECT_TRUE(is_listed(patient, "phq9_item9")) << answer;
    }
}

TEST(FhirAnswer, ThatWasNotGivenSaysNothing) {
    for (const char* item : {R"({"linkId": "/44260-8"})", R"({"linkId": "/44260-8", "answer": []})"}) {
        const Patient patient = read(response(item));

        EXPECT_TRUE(patient.facts().empty());
        EXPECT_TRUE(patient.not_read().empty());
    }
}

TEST(FhirAnswer, BelowAnotherItemOrAnswerIsFound) {
    const std::string inner = R"({"linkId": "/44260-8", "answer": [{"valueInteger": 3}]})";

    EXPECT_EQ(value_of(read(response(R"({"linkId": "group", "item": [)" + inner + "]}")), "phq9_item9"), "3");
    EXPECT_EQ(
        value_of(read(response(R"({"linkId": "g", "answer": [{"valueBoolean": true, "item": [)" + inner + "]}]}")),
                 "phq9_item9"),
        "3");
}

TEST(FhirAnswer, TakesCodeAndScoreFromTheQuestionnaire) {
    const std::string form =
        R"({"resourceType": "Questionnaire", "id": "f", "url": "http://f", "item": [{"linkId": "nine",
        "code": [{"system": "http://loinc.org", "code": "44260-8"}], "answerOption": [{"valueCoding": {"code": "often"},
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 3}]}]}]})";

    const Patient patient =
        read(bundle({form, response(R"({"linkId": "nine", "answer": [{"valueCoding": {"code": "often"}}]})",
                                    R"(, "questionnaire": "http://f|1.0")")}));

    EXPECT_EQ(value_of(patient, "phq9_item9"), "3");
}

TEST(FhirAnswer, ToAnUnknownQuestionIsCounted) {
    const Patient patient = read(response(R"({"linkId": "a", "answer": [{"valueInteger": 1}]},
                                              {"linkId": "b", "answer": [{"valueInteger": 1}]})"));

    ASSERT_EQ(patient.not_read().size(), 1U);
    EXPECT_EQ(patient.not_read()[0].what, "QuestionnaireResponse (2 answered items)");
}

constexpr const char* own_form = R"(, "questionnaire": "http://example.org/euthymia/safety-review|1")";

TEST(SafetyReview, WhenFinishedIsAReviewOfItsList) {
    const Patient patient = read(response(R"({"linkId": "review.safety", "answer": [{"valueBoolean": true}]},
                                             {"linkId": "seizure_disorder", "answer": [{"valueBoolean": true}]})",
                                          own_form));

    ASSERT_EQ(patient.reviews().size(), 1U);
    EXPECT_EQ(patient.reviews()[0].scope, "safety");
    EXPECT_EQ(value_of(patient, "seizure_disorder"), "yes");
}

TEST(SafetyReview, ThatIsUnfinishedDeclinedOrOfNoListIsNone) {
    const std::string yes = R"({"linkId": "review.safety", "answer": [{"valueBoolean": true}]})";

    EXPECT_TRUE(read(response(yes, own_form, "in-progress")).reviews().empty());
    EXPECT_TRUE(read(response(yes, R"(, "questionnaire": "http://example.org/euthymia/other")")).reviews().empty());
    EXPECT_TRUE(read(response(R"({"linkId": "review.safety", "answer": [{"valueBoolean": false}]})", own_form))
                    .reviews()
                    .empty());
    EXPECT_TRUE(is_listed(read(response(R"({"linkId": "review.sfety", "answer": [{"valueBoolean": true}]})", own_form)),
                          "no list is called so"));
}

std::string allergy(const std::string& code, const std::string& more) {
    return R"({"resourceType": "AllergyIntolerance", "id": "a", "recordedDate": "2026-01-01", "code": )" + code + more +
           "}";
}

TEST(FhirAllergy, IsReadFromItsCodeItsWordsOrTheReaction) {
    EXPECT_EQ(value_of(read(allergy(R"({"text": "sertraline"})", "")), "allergy_sertraline"), "yes");
    EXPECT_EQ(value_of(read(allergy(R"({"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code":
                                "36437"}]})",
                                    "")),
                       "allergy_sertraline"),
              "yes");
    EXPECT_EQ(value_of(read(allergy(R"({"text": "drug"})", R"(, "reaction": [{"substance": {"text": "Zoloft"}}])")),
                       "allergy_sertraline"),
              "yes");
}

TEST(FhirAllergy, ThatIsRefutedOverOrAnIntoleranceIsListed) {
    for (const char* more :
         {R"(, "verificationStatus": {"coding": [{"code": "refuted"}]})",
          R"(, "clinicalStatus": {"coding": [{"code": "resolved"}]})", R"(, "type": "intolerance")"}) {
        const Patient patient = read(allergy(R"({"text": "sertraline"})", more));

        EXPECT_TRUE(patient.facts().empty()) << more;
        EXPECT_EQ(patient.not_read().size(), 1U) << more;
    }
}

TEST(FhirAllergy, CodedAsNoneKnownIsAReviewWhenDated) {
    const std::string none = R"({"coding": [{"system": "http://snomed.info/sct", "code": "716186003"}]})";
    const Patient undated = read(R"({"resourceType": "AllergyIntolerance", "id": "a", "code": )" + none + "}");

    ASSERT_EQ(read(allergy(none, "")).reviews().size(), 1U);
    EXPECT_EQ(read(allergy(none, "")).reviews()[0].scope, "allergies");
    EXPECT_TRUE(undated.reviews().empty());
    EXPECT_TRUE(is_listed(undated, "without a date"));
}

}  // namespace
