// SPDX-License-Identifier: Apache-2.0
// What a dosage is read as, and that what is not surely understood has no dose.
#include "lib/adapt/dosage.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/adapt/fhir_text.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::test;

// "50 mg x 2/7" of an order of 50 mg tablets; "?" for what stays unknown.
std::string said(const MedicineRecord& record) {
    const std::string dose = record.dose ? to_string(*record.dose) : "?";
    if (!record.frequency) return dose + " x ?";
    return dose + " x " + std::to_string(record.frequency->doses) + "/" + std::to_string(record.frequency->days);
}

std::string all_said(const Patient& patient) {
    std::string all;
    for (const MedicineRecord& record : patient.medicines()) {
        all += (all.empty() ? "" : "; ") + said(record) + (record.as_needed ? " as needed" : "");
    }
    return all;
}

std::string words(const std::string& text) {
    return all_said(read(order(R"(, "dosageInstruction": [{"text": ")" + text + R"("}])")));
}

std::string structured(const std::string& members) {
    return all_said(read(order(R"(, "dosageInstruction": [{)" + members + "}]")));
}

constexpr const char* one_tablet = R"("doseAndRate": [{"doseQuantity": {"value": 1, "code": "{tablet}"}}])";

std::string timing(const std::string& repeat) {
    return std::string{one_tablet} + R"(, "timing": {"repeat": {)" + repeat + "}}";
}

std::string quantity(const std::string& members) {
    return R"("timing": {"code": {"text": "once daily"}}, "doseAndRate": [{"doseQuantity": {)" + members + "}}]";
}

TEST(DosageWords, SayDoseAndFrequencyInPlainPhrases) {
    EXPECT_EQ(words("50 mg daily"), "50 mg x 1/1");
    EXPECT_EQ(words("Take 1 tablet by mouth once daily."), "50 mg x 1/1");
    EXPECT_EQ(words("Take two tablets twice a day"), "100 mg x 2/1");
    EXPECT_EQ(words("1 tab PO BID"), "50 mg x 2/1");
    EXPECT_EQ(words("25mg q12h"), "25 mg x 2/1");
    EXPECT_EQ(words("1 capsule at bedtime"), "50 mg x 1/1");
    EXPECT_EQ(words("2 tablets daily for depression"), "100 mg x 1/1");
    EXPECT_EQ(words("1 tablet every 24 hours"), "50 mg x 1/1");
}

TEST(DosageWords, KeepLongerIntervalsApartFromDays) {
    EXPECT_EQ(words("1 tablet every other day"), "50 mg x 1/2");
    EXPECT_EQ(words("1 tablet every 48 hours"), "50 mg x 1/2");
    EXPECT_EQ(words("1 tablet twice a week"), "50 mg x 2/7");
    EXPECT_EQ(words("50 mg twice weekly"), "50 mg x 2/7");
    EXPECT_EQ(words("90 mg once weekly"), "90 mg x 1/7");
    EXPECT_EQ(words("1 tablet three times a week"), "50 mg x 3/7");
}

TEST(DosageWords, ReadFractionsAsFractions) {
    EXPECT_EQ(words("Take 1/2 tablet daily"), "25 mg x 1/1");
    EXPECT_EQ(words("Take 1 1/2 tablets daily"), "75 mg x 1/1");
    EXPECT_EQ(words("one half tablet daily"), "25 mg x 1/1");
    EXPECT_EQ(words("0.5 tablet daily"), "25 mg x 1/1");
    EXPECT_EQ(words(".5 tablet daily"), "? x ?");
}

TEST(DosageWords, ReconcilePiecesWithMilligramsOrGiveNoDose) {
    EXPECT_EQ(words("1 tablet (50 mg) daily"), "50 mg x 1/1");
    EXPECT_EQ(words("2 tablets (100 mg) daily"), "100 mg x 1/1");
    EXPECT_EQ(words("2 tablets (50 mg) daily"), "100 mg x 1/1");
    EXPECT_EQ(words("1 tablet (150 mg) daily"), "? x 1/1");
}

TEST(DosageWords, OfARangeATaperOrTwoDosesGiveNone) {
    for (const char* text :
         {"Take 1-2 tablets daily", "50 to 100 mg daily", "1 or 2 tablets daily", "Increase by 50 mg weekly",
          "25 mg daily for 7 days then 50 mg daily", "50 mg in the morning and 100 mg at bedtime",
          "Do not exceed 2 tablets daily", "up to 2 tablets daily", "1 tablet daily for 5 days", "biweekly",
          "50 mg daily except Sunday", "1,5 mg daily", "5 0 mg daily", "as directed",
          "1 tablet daily or twice daily"}) {
        EXPECT_EQ(words(text), "? x ?") << text;
    }
}

