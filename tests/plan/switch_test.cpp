// SPDX-License-Identifier: Apache-2.0
// Whether every day of a switch passes the rules, asked anew of each day as of a single prescription.
#include "euthymia/plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "euthymia/advisor.hpp"
#include "tests/plan/reviewed.hpp"
#include "tests/support/failing_new.hpp"

#include <gtest/gtest.h>

namespace euthymia {
namespace {

using namespace tests;
using std::chrono::days;

const Date today = on("2026-11-23");

SwitchRequest from_to(std::string from, std::string to) {
    SwitchRequest request;
    request.from = std::move(from);
    request.to = std::move(to);
    request.start = today;
    return request;
}

Result<Plan> switched(const Patient& patient, const SwitchRequest& request, std::string_view country = "US") {
    return plan_switch(edition(), patient, {today, "", std::string{country}}, request);
}

std::optional<ErrorCode> refused(const Patient& patient, const SwitchRequest& request, std::string_view where,
                                 std::string_view country = "US") {
    const auto plan = switched(patient, request, country);
    if (plan) return std::nullopt;
    EXPECT_EQ(plan.error().where, where) << plan.error().detail;
    return plan.error().code;
}

// The doses of one candidate, by day.
std::vector<PlanDose> doses_of(const Plan& plan, const std::string& candidate) {
    std::vector<PlanDose> found;
    std::copy_if(plan.doses.begin(), plan.doses.end(), std::back_inserter(found),
                 [&](const PlanDose& one) { return one.candidate == candidate; });
    return found;
}

// What holds of every plan, whatever was asked.
void expect_sound(const Plan& plan, Mass before) {
    const std::string what = plan.from + " to " + plan.to;
    ASSERT_TRUE(plan.is_possible) << what;
    EXPECT_TRUE(std::none_of(plan.findings.begin(), plan.findings.end(), [](const auto& one) { return one.forbids; }));
    Date day = today;
    for (const PlanDose& dose : doses_of(plan, plan.from)) {
        EXPECT_EQ(dose.from, day) << what;
        EXPECT_LT(dose.daily_dose, before) << what;
        EXPECT_GE(2 * dose.daily_dose.ug(), before.ug()) << what << ": more than half";
        EXPECT_GE(*dose.until - dose.from + days{1}, days{7}) << what;
        before = dose.daily_dose;
        day = *dose.until + days{1};
    }
    EXPECT_EQ(*plan.last_day + days{1}, day) << what;
    const auto second = doses_of(plan, plan.to);
    ASSERT_FALSE(second.empty()) << what;
    EXPECT_EQ(second.front().from, *plan.first_day) << what;
    EXPECT_FALSE(second.back().until) << what;
    for (std::size_t i = 1; i < second.size(); ++i) {
        EXPECT_GT(second[i].daily_dose, second[i - 1].daily_dose) << what;
        EXPECT_EQ(second[i].from, *second[i - 1].until + days{1}) << what;
        EXPECT_GT(second[i].from, *plan.last_day) << what << ": raised while both are taken";
    }
    if (plan.way != SwitchWay::cross_taper) {
        EXPECT_EQ(*plan.first_day - *plan.last_day - days{1}, plan.without) << what;
    }
    EXPECT_LE(second.back().daily_dose, plan.ceiling.value_or(second.back().daily_dose)) << what;
    for (const PlanDose& dose : plan.doses) {
        std::int64_t made = 0;
        for (const DispensedPart& part : dose.taken_as) made += part.strength.ug() * part.tenths / 10;
        EXPECT_EQ(made, dose.daily_dose.ug()) << what;
    }
}

// The day's doses as a record of that day, with everything else known on that day.
Patient on_day(const Plan& plan, Date day, std::optional<Mass> before, bool is_begun) {
    PatientSheet sheet = reviewed(day);
    const auto add = [&](const std::string& candidate, Date first, const std::vector<PlanDose>& doses) {
        const std::size_t dot = candidate.find('.');
        const std::string form = dot == std::string::npos ? "" : candidate.substr(dot + 1);
        const std::string substance = candidate.substr(0, dot);
        const auto now = std::find_if(doses.begin(), doses.end(), [&](const PlanDose& one) {
            return one.from <= day && (!one.until || day <= *one.until);
        });
        if (now != doses.end()) {
            sheet.taking(substance, now->daily_dose, to_string(first), form);
        } else if (candidate == plan.from && day > *plan.last_day) {
            sheet.stopped(substance, to_string(*plan.last_day), form);
        } else if (candidate == plan.from) {
            sheet.taking(substance, before, to_string(first), form);
        }
    };
    add(plan.from, today - days{200}, doses_of(plan, plan.from));
    if (is_begun) add(plan.to, *plan.first_day, doses_of(plan, plan.to));
    return sheet.build();
}

Verdict verdict(const Patient& patient, Date day, const std::string& candidate, Action action) {
    const Advisor advisor{edition()};
    const auto advice = advisor.advise(patient, {day, "", "US"});
    for (const Option& option : advice->options()) {
        if (option.candidate == candidate && option.action == action) return option.verdict;
    }
    return Verdict::not_assessed;
}

// Asked of advice itself, without the planner's own check.
void expect_every_day_passes(const Plan& plan, Mass before) {
    std::set<Date> looked_at;
    for (const PlanDose& dose : plan.doses) {
        for (const int near : {-1, 0}) looked_at.insert(dose.from + days{near});
    }
    for (const int after : {1, 7, 14, 30}) looked_at.insert(*plan.last_day + days{after});
    for (const Date day : looked_at) {
        if (day < *plan.first_day) continue;
        const std::string what = plan.from + " to " + plan.to + " on " + to_string(day);
        if (day == *plan.first_day) {
            const Patient unbegun = on_day(plan, day, before, false);
            EXPECT_LE(verdict(unbegun, day, plan.to, Action::start), Verdict::caution) << what;
        }
        const Patient taking = on_day(plan, day, before, true);
        EXPECT_LE(verdict(taking, day, plan.to, Action::continue_as_is), Verdict::caution) << what;
    }
}

TEST(Switch, PassesTheRulesOnEveryDayOfEveryPair) {
    struct Taken {
        const char* substance;
        Mass dose;
    };
    const std::vector<Taken> drugs{{"citalopram", 20_mg},   {"sertraline", 100_mg},     {"fluoxetine", 20_mg},
                                   {"paroxetine", 40_mg},   {"venlafaxine", 75_mg},     {"duloxetine", 60_mg},
                                   {"mirtazapine", 30_mg},  {"bupropion", 300_mg},      {"amitriptyline", 75_mg},
                                   {"phenelzine", 45_mg},   {"tranylcypromine", 30_mg}, {"trazodone", 150_mg},
                                   {"vortioxetine", 10_mg}, {"vilazodone", 20_mg}};
    std::size_t plans = 0;
    for (const Taken& from : drugs) {
        const Patient patient = reviewed(today).taking(from.substance, from.dose, to_string(today - days{200})).build();
        for (const Taken& to : drugs) {
            if (from.substance == to.substance) continue;
            const auto plan = switched(patient, from_to(from.substance, to.substance));
            ASSERT_TRUE(plan) << from.substance << " to " << to.substance << ": " << plan.error().detail;
            expect_sound(*plan, from.dose);
            expect_every_day_passes(*plan, from.dose);
            ++plans;
        }
    }
    EXPECT_EQ(plans, drugs.size() * (drugs.size() - 1));
}

// The windows of MAO inhibitors, whatever guidance says of the pair.
TEST(Switch, KeepsTheWindowsOfMaoInhibitors) {
    const std::vector<std::string> inhibitors{"phenelzine", "tranylcypromine", "isocarboxazid"};
    const std::map<std::string, Mass> others{{"citalopram", 20_mg}, {"venlafaxine", 75_mg},  {"amitriptyline", 75_mg},
                                             {"fluoxetine", 20_mg}, {"mirtazapine", 30_mg},  {"bupropion", 300_mg},
                                             {"trazodone", 150_mg}, {"vortioxetine", 10_mg}, {"duloxetine", 60_mg}};
    const std::map<std::string, Mass> doses{
        {"phenelzine", 45_mg}, {"tranylcypromine", 30_mg}, {"isocarboxazid", 20_mg}};
    for (const std::string& inhibitor : inhibitors) {
        for (const auto& [other, dose] : others) {
            const auto into = switched(reviewed(today).taking(other, dose).build(), from_to(other, inhibitor));
            ASSERT_TRUE(into) << other << ": " << into.error().detail;
            ASSERT_TRUE(into->is_possible) << other << " to " << inhibitor;
            EXPECT_GE(into->without, days{other == "fluoxetine" ? 35 : 14}) << other << " to " << inhibitor;
            const auto out =
                switched(reviewed(today).taking(inhibitor, doses.at(inhibitor)).build(), from_to(inhibitor, other));
            ASSERT_TRUE(out) << inhibitor << ": " << out.error().detail;
            ASSERT_TRUE(out->is_possible) << inhibitor << " to " << other;
            EXPECT_GE(out->without, days{14}) << inhibitor << " to " << other;
        }
    }
}

TEST(Switch, FollowsGuidanceForThePairWhereTheRulesAllowIt) {
    const auto plan =
        switched(reviewed(today).taking("paroxetine", 20_mg).build(), from_to("paroxetine", "sertraline"));

    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->way, SwitchWay::direct);
    EXPECT_EQ(*plan->last_day, today - days{1});
    EXPECT_EQ(*plan->first_day, today);
    ASSERT_FALSE(plan->way_basis.empty());
    EXPECT_FALSE(plan->way_basis.front().source.empty());
    EXPECT_FALSE(plan->visits.empty());
}

TEST(Switch, SaysWhereItHasNoGuidance) {
    const auto plan = switched(reviewed(today).taking("vilazodone", 20_mg).build(), from_to("vilazodone", "bupropion"));

    ASSERT_TRUE(plan);
    ASSERT_TRUE(plan->is_possible);
    ASSERT_EQ(plan->way_basis.size(), 1U);
    EXPECT_EQ(plan->way_basis.front().statement, "switch/convention");
}

TEST(Switch, TriesAnotherWayWhereTheFirstIsForbiddenAndSaysWhy) {
    // Fluvoxamine raises duloxetine for as long as it is in the body.
    const auto plan =
        switched(reviewed(today).taking("fluvoxamine", 100_mg).build(), from_to("fluvoxamine", "duloxetine"));

    ASSERT_TRUE(plan);
    ASSERT_TRUE(plan->is_possible);
    EXPECT_EQ(plan->way, SwitchWay::taper_then_start);
    EXPECT_GT(plan->without, days{0});
    ASSERT_FALSE(plan->refused.empty());
    for (const RefusedWay& way : plan->refused) {
        ASSERT_FALSE(way.because.empty());
        EXPECT_TRUE(way.because.front().forbids);
        EXPECT_FALSE(way.because.front().finding.basis.source.empty());
    }
}

TEST(Switch, TakesTheWayAskedForOrNone) {
    SwitchRequest request = from_to("venlafaxine", "mirtazapine");
    const Patient patient = reviewed(today).taking("venlafaxine", 75_mg).build();
    for (const SwitchWay way : {SwitchWay::direct, SwitchWay::cross_taper, SwitchWay::taper_then_start}) {
        request.way = way;
        const auto plan = switched(patient, request);
        ASSERT_TRUE(plan);
        if (plan->is_possible) {
            EXPECT_EQ(plan->way, way);
        }
        for (const RefusedWay& one : plan->refused) EXPECT_EQ(one.way, way);
    }
}

TEST(Switch, SaysWhyAWayThatIsAskedForIsForbidden) {
    SwitchRequest request = from_to("fluoxetine", "tranylcypromine");
    const Patient patient = reviewed(today).taking("fluoxetine", 20_mg).build();
    for (const SwitchWay way : {SwitchWay::direct, SwitchWay::cross_taper}) {
        request.way = way;
        const auto plan = switched(patient, request);
        ASSERT_TRUE(plan);
        EXPECT_FALSE(plan->is_possible);
        ASSERT_EQ(plan->refused.size(), 1U);
        EXPECT_EQ(plan->refused.front().because.front().finding.effect, Effect::contraindicate);
    }
}

// Unknown is never safer than yes.
TEST(Switch, WaitsForFactsThatNobodyRecorded) {
    const Patient patient = a_patient().aged(45).with("major_depression").taking("sertraline", 100_mg).build();

    const auto plan = switched(patient, from_to("sertraline", "bupropion"));

    ASSERT_TRUE(plan);
    EXPECT_FALSE(plan->is_possible);
    EXPECT_TRUE(plan->doses.empty());
    std::set<std::string> missing;
    for (const RefusedWay& way : plan->refused) {
        for (const PlanFinding& one : way.because)
            missing.insert(one.finding.missing.begin(), one.finding.missing.end());
    }
    EXPECT_TRUE(missing.contains("seizure_disorder"));
    EXPECT_TRUE(missing.contains("days_since_other_maoi"));
}

TEST(Switch, IsRefusedByWhatForbidsTheSecondDrug) {
    const auto plan = switched(reviewed(today).with("seizure_disorder").taking("sertraline", 100_mg).build(),
                               from_to("sertraline", "bupropion"));

    ASSERT_TRUE(plan);
    EXPECT_FALSE(plan->is_possible);
    ASSERT_FALSE(plan->refused.empty());
    for (const RefusedWay& way : plan->refused) {
        EXPECT_TRUE(std::any_of(way.because.begin(), way.because.end(), [](const PlanFinding& one) {
            return one.finding.effect == Effect::contraindicate && one.finding.holds == Truth::yes;
        }));
    }
}

TEST(Switch, LooksAtOtherMedicinesAsTheirDaysCome) {
    // Linezolid ends in ten days: until then nothing serotonergic is begun.
    MedicineRecord linezolid;
    linezolid.substance = "linezolid";
    linezolid.status = MedicineStatus::taking;
    linezolid.start = DateRange{today - days{2}, today - days{2}};
    linezolid.stop = DateRange{today + days{9}, today + days{9}};
    linezolid.record = "MedicationRequest/linezolid";
    const PatientSheet sheet = reviewed(today).taking("bupropion", 150_mg).medicine(linezolid);

    const auto plan = switched(sheet.build(), from_to("bupropion", "sertraline"));

    ASSERT_TRUE(plan);
    ASSERT_TRUE(plan->is_possible);
    EXPECT_GT(*plan->first_day, today + days{9});
    const auto& first = plan->refused.front().because;
    EXPECT_TRUE(std::any_of(first.begin(), first.end(), [&](const PlanFinding& one) {
        return one.finding.text.find("linezolid") != std::string::npos && one.until <= today + days{10};
    }));
}

TEST(Switch, PutsWhatIsUrgentFirst) {
    const auto plan = switched(reviewed(today).with("suicide_plan").taking("sertraline", 100_mg).build(),
                               from_to("sertraline", "mirtazapine"));

    ASSERT_TRUE(plan);
    EXPECT_FALSE(plan->is_possible);
    EXPECT_TRUE(plan->doses.empty());
    ASSERT_FALSE(plan->alerts.empty());
    EXPECT_TRUE(plan->alerts.front().urgent());
}

TEST(Switch, SaysWhatAnAbruptStopMeansForThePerson) {
    const auto about = [](const Plan& plan) {
        return std::any_of(plan.findings.begin(), plan.findings.end(), [](const PlanFinding& one) {
            return one.finding.basis.rule.find("do-not-stop-abruptly") != std::string::npos && !one.forbids;
        });
    };
    SwitchRequest request = from_to("sertraline", "mirtazapine");
    request.way = SwitchWay::direct;
    const PatientSheet sheet = reviewed(today).with("pregnant").taking("sertraline", 50_mg);

    const auto direct = switched(sheet.build(), request);

    ASSERT_TRUE(direct) << direct.error().detail;
    ASSERT_TRUE(direct->is_possible);
    EXPECT_TRUE(about(*direct));
}

TEST(Switch, SaysWhatIsRequiredBesideAnotherMedicine) {
    const auto plan = switched(reviewed(today).taking("mirtazapine", 30_mg).taking("theophylline", 600_mg).build(),
                               from_to("mirtazapine", "fluvoxamine"));

    ASSERT_TRUE(plan) << plan.error().detail;
    const auto& all = plan->is_possible ? plan->findings : plan->refused.front().because;
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [](const PlanFinding& one) {
        return one.finding.text.find("theophylline") != std::string::npos;
    }));
}

