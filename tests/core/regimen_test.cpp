// SPDX-License-Identifier: Apache-2.0
// What the records of one medicine add up to.
#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "euthymia/patient.hpp"
#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace euthymia {
namespace {

using namespace tests;

const Date today = on("2026-11-23");

// A live order of sertraline, once a day, with the strength as its product.
MedicineRecord order(std::string record, Mass dose, MedicineSource source = MedicineSource::order) {
    MedicineRecord one;
    one.substance = "sertraline";
    one.record = std::move(record);
    one.source = source;
    one.status = MedicineStatus::taking;
    one.dose = dose;
    one.frequency = Frequency{1, 1};
    one.product = to_string(dose);
    one.start = during("2026-08-01");
    return one;
}

MedicineRecord statement(std::string record, Mass dose) {
    return order(std::move(record), dose, MedicineSource::statement);
}

MedicineRecord with_status(MedicineRecord record, MedicineStatus status, std::string_view stop = {}) {
    record.status = status;
    if (!stop.empty()) record.stop = during(stop);
    return record;
}

MedicineRecord from_to(MedicineRecord record, std::string_view start, std::string_view stop = {}) {
    record.start.reset();
    if (!start.empty()) record.start = during(start);
    if (!stop.empty()) {
        record.stop = during(stop);
        record.status = MedicineStatus::stopped;
    }
    return record;
}

std::vector<Regimen> regimens_of(const std::vector<MedicineRecord>& records, Date as_of = today) {
    PatientBuilder builder;
    for (const MedicineRecord& record : records) builder.add(record);
    return regimens(builder.build(), as_of);
}

// The one regimen of these records.
Regimen only(const std::vector<MedicineRecord>& records, Date as_of = today) {
    const std::vector<Regimen> all = regimens_of(records, as_of);
    EXPECT_EQ(all.size(), 1U);
    return all.size() == 1 ? all[0] : Regimen{};
}

using References = std::vector<std::string>;

// ---- Dose

TEST(RegimenDose, AddsTwoOrdersOfDifferentStrengths) {
    const Regimen regimen = only({order("a", 100_mg), order("b", 50_mg)});

    EXPECT_EQ(regimen.daily_dose, 150_mg);
    EXPECT_FALSE(regimen.duplicate_orders);
    EXPECT_EQ(regimen.records, (References{"a", "b"}));
}

TEST(RegimenDose, CountsOrderStatementAndDispenseOnce) {
    const Regimen regimen =
        only({order("a", 50_mg), statement("b", 50_mg), order("c", 50_mg, MedicineSource::dispense)});

    EXPECT_EQ(regimen.daily_dose, 50_mg);
    EXPECT_FALSE(regimen.duplicate_orders);
    EXPECT_EQ(regimen.records, (References{"a", "b", "c"}));
}

TEST(RegimenDose, CountsTheSameOrderTwiceOnceAndSaysSo) {
    const Regimen regimen = only({order("a", 50_mg), order("b", 50_mg)});

    EXPECT_EQ(regimen.daily_dose, 50_mg);
    EXPECT_TRUE(regimen.duplicate_orders);
}

TEST(RegimenDose, DoesNotCallTwoStatementsDuplicateOrders) {
    const Regimen regimen = only({statement("a", 50_mg), statement("b", 50_mg)});

    EXPECT_EQ(regimen.daily_dose, 50_mg);
    EXPECT_FALSE(regimen.duplicate_orders);
}

TEST(RegimenDose, AddsOrdersOfDifferentProductsWithTheSameDose) {
    MedicineRecord oral_liquid = order("b", 50_mg);
    oral_liquid.product = "sertraline 20 mg/mL";

    EXPECT_EQ(only({order("a", 50_mg), oral_liquid}).daily_dose, 100_mg);
}

TEST(RegimenDose, TakesAnOrderWithoutProductForTheOneThatNamesIt) {
    MedicineRecord unnamed = order("b", 50_mg);
    unnamed.product = "";
    const Regimen regimen = only({order("a", 50_mg), unnamed});

    EXPECT_EQ(regimen.daily_dose, 50_mg);
    EXPECT_TRUE(regimen.duplicate_orders);
}

TEST(RegimenDose, AddsTheLinesOfOneOrderEvenWhenAlike) {
    const Regimen regimen = only({order("a", 50_mg), order("a", 50_mg)});  // morning and evening

    EXPECT_EQ(regimen.daily_dose, 100_mg);
    EXPECT_FALSE(regimen.duplicate_orders);
}

TEST(RegimenDose, IsOpenWhenAnOrderReturnsWithAnotherFrequency) {
    MedicineRecord twice_a_day = order("b", 50_mg);
    twice_a_day.frequency = Frequency{2, 1};
    const Regimen regimen = only({order("a", 50_mg), twice_a_day});

    EXPECT_EQ(regimen.daily_dose, std::nullopt);
    EXPECT_TRUE(regimen.duplicate_orders);
}

TEST(RegimenDose, SpreadsIntervalsOverDays) {
    for (const auto& [doses, days, dose, daily] :
         {std::tuple{1, 7, 70_mg, 10_mg}, {1, 2, 25_mg, 12.5_mg}, {3, 1, 50_mg, 150_mg}, {1, 3, 50_mg, 16.667_mg}}) {
        MedicineRecord one = order("a", dose);
        one.frequency = Frequency{doses, days};

        EXPECT_EQ(only({one}).daily_dose, daily) << doses << " in " << days << " days";
    }
}

TEST(RegimenDose, RoundsOnlyTheSum) {
    MedicineRecord third = order("a", Mass::from_ug(1));
    third.frequency = Frequency{1, 3};
    MedicineRecord third_of_two = order("b", Mass::from_ug(2));
    third_of_two.frequency = Frequency{1, 3};

    EXPECT_EQ(only({third, third_of_two}).daily_dose, Mass::from_ug(1));
}

TEST(RegimenDose, IsOpenWhenAnyPartIs) {
    MedicineRecord without_dose = order("b", 50_mg);
    without_dose.dose.reset();
    MedicineRecord without_frequency = order("b", 50_mg);
    without_frequency.frequency.reset();

    EXPECT_EQ(only({order("a", 100_mg), without_dose}).daily_dose, std::nullopt);
    EXPECT_EQ(only({order("a", 100_mg), without_frequency}).daily_dose, std::nullopt);
    EXPECT_EQ(only({order("a", 100_mg), without_dose}).taking, Truth::yes);
}

TEST(RegimenDose, IsOpenWhenTheNumbersAreTypingErrors) {
    for (const Frequency frequency : {Frequency{0, 1}, Frequency{-1, 1}, Frequency{1, 0}, Frequency{1, -7},
                                      Frequency{1001, 1}, Frequency{1, 1001}}) {
        MedicineRecord one = order("a", 50_mg);
        one.frequency = frequency;
        EXPECT_EQ(only({one}).daily_dose, std::nullopt);
    }
    EXPECT_EQ(only({order("a", Mass::from_ug(-1))}).daily_dose, std::nullopt);
    EXPECT_EQ(only({order("a", 1000000_mg)}).daily_dose, 1000000_mg);
    EXPECT_EQ(only({order("a", Mass::from_ug(1'000'000'001))}).daily_dose, std::nullopt);
}

TEST(RegimenDose, IsOpenWhenTakenAsNeeded) {
    MedicineRecord as_needed = order("b", 50_mg);
    as_needed.as_needed = true;
    const Regimen regimen = only({order("a", 100_mg), as_needed});

    EXPECT_EQ(regimen.daily_dose, std::nullopt);
    EXPECT_TRUE(regimen.as_needed);
    EXPECT_FALSE(only({order("a", 100_mg)}).as_needed);
}

TEST(RegimenDose, NeverAddsAStatementThatExplainsPartOfTheOrders) {
    EXPECT_EQ(only({order("a", 100_mg), order("b", 50_mg), statement("c", 100_mg)}).daily_dose, 150_mg);
    EXPECT_EQ(only({order("a", 100_mg), order("b", 50_mg), statement("c", 150_mg)}).daily_dose, 150_mg);
}

TEST(RegimenDose, IsOpenWhenAStatementContradictsTheOrder) {
    EXPECT_EQ(only({order("a", 100_mg), statement("b", 200_mg)}).daily_dose, std::nullopt);
}

TEST(RegimenDose, IsTheOrdersWhenTheStatementIsOlder) {
    const MedicineRecord before = from_to(statement("b", 50_mg), "2025-01-01");

    EXPECT_EQ(only({order("a", 100_mg), before}).daily_dose, 100_mg);
}

TEST(RegimenDose, IsTheOrdersWhenTheStatementHasNoDose) {
    MedicineRecord unmeasured = statement("b", 50_mg);
    unmeasured.dose.reset();

    EXPECT_EQ(only({order("a", 100_mg), unmeasured}).daily_dose, 100_mg);
}

TEST(RegimenDose, IsThatOfTheLatestDispense) {
    const MedicineRecord january = from_to(order("a", 50_mg, MedicineSource::dispense), "2026-01-05");
    const MedicineRecord march = from_to(order("b", 100_mg, MedicineSource::dispense), "2026-03-05");

    EXPECT_EQ(only({january, march}).daily_dose, 100_mg);
}

// ---- Taking

TEST(Regimen, IsLiveOnTheDayItStartsAndNotBefore) {
    const std::vector<MedicineRecord> records{from_to(order("a", 50_mg), "2026-11-23")};

    EXPECT_EQ(only(records).taking, Truth::yes);
    EXPECT_TRUE(regimens_of(records, on("2026-11-22")).empty());
}

TEST(Regimen, OfAStatementEndsOnItsStopDate) {
    const MedicineRecord ends = with_status(statement("a", 50_mg), MedicineStatus::taking, "2026-11-23");

    EXPECT_EQ(only({ends}, on("2026-11-22")).taking, Truth::yes);
    EXPECT_EQ(only({ends}, on("2026-11-22")).stop, std::nullopt);
    EXPECT_EQ(only({ends}).taking, Truth::no);
    EXPECT_EQ(only({ends}).stop, during("2026-11-23"));
}

TEST(Regimen, IsOpenWhileTheMonthOfAStatementsStopLasts) {
    const MedicineRecord ends = with_status(statement("a", 50_mg), MedicineStatus::taking, "2026-11");

    EXPECT_EQ(only({ends}, on("2026-10-31")).taking, Truth::yes);
    EXPECT_EQ(only({ends}, on("2026-11-01")).taking, Truth::unknown);
    EXPECT_EQ(only({ends}, on("2026-11-30")).taking, Truth::no);
}

TEST(Regimen, OfAnOrderWhoseEndHasPassedIsOpen) {
    const MedicineRecord ran_out = with_status(order("a", 50_mg), MedicineStatus::taking, "2026-11-22");
    const Regimen regimen = only({ran_out});

    EXPECT_EQ(regimen.taking, Truth::unknown);
    EXPECT_EQ(regimen.stop, std::nullopt);
    EXPECT_EQ(only({ran_out}, on("2026-11-21")).taking, Truth::yes);
}

TEST(Regimen, IsStoppedOnTheRecordedDay) {
    const Regimen regimen = only({with_status(order("a", 50_mg), MedicineStatus::stopped, "2026-11-10")});

    EXPECT_EQ(regimen.taking, Truth::no);
    EXPECT_EQ(regimen.stop, during("2026-11-10"));
    EXPECT_EQ(regimen.daily_dose, 50_mg);
}

TEST(Regimen, WithoutAStopDateIsStoppedOnAnUnknownDay) {
    const Regimen regimen = only({with_status(order("a", 50_mg), MedicineStatus::stopped)});

    EXPECT_EQ(regimen.taking, Truth::no);
    EXPECT_EQ(regimen.stop, std::nullopt);
}

TEST(Regimen, StoppedWithALaterDateIsOpen) {
    const MedicineRecord early = with_status(order("a", 50_mg), MedicineStatus::stopped, "2026-11-24");

    EXPECT_EQ(only({early}).taking, Truth::unknown);
    EXPECT_EQ(only({early}).stop, std::nullopt);
    EXPECT_EQ(only({early}, on("2026-11-24")).taking, Truth::no);
}

TEST(Regimen, IgnoresWhatWasNeverTaken) {
    for (const MedicineStatus status : {MedicineStatus::draft, MedicineStatus::declined, MedicineStatus::not_taken}) {
        EXPECT_TRUE(regimens_of({with_status(order("a", 50_mg), status)}).empty());
    }
}

TEST(Regimen, OnHoldExpiredOrUnknownMayBeTaken) {
    for (const MedicineStatus status : {MedicineStatus::on_hold, MedicineStatus::expired, MedicineStatus::unknown}) {
        const Regimen regimen = only({with_status(order("a", 50_mg), status)});

        EXPECT_EQ(regimen.taking, Truth::unknown);
        EXPECT_EQ(regimen.stop, std::nullopt);
        EXPECT_EQ(regimen.daily_dose, 50_mg);
    }
}

TEST(Regimen, OfAnExpiredOrderIsReplacedByALiveOne) {
    const Regimen regimen = only({with_status(order("a", 50_mg), MedicineStatus::expired), order("b", 100_mg)});

    EXPECT_EQ(regimen.taking, Truth::yes);
    EXPECT_EQ(regimen.daily_dose, 100_mg);
    EXPECT_EQ(regimen.records, (References{"a", "b"}));
}

TEST(Regimen, OfAnExpiredOrderEndsWithAStopReportedLater) {
    const MedicineRecord ran_out = with_status(order("a", 50_mg), MedicineStatus::expired, "2026-10-01");
    const Regimen regimen = only({ran_out, with_status(statement("b", 50_mg), MedicineStatus::stopped, "2026-11-10")});

    EXPECT_EQ(regimen.taking, Truth::no);
    EXPECT_EQ(regimen.stop, during("2026-11-10"));
}

TEST(Regimen, OfAnExpiredOrderStaysOpenAfterAnEarlierStop) {
    const MedicineRecord ran_out =
        with_status(from_to(order("a", 50_mg), "2026-06-01"), MedicineStatus::expired, "2026-10-01");
    const std::vector<Regimen> all = regimens_of({ran_out, from_to(statement("b", 50_mg), "", "2026-03-10")});

    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].taking, Truth::no);
    EXPECT_EQ(all[1].taking, Truth::unknown);
}

TEST(Regimen, KeepsAHeldOrderOfAnotherStrengthBesideTheLiveOne) {
    const std::vector<Regimen> all =
        regimens_of({with_status(order("a", 50_mg), MedicineStatus::on_hold), order("b", 100_mg)});

    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].taking, Truth::unknown);
    EXPECT_EQ(all[1].taking, Truth::yes);
    EXPECT_EQ(all[1].daily_dose, 100_mg);
}

TEST(Regimen, OfADispenseEndsWithAStopReportedLater) {
    const MedicineRecord handed_over = order("a", 50_mg, MedicineSource::dispense);
    const MedicineRecord stopped = with_status(order("b", 50_mg), MedicineStatus::stopped, "2026-11-10");

    EXPECT_EQ(only({handed_over, stopped}).taking, Truth::no);
}

TEST(Regimen, OfADispenseAfterTheStopIsLive) {
    const MedicineRecord handed_over = from_to(order("a", 50_mg, MedicineSource::dispense), "2026-11-12");
    const MedicineRecord stopped = with_status(order("b", 50_mg), MedicineStatus::stopped, "2026-11-10");
    const std::vector<Regimen> all = regimens_of({handed_over, stopped});

    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].taking, Truth::yes);
}