TEST(DosageWords, AsNeededAreSaidSo) {
    EXPECT_EQ(words("1 tablet twice daily as needed"), "50 mg x 2/1 as needed");
    EXPECT_EQ(words("1 tablet every 4 to 6 hours PRN"), "? x ? as needed");
}

TEST(DosageWords, ThatOnlyNameTheProductAreNoDose) { EXPECT_EQ(words("50 mg Tablet"), "? x ?"); }

TEST(DosageWords, TakenForADoseAreReported) {
    EXPECT_TRUE(is_listed(read(order(R"(, "dosageInstruction": [{"text": "50 mg daily"}])")), "taken from its words"));
    EXPECT_TRUE(is_listed(read(order(R"(, "dosageInstruction": [{"text": "as told"}])")), "not understood"));
    EXPECT_TRUE(is_listed(read(order(R"(, "dosageInstruction": [{"text": "taper off"}])")), "the dose changes"));
}

TEST(DosageTiming, IsReadFromItsRepeat) {
    EXPECT_EQ(structured(timing(R"("frequency": 2, "period": 1, "periodUnit": "d")")), "50 mg x 2/1");
    EXPECT_EQ(structured(timing(R"("frequency": 1, "period": 2, "periodUnit": "d")")), "50 mg x 1/2");
    EXPECT_EQ(structured(timing(R"("frequency": 1, "period": 1, "periodUnit": "wk")")), "50 mg x 1/7");
    EXPECT_EQ(structured(timing(R"("frequency": 1, "period": 8, "periodUnit": "h")")), "50 mg x 3/1");
    EXPECT_EQ(structured(timing(R"("frequency": 1, "period": 72, "periodUnit": "h")")), "50 mg x 1/3");
    EXPECT_EQ(structured(timing(R"("period": 1, "periodUnit": "d", "when": ["MORN", "HS"])")), "50 mg x 2/1");
    EXPECT_EQ(structured(timing(R"("timeOfDay": ["08:00:00", "20:00:00"])")), "50 mg x 2/1");
    EXPECT_EQ(structured(timing(R"("dayOfWeek": ["mon", "wed", "fri"])")), "50 mg x 3/7");
}

TEST(DosageTiming, ThatIsARangeOrNoWholeNumberStaysUnknown) {
    for (const char* repeat :
         {R"("frequency": 2.5, "period": 1, "periodUnit": "d")",
          R"("frequency": 1, "frequencyMax": 3, "period": 1, "periodUnit": "d")",
          R"("frequency": 1, "period": 4, "periodMax": 6, "periodUnit": "h")",
          R"("frequency": 1, "period": 7, "periodUnit": "h")", R"("frequency": 0, "period": 1, "periodUnit": "d")",
          R"("frequency": 2, "period": 1, "periodUnit": "d", "when": ["MORN", "HS"])",
          R"("frequency": 1, "period": 1, "periodUnit": "d", "count": 1)", R"("duration": 5, "durationUnit": "d")"}) {
        EXPECT_EQ(structured(timing(repeat)), "50 mg x ?") << repeat;
    }
}

TEST(DosageTiming, IsReadFromItsCode) {
    const auto coded = [](const std::string& code) {
        return structured(std::string{one_tablet} + R"(, "timing": {"code": {"coding": [{"code": ")" + code +
                          R"("}]}})");
    };

    EXPECT_EQ(coded("BID"), "50 mg x 2/1");
    EXPECT_EQ(coded("QOD"), "50 mg x 1/2");
    EXPECT_EQ(coded("Q 12H"), "50 mg x 2/1");
    EXPECT_EQ(coded("QHS:PRN"), "50 mg x 1/1 as needed");
    EXPECT_EQ(coded("ONCE"), "50 mg x ?");
    EXPECT_EQ(coded("ASDIR"), "50 mg x ?");
}

TEST(DosageTiming, ThatContradictsItsCodeOrWordsStaysUnknown) {
    const std::string daily = R"("frequency": 1, "period": 1, "periodUnit": "d")";

    EXPECT_EQ(
        structured(std::string{one_tablet} + R"(, "timing": {"code": {"text": "BID"}, "repeat": {)" + daily + "}}"),
        "50 mg x ?");
    EXPECT_EQ(structured(timing(daily) + R"(, "text": "1 tablet twice daily")"), "50 mg x ?");
    EXPECT_EQ(structured(timing(daily) + R"(, "text": "2 tablets once daily")"), "? x 1/1");
    EXPECT_EQ(structured(timing(daily) + R"(, "patientInstruction": "taper as agreed")"), "? x 1/1");
}

