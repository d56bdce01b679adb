// SPDX-License-Identifier: Apache-2.0
// Whether weeks of doses come out as closed formulas, and other ways of calculating, have them.
#include "lib/pk/course.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/failing_new.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace euthymia::pk {
namespace {

using Exact = long double;

// Amount in the blood after one dose by mouth, one compartment (Bateman's function).
Exact bateman(Exact ka, Exact ke, Exact hours) {
    if (ka == ke) return ka * hours * std::exp(-ke * hours);
    return ka / (ka - ke) * (std::exp(-ke * hours) - std::exp(-ka * hours));
}

// The same with a tissue: a sum of three exponentials, from the Laplace transform
// ka (s + k21) / ((s + ka) (s + alpha) (s + beta)).
Exact two_compartments(Exact ka, Exact ke, Exact k12, Exact k21, Exact hours) {
    const Exact sum = ke + k12 + k21;
    const Exact alpha = (sum + std::sqrt(sum * sum - 4 * ke * k21)) / 2;
    const Exact beta = ke * k21 / alpha;
    const auto part = [&](Exact at, Exact first, Exact second) {
        return ka * (k21 - at) / ((first - at) * (second - at)) * std::exp(-at * hours);
    };
    return part(ka, alpha, beta) + part(alpha, ka, beta) + part(beta, ka, alpha);
}

// Drug -> metabolite, drug one compartment: ka ke / ((s + ka) (s + ke) (s + km)).
Exact metabolite(Exact ka, Exact ke, Exact km, Exact hours) {
    const auto part = [&](Exact at, Exact first, Exact second) {
        return ka * ke / ((first - at) * (second - at)) * std::exp(-at * hours);
    };
    return part(ka, ke, km) + part(ke, ka, km) + part(km, ka, ke);
}

// A long course with changing doses and its samples, by adding what every single dose leaves.
template <class Single>
std::vector<double> by_superposition(const Course& course, const Single& single) {
    std::vector<double> amounts;
    for (std::size_t i = 0; i < course.samples; ++i) {
        const double now = static_cast<double>(i) * course.step.count();
        Exact sum = 0;
        for (const Dose& dose : course.doses) {
            if (dose.at.count() >= now) continue;
            sum += static_cast<Exact>(dose.mg) * single(static_cast<Exact>(now - dose.at.count()));
        }
        amounts.push_back(static_cast<double>(sum));
    }
    return amounts;
}

// 180 days: one dose a day for 60, two a day for 60, none for 60.
Course half_a_year() {
    Course course;
    course.doses = every(Hours{24}, 20.0, Hours{0}, Hours{60 * 24});
    for (const Dose& dose : every(Hours{12}, 15.0, Hours{60 * 24}, Hours{120 * 24})) course.doses.push_back(dose);
    course.step = Hours{6};
    course.samples = 721;
    return course;
}

void expect_within(const Levels& levels, std::size_t substance, const std::vector<double>& wanted, double share) {
    const double peak = *std::max_element(wanted.begin(), wanted.end());
    double worst = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        worst = std::max(worst, std::abs(levels.at(i, substance) - wanted[i]) / peak);
    }
    EXPECT_LE(worst, share);
}

TEST(Course, OfOneCompartmentIsThatOfTheClosedFormula) {
    const Levels levels = simulate({0.8, 0.02, {}, {}}, half_a_year());

    expect_within(levels, 0, by_superposition(half_a_year(), [](Exact t) { return bateman(0.8L, 0.02L, t); }), 1e-12);
}

TEST(Course, StaysExactWhereAbsorptionIsAsFastAsElimination) {
    const Levels levels = simulate({0.05, 0.05, {}, {}}, half_a_year());

    expect_within(levels, 0, by_superposition(half_a_year(), [](Exact t) { return bateman(0.05L, 0.05L, t); }), 1e-12);
}

TEST(Course, OfTwoCompartmentsIsThatOfTheClosedFormula) {
    const Levels levels = simulate({0.8, 0.05, Exchange{0.3, 0.1}, {}}, half_a_year());

    const auto single = [](Exact t) { return two_compartments(0.8L, 0.05L, 0.3L, 0.1L, t); };
    expect_within(levels, 0, by_superposition(half_a_year(), single), 1e-12);
}