// ---- Form, course, purpose

TEST(Regimen, IsOnePerSubstanceAndForm) {
    MedicineRecord immediate = order("a", 100_mg);
    immediate.substance = "bupropion";
    immediate.form = "ir";
    MedicineRecord extended = immediate;
    extended.form = "xl";

    const std::vector<Regimen> all = regimens_of({order("s", 50_mg), extended, immediate});

    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].form, "ir");
    EXPECT_EQ(all[1].form, "xl");
    EXPECT_EQ(all[2].substance, "sertraline");
}

TEST(Regimen, TakesARecordWithoutFormForTheOnlyFormTaken) {
    MedicineRecord extended = order("a", 150_mg);
    extended.form = "xl";
    const Regimen regimen = only({extended, statement("b", 150_mg)});

    EXPECT_EQ(regimen.form, "xl");
    EXPECT_EQ(regimen.daily_dose, 150_mg);
}

TEST(Regimen, StartsWithTheFirstOfOrdersThatFollowEachOther) {
    const MedicineRecord first = from_to(order("a", 50_mg), "2026-06-01", "2026-07-31");
    const Regimen regimen = only({first, order("b", 100_mg)});

    EXPECT_EQ(regimen.start, during("2026-06-01"));
    EXPECT_EQ(regimen.daily_dose, 100_mg);
    EXPECT_EQ(regimen.records, (References{"a", "b"}));
}

