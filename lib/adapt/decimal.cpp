// SPDX-License-Identifier: Apache-2.0
// Which number a JSON value holds, in whole steps of a fact's grid.
#include "lib/adapt/decimal.hpp"

#include <cmath>

namespace euthymia::adapt {

std::optional<Number> on_grid(double value, int decimals) {
    double steps = value;
    for (int i = 0; i < decimals; ++i) steps *= 10;
    // Far above any plausible range, far below what int64 holds.
    constexpr double largest = 1e15;
    if (!(std::abs(steps) < largest)) return std::nullopt;
    constexpr double same_step = 1e-6;
    const double nearest = std::round(steps);
    if (std::abs(steps - nearest) < same_step) return Number::exactly(static_cast<std::int64_t>(nearest));
    return Number{static_cast<std::int64_t>(std::floor(steps)), static_cast<std::int64_t>(std::ceil(steps))};
}

std::optional<std::int64_t> thousandths(JsonValue value) {
    const auto number = value.number();
    constexpr double largest = 1e9;
    if (!number || !(*number >= 0) || *number > largest) return std::nullopt;
    const auto steps = on_grid(*number, 3);
    if (!steps || !steps->is_exact()) return std::nullopt;
    return steps->at_least;
}

std::optional<int> whole(const std::optional<JsonValue>& value) {
    constexpr int most = 100'000;
    const auto steps = value ? thousandths(*value) : std::nullopt;
    if (!steps || *steps % 1000 != 0 || *steps / 1000 > most) return std::nullopt;
    return static_cast<int>(*steps / 1000);
}

}  // namespace euthymia::adapt
