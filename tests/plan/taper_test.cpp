// SPDX-License-Identifier: Apache-2.0
// Whether a taper keeps to the products, the intervals and the limits of the knowledge base.
#include "euthymia/taper.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "tests/support/failing_new.hpp"
#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

namespace euthymia {
namespace {

using namespace tests;
using std::chrono::days;

const Knowledge& edition() {
    static const Knowledge knowledge = *Knowledge::embedded();
    return knowledge;
}

TaperRequest paroxetine() {
    TaperRequest request;
    request.substance = "paroxetine";
    request.daily_dose = 20_mg;
    request.start = *parse_date("2026-12-01");
    request.duration = days{16 * 7};
    return request;
}

ErrorCode refused(const TaperRequest& request, std::string_view where) {
    const auto plan = plan_taper(edition(), request);
    if (plan) return ErrorCode::not_found;
    EXPECT_EQ(plan.error().where, where) << plan.error().detail;
    return plan.error().code;
}

// What holds of every plan, whatever was asked.
void expect_sound(const TaperPlan& plan) {
    Mass before = plan.daily_dose;
    double whole = 0;
    Date day = plan.doses.empty() ? plan.stop : plan.doses.front().from;
    for (const TaperDose& dose : plan.doses) {
        EXPECT_LT(dose.daily_dose, before) << plan.label;
        EXPECT_GE(2 * dose.daily_dose.ug(), before.ug()) << plan.label << ": more than half";
        EXPECT_EQ(dose.from, day) << plan.label;
        EXPECT_GE(dose.until - dose.from + days{1}, plan.interval) << plan.label;
        EXPECT_LE(dose.step, plan.largest_step + 1e-9);
        std::int64_t made = 0;
        for (const DispensedPart& part : dose.taken_as) made += part.strength.ug() * part.tenths / 10;
        EXPECT_EQ(made, dose.daily_dose.ug()) << plan.label;
        before = dose.daily_dose;
        day = dose.until + days{1};
        whole += dose.step;
    }
    EXPECT_EQ(plan.stop, day);
    EXPECT_TRUE(!plan.doses.empty() || plan.not_needed) << plan.label << ": an abrupt stop";
    EXPECT_NEAR(whole + plan.last_step, 1.0, 1e-6);
    EXPECT_GE(plan.interval, days{7}) << plan.label;
}

TEST(Taper, ComesDownToNothingInTheTimeGiven) {
    const auto plan = plan_taper(edition(), paroxetine());

    ASSERT_TRUE(plan);
    expect_sound(*plan);
    EXPECT_EQ(plan->doses.front().from, *parse_date("2026-12-01"));
    EXPECT_EQ(plan->stop, *parse_date("2027-03-23"));
    EXPECT_EQ(plan->doses.size(), 8U);
    EXPECT_EQ(plan->jurisdiction, "US");
    EXPECT_EQ(plan->fit->model, "sorensen-2022");
    EXPECT_LT(plan->largest_step, 0.13);
}

TEST(Taper, OfTabletsAloneHalvesWhatIsScored) {
    TaperRequest request = paroxetine();
    request.forms = {"tablet"};

    const auto plan = plan_taper(edition(), request);

    ASSERT_TRUE(plan);
    expect_sound(*plan);
    EXPECT_EQ(plan->doses.back().daily_dose, 5_mg);
    EXPECT_EQ(to_string(plan->doses.back().taken_as), "half a tablet of 10 mg");
}

TEST(Taper, NeverDividesAModifiedReleaseForm) {
    TaperRequest request = paroxetine();
    request.release = "cr";
    request.daily_dose = 37.5_mg;

    const auto plan = plan_taper(edition(), request);

    ASSERT_TRUE(plan) << plan.error().detail;
    expect_sound(*plan);
    for (const TaperDose& dose : plan->doses) {
        for (const DispensedPart& part : dose.taken_as) EXPECT_EQ(part.tenths % 10, 0);
    }
    EXPECT_EQ(plan->doses.back().daily_dose, 12.5_mg);
}

TEST(Taper, ForALargestStepIsTheShortestWithIt) {
    TaperRequest request = paroxetine();
    request.duration.reset();
    request.largest_step = 0.2;

    const auto plan = plan_taper(edition(), request);

    ASSERT_TRUE(plan);
    expect_sound(*plan);
    EXPECT_LE(plan->largest_step, 0.2);
    request.largest_step = 0.25;
    EXPECT_LE(plan_taper(edition(), request)->doses.size(), plan->doses.size());
}

TEST(Taper, WithoutATimeTakesTheUsualStepOrTheSmallestThereIs) {
    TaperRequest request = paroxetine();
    request.duration.reset();
    const auto usual = plan_taper(edition(), request);
    request.forms = {"tablet"};
    const auto tablets = plan_taper(edition(), request);

    ASSERT_TRUE(usual && tablets);
    expect_sound(*usual);
    EXPECT_LE(usual->doses.size(), 20U);
    EXPECT_EQ(tablets->doses.size(), 2U);  // 10 mg and 5 mg: no more is gained by 15 mg
    EXPECT_FALSE(usual->is_steeper_than_usual);
    EXPECT_TRUE(tablets->is_steeper_than_usual);
}

TEST(Taper, SaysThatNoneIsNeededWhereALabelDoes) {
    TaperRequest request = paroxetine();
    request.substance = "agomelatine";
    request.daily_dose = 50_mg;
    request.jurisdiction = "EU";

    const auto plan = plan_taper(edition(), request);

    ASSERT_TRUE(plan) << plan.error().detail;
    ASSERT_TRUE(plan->not_needed);
    EXPECT_FALSE(plan->not_needed->source.empty());
    EXPECT_FALSE(plan_taper(edition(), paroxetine())->not_needed);
}

// The US label asks for a week at 10 mg, the EU one for nothing.
TEST(Taper, SaysWhetherItIsNeededAsTheCountryDoes) {
    TaperRequest request = paroxetine();
    request.substance = "vortioxetine";
    request.jurisdiction = "US";
    const auto in_the_us = plan_taper(edition(), request);

    ASSERT_TRUE(in_the_us) << in_the_us.error().detail;
    EXPECT_FALSE(in_the_us->not_needed);
}

TEST(Taper, NeverMixesSaltsOrReleases) {
    TaperRequest request = paroxetine();
    request.substance = "bupropion";
    request.daily_dose = 450_mg;
    request.release = "xl";

    const auto plan = plan_taper(edition(), request);

    ASSERT_TRUE(plan) << plan.error().detail;
    for (const TaperDose& dose : plan->doses) {
        for (const DispensedPart& part : dose.taken_as) EXPECT_EQ(part.statement.find("hbr"), std::string::npos);
    }
    EXPECT_FALSE(plan->may_be_divided);
    request.release = "hyd";
    EXPECT_FALSE(plan_taper(edition(), request));  // no hydrobromide tablets make 450 mg
}

TEST(Taper, ThatWouldBeAnAbruptStopIsRefused) {
    TaperRequest request = paroxetine();
    request.duration = days{6};
    EXPECT_EQ(refused(request, "/duration"), ErrorCode::unsupported);
    request.duration = days{7};
    EXPECT_TRUE(plan_taper(edition(), request));
    request.interval = days{28};
    EXPECT_EQ(refused(request, "/duration"), ErrorCode::unsupported);
    request = paroxetine();
    request.substance = "desvenlafaxine";
    request.daily_dose = 25_mg;
    EXPECT_EQ(refused(request, "/daily_dose"), ErrorCode::unsupported);
    request.duration.reset();
    EXPECT_EQ(refused(request, "/daily_dose"), ErrorCode::unsupported);
}

TEST(Taper, ForALargestStepIsAsSmoothAsForItsTime) {
    TaperRequest request = paroxetine();
    request.duration.reset();
    request.largest_step = 0.25;
    const auto by_step = plan_taper(edition(), request);
    request.largest_step.reset();
    request.duration = by_step->interval * static_cast<int>(by_step->doses.size());

    const auto by_time = plan_taper(edition(), request);

    ASSERT_EQ(by_time->doses.size(), by_step->doses.size());
    EXPECT_EQ(by_time->largest_step, by_step->largest_step);
}

// The waits of a plan, "14" before what.
std::map<std::string, int> waits(const std::string& substance, Mass dose, const std::string& country = {}) {
    TaperRequest request = paroxetine();
    request.substance = substance;
    request.daily_dose = dose;
    request.jurisdiction = country;
    const auto plan = plan_taper(edition(), request);
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().detail);
    std::map<std::string, int> all;
    for (const PlanNote& note : plan->notes) {
        constexpr std::string_view start = "Days from the last dose to ";
        if (!note.text.starts_with(start)) continue;
        const std::size_t colon = note.text.rfind(": ");
        const std::string next = note.text.substr(start.size(), colon - start.size());
        EXPECT_TRUE(all.emplace(next, std::stoi(note.text.substr(colon + 2))).second) << next;
        EXPECT_FALSE(note.source.empty() || note.statement.empty());
    }
    return all;
}

TEST(Taper, NamesTheWaitBeforeWhatMustNotFollow) {
    const auto all = waits("fluoxetine", 20_mg);

    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [](const auto& wait) { return wait.second == 35; }));
}

