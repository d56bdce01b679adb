// SPDX-License-Identifier: Apache-2.0
// What the records of one medicine add up to.
#include <gtest/gtest.h>

#include "euthymia/patient.hpp"
#include "tests/support/patients.hpp"

namespace {

using namespace euthymia;
using euthymia::tests::a_patient;
using euthymia::tests::on;
using euthymia::tests::operator""_mg;

MedicineRecord order(std::string record, Mass dose, MedicineSource source = MedicineSource::order) {
    MedicineRecord one;
    one.substance = "sertraline";
    one.record = std::move(record);
    one.source = source;
    one.status = MedicineStatus::taking;
    one.dose = dose;
    one.frequency = Frequency{1, 1};
    one.product = to_string(dose);
    one.start = DateRange{on("2026-08-01"), on("2026-08-01")};
    return one;
}

const Date today = on("2026-11-23");

TEST(Regimen, AddsTwoOrdersOfDifferentStrengths) {
    const auto patient = a_patient().medicine(order("a", 100_mg)).medicine(order("b", 50_mg)).build();

    const auto all = regimens(patient, today);

    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].daily_dose, 150_mg);
}

TEST(Regimen, CountsAnOrderAndItsStatementOnce) {
    const auto patient =
        a_patient().medicine(order("a", 50_mg)).medicine(order("b", 50_mg, MedicineSource::statement)).build();

    const auto all = regimens(patient, today);

    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].daily_dose, 50_mg);
}

TEST(Regimen, CountsTheSameOrderTwiceOnceAndSaysSo) {
    const auto patient = a_patient().medicine(order("a", 50_mg)).medicine(order("b", 50_mg)).build();

    const auto all = regimens(patient, today);

    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].daily_dose, 50_mg);
    EXPECT_TRUE(all[0].duplicate_orders);
}

TEST(Regimen, OfAWeeklyDoseIsASeventhADay) {
    auto weekly = order("a", 70_mg);
    weekly.frequency = Frequency{1, 7};

    const auto all = regimens(a_patient().medicine(weekly).build(), today);

    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].daily_dose, 10_mg);
}

TEST(Regimen, WithoutAStopDateIsStoppedOnAnUnknownDay) {
    const auto all = regimens(a_patient().stopped("phenelzine").build(), today);

    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].taking, Truth::no);
    EXPECT_FALSE(all[0].stop);
}

TEST(Regimen, IgnoresWhatWasNeverTaken) {
    auto draft = order("a", 50_mg);
    draft.status = MedicineStatus::draft;
    auto declined = order("b", 50_mg);
    declined.status = MedicineStatus::declined;

    EXPECT_TRUE(regimens(a_patient().medicine(draft).medicine(declined).build(), today).empty());
}

TEST(Regimen, OnHoldIsNeitherTakenNorStopped) {
    auto held = order("a", 50_mg);
    held.status = MedicineStatus::on_hold;

    const auto all = regimens(a_patient().medicine(held).build(), today);

    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].taking, Truth::unknown);
}

}  // namespace
