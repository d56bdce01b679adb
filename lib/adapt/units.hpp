// SPDX-License-Identifier: Apache-2.0
// How a measurement in one unit reads in another.
#pragma once

#include <optional>
#include <string_view>

namespace euthymia::adapt {

/// A number in one unit as the number in another; empty when the units do not convert. Units are UCUM
/// codes or the few other spellings in use; nothing is converted that depends on the substance.
[[nodiscard]] std::optional<double> convert(double value, std::string_view from, std::string_view to);

/// True for what a bare number may carry as its unit: nothing, "1", or an annotation like "{score}".
[[nodiscard]] bool is_unity(std::string_view unit);

}  // namespace euthymia::adapt