// What the label of the drug that follows says counts as well.
TEST(Taper, NamesTheLongestWaitThatEitherDrugAsksFor) {
    EXPECT_EQ(waits("tranylcypromine", 30_mg).at("antidepressant with serotonergic action"), 14);
    EXPECT_EQ(waits("moclobemide", 300_mg, "EU").at("paroxetine"), 1);
}

TEST(Taper, NamesTheWaitOfAnotherCountryWhereItsOwnSaysNothing) {
    EXPECT_EQ(waits("vortioxetine", 10_mg, "EU").at("any MAO inhibitor used as such"), 21);
}

// Of "any MAO inhibitor" for 14 days and "irreversible MAO inhibitor" for as long the wider one is enough.
TEST(Taper, NamesNoWaitThatAnotherCovers) {
    const auto all = waits("paroxetine", 20_mg);

    EXPECT_EQ(all.at("any MAO inhibitor used as such"), 14);
    for (const auto& wait : all) EXPECT_FALSE(wait.first.starts_with("irreversible")) << wait.first;
}

TEST(Taper, OfALargestStepOfTheWholeWayIsStillNoAbruptStop) {
    TaperRequest request = paroxetine();
    request.duration.reset();
    request.largest_step = 1.0;
    const auto plan = plan_taper(edition(), request);
    ASSERT_TRUE(plan) << plan.error().detail;
    expect_sound(*plan);
    EXPECT_EQ(plan->doses.size(), 1U);

    request.substance = "desvenlafaxine";  // nothing is made below it
    request.daily_dose = 25_mg;
    EXPECT_EQ(refused(request, "/daily_dose"), ErrorCode::unsupported);
    request.largest_step = 0.2;
    EXPECT_EQ(refused(request, "/daily_dose"), ErrorCode::unsupported);

    request.substance = "agomelatine";  // needs none, and may have one
    request.daily_dose = 50_mg;
    request.jurisdiction = "EU";
    request.largest_step = 1.0;
    const auto unneeded = plan_taper(edition(), request);
    ASSERT_TRUE(unneeded) << unneeded.error().detail;
    EXPECT_EQ(unneeded->doses.size(), 1U);
}