TEST(Regimen, IsANewCourseAfterADayWithout) {
    const MedicineRecord first = from_to(order("a", 50_mg), "2026-06-01", "2026-07-30");
    const std::vector<Regimen> all = regimens_of({first, order("b", 100_mg)});

    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].taking, Truth::no);
    EXPECT_EQ(all[1].start, during("2026-08-01"));
}

TEST(Regimen, OfAPastCourseHasItsLastDoseAndItsFirstDay) {
    const Regimen regimen = only({from_to(order("a", 50_mg), "2025-01-01", "2025-02-01"),
                                  from_to(order("b", 100_mg), "2025-02-01", "2025-06-30")});

    EXPECT_EQ(regimen.start, during("2025-01-01"));
    EXPECT_EQ(regimen.stop, during("2025-06-30"));
    EXPECT_EQ(regimen.daily_dose, 100_mg);
}

TEST(Regimen, KeepsTwoPastCoursesApart) {
    const std::vector<Regimen> all = regimens_of({from_to(order("a", 50_mg), "2023-01-01", "2023-06-30"),
                                                  from_to(order("b", 50_mg), "2025-01-01", "2025-06-30")});

    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].stop, during("2023-06-30"));
    EXPECT_EQ(all[1].stop, during("2025-06-30"));
}

