// SPDX-License-Identifier: Apache-2.0
// What is in the body over weeks of doses that change, are missed, or meet another clearance.
#include "lib/pk/course.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include <Eigen/Core>
#include <Eigen/LU>

#include "lib/pk/events.hpp"
#include "lib/pk/propagator.hpp"
#include "lib/pk/root.hpp"

namespace euthymia::pk {

namespace {

// The propagators of one clearance, by length of step; there are few lengths, so they are looked through.
class Steps {
public:
    Steps(const LinearModel& model, const std::vector<double>& clearance)
        : rates_{rates(model, clearance)}, states_{states(model)} {}

    const Propagator& of(double now, double then) {
        const double hours = then - now;
        // Steps that differ by the rounding of their ends are the same step.
        const double rounding = 2 * std::numeric_limits<double>::epsilon() * then;
        for (const auto& [length, propagator] : made_) {
            if (std::abs(length - hours) <= rounding) return propagator;
        }
        constexpr std::size_t most = 64;  // doses at odd hours would fill it with steps that never come again
        if (made_.size() == most) made_.clear();
        return made_.emplace_back(hours, Propagator{rates_, states_, Hours{hours}}).second;
    }

private:
    Rates rates_;
    std::size_t states_;
    std::vector<std::pair<double, Propagator>> made_;
};

template <std::size_t N>
Levels simulate_states(const LinearModel& model, const Course& course) {
    const std::size_t substances = moieties(model);
    Levels levels{substances, std::vector<double>(course.samples * substances)};
    std::vector<double> clearance(substances, 1.0);
    Steps steps{model, clearance};
    State amounts = course.start;
    walk(
        course, [&](double now, double then) { steps.of(now, then).template advance<N>(amounts); },
        [&](const Event& event) {
            amounts[gut] += event.mg;
            if (event.change == nullptr) return;
            clearance[event.change->substance] = event.change->factor;
            steps = Steps{model, clearance};
        },
        [&](std::size_t sample) {
            double* const at = levels.amounts.data() + sample * substances;
            for (std::size_t i = 0; i < substances; ++i) at[i] = amounts[drug + i];
        });
    return levels;
}

// Amounts after a time without doses, from the averages of a steady state.
State left_after(const LinearModel& model, Hours after) {
    State amounts = steady_average(model, 1.0);
    Propagator{rates(model), states(model), after}.advance(amounts);
    return amounts;
}

}  // namespace

Levels simulate(const LinearModel& model, const Course& course) {
    assert(course.step.count() > 0.0);
    switch (states(model)) {
        case 2:
            return simulate_states<2>(model, course);
        case 3:
            return simulate_states<3>(model, course);
        case 4:
            return simulate_states<4>(model, course);
        case 5:
            return simulate_states<5>(model, course);
        default:
            return simulate_states<max_states>(model, course);
    }
}

std::vector<Dose> every(Hours tau, double mg, Hours from, Hours until) {
    assert(tau.count() > 0.0);
    std::vector<Dose> doses;
    for (double count = 0; from + tau * count < until; ++count) doses.push_back({from + tau * count, mg});
    return doses;
}

State steady_trough(const LinearModel& model, double mg, Hours tau) {
    assert(tau.count() > 0.0);
    // One interval takes the amounts x to P (x + dose); at steady state they come back: (I - P) x = P dose.
    constexpr auto size = static_cast<Eigen::Index>(max_states);
    const Propagator interval{rates(model), states(model), tau};
    Eigen::Matrix<double, size, size> fixed = Eigen::Matrix<double, size, size>::Identity();
    for (std::size_t from = 0; from < max_states; ++from) {
        State one{};
        one[from] = 1.0;
        interval.advance(one);
        for (std::size_t to = 0; to < max_states; ++to) {
            fixed(static_cast<Eigen::Index>(to), static_cast<Eigen::Index>(from)) -= one[to];
        }
    }
    State after{};
    after[gut] = mg;
    interval.advance(after);
    const Eigen::Matrix<double, size, 1> right = Eigen::Map<const Eigen::Matrix<double, size, 1>>(after.data());
    State trough{};
    Eigen::Map<Eigen::Matrix<double, size, 1>>(trough.data()) = fixed.partialPivLu().solve(right);
    return trough;
}

std::vector<double> residual(const LinearModel& model, Hours after) {
    const State steady = steady_average(model, 1.0);
    const State left = left_after(model, after);
    std::vector<double> shares;
    for (std::size_t i = 0; i < moieties(model); ++i) {
        // Of what is never made nothing is left.
        shares.push_back(steady[drug + i] > 0.0 ? left[drug + i] / steady[drug + i] : 0.0);
    }
    return shares;
}

Hours washout(const LinearModel& model, double share) {
    assert(share > 0.0 && share < 1.0);
    // From a steady state without further doses nothing rises again, so there is one such time.
    const auto above = [&](double hours) {
        const std::vector<double> left = residual(model, Hours{hours});
        return *std::max_element(left.begin(), left.end()) - share;
    };
    double late = 1.0;
    while (above(late) > 0.0) late *= 2.0;
    return Hours{root(above, 0.0, late).second};
}

}  // namespace euthymia::pk