TEST(Taper, GivesTheBasisOfEveryNumberItIsMadeWith) {
    TaperRequest request = paroxetine();
    request.duration.reset();
    const auto plan = plan_taper(edition(), request);
    ASSERT_TRUE(plan);
    for (const char* basis : {"taper/proportion", "taper/step", "taper/usual-interval", "taper/interval"}) {
        EXPECT_TRUE(std::any_of(plan->notes.begin(), plan->notes.end(), [&](const PlanNote& note) {
            return note.statement == basis && !note.place.empty() && note.text.find('{') == std::string::npos;
        })) << basis;
    }
}

TEST(Taper, KeepsToCalendarsThatCanBeWritten) {
    TaperRequest request = paroxetine();
    request.start = *parse_date("9999-01-01");
    EXPECT_EQ(refused(request, "/start"), ErrorCode::out_of_range);
    request.start = Date::max();
    EXPECT_EQ(refused(request, "/start"), ErrorCode::out_of_range);
    request.start = Date::min();
    EXPECT_EQ(refused(request, "/start"), ErrorCode::out_of_range);
    request.start = *parse_date("9960-01-01");
    EXPECT_EQ(refused(request, "/start"), ErrorCode::out_of_range);
    request.start = *parse_date("9895-01-01");
    request.duration = days{3653};
    EXPECT_TRUE(plan_taper(edition(), request));
    request.duration.reset();  // the longest there can be
    request.method = TaperMethod::linear;
    request.largest_step = 0.01;
    request.interval = days{366};
    const auto plan = plan_taper(edition(), request);
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_GT(plan->stop - request.start, 90 * days{366});
    EXPECT_EQ(parse_date(to_string(plan->stop)), plan->stop);
}