// The words of a finding are those of its days.
TEST(Switch, NamesOnlyWhatIsTakenOnTheDaysOfAFinding) {
    const auto plan = switched(reviewed(today).taking("duloxetine", 60_mg).taking("tramadol", 100_mg).build(),
                               from_to("duloxetine", "bupropion"));

    ASSERT_TRUE(plan) << plan.error().detail;
    ASSERT_TRUE(plan->is_possible);
    for (const PlanFinding& one : plan->findings) {
        const bool is_beside = !one.is_after_last_dose && one.candidate != plan->from &&
                               one.finding.text.find("duloxetine") != std::string::npos;
        EXPECT_TRUE(!is_beside || one.until <= *plan->last_day) << one.finding.text;
        EXPECT_FALSE(one.finding.text.empty());
        EXPECT_FALSE(one.finding.id.empty());
    }
}

TEST(Switch, BeginsLowWhereGuidanceDoes) {
    const auto plan =
        switched(reviewed(today).taking("sertraline", 100_mg).build(), from_to("sertraline", "amitriptyline"), "UK");

    ASSERT_TRUE(plan) << plan.error().detail;
    ASSERT_TRUE(plan->is_possible);
    const auto second = doses_of(*plan, plan->to);
    ASSERT_GE(second.size(), 2U);
    EXPECT_EQ(second[0].daily_dose, 25_mg);
    EXPECT_EQ(second[1].daily_dose, 50_mg);
}