TEST(Course, OfAMetaboliteIsThatOfTheClosedFormula) {
    const Levels levels = simulate({0.6, 0.02, {}, {{0, 0.5, 0.004}}}, half_a_year());

    const auto single = [](Exact t) { return 0.5L * metabolite(0.6L, 0.02L, 0.004L, t); };
    expect_within(levels, 1, by_superposition(half_a_year(), single), 1e-12);
}

TEST(Course, ShowsTheLevelOfAnInstantBeforeItsDoseIsAbsorbed) {
    Course course{{{Hours{5}, 10.0}}, {}, Hours{5}, 2, {}};

    const Levels levels = simulate({1.0, 0.1, {}, {}}, course);

    EXPECT_EQ(levels.at(0, 0), 0.0);
    EXPECT_EQ(levels.at(1, 0), 0.0);
}

TEST(Course, WithAMissedDoseIsLowerUntilItIsForgotten) {
    Course whole = half_a_year();
    Course missed = whole;
    missed.doses.erase(missed.doses.begin() + 30);
    const LinearModel model{0.8, 0.02, {}, {}};

    const Levels all = simulate(model, whole);
    const Levels less = simulate(model, missed);

    EXPECT_EQ(all.at(30 * 4, 0), less.at(30 * 4, 0));
    EXPECT_LT(less.at(31 * 4, 0), all.at(31 * 4, 0));
    EXPECT_NEAR(less.at(90 * 4, 0), all.at(90 * 4, 0), 1e-9);
}

TEST(Course, UnderAnInhibitorRisesToWhatTheSlowerClearanceHolds) {
    const LinearModel model{0.8, 0.02, {}, {{0, 0.5, 0.01}}};
    Course course{every(Hours{24}, 24.0, Hours{0}, Hours{4000}),
                  {{Hours{1000}, 0, 0.5}, {Hours{3000}, 0, 1.0}},
                  Hours{24},
                  167,
                  {}};

    const Levels levels = simulate(model, course);

    LinearModel slower = model;
    slower.elimination = 0.01;
    const State without = steady_trough(model, 24.0, Hours{24});
    const State inhibited = steady_trough(slower, 24.0, Hours{24});
    EXPECT_NEAR(levels.at(41, 0), without[drug], 1e-6);
    EXPECT_NEAR(levels.at(124, 0), inhibited[drug], 1e-6);
    EXPECT_NEAR(levels.at(124, 1), inhibited[drug + 1], 1e-3);
    EXPECT_GT(inhibited[drug], 2 * without[drug]);
    EXPECT_NEAR(levels.at(166, 0), levels.at(41, 0), 1e-6);  // and back
}

TEST(SteadyTrough, IsWhereALongCourseEnds) {
    const LinearModel model{0.8, 0.05, Exchange{0.3, 0.1}, {{0, 0.7, 0.03}}};
    Course course{every(Hours{24}, 20.0, Hours{0}, Hours{3000 * 24}), {}, Hours{24}, 3001, {}};

    const State trough = steady_trough(model, 20.0, Hours{24});

    const Levels levels = simulate(model, course);
    EXPECT_NEAR(trough[drug], levels.at(3000, 0), 1e-9);
    EXPECT_NEAR(trough[drug + 1], levels.at(3000, 1), 1e-9);
}

TEST(SteadyTrough, CarriesOnUnchanged) {
    const LinearModel model{0.8, 0.05, {}, {}};
    Course course{
        every(Hours{24}, 20.0, Hours{0}, Hours{240}), {}, Hours{24}, 10, steady_trough(model, 20.0, Hours{24})};

    const Levels levels = simulate(model, course);

    EXPECT_NEAR(levels.at(9, 0), levels.at(0, 0), 1e-12);
}

TEST(Residual, OfWhatIsNeverMadeIsNone) {
    const LinearModel model{1.0, 0.1, {}, {{0, 0.0, 0.05}}};

    EXPECT_EQ(residual(model, Hours{10})[1], 0.0);
    EXPECT_GT(washout(model, 0.05).count(), 0.0);
}

// Absorption in minutes: what is left is 2^(-t / t_half).
TEST(Residual, HalvesEachHalfLife) {
    const LinearModel model{100.0, rate_of(Hours{24}), {}, {}};

    EXPECT_NEAR(residual(model, Hours{0})[0], 1.0, 1e-12);
    EXPECT_NEAR(residual(model, Hours{24})[0], 0.5, 1e-3);
    EXPECT_NEAR(residual(model, Hours{120})[0], 1.0 / 32, 1e-4);
}