TEST(TaperMethod, HasANameForEach) {
    EXPECT_EQ(name_of(TaperMethod::occupancy), "occupancy");
    EXPECT_EQ(name_of(TaperMethod::proportional), "proportional");
    EXPECT_EQ(name_of(TaperMethod::linear), "linear");
}

TEST(Taper, InProportionWhereThereIsNoFit) {
    TaperRequest request = paroxetine();
    request.substance = "mirtazapine";
    request.daily_dose = 30_mg;

    const auto plan = plan_taper(edition(), request);

    ASSERT_TRUE(plan);
    expect_sound(*plan);
    EXPECT_FALSE(plan->fit);
    EXPECT_EQ(plan->method, TaperMethod::proportional);  // and says so
    EXPECT_FALSE(plan->doses.front().occupancy);
}

// The smallest largest step of occupancy is that of the method that looks for it.
TEST(Taper, OfOccupancyHasNoLargerStepOfItThanOtherMethods) {
    const auto largest = [](TaperMethod method) {
        TaperRequest request = paroxetine();
        request.method = method;
        const auto plan = plan_taper(edition(), request);
        double before = *plan->occupancy;
        double most = 0;
        for (const TaperDose& dose : plan->doses) {
            most = std::max(most, before - *dose.occupancy);
            before = *dose.occupancy;
        }
        return std::max(most, before);
    };

    EXPECT_LE(largest(TaperMethod::occupancy), largest(TaperMethod::proportional));
    EXPECT_LT(largest(TaperMethod::occupancy), 0.5 * largest(TaperMethod::linear));
}

TEST(Taper, IsSoundForEveryDrugThatMayBeTapered) {
    std::set<std::string> substances;
    for (const Statement& statement : edition().statements()) {
        if (statement.kind == "product") substances.insert(statement.subject.substr(0, statement.subject.find('.')));
    }
    std::set<std::string> planned;
    for (const std::string& substance : substances) {
        for (const int mg : {10, 20, 25, 30, 50, 60, 75, 100, 150, 200, 225, 300}) {
            for (const int weeks : {1, 4, 12, 26, 52}) {
                TaperRequest request = paroxetine();
                request.substance = substance;
                request.daily_dose = Mass::from_mg(mg);
                request.duration = days{7 * weeks};
                const auto plan = plan_taper(edition(), request);
                if (!plan) continue;
                expect_sound(*plan);
                if (!plan->doses.empty()) {
                    EXPECT_EQ(plan->stop - plan->doses.front().from, *request.duration);
                }
                planned.insert(substance);
            }
        }
    }
    for (const char* drug : {"amitriptyline", "bupropion", "citalopram", "desvenlafaxine", "duloxetine", "escitalopram",
                             "fluoxetine", "mirtazapine", "paroxetine", "phenelzine", "sertraline", "tranylcypromine",
                             "trazodone", "venlafaxine", "vortioxetine"}) {
        EXPECT_TRUE(planned.contains(drug)) << drug;
    }
    EXPECT_GE(planned.size(), 28U);
}

