// SPDX-License-Identifier: Apache-2.0
// What follows from numbers that are known only between two bounds.
#include "lib/rules/number.hpp"

#include <algorithm>
#include <cstdint>

namespace euthymia::rules {
namespace {

constexpr std::int64_t clamp(std::int64_t bound) noexcept { return std::clamp(bound, -unbounded, unbounded); }

// Operands are clamped, so the sum of two fits: 2 * (max / 4) < max.
constexpr std::int64_t added(std::int64_t a, std::int64_t b) noexcept { return clamp(a + b); }

constexpr std::int64_t magnitude(std::int64_t bound) noexcept { return bound < 0 ? -bound : bound; }

// a * b, stopped at +-unbounded. An open end times zero is zero: the value behind it is finite.
constexpr std::int64_t multiplied(std::int64_t a, std::int64_t b) noexcept {
    if (a == 0 || b == 0) return 0;
    if (magnitude(a) <= unbounded / magnitude(b)) return a * b;
    return (a < 0) == (b < 0) ? unbounded : -unbounded;
}

bool is_open_above(Number x) noexcept { return x.at_most >= unbounded; }
bool is_open_below(Number x) noexcept { return x.at_least <= -unbounded; }

bool surely_less(Number a, Number b) noexcept {
    return !is_open_above(a) && !is_open_below(b) && a.at_most < b.at_least;
}

bool surely_at_most(Number a, Number b) noexcept {
    return !is_open_above(a) && !is_open_below(b) && a.at_most <= b.at_least;
}

Truth settled(bool yes, bool no) noexcept { return yes ? Truth::yes : no ? Truth::no : Truth::unknown; }

}  // namespace

bool is_settled(Number x) noexcept { return x.is_exact() && !is_open_above(x) && !is_open_below(x); }

Number clamped(Number x) noexcept { return {clamp(x.at_least), clamp(x.at_most)}; }

Number scaled_up(Number x, int more) noexcept {
    Number result = clamped(x);
    for (int i = 0; i < more; ++i) result = {multiplied(result.at_least, 10), multiplied(result.at_most, 10)};
    return result;
}

Number sum(Number a, Number b) noexcept {
    a = clamped(a);
    b = clamped(b);
    return {is_open_below(a) || is_open_below(b) ? -unbounded : added(a.at_least, b.at_least),
            is_open_above(a) || is_open_above(b) ? unbounded : added(a.at_most, b.at_most)};
}

Number negated(Number x) noexcept {
    x = clamped(x);
    return {-x.at_most, -x.at_least};
}

Number product(Number a, Number b) noexcept {
    a = clamped(a);
    b = clamped(b);
    const auto [least, most] = std::minmax({multiplied(a.at_least, b.at_least), multiplied(a.at_least, b.at_most),
                                            multiplied(a.at_most, b.at_least), multiplied(a.at_most, b.at_most)});
    return {least, most};
}

Truth is_less(Number a, Number b) noexcept { return settled(surely_less(a, b), surely_at_most(b, a)); }

Truth is_at_most(Number a, Number b) noexcept { return settled(surely_at_most(a, b), surely_less(b, a)); }

Truth is_equal(Number a, Number b) noexcept {
    return settled(is_settled(a) && is_settled(b) && a.at_least == b.at_least, surely_less(a, b) || surely_less(b, a));
}

}  // namespace euthymia::rules
