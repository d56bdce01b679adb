// SPDX-License-Identifier: Apache-2.0
// Whose resources a record holds, and that none of them is dropped without a word.
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "tests/adapt/fhir_text.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::test;

std::string score(const std::string& subject) {
    return observation("44261-6", R"(, "valueInteger": 9, "subject": {"reference": ")" + subject + R"("})");
}

TEST(Record, KnowsOnePatientByAllNames) {
    const std::string urn = "urn:uuid:77777777-0000-0000-0000-000000000000";
    const std::string patient =
        R"({"resourceType": "Bundle", "entry": [{"fullUrl": ")" + urn +
        R"(", "resource": {"resourceType": "Patient", "id": "a", "birthDate": "1980"}}, {"resource": )";

    for (const std::string& name :
         {urn, std::string{"Patient/a"}, std::string{"http://host/fhir/Patient/a/_history/3"}}) {
        const std::string text = patient + score(name) + "}]}";
        EXPECT_EQ(value_of(read(text), "phq9_total"), "9") << name;
        EXPECT_EQ(patients_in(text)->size(), 1U) << name;
    }
}

TEST(Record, WhoseSubjectIsNoPersonIsNotReadAsOne) {
    const Patient patient =
        read(bundle({R"({"resourceType": "Patient", "id": "a", "birthDate": "1980"})", score("Location/1")}));

    EXPECT_TRUE(patient.facts().empty());
    EXPECT_TRUE(is_listed(patient, "not a patient"));
}

TEST(Record, OfSeveralDoesNotGiveOneWhatNamesNobody) {
    const std::string text = bundle({R"({"resourceType": "Patient", "id": "a", "birthDate": "1980"})",
                                     R"({"resourceType": "Patient", "id": "b", "birthDate": "1990"})", order("")});
    ReadOptions options;
    options.patient = "b";

    const auto patient = read_patient(text, knowledge(), options);

    ASSERT_TRUE(patient);
    EXPECT_EQ(to_string(*patient->born()), "1990");
    EXPECT_TRUE(patient->medicines().empty());
    EXPECT_TRUE(is_listed(*patient, "names no patient"));
    EXPECT_FALSE(read_patient(text, knowledge()));
}

TEST(Record, MayHoldBundlesInABundle) { EXPECT_EQ(read(bundle({bundle({order("")})})).medicines().size(), 1U); }

TEST(Record, ListsEntriesWithoutAResource) {
    const Patient patient =
        read(R"({"resourceType": "Bundle", "entry": [{"request": {"method": "DELETE", "url": "x"}}]})");

    ASSERT_EQ(patient.not_read().size(), 1U);
    EXPECT_EQ(patient.not_read()[0].record, "/entry/0");
}

TEST(Record, ReadsTheLaterOfTwoVersions) {
    const auto version = [](const std::string& day, const std::string& status) {
        return order(R"(, "meta": {"lastUpdated": ")" + day + R"(T00:00:00Z"})", status);
    };

    const Patient patient = read(bundle({version("2026-02-01", "stopped"), version("2026-01-01", "active")}));

    ASSERT_EQ(patient.medicines().size(), 1U);
    EXPECT_EQ(patient.medicines()[0].status, MedicineStatus::stopped);
}

TEST(Record, OfLinesMayBeginAndEndWithBlankOnes) {
    EXPECT_EQ(read("\n"
                   R"({"resourceType": "Patient", "id": "a", "birthDate": "1980-05"})"
                   "\n\n"
                   R"({"resourceType": "Encounter"})"
                   "\n\n")
                  .resources(),
              2U);
}

TEST(Record, OfLinesNamesTheBadLine) {
    const auto bad = read_patient(R"({"resourceType": "Patient"})"
                                  "\n"
                                  R"({"resourceType": )"
                                  "\n",
                                  knowledge());

    ASSERT_FALSE(bad);
    EXPECT_TRUE(bad.error().where.starts_with("/1")) << bad.error().where;
}