TEST(Washout, IsFiveHalfLivesToAThirtySecond) {
    const LinearModel model{1000.0, rate_of(Hours{24}), {}, {}};

    EXPECT_NEAR(washout(model, 1.0 / 32).count(), 120.0, 0.1);
}

TEST(Washout, WaitsForTheMetaboliteThatStaysLonger) {
    const LinearModel model{0.5, rate_of(Hours{24}), {}, {{0, 1.0, rate_of(Hours{240})}}};

    const double hours = washout(model, 1.0 / 32).count();

    EXPECT_GT(hours, 5 * 240.0);
    EXPECT_LT(hours, 5 * 240.0 + 3 * 24.0);
}

LinearModel some_model() {
    const auto rate = [] { return *rc::gen::inRange(5, 1000) / 1000.0; };
    LinearModel model{rate(), rate(), {}, {}};
    if (*rc::gen::arbitrary<bool>()) model.tissue = Exchange{rate(), rate()};
    const auto count = static_cast<std::size_t>(*rc::gen::inRange(0, 6));
    for (std::size_t i = 0; i < count; ++i) {
        const auto of = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i) + 1));
        model.metabolites.push_back({of, *rc::gen::inRange(0, 50) / 100.0, rate()});
    }
    return model;
}

Course some_course(const LinearModel& model) {
    Course course;
    for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
        course.doses.push_back(
            {Hours{*rc::gen::inRange(0, 2000) / 10.0}, static_cast<double>(*rc::gen::inRange(1, 100))});
    }
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        const auto substance = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(moieties(model))));
        course.changes.push_back(
            {Hours{*rc::gen::inRange(0, 200) + 0.5}, substance, *rc::gen::inRange(1, 300) / 100.0});
    }
    course.step = Hours{*rc::gen::inRange(1, 50) / 4.0};
    course.samples = 40;
    return course;
}

RC_GTEST_PROP(Course, NeitherLosesNorMakesDrug, ()) {
    const LinearModel model = some_model();
    const Course course = some_course(model);

    const Levels levels = simulate(model, course);

    double taken = 0;
    for (const Dose& dose : course.doses) taken += dose.mg;
    for (const double amount : levels.amounts)
        RC_ASSERT(amount >= -1e-12 * (taken + 1) && amount <= taken * (1 + 1e-12));
}

RC_GTEST_PROP(Course, DoesNotDependOnTheOrderOfItsDoses, ()) {
    const LinearModel model = some_model();
    Course course = some_course(model);
    const Levels levels = simulate(model, course);
    std::reverse(course.doses.begin(), course.doses.end());

    const Levels turned = simulate(model, course);

    for (std::size_t i = 0; i < levels.amounts.size(); ++i) {
        RC_ASSERT(std::abs(levels.amounts[i] - turned.amounts[i]) <= 1e-12 * (1 + std::abs(levels.amounts[i])));
    }
}

RC_GTEST_PROP(Course, IsTheSameWhereItIsLookedAtTwiceAsOften, ()) {
    const LinearModel model = some_model();
    Course course = some_course(model);
    const Levels levels = simulate(model, course);
    course.step /= 2.0;
    course.samples *= 2;

    const Levels finer = simulate(model, course);

    for (std::size_t i = 0; i < levels.amounts.size() / levels.substances; ++i) {
        for (std::size_t k = 0; k < levels.substances; ++k) {
            RC_ASSERT(std::abs(levels.at(i, k) - finer.at(2 * i, k)) <= 1e-10 * (1 + levels.at(i, k)));
        }
    }
}

TEST(Course, WithoutMemoryThrowsBadAllocAndLeaksNothing) {
    if (!tests::can_fail_allocations()) GTEST_SKIP() << "this build has its own operator new";
    const LinearModel model{0.8, 0.05, Exchange{0.3, 0.1}, {{0, 0.7, 0.03}}};
    const Course course = half_a_year();

    const tests::FailureRuns runs =
        tests::fail_each_allocation([&] { return simulate(model, course).amounts.size() == 1442; });

    EXPECT_GT(runs.allocations, 0U);
    EXPECT_EQ(runs.leaks, 0U);
    EXPECT_EQ(runs.wrong_answers, 0U);
}

}  // namespace
}  // namespace euthymia::pk