TEST(DosageQuantity, IsReadInMilligramsOrPieces) {
    EXPECT_EQ(structured(quantity(R"("value": 75, "code": "mg")")), "75 mg x 1/1");
    EXPECT_EQ(structured(quantity(R"("value": 0.1, "unit": "g")")), "100 mg x 1/1");
    EXPECT_EQ(structured(quantity(R"("value": 37500, "unit": "mcg")")), "37.5 mg x 1/1");
    EXPECT_EQ(structured(quantity(R"("value": 1.5, "unit": "tablets")")), "75 mg x 1/1");
    EXPECT_EQ(structured(quantity(R"("value": 2, "unit": "TAB", "code": "TAB")")), "100 mg x 1/1");
}

TEST(DosageQuantity, WhoseUnitIsMissingOrStrangeIsNotGuessed) {
    for (const char* members :
         {R"("value": 50)", R"("value": 10, "unit": "mL")", R"("value": 1, "unit": "10mL")",
          R"("value": 1, "unit": "mg", "code": "g")", R"("value": -1, "unit": "mg")",
          R"("value": 50, "unit": "mg", "comparator": "<")", R"("value": 1000, "unit": "tablet")"}) {
        EXPECT_EQ(structured(quantity(members)), "? x 1/1") << members;
    }
}

TEST(DosageQuantity, OfARangeIsUnknownAndReported) {
    const Patient patient = read(order(R"(, "dosageInstruction": [{"doseAndRate": [{"doseRange": {"low":
        {"value": 50, "unit": "mg"}, "high": {"value": 100, "unit": "mg"}}}]}])"));

    EXPECT_EQ(all_said(patient), "? x ?");
    EXPECT_TRUE(is_listed(patient, "is a range"));
}

TEST(DosageRate, OfAPatchIsItsDosePerDay) {
    EXPECT_EQ(structured(R"("doseAndRate": [{"rateRatio": {"numerator": {"value": 6, "unit": "mg"}, "denominator":
        {"value": 24, "code": "h"}}}])"),
              "6 mg x 1/1");
    EXPECT_EQ(structured(R"_("doseAndRate": [{"rateQuantity": {"value": 9, "code": "mg/(24.h)"}}])_"), "9 mg x 1/1");
}

TEST(DosageLines, OfOneOrderAddUp) {
    const std::string lines = R"(, "dosageInstruction": [
        {"doseAndRate": [{"doseQuantity": {"value": 50, "unit": "mg"}}], "timing": {"code": {"text": "QAM"}}},
        {"doseAndRate": [{"doseQuantity": {"value": 100, "unit": "mg"}}], "timing": {"code": {"text": "QHS"}}}])";
    const Patient patient = read(order(lines));

    const auto taken = regimens(patient, *parse_date("2026-11-23"));

    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken[0].daily_dose, Mass::from_mg(150));
    EXPECT_EQ(taken[0].records, std::vector<std::string>{"MedicationRequest/m"});
}

TEST(DosageLines, ThatFollowEachOtherWithoutDatesHaveNoDose) {
    EXPECT_EQ(all_said(read(order(R"(, "dosageInstruction": [{"sequence": 1, "text": "50 mg daily"},
                                  {"sequence": 2, "text": "100 mg daily"}])"))),
              "? x 1/1; ? x 1/1");
}

TEST(DosageLines, ThatFollowEachOtherWithDatesCountEachInItsTime) {
    const std::string bounds = R"("timing": {"code": {"text": "QD"}, "repeat": {"boundsPeriod": )";
    const Patient patient = read(order(R"(, "dosageInstruction": [
        {"sequence": 1, "doseAndRate": [{"doseQuantity": {"value": 25, "unit": "mg"}}], )" +
                                       bounds + R"({"start": "2026-11-01", "end": "2026-11-07"}}}},
        {"sequence": 2, "doseAndRate": [{"doseQuantity": {"value": 50, "unit": "mg"}}], )" +
                                       bounds + R"({"start": "2026-11-08"}}}}])"));

    const auto taken = regimens(patient, *parse_date("2026-11-23"));

    EXPECT_EQ(taken[0].daily_dose, Mass::from_mg(50));
}

TEST(DosageBounds, ThatHaveEndedEndTheOrder) {
    const Patient patient = read(order(R"(, "dosageInstruction": [{"timing": {"repeat": {"boundsPeriod":
        {"start": "2024-01-01", "end": "2025-09-18"}}}}])"));

    EXPECT_EQ(to_string(*patient.medicines()[0].stop), "2025-09-18");
    EXPECT_NE(regimens(patient, *parse_date("2026-11-23"))[0].taking, Truth::yes);
}

}  // namespace
