// SPDX-License-Identifier: Apache-2.0
// How tests make memory run out at a chosen allocation, and see whether any was lost.
#pragma once

#include <cstddef>
#include <new>

namespace euthymia::tests {

/// Makes the nth allocation by `operator new` on this thread fail, counted from 1, once. Linking this
/// replaces the global operators; they behave as usual while no object of this type lives.
class FailingNew {
public:
    explicit FailingNew(std::size_t nth) noexcept;
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

/// What happened when each allocation of some work failed in turn.
struct FailureRuns {
    std::size_t allocations = 0;  ///< of the undisturbed run; each was made to fail once
    std::size_t leaks = 0;  ///< runs after which memory was not given back
    std::size_t wrong_answers = 0;  ///< runs that neither threw std::bad_alloc nor succeeded
};

/// Runs `work` once undisturbed, then again and again with allocation 1, 2, 3, ... failing, until it gets
/// through without. `work` returns whether its answer was right and keeps nothing.
template <class Work>
FailureRuns fail_each_allocation(Work work) {
    FailureRuns runs;
    static_cast<void>(work());  // so that values made once per process exist
    for (std::size_t nth = 1;; ++nth) {
        const std::ptrdiff_t before = live_allocations();
        bool reached = false;
        bool right = true;
        {
            const FailingNew failing{nth};
            try {
                right = work();
            } catch (const std::bad_alloc&) {
                right = failing.has_failed();
            }
            reached = failing.has_failed();
        }
        if (live_allocations() != before) ++runs.leaks;
        if (!right) ++runs.wrong_answers;
        if (!reached) return runs;
        ++runs.allocations;
    }
}

}  // namespace euthymia::tests