TEST(Regimen, HasThePurposeTheRecordsAgreeOn) {
    MedicineRecord for_depression = order("a", 50_mg);
    for_depression.purpose = "major_depression";
    MedicineRecord for_pain = order("c", 100_mg);
    for_pain.purpose = "other";

    EXPECT_EQ(only({for_depression, statement("b", 50_mg)}).purpose, "major_depression");
    EXPECT_EQ(only({for_depression, for_pain}).purpose, "");
}

// ---- Properties

MedicineRecord any_record() {
    MedicineRecord one = order("r/" + std::to_string(*rc::gen::inRange(0, 6)), Mass::from_mg(*rc::gen::inRange(1, 3)));
    one.form = *rc::gen::element<std::string>("", "xl");
    one.product = *rc::gen::element<std::string>("", "p", "q");
    one.source = static_cast<MedicineSource>(*rc::gen::inRange(0, 4));
    one.status = static_cast<MedicineStatus>(*rc::gen::inRange(0, 8));
    one.frequency = Frequency{*rc::gen::inRange(1, 3), *rc::gen::inRange(1, 3)};
    one.as_needed = *rc::gen::inRange(0, 8) == 0;
    const auto some_date = [] {
        const auto texts = rc::gen::element<std::string>("", "2026-09-01", "2026-10", "2026-11-22", "2026-11-23",
                                                         "2026-11", "2026-12-01");
        const std::string text = *texts;
        return text.empty() ? std::nullopt : parse_date_range(text);
    };
    one.start = some_date();
    one.stop = some_date();
    return one;
}

