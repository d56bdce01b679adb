// SPDX-License-Identifier: Apache-2.0
// How a mass is written and read, exactly.
#include "euthymia/mass.hpp"

#include "lib/core/text.hpp"

namespace euthymia {
inline namespace v1 {
namespace {

// Power of ten that turns a unit into micrograms.
std::optional<int> power_to_ug(std::string_view unit) noexcept {
    if (unit == "kg") return 9;
    if (unit == "g") return 6;
    if (unit == "mg") return 3;
    if (unit == "ug" || unit == "micrograms" || unit == "microgram") return 0;
    if (unit == "ng") return -3;
    return std::nullopt;
}

}  // namespace

std::string to_string(Mass mass) {
    // A thyroid hormone's 25 micrograms read as "0.025 mg" are a tenfold error waiting to happen.
    constexpr std::int64_t least_in_mg = 100;
    if (mass.ug() == 1) return "1 microgram";
    if (mass.ug() > 0 && mass.ug() < least_in_mg) return std::to_string(mass.ug()) + " micrograms";
    return core::format_decimal(mass.ug(), 3) + " mg";
}

std::optional<Mass> parse_mass(std::string_view text) {
    // A number, at most one space, a unit.
    const std::size_t last_of_number = text.find_last_of("0123456789. ");
    if (last_of_number == text.npos) return std::nullopt;
    const std::string_view unit = text.substr(last_of_number + 1);
    std::string_view value = text.substr(0, last_of_number + 1);
    if (value.back() == ' ') value.remove_suffix(1);
    return parse_mass(value, unit);
}

std::optional<Mass> parse_mass(std::string_view value, std::string_view unit) {
    const std::optional<int> power = power_to_ug(unit);
    if (!power || value.starts_with('-')) return std::nullopt;
    const std::optional<std::int64_t> ug = core::parse_decimal(value, *power);
    if (!ug) return std::nullopt;
    return Mass::from_ug(*ug);
}

}  // namespace v1
}  // namespace euthymia
