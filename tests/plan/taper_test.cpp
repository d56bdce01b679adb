// SPDX-License-Identifier: Apache-2.0
// Whether a taper keeps to the products, the intervals and the limits of the knowledge base.
#include "euthymia/taper.hpp"

#include <algorithm>
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
    request.release = "extended_24h";
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
}

TEST(Taper, SaysThatNoneIsNeededWhereALabelDoes) {
    TaperRequest request = paroxetine();
    request.substance = "agomelatine";
    request.daily_dose = 50_mg;

    const auto plan = plan_taper(edition(), request);

    ASSERT_TRUE(plan);
    ASSERT_TRUE(plan->not_needed);
    EXPECT_FALSE(plan->not_needed->source.empty());
    EXPECT_FALSE(plan_taper(edition(), paroxetine())->not_needed);
}

TEST(Taper, InProportionWhereThereIsNoFit) {
    TaperRequest request = paroxetine();
    request.substance = "mirtazapine";
    request.daily_dose = 30_mg;

    const auto plan = plan_taper(edition(), request);

    ASSERT_TRUE(plan);
    expect_sound(*plan);
    EXPECT_FALSE(plan->fit);
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
        if (statement.kind == "product") substances.insert(statement.subject);
    }
    std::size_t plans = 0;
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
                ++plans;
            }
        }
    }
    EXPECT_GT(plans, 500U);
}

TEST(Taper, RefusesWhatItCannotAnswer) {
    const auto changed = [](const auto& change) {
        TaperRequest request = paroxetine();
        change(request);
        return request;
    };

    EXPECT_EQ(refused(changed([](auto& r) { r.substance = "paroxetin"; }), "/substance"), ErrorCode::unknown_name);
    EXPECT_EQ(refused(changed([](auto& r) { r.substance = "lithium"; }), "/substance"), ErrorCode::unsupported);
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
    EXPECT_EQ(refused(changed([](auto& r) { r.jurisdiction = "UK"; }), "/jurisdiction"), ErrorCode::unknown_name);
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
