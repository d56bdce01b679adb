// SPDX-License-Identifier: Apache-2.0
// How answers that may be unknown combine.
#pragma once

#include <algorithm>
#include <cstdint>

namespace euthymia {
inline namespace v1 {

/// Answer to a clinical question about one patient. `unknown` means the record does not say; it is
/// never read as `no`. Combined by Kleene's strong three-valued logic [kleene-1952, sec. 64].
enum class Truth : std::uint8_t { no, unknown, yes };

[[nodiscard]] constexpr Truth all_of(Truth a, Truth b) noexcept { return std::min(a, b); }
[[nodiscard]] constexpr Truth any_of(Truth a, Truth b) noexcept { return std::max(a, b); }
[[nodiscard]] constexpr Truth opposite(Truth a) noexcept {
    return static_cast<Truth>(2 - static_cast<std::uint8_t>(a));
}
[[nodiscard]] constexpr Truth truth(bool answer) noexcept { return answer ? Truth::yes : Truth::no; }

}  // namespace v1
}  // namespace euthymia
