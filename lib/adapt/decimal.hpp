// SPDX-License-Identifier: Apache-2.0
// Which number a JSON value holds, in whole steps of a fact's grid.
#pragma once

#include <cstdint>
#include <optional>

#include "euthymia/fact.hpp"
#include "euthymia/json.hpp"

namespace euthymia::adapt {

/// `value` in steps of 10^-decimals. A value between two steps is known to lie between them, so that
/// rounding never carries it over a rule's limit: 3.47 with one decimal is 34 to 35. Empty when it does
/// not fit.
///
/// A value within 1e-6 of a step counts as that step: more digits than any assay gives, and less than
/// any unit conversion loses.
[[nodiscard]] std::optional<Number> on_grid(double value, int decimals);

/// A JSON number as a whole number of thousandths: 12.5 is 12500. Empty when it has finer digits, is
/// negative, is no number or does not fit.
[[nodiscard]] std::optional<std::int64_t> thousandths(JsonValue value);

/// The same, rounded to nothing: 2 is 2, 2.5 and "2" are empty.
[[nodiscard]] std::optional<int> whole(const std::optional<JsonValue>& value);

}  // namespace euthymia::adapt
