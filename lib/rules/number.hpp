// SPDX-License-Identifier: Apache-2.0
// What follows from numbers that are known only between two bounds.
//
// A bound at or beyond +-`unbounded` on the outer side is open: "at least 5" is {5, unbounded}. Arithmetic that
// would pass it stops there, which widens the range: the result still holds the true value, a comparison of it
// is settled only where every value in the range agrees, and nothing overflows. Narrowing an operand never
// widens a result; this is what keeps monotone conditions from changing their mind.
#pragma once

#include "euthymia/fact.hpp"
#include "euthymia/truth.hpp"

namespace euthymia::rules {

/// One value, not a range, and no open end.
[[nodiscard]] bool is_settled(Number x) noexcept;

/// Bounds past +-`unbounded` moved back to it. @pre x.at_least <= x.at_most
[[nodiscard]] Number clamped(Number x) noexcept;

/// x * 10^more. @param more  0 to 18
[[nodiscard]] Number scaled_up(Number x, int more) noexcept;

[[nodiscard]] Number sum(Number a, Number b) noexcept;
[[nodiscard]] Number negated(Number x) noexcept;
[[nodiscard]] Number product(Number a, Number b) noexcept;

/// Comparisons: `unknown` where the bounds disagree.
[[nodiscard]] Truth is_less(Number a, Number b) noexcept;
[[nodiscard]] Truth is_at_most(Number a, Number b) noexcept;
[[nodiscard]] Truth is_equal(Number a, Number b) noexcept;

}  // namespace euthymia::rules
