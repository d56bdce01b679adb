// SPDX-License-Identifier: Apache-2.0
// One exact step in time: what every amount becomes after some hours without a dose.
#pragma once

#include <array>
#include <cstddef>

#include "lib/pk/linear_model.hpp"

namespace euthymia::pk {

/// The matrix exponential of rates times hours. A step is one product of a small matrix with the amounts, without
/// error that grows with the length of the step.
class Propagator {
public:
    Propagator() = default;
    Propagator(const Rates& rates, std::size_t states, Hours step);

    /// The first N amounts, N at least the model's states.
    template <std::size_t N>
    void advance(State& amounts) const noexcept {
        // Two sums that do not wait for each other: a step waits for the one before it, so its length is what counts.
        static_assert(N >= 2);
        std::array<double, N> even;
        std::array<double, N> odd;
        for (std::size_t to = 0; to < N; ++to) {
            even[to] = by_column_[to] * amounts[0];
            odd[to] = by_column_[max_states + to] * amounts[1];
        }
        for (std::size_t from = 2; from < N; ++from) {
            std::array<double, N>& sum = from % 2 == 0 ? even : odd;
            for (std::size_t to = 0; to < N; ++to) sum[to] += by_column_[from * max_states + to] * amounts[from];
        }
        for (std::size_t i = 0; i < N; ++i) amounts[i] = even[i] + odd[i];
    }
    void advance(State& amounts) const noexcept { advance<max_states>(amounts); }

private:
    std::array<double, max_states * max_states> by_column_{};
};

}  // namespace euthymia::pk
