// SPDX-License-Identifier: Apache-2.0
// How much active substance.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "euthymia/export.hpp"

namespace euthymia {
inline namespace v1 {

/// Amount of active substance, in whole micrograms.
///
/// Whole numbers keep a long taper exact: 12.5 mg + 12.5 mg is 25 mg, every time. Whether the
/// amount means salt or base is the product's business and is not recorded here.
class Mass {
public:
    constexpr Mass() = default;
    [[nodiscard]] static constexpr Mass from_ug(std::int64_t ug) noexcept { return Mass{ug}; }
    [[nodiscard]] static constexpr Mass from_mg(std::int64_t mg) noexcept { return Mass{mg * 1000}; }
    [[nodiscard]] constexpr std::int64_t ug() const noexcept { return ug_; }
    [[nodiscard]] constexpr double mg() const noexcept { return static_cast<double>(ug_) / 1000.0; }

    friend constexpr auto operator<=>(Mass, Mass) = default;
    friend constexpr Mass operator+(Mass a, Mass b) noexcept { return Mass{a.ug_ + b.ug_}; }

private:
    explicit constexpr Mass(std::int64_t ug) noexcept : ug_{ug} {}
    std::int64_t ug_{0};
};

/// The mass as prescribers write it: "20 mg", "12.5 mg", below a tenth of a milligram "25 micrograms". No trailing
/// zeros, no locale.
[[nodiscard]] EUTHYMIA_EXPORT std::string to_string(Mass mass);

/// Reads "20 mg", "0.5 g" or "500 ug" (UCUM units kg, g, mg, ug, ng, or "micrograms"). Empty when the text is anything
/// else, is negative, is finer than one microgram or does not fit.
[[nodiscard]] EUTHYMIA_EXPORT std::optional<Mass> parse_mass(std::string_view text);

/// The same for a number that came without its unit beside it: `value` as written, `unit` in UCUM.
[[nodiscard]] EUTHYMIA_EXPORT std::optional<Mass> parse_mass(std::string_view value, std::string_view unit);

}  // namespace v1
}  // namespace euthymia