auto all_of(const Regimen& r) {
    return std::tie(r.substance, r.form, r.taking, r.daily_dose, r.as_needed, r.start, r.stop, r.purpose, r.records,
                    r.duplicate_orders);
}

RC_GTEST_PROP(Regimens, DoNotDependOnTheOrderOfRecords, ()) {
    std::vector<MedicineRecord> records(*rc::gen::inRange<std::size_t>(0, 8));
    for (MedicineRecord& record : records) record = any_record();
    std::vector<MedicineRecord> shuffled;
    for (const MedicineRecord& record : records) {
        const auto at = *rc::gen::inRange<std::size_t>(0, shuffled.size() + 1);
        shuffled.insert(shuffled.begin() + static_cast<std::ptrdiff_t>(at), record);
    }
    const std::vector<Regimen> one = regimens_of(records);
    const std::vector<Regimen> other = regimens_of(shuffled);
    RC_ASSERT(std::equal(one.begin(), one.end(), other.begin(), other.end(),
                         [](const Regimen& a, const Regimen& b) { return all_of(a) == all_of(b); }));
}

RC_GTEST_PROP(Regimens, NeverLoseALiveOrder, ()) {
    std::vector<MedicineRecord> records(*rc::gen::inRange<std::size_t>(0, 8));
    for (MedicineRecord& record : records) record = any_record();
    records.push_back(order("live", 50_mg));
    const std::vector<Regimen> all = regimens_of(records);
    RC_ASSERT(std::any_of(all.begin(), all.end(), [](const Regimen& regimen) {
        return regimen.taking == Truth::yes &&
               std::find(regimen.records.begin(), regimen.records.end(), "live") != regimen.records.end();
    }));
}

RC_GTEST_PROP(Regimens, HaveAStopOnlyWhenNotTaken, ()) {
    std::vector<MedicineRecord> records(*rc::gen::inRange<std::size_t>(0, 8));
    for (MedicineRecord& record : records) record = any_record();
    for (const Regimen& regimen : regimens_of(records)) RC_ASSERT(!regimen.stop || regimen.taking == Truth::no);
}

}  // namespace
}  // namespace euthymia
