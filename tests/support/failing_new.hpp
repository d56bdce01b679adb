// SPDX-License-Identifier: Apache-2.0
// How tests make memory run out at a chosen allocation, and see whether any was lost.
#pragma once

#include <cstddef>
#include <limits>
#include <new>

namespace euthymia::tests {

/// For how long memory stays exhausted.
enum class Fails {
    once,  ///< one allocation fails; what is asked for next is given
    for_ever  ///< that allocation and every later one fails
};

/// Makes the nth allocation by `operator new` on this thread fail, counted from 1. Linking this replaces
/// the global operators; they behave as usual while no object of this type lives.
class FailingNew {
public:
    explicit FailingNew(std::size_t nth, Fails fails = Fails::once) noexcept;
    ~FailingNew();
    FailingNew(const FailingNew&) = delete;
    FailingNew& operator=(const FailingNew&) = delete;

    /// Whether that allocation was reached.
    [[nodiscard]] bool has_failed() const noexcept;
};

/// Allocations by `operator new` on this thread that were not yet freed on it.
[[nodiscard]] std::ptrdiff_t live_allocations() noexcept;

/// Whether the replaced operators are the ones in use, also by the libraries linked. Another tool may
/// have put its own in their place; then a test skips itself.
[[nodiscard]] bool can_fail_allocations();

/// Which allocations of some work fail, one in each run: all of the first, then some.
struct FailurePoints {
    Fails fails = Fails::once;
    std::size_t all_of_first = std::numeric_limits<std::size_t>::max();
    std::size_t then_every = 1;  ///< work with tens of thousands of allocations would take hours otherwise
    /// Also run the work undisturbed after each failure: nothing that lives on may have been spoiled.
    bool try_again = false;
};

/// What happened when allocations of some work failed in turn.
struct FailureRuns {
    std::size_t allocations = 0;  ///< runs in which one was made to fail
    std::size_t leaks = 0;  ///< runs after which memory was not given back
    std::size_t wrong_answers = 0;  ///< runs that neither threw std::bad_alloc nor succeeded
    std::size_t spoiled = 0;  ///< undisturbed runs after a failure that did not succeed
};

/// Runs `work` once undisturbed, then again and again with a later allocation failing each time, until it
/// gets through without. `work` returns whether its answer was right and keeps nothing.
template <class Work>
FailureRuns fail_each_allocation(Work work, const FailurePoints& points = {}) {
    FailureRuns runs;
    static_cast<void>(work());  // so that values made once per process exist
    for (std::size_t nth = 1;; nth += nth < points.all_of_first ? 1 : points.then_every) {
        const std::ptrdiff_t before = live_allocations();
        bool reached = false;
        bool right = true;
        {
            const FailingNew failing{nth, points.fails};
            try {
                right = work();
            } catch (const std::bad_alloc&) {
                right = failing.has_failed();
            }
            reached = failing.has_failed();
        }
        if (live_allocations() != before) ++runs.leaks;
        if (!right) ++runs.wrong_answers;
        if ((points.try_again || !reached) && !work()) ++runs.spoiled;
        if (!reached) return runs;
        ++runs.allocations;
    }
}

}  // namespace euthymia::tests