TEST(Record, CountsOtherTypesOnceEach) {
    const std::string encounter = R"({"resourceType": "Encounter"})";

    const Patient patient =
        read(bundle({encounter, encounter, R"({"resourceType": "List", "entry": [{"item": {}}]})"}));

    ASSERT_EQ(patient.not_read().size(), 2U);
    EXPECT_EQ(patient.not_read()[0].what, "Encounter (2)");
    EXPECT_EQ(patient.resources(), 3U);
}

TEST(Record, NotesADeath) {
    EXPECT_TRUE(
        is_listed(read(R"({"resourceType": "Patient", "birthDate": "1980", "deceasedDateTime": "2020"})"), "deceased"));
    EXPECT_FALSE(
        is_listed(read(R"({"resourceType": "Patient", "birthDate": "1980", "deceasedBoolean": false})"), "deceased"));
}

ErrorCode refused(const std::string& members) {
    const auto patient = read_patient(R"({"euthymia": "patient/1", )" + members + "}", knowledge());
    EXPECT_FALSE(patient) << members;
    return patient ? ErrorCode::unsupported : patient.error().code;
}

TEST(NativeRecord, RefusesWhatItsSchemaRefuses) {
    EXPECT_EQ(refused(R"("patient": [])"), ErrorCode::wrong_type);
    EXPECT_EQ(refused(R"("person": {})"), ErrorCode::unknown_member);
    EXPECT_EQ(refused(R"("lists": ["condition"])"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(R"("lists": "conditions")"), ErrorCode::wrong_type);
    EXPECT_EQ(refused(R"("reviews": [{"scope": "safty", "when": "2026"}])"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(R"("reviews": [{"scope": "safety"}])"), ErrorCode::missing_member);
    EXPECT_EQ(refused(R"("facts": [{"fact": "qtc", "value": 480.5, "unit": "ms"}])"), ErrorCode::malformed_text);
    EXPECT_EQ(refused(R"("facts": [{"fact": "qtc", "value": 48000, "unit": "ms"}])"), ErrorCode::out_of_range);
    EXPECT_EQ(refused(R"("facts": [{"fact": "qtc", "value": 480}])"), ErrorCode::wrong_unit);
    EXPECT_EQ(refused(R"("facts": [{"fact": "seizure_disorder", "value": "yes"}])"), ErrorCode::wrong_type);
    EXPECT_EQ(refused(R"("medicines": [{"dose": "50 mg"}])"), ErrorCode::missing_member);
    EXPECT_EQ(refused(R"("medicines": [{"name": 5}])"), ErrorCode::wrong_type);
    EXPECT_EQ(refused(R"("medicines": [{"name": "sertraline", "as_needed": "yes"}])"), ErrorCode::wrong_type);
    EXPECT_EQ(refused(R"("medicines": [{"name": "sertraline", "purpose": "major_depresion"}])"),
              ErrorCode::unknown_name);
    EXPECT_EQ(refused(R"("medicines": [{"name": "sertraline", "dose": "50"}])"), ErrorCode::malformed_text);
    EXPECT_EQ(refused(R"("medicines": [{"name": "sertraline", "every_days": 0}])"), ErrorCode::out_of_range);
}

TEST(NativeRecord, WhoseCodeAndNameDisagreeHasNoDose) {
    const Patient patient =
        read(R"({"euthymia": "patient/1", "medicines": [{"name": "escitalopram 10 mg", "dose": "10 mg",
        "code": {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "312941"}}]})");

    ASSERT_EQ(patient.medicines().size(), 2U);
    for (const MedicineRecord& one : patient.medicines()) {
        EXPECT_EQ(one.status, MedicineStatus::unknown);
        EXPECT_FALSE(one.dose);
    }
    EXPECT_TRUE(is_listed(patient, "disagree"));
}

}  // namespace
