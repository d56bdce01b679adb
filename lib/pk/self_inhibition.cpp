// SPDX-License-Identifier: Apache-2.0
// Drugs that slow their own elimination: the more there is, or the longer it is taken, the longer it stays.
#include "lib/pk/self_inhibition.hpp"

#include <algorithm>
#include <array>

#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>

#include "lib/pk/events.hpp"

namespace euthymia::pk {

namespace {

// The amounts of a linear model, and the active share of the enzyme behind them.
using Amounts = std::array<double, max_states + 1>;
constexpr std::size_t active = max_states;

struct Flow {
    Rates linear;
    std::size_t states;
    OwnEnzyme enzyme;
    double factor;  // of the drug's clearance

    void operator()(const Amounts& amounts, Amounts& change, double /*hours*/) const {
        change.fill(0.0);
        for (std::size_t to = 0; to < states; ++to) {
            for (std::size_t from = 0; from < states; ++from) {
                change[to] += linear[to * max_states + from] * amounts[from];
            }
        }
        const double there = amounts[drug];
        change[drug] -= factor * amounts[active] * enzyme.most_per_hour * there / (enzyme.half_amount + there);
        change[active] = enzyme.turnover * (1.0 - amounts[active]) -
                         enzyme.inactivation * amounts[active] * there / (enzyme.inactivation_half + there);
    }
};

double largest_dose(const Course& course) {
    double most = 0.0;
    for (const Dose& dose : course.doses) most = std::max(most, dose.mg);
    for (const double amount : course.start) most = std::max(most, amount);
    return most;
}

}  // namespace

std::optional<Levels> simulate(const LinearModel& model, const OwnEnzyme& enzyme, const Course& course) try {
    namespace odeint = boost::numeric::odeint;
    const std::size_t substances = moieties(model);
    std::vector<double> clearance(substances, 1.0);
    Flow flow{rates(model, clearance), states(model), enzyme, 1.0};
    // Amounts are compared with the largest dose, the enzyme's share with 1.
    const double accuracy = 1e-9;
    auto stepper = odeint::make_controlled(accuracy * std::min(1.0, std::max(largest_dose(course), accuracy)), accuracy,
                                           odeint::runge_kutta_dopri5<Amounts>{});
    Amounts amounts{};
    std::copy(course.start.begin(), course.start.end(), amounts.begin());
    amounts[active] = 1.0;
    Levels levels{substances, std::vector<double>(course.samples * substances)};
    walk(
        course,
        [&](double now, double then) {
            odeint::integrate_adaptive(stepper, flow, amounts, now, then, std::min(0.25, then - now));
        },
        [&](const Event& event) {
            amounts[gut] += event.mg;
            if (event.change == nullptr) return;
            clearance[event.change->substance] = event.change->factor;
            flow.linear = rates(model, clearance);
            flow.factor = clearance[0];
        },
        [&](std::size_t sample) {
            std::copy_n(amounts.begin() + drug, substances,
                        levels.amounts.begin() + static_cast<std::ptrdiff_t>(sample * substances));
        });
    return levels;
} catch (const boost::numeric::odeint::odeint_error&) {
    return std::nullopt;
}

}  // namespace euthymia::pk