TEST(Taper, RefusesWhatItCannotAnswer) {
    const auto changed = [](const auto& change) {
        TaperRequest request = paroxetine();
        change(request);
        return request;
    };

    EXPECT_EQ(refused(changed([](auto& r) { r.substance = "paroxetin"; }), "/substance"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(changed([](auto& r) {
                          r.substance = "lithium";  // nothing is known of its steps
                          r.daily_dose = 300_mg;
                      }),
                      "/substance"),
              ErrorCode::unsupported);
    EXPECT_EQ(refused(changed([](auto& r) {
                          r.substance = "zuranolone";  // a course that ends by itself
                          r.daily_dose = 50_mg;
                      }),
                      "/substance"),
              ErrorCode::unsupported);
    EXPECT_EQ(refused(changed([](auto& r) { r.substance = "esketamine"; }), "/substance"), ErrorCode::unsupported);
    EXPECT_EQ(refused(changed([](auto& r) { r.daily_dose = Mass{}; }), "/daily_dose"), ErrorCode::out_of_range);
    EXPECT_EQ(refused(changed([](auto& r) { r.daily_dose = Mass::from_mg(-20); }), "/daily_dose"),
              ErrorCode::out_of_range);
    EXPECT_EQ(refused(changed([](auto& r) { r.daily_dose = Mass::from_ug(20'001); }), "/daily_dose"),
              ErrorCode::unsupported);
    EXPECT_EQ(refused(changed([](auto& r) { r.duration = days{0}; }), "/duration"), ErrorCode::out_of_range);
    EXPECT_EQ(refused(changed([](auto& r) { r.duration = days{3654}; }), "/duration"), ErrorCode::out_of_range);
    EXPECT_EQ(refused(changed([](auto& r) { r.interval = days{0}; }), "/interval"), ErrorCode::out_of_range);
    EXPECT_EQ(refused(changed([](auto& r) { r.largest_step = 0.1; }), "/duration"), ErrorCode::invalid_argument);
    EXPECT_EQ(refused(changed([](auto& r) { r.forms = {"patch"}; }), "/forms"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(changed([](auto& r) { r.release = "weekly"; }), "/release"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(changed([](auto& r) { r.jurisdiction = "AU"; }), "/jurisdiction"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(changed([](auto& r) { r.model = "nobody-1900"; }), "/model"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(changed([](auto& r) {
                          r.duration.reset();
                          r.largest_step = 0.01;
                      }),
                      "/largest_step"),
              ErrorCode::unsupported);
    for (const double step : {0.0, -0.1, 1.01}) {
        EXPECT_EQ(refused(changed([&](auto& r) {
                              r.duration.reset();
                              r.largest_step = step;
                          }),
                          "/largest_step"),
                  ErrorCode::out_of_range);
    }
}

TEST(Taper, KeepsTheSourcedIntervalWhateverIsAskedFor) {
    TaperRequest request = paroxetine();
    request.interval = days{1};

    const auto plan = plan_taper(edition(), request);

    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->interval, days{7});
    expect_sound(*plan);
}

TEST(Taper, WithoutMemoryThrowsBadAllocAndLeaksNothing) {
    if (!can_fail_allocations()) GTEST_SKIP() << "this build has its own operator new";
    const TaperRequest request = paroxetine();

    const FailureRuns runs = fail_each_allocation(
        [&] {
            const auto plan = plan_taper(edition(), request);
            return plan && plan->doses.size() == 8;
        },
        {Fails::once, 300, 97});

    EXPECT_GT(runs.allocations, 0U);
    EXPECT_EQ(runs.leaks, 0U);
    EXPECT_EQ(runs.wrong_answers, 0U);
}

}  // namespace
}  // namespace euthymia
