// SPDX-License-Identifier: Apache-2.0
// How a measurement in one unit reads in another.
#include "lib/adapt/units.hpp"

#include <array>

namespace euthymia::adapt {

namespace {

struct Conversion {
    std::string_view from;
    std::string_view to;
    double factor;
    double offset;  ///< subtracted before the factor applies
};

// Exact by definition [ucum, tables 1 to 4]; only units that measure the same thing. mL/min is not
// mL/min/{1.73_m2}, and a mass per volume is no amount of substance: neither is converted.
//
// One mEq/L is one mmol/L for ions of one charge only. The dictionary measures none but these in mmol/L
// (a test holds it to that).
constexpr std::array<Conversion, 32> conversions{{
    {"g", "kg", 0.001, 0},
    {"mg", "kg", 0.000001, 0},
    {"[lb_av]", "kg", 0.45359237, 0},
    {"lb", "kg", 0.45359237, 0},
    {"lbs", "kg", 0.45359237, 0},
    {"m", "cm", 100, 0},
    {"mm", "cm", 0.1, 0},
    {"[in_i]", "cm", 2.54, 0},
    {"in", "cm", 2.54, 0},
    {"[degF]", "Cel", 5.0 / 9.0, 32},
    {"degF", "Cel", 5.0 / 9.0, 32},
    {"F", "Cel", 5.0 / 9.0, 32},
    {"C", "Cel", 1, 0},
    {"degC", "Cel", 1, 0},
    {"s", "ms", 1000, 0},
    {"sec", "ms", 1000, 0},
    {"msec", "ms", 1, 0},
    {"ms", "s", 0.001, 0},
    {"mmHg", "mm[Hg]", 1, 0},
    {"mm Hg", "mm[Hg]", 1, 0},
    {"meq/L", "mmol/L", 1, 0},
    {"mEq/L", "mmol/L", 1, 0},
    {"ug/L", "ng/mL", 1, 0},
    {"ng/mL", "ug/L", 1, 0},
    {"g/L", "mg/dL", 100, 0},
    {"mg/L", "mg/dL", 0.1, 0},
    {"mL/min/1.73m2", "mL/min/{1.73_m2}", 1, 0},
    {"mL/min/1.73.m2", "mL/min/{1.73_m2}", 1, 0},
    {"mL/min/1.73 m2", "mL/min/{1.73_m2}", 1, 0},
    {"mL/min/{1.73m2}", "mL/min/{1.73_m2}", 1, 0},
    {"ml/min/1.73m2", "mL/min/{1.73_m2}", 1, 0},
    {"ml/min", "mL/min", 1, 0},
}};

}  // namespace

std::optional<double> convert(double value, std::string_view from, std::string_view to) {
    if (from == to) return value;
    for (const Conversion& conversion : conversions) {
        if (conversion.from == from && conversion.to == to) return (value - conversion.offset) * conversion.factor;
    }
    return std::nullopt;
}

bool is_unity(std::string_view unit) {
    return unit.empty() || unit == "1" || (unit.starts_with('{') && unit.ends_with('}'));
}

}  // namespace euthymia::adapt
