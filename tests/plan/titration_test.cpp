// SPDX-License-Identifier: Apache-2.0
// Whether a drug is begun low, raised no faster than its label, and never above what is settled for the person.
#include <algorithm>
#include <string>

#include "euthymia/plan.hpp"
#include "euthymia/taper.hpp"
#include "tests/plan/reviewed.hpp"
#include "tests/support/failing_new.hpp"

#include <gtest/gtest.h>

namespace euthymia {
namespace {

using namespace tests;
using std::chrono::days;

const Date today = on("2026-11-23");

Result<Plan> begun(const Patient& patient, std::string drug, std::optional<Mass> target = {},
                   std::string_view country = "US") {
    TitrationRequest request;
    request.drug = std::move(drug);
    request.target = target;
    request.start = today;
    return plan_titration(edition(), patient, {today, "", std::string{country}}, request);
}

std::optional<ErrorCode> refused(const Patient& patient, std::string drug, std::string_view where,
                                 std::optional<Mass> target = {}) {
    const auto plan = begun(patient, std::move(drug), target);
    if (plan) return std::nullopt;
    EXPECT_EQ(plan.error().where, where) << plan.error().detail;
    return plan.error().code;
}

TEST(Titration, RisesByTheLabelledStepNotSoonerThanTheLabelledInterval) {
    const auto plan = begun(reviewed(today).build(), "venlafaxine.xr", 225_mg);

    ASSERT_TRUE(plan) << plan.error().detail;
    ASSERT_TRUE(plan->is_possible);
    ASSERT_GE(plan->doses.size(), 3U);
    EXPECT_EQ(plan->doses.front().from, today);
    EXPECT_EQ(plan->doses.back().daily_dose, 225_mg);
    EXPECT_FALSE(plan->doses.back().until);
    for (std::size_t i = 1; i < plan->doses.size(); ++i) {
        EXPECT_LE(plan->doses[i].daily_dose.ug() - plan->doses[i - 1].daily_dose.ug(), (75_mg).ug());
        EXPECT_GE(plan->doses[i].from - plan->doses[i - 1].from, days{4});
        EXPECT_EQ(*plan->doses[i - 1].until + days{1}, plan->doses[i].from);
    }
    EXPECT_TRUE(std::any_of(plan->notes.begin(), plan->notes.end(), [](const PlanNote& note) {
        return note.statement.find("titration") != std::string::npos;
    }));
    EXPECT_FALSE(plan->visits.empty());
}

TEST(Titration, StopsAtTheLowestUsualDoseUnlessAsked) {
    const auto plan = begun(reviewed(today).build(), "sertraline");

    ASSERT_TRUE(plan);
    ASSERT_TRUE(plan->is_possible);
    EXPECT_EQ(plan->doses.size(), 1U);
    EXPECT_EQ(plan->doses.front().daily_dose, 50_mg);
    EXPECT_EQ(plan->usual_up_to, 200_mg);
}

// Both sides of the limit for older people.
TEST(Titration, NeverRisesAboveWhatIsSettledForThePerson) {
    const auto adult = begun(reviewed(today).build(), "citalopram", 40_mg);
    const PatientSheet older = reviewed(today, "1955-05-09");

    ASSERT_TRUE(adult) << adult.error().detail;
    EXPECT_EQ(adult->doses.back().daily_dose, 40_mg);
    EXPECT_EQ(refused(older.build(), "citalopram", "/target", 40_mg), ErrorCode::out_of_range);
    const auto low = begun(older.build(), "citalopram", 20_mg);
    ASSERT_TRUE(low) << low.error().detail;
    EXPECT_TRUE(low->is_possible);
    EXPECT_EQ(low->ceiling, 20_mg);
}

// Age moves with the days: who passes the limit within the course is not raised above it.
TEST(Titration, LooksAtTheAgeOfEachDay) {
    const auto before = begun(reviewed(today, "1966-06-01").build(), "citalopram", 40_mg);  // 60 until June
    const auto soon = begun(reviewed(today, "1965-12-20").build(), "citalopram", 40_mg);  // 61 in four weeks

    ASSERT_TRUE(before) << before.error().detail;
    EXPECT_TRUE(before->is_possible);
    ASSERT_TRUE(soon) << soon.error().detail;
    EXPECT_FALSE(soon->is_possible);
    EXPECT_TRUE(soon->doses.empty());
}

// What a statement rests on is what was recorded, not the day that is looked at.
TEST(Titration, NamesTheRecordedBirthAndTheDayOnWhichALimitBinds) {
    const auto plan = begun(reviewed(today, "1965-12-20").build(), "citalopram", 40_mg);

    ASSERT_TRUE(plan);
    const auto found = std::find_if(plan->findings.begin(), plan->findings.end(), [](const PlanFinding& one) {
        return one.forbids && one.finding.basis.rule.find("age") != std::string::npos;
    });
    ASSERT_NE(found, plan->findings.end());
    EXPECT_EQ(found->from, on("2026-12-20"));
    ASSERT_FALSE(found->finding.basis.facts.empty());
    EXPECT_EQ(found->finding.basis.facts.front().when, "1965-12-20");
}

TEST(Titration, BeginsWithTheDoseForTheAgeOfItsFirstDay) {
    TitrationRequest request;
    request.drug = "mirtazapine";
    request.start = on("2027-11-01");
    const auto dose = [&](std::string_view born) {
        const auto plan = plan_titration(edition(), reviewed(today, born).build(), {today, "", "US"}, request);
        EXPECT_TRUE(plan) << (plan ? "" : plan.error().detail);
        return plan->doses.front().daily_dose;
    };

    EXPECT_EQ(dose("1962-01-10"), dose("1955-01-10"));  // 65 by then
    EXPECT_LT(dose("1962-01-10"), dose("1970-01-10"));
}

TEST(Titration, WaitsForFactsThatNobodyRecorded) {
    const auto plan = begun(a_patient().aged(45).with("major_depression").build(), "bupropion");

    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_FALSE(plan->is_possible);
    EXPECT_TRUE(plan->doses.empty());
    EXPECT_TRUE(std::any_of(plan->findings.begin(), plan->findings.end(),
                            [](const PlanFinding& one) { return one.finding.holds == Truth::unknown; }));
}

TEST(Titration, IsRefusedInsideAWindow) {
    const auto inside = begun(reviewed(today).stopped("phenelzine", "2026-11-12").build(), "sertraline");
    const auto outside = begun(reviewed(today).stopped("phenelzine", "2026-11-01").build(), "sertraline");

    ASSERT_TRUE(inside);
    EXPECT_FALSE(inside->is_possible);
    ASSERT_TRUE(outside);
    EXPECT_TRUE(outside->is_possible);
}

TEST(Titration, LooksEarlierAtThoseWhoAreYoung) {
    const auto first_review = [](const Plan& plan) {
        Date first = Date::max();
        for (const PlanVisit& visit : plan.visits) {
            if (visit.until > plan.doses.front().from) first = std::min(first, visit.until);
        }
        return first;
    };

    const auto adult = begun(reviewed(today).build(), "sertraline", {}, "UK");
    const auto younger = begun(reviewed(today, "2004-05-09").build(), "sertraline", {}, "UK");

    ASSERT_TRUE(adult) << adult.error().detail;
    ASSERT_TRUE(younger) << younger.error().detail;
    EXPECT_EQ(first_review(*younger), today + days{7});
    EXPECT_EQ(first_review(*adult), today + days{14});
}

TEST(Titration, RefusesWhatItCannotAnswer) {
    const Patient patient = reviewed(today).build();

    EXPECT_EQ(refused(patient, "sertralin", "/drug"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(patient, "cognitive_behavioural_therapy", "/drug"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(patient, "esketamine", "/drug"), ErrorCode::unsupported);
    EXPECT_EQ(refused(patient, "sertraline", "/target", 10_mg), ErrorCode::out_of_range);
    EXPECT_EQ(refused(patient, "sertraline", "/target", 250_mg), ErrorCode::out_of_range);
    EXPECT_EQ(refused(reviewed(today).taking("sertraline", 50_mg).build(), "sertraline", "/drug"),
              ErrorCode::invalid_argument);
    EXPECT_EQ(refused(a_patient().aged(45).build(), "sertraline", "/drug"), ErrorCode::unsupported);
    TitrationRequest early;
    early.drug = "sertraline";
    early.start = today - days{1};
    const auto plan = plan_titration(edition(), patient, {today, "", "US"}, early);
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().where, "/start");
    EXPECT_FALSE(plan_titration(edition(), patient, {Date{}, "", "US"}, early));
}

// ---- A taper that asks the record.

TaperRequest taper_of(std::string substance) {
    TaperRequest request;
    request.substance = std::move(substance);
    request.start = today;
    return request;
}

Result<TaperPlan> tapered(const Patient& patient, const TaperRequest& request) {
    return plan_taper(edition(), patient, {today, "", "US"}, request);
}

TEST(TaperOfARecord, TakesTheDoseFromItAndIsTheTaperOfThatDose) {
    const auto plan = tapered(reviewed(today).taking("paroxetine", 20_mg).build(), taper_of("paroxetine"));
    TaperRequest alone = taper_of("paroxetine");
    alone.daily_dose = 20_mg;
    alone.jurisdiction = "US";

    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_TRUE(plan->is_checked);
    EXPECT_TRUE(plan->is_possible);
    const auto same = plan_taper(edition(), alone);
    ASSERT_TRUE(same);
    EXPECT_FALSE(same->is_checked);
    ASSERT_EQ(plan->doses.size(), same->doses.size());
    EXPECT_EQ(plan->stop, same->stop);
    EXPECT_EQ(plan->doses.front().daily_dose, same->doses.front().daily_dose);
}

TEST(TaperOfARecord, GivesWayToStoppingAtOnce) {
    const auto plan = tapered(reviewed(today).with("seizure_on_treatment").taking("bupropion", 300_mg).build(),
                              taper_of("bupropion"));

    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_FALSE(plan->is_possible);
    EXPECT_TRUE(plan->doses.empty());
    ASSERT_FALSE(plan->findings.empty());
    EXPECT_TRUE(std::any_of(plan->findings.begin(), plan->findings.end(),
                            [](const PlanFinding& one) { return one.forbids && one.finding.leave == "stop_today"; }));
}

TEST(TaperOfARecord, IsNotForbiddenByAdviceAgainstStoppingAtOnce) {
    const auto pregnant =
        tapered(reviewed(today).with("pregnant").taking("sertraline", 100_mg).build(), taper_of("sertraline"));
    const auto unknown = tapered(a_patient().aged(45).with("major_depression").taking("sertraline", 100_mg).build(),
                                 taper_of("sertraline"));

    ASSERT_TRUE(pregnant) << pregnant.error().detail;
    EXPECT_TRUE(pregnant->is_possible);
    ASSERT_TRUE(unknown) << unknown.error().detail;
    EXPECT_TRUE(unknown->is_possible);
}

// What calls for stopping at once is said, also where no lower dose is dispensed.
TEST(TaperOfARecord, SaysStopBeforeItLooksForDoses) {
    PatientSheet sheet = reviewed(today);
    sheet.with("alt_times_uln", 50);
    const Patient patient = sheet.taking("agomelatine", 25_mg).build();

    const auto plan = plan_taper(edition(), patient, {today, "", "EU"}, taper_of("agomelatine"));

    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_FALSE(plan->is_possible);
    EXPECT_TRUE(plan->doses.empty());
}

TEST(TaperOfARecord, OfSeveralFormsOrAnOpenDoseIsRefused) {
    MedicineRecord on_hold;
    on_hold.substance = "fluoxetine";
    on_hold.status = MedicineStatus::on_hold;
    on_hold.dose = 40_mg;
    on_hold.frequency = Frequency{1, 1};
    on_hold.record = "MedicationRequest/hold";
    on_hold.source = MedicineSource::order;
    on_hold.start = DateRange{today - days{30}, today - days{30}};
    const auto where = [](const Result<TaperPlan>& plan) { return plan ? std::string{} : plan.error().where; };

    EXPECT_EQ(
        where(tapered(
            reviewed(today).taking("venlafaxine", 75_mg, {}, "ir").taking("venlafaxine", 150_mg, {}, "xr").build(),
            taper_of("venlafaxine"))),
        "/substance");
    EXPECT_EQ(
        where(tapered(reviewed(today).taking("fluoxetine", 20_mg).medicine(on_hold).build(), taper_of("fluoxetine"))),
        "/daily_dose");
    EXPECT_EQ(where(tapered(reviewed(today).build(), taper_of("citalopram"))), "/substance");
}

TEST(TaperOfARecord, PutsWhatIsUrgentFirst) {
    const auto plan =
        tapered(reviewed(today).with("suicide_plan").taking("paroxetine", 20_mg).build(), taper_of("paroxetine"));

    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_FALSE(plan->is_possible);
    ASSERT_FALSE(plan->alerts.empty());
    EXPECT_TRUE(plan->alerts.front().urgent());
}

TEST(TaperOfARecord, SaysWhatToWatchOnItsDays) {
    const auto plan = tapered(reviewed(today).taking("paroxetine", 20_mg).taking("ibuprofen", 1200_mg).build(),
                              taper_of("paroxetine"));

    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_TRUE(plan->is_possible);
    ASSERT_FALSE(plan->findings.empty());
    EXPECT_EQ(plan->findings.front().from, today);
    EXPECT_EQ(plan->findings.front().until, plan->stop - days{1});
}

TEST(TaperOfARecord, RefusesWhatItCannotAnswer) {
    const Patient patient = reviewed(today).taking("paroxetine", 20_mg).build();
    const auto where = [](const Result<TaperPlan>& plan) { return plan ? std::string{} : plan.error().where; };

    TaperRequest other = taper_of("citalopram");
    other.daily_dose = 20_mg;
    EXPECT_EQ(where(tapered(patient, other)), "/substance");
    EXPECT_EQ(where(tapered(reviewed(today).taking("paroxetine").build(), taper_of("paroxetine"))), "/daily_dose");
    TaperRequest early = taper_of("paroxetine");
    early.start = today - days{1};
    EXPECT_EQ(where(tapered(patient, early)), "/start");
    EXPECT_EQ(where(plan_taper(edition(), patient, {today, "", "XX"}, taper_of("paroxetine"))), "/jurisdiction");
}

}  // namespace
}  // namespace euthymia
