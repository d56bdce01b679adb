// SPDX-License-Identifier: Apache-2.0
// The order in which doses, changes of clearance and samples of a course come.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <vector>

#include "lib/pk/course.hpp"

namespace euthymia::pk {

/// A dose, or a change of clearance.
struct Event {
    double at;  ///< h
    double mg = 0.0;
    const ClearanceChange* change = nullptr;
};

/// In the order of time; of the same time, doses first.
[[nodiscard]] inline std::vector<Event> events(const Course& course) {
    std::vector<Event> all;
    all.reserve(course.doses.size() + course.changes.size());
    for (const Dose& dose : course.doses) {
        assert(dose.at.count() >= 0.0);
        all.push_back({dose.at.count(), dose.mg});
    }
    for (const ClearanceChange& change : course.changes) {
        assert(change.at.count() >= 0.0 && change.factor > 0.0);
        all.push_back({change.at.count(), 0.0, &change});
    }
    const auto earlier = [](const Event& a, const Event& b) { return a.at < b.at; };
    if (!std::is_sorted(all.begin(), all.end(), earlier)) std::stable_sort(all.begin(), all.end(), earlier);
    return all;
}

/// Calls `go(now, then)` for every stretch of time without events, `happen(event)`, and `sample(index)`. What happens
/// at the time of a sample happens before it.
void walk(const Course& course, const auto& go, const auto& happen, const auto& sample) {
    const std::vector<Event> all = events(course);
    auto next = all.begin();
    double now = 0.0;
    const auto go_to = [&](double then) {
        if (then <= now) return;
        go(now, then);
        now = then;
    };
    for (std::size_t index = 0; index < course.samples; ++index) {
        const double then = static_cast<double>(index) * course.step.count();
        for (; next != all.end() && next->at <= then; ++next) {
            go_to(next->at);
            happen(*next);
        }
        go_to(then);
        sample(index);
    }
}

}  // namespace euthymia::pk