TEST(Switch, ComesDownFurtherBeforeDaysWithoutEither) {
    const auto plan =
        switched(reviewed(today).taking("phenelzine", 45_mg).build(), from_to("phenelzine", "sertraline"));

    ASSERT_TRUE(plan) << plan.error().detail;
    ASSERT_TRUE(plan->is_possible);
    const auto first = doses_of(*plan, plan->from);
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first.back().daily_dose, 15_mg);
}

TEST(Switch, IsOfOneCountry) {
    const auto plan =
        switched(reviewed(today).taking("sertraline", 100_mg).build(), from_to("sertraline", "reboxetine"), "");

    EXPECT_FALSE(plan) << "sertraline of the US, reboxetine of another country";
}

TEST(Switch, CountsTheSecondDrugsLastUse) {
    // Sertraline was begun inside the window of phenelzine: that is no way back to it.
    const auto plan =
        switched(reviewed(today).taking("sertraline", 50_mg, "2026-11-10").stopped("phenelzine", "2026-11-18").build(),
                 from_to("sertraline", "phenelzine"));

    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_FALSE(plan->is_possible);
}

TEST(Switch, RefusesWhatItCannotAnswer) {
    const Patient patient = reviewed(today).taking("sertraline", 100_mg).build();
    const auto changed = [](const auto& change) {
        SwitchRequest request = from_to("sertraline", "mirtazapine");
        change(request);
        return request;
    };

    EXPECT_EQ(refused(patient, changed([](auto& r) { r.from = "sertralin"; }), "/from"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(patient, changed([](auto& r) { r.to = "mirtazapin"; }), "/to"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(patient, changed([](auto& r) { r.from = "citalopram"; }), "/from"), ErrorCode::not_found);
    EXPECT_EQ(refused(patient, changed([](auto& r) { r.to = "sertraline"; }), "/to"), ErrorCode::invalid_argument);
    EXPECT_EQ(refused(patient, changed([](auto& r) { r.from_daily_dose = Mass{}; }), "/from_daily_dose"),
              ErrorCode::out_of_range);
    EXPECT_EQ(refused(patient, changed([](auto& r) { r.from_daily_dose = Mass::from_ug(33'333); }), "/from_daily_dose"),
              ErrorCode::unsupported);
    EXPECT_EQ(refused(patient, changed([](auto& r) { r.target = 500_mg; }), "/target"), ErrorCode::out_of_range);
    EXPECT_EQ(refused(patient, changed([](auto& r) { r.target = Mass{}; }), "/target"), ErrorCode::out_of_range);
    EXPECT_EQ(refused(patient, changed([](auto& r) { r.start = today - days{1}; }), "/start"), ErrorCode::out_of_range);
    EXPECT_EQ(refused(patient, changed([](auto& r) { r.start = today + days{367}; }), "/start"),
              ErrorCode::out_of_range);
    EXPECT_EQ(refused(patient, changed([](auto& r) { r.forms = {"patch"}; }), "/forms"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(patient, changed([](auto&) {}), "/jurisdiction", "XX"), ErrorCode::unknown_name);
    const Patient unknown_dose = reviewed(today).taking("sertraline").build();
    EXPECT_EQ(refused(unknown_dose, changed([](auto&) {}), "/from_daily_dose"), ErrorCode::not_found);
    const Patient both = reviewed(today).taking("sertraline", 100_mg).taking("mirtazapine", 15_mg).build();
    EXPECT_EQ(refused(both, changed([](auto&) {}), "/to"), ErrorCode::invalid_argument);
    const Patient two_forms =
        reviewed(today).taking("venlafaxine", 75_mg, {}, "ir").taking("venlafaxine", 150_mg, {}, "xr").build();
    EXPECT_EQ(refused(two_forms, from_to("venlafaxine", "mirtazapine"), "/from"), ErrorCode::unsupported);
    const Patient on_lithium = reviewed(today).taking("lithium", 900_mg).build();
    EXPECT_EQ(refused(on_lithium, from_to("lithium", "mirtazapine"), "/from"), ErrorCode::unsupported);
    const Patient nobody = a_patient().build();
    EXPECT_EQ(refused(nobody, changed([](auto&) {}), "/from"), ErrorCode::not_found);
}

TEST(Switch, HasANameForEachWay) {
    EXPECT_EQ(name_of(SwitchWay::direct), "direct");
    EXPECT_EQ(name_of(SwitchWay::cross_taper), "cross_taper");
    EXPECT_EQ(name_of(SwitchWay::taper_then_start), "taper_then_start");
    EXPECT_EQ(name_of(PlanKind::titration), "titration");
    EXPECT_EQ(name_of(PlanKind::switch_over), "switch");
}

TEST(Switch, WithoutMemoryThrowsBadAllocAndLeaksNothing) {
    if (!can_fail_allocations()) GTEST_SKIP() << "this build has its own operator new";
    const Patient patient = reviewed(today).taking("paroxetine", 20_mg).build();
    const SwitchRequest request = from_to("paroxetine", "mirtazapine");

    const FailureRuns runs = fail_each_allocation(
        [&] {
            const auto plan = switched(patient, request);
            return plan && plan->is_possible;
        },
        {Fails::once, 60, 4001});

    EXPECT_GT(runs.allocations, 0U);
    EXPECT_EQ(runs.leaks, 0U);
    EXPECT_EQ(runs.wrong_answers, 0U);
}

}  // namespace
}  // namespace euthymia
