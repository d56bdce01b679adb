// SPDX-License-Identifier: Apache-2.0
// Half a year of doses in a two-compartment drug: exact steps beside a numerical integrator, with both errors.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/support.hpp"
#include "lib/pk/course.hpp"
#include "lib/pk/population.hpp"
#include "lib/pk/self_inhibition.hpp"

#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>

namespace {

using namespace euthymia::pk;
using euthymia::bench::require;

constexpr double ka = 0.8, ke = 0.05, k12 = 0.3, k21 = 0.1;  // 1/h

const LinearModel two_compartments{ka, ke, Exchange{k12, k21}, {}};

// A dose a day for 180 days, looked at every six hours.
Course half_a_year() { return {every(Hours{24}, 20.0, Hours{0}, Hours{180 * 24}), {}, Hours{6}, 721, {}}; }

// The sum of what every dose leaves by the closed formula, in long double.
std::vector<double> exact(const Course& course) {
    using Real = long double;
    const Real a = static_cast<Real>(ka);
    const Real sum = static_cast<Real>(ke) + static_cast<Real>(k12) + static_cast<Real>(k21);
    const Real back = static_cast<Real>(k21);
    const Real alpha = (sum + std::sqrt(sum * sum - 4 * static_cast<Real>(ke) * back)) / 2;
    const Real beta = static_cast<Real>(ke) * back / alpha;
    const auto part = [&](Real at, Real first, Real second, Real hours) {
        return a * (back - at) / ((first - at) * (second - at)) * std::exp(-at * hours);
    };
    std::vector<double> amounts;
    for (std::size_t i = 0; i < course.samples; ++i) {
        const double now = static_cast<double>(i) * course.step.count();
        Real total = 0;
        for (const Dose& dose : course.doses) {
            const Real hours = static_cast<Real>(now - dose.at.count());
            if (hours <= 0) break;
            total += static_cast<Real>(dose.mg) *
                     (part(a, alpha, beta, hours) + part(alpha, a, beta, hours) + part(beta, a, alpha, hours));
        }
        amounts.push_back(static_cast<double>(total));
    }
    return amounts;
}

// Of the drug, the largest error as a share of the peak.
double error_of(const Levels& levels, const std::vector<double>& wanted) {
    double worst = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) worst = std::max(worst, std::abs(levels.at(i, 0) - wanted[i]));
    return worst / *std::max_element(wanted.begin(), wanted.end());
}

// The same course by odeint's Runge-Kutta of Dormand and Prince with steps of its choice.
Levels by_odeint(const Course& course, double accuracy) {
    namespace odeint = boost::numeric::odeint;
    using Amounts = std::array<double, 3>;
    const auto flow = [](const Amounts& x, Amounts& change, double /*hours*/) {
        change[0] = -ka * x[0];
        change[1] = ka * x[0] - (ke + k12) * x[1] + k21 * x[2];
        change[2] = k12 * x[1] - k21 * x[2];
    };
    auto stepper = odeint::make_controlled(accuracy, accuracy, odeint::runge_kutta_dopri5<Amounts>{});
    Amounts amounts{};
    Levels levels{1, std::vector<double>(course.samples)};
    auto dose = course.doses.begin();
    for (std::size_t i = 0; i < course.samples; ++i) {
        const double now = static_cast<double>(i) * course.step.count();
        if (i > 0) odeint::integrate_adaptive(stepper, flow, amounts, now - course.step.count(), now, 0.5);
        levels.amounts[i] = amounts[1];
        for (; dose != course.doses.end() && dose->at.count() <= now; ++dose) amounts[0] += dose->mg;
    }
    return levels;
}

void BM_HalfAYearByExactSteps(benchmark::State& state) {
    const Course course = half_a_year();
    const double error = error_of(simulate(two_compartments, course), exact(course));
    require(error < 1e-12, "exact steps are exact");
    for (auto _ : state) benchmark::DoNotOptimize(simulate(two_compartments, course));
    state.counters["error"] = error;
}
BENCHMARK(BM_HalfAYearByExactSteps);

void BM_HalfAYearByOdeint(benchmark::State& state) {
    const Course course = half_a_year();
    const double accuracy = std::pow(10.0, -static_cast<double>(state.range(0)));
    const double error = error_of(by_odeint(course, accuracy), exact(course));
    require(error < 1e-4, "odeint solves the same course");
    for (auto _ : state) benchmark::DoNotOptimize(by_odeint(course, accuracy));
    state.counters["error"] = error;
}
BENCHMARK(BM_HalfAYearByOdeint)->ArgName("digits")->Arg(6)->Arg(9)->Arg(12);

void BM_HalfAYearOfADrugThatBlocksItsEnzyme(benchmark::State& state) {
    const Course course = half_a_year();
    const OwnEnzyme enzyme{2.0, 10.0, 0.02, 0.1, 5.0};
    require(simulate(two_compartments, enzyme, course)->at(720, 0) > 0, "something is there");
    for (auto _ : state) benchmark::DoNotOptimize(simulate(two_compartments, enzyme, course));
}
BENCHMARK(BM_HalfAYearOfADrugThatBlocksItsEnzyme);

void BM_HalfAYearOfAThousandPeople(benchmark::State& state) {
    const Course course = half_a_year();
    const Variability variability{0.4, 0.0, 0.3};
    require(bands(two_compartments, course, variability, 0).back().high > 0, "something is there");
    for (auto _ : state) benchmark::DoNotOptimize(bands(two_compartments, course, variability, 0));
    state.SetItemsProcessed(state.iterations() * 1000);
}
BENCHMARK(BM_HalfAYearOfAThousandPeople)->Unit(benchmark::kMillisecond);

}  // namespace
