// SPDX-License-Identifier: Apache-2.0
// A day's dose as a label says it.
#include "euthymia/taper.hpp"

#include "lib/core/text.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

constexpr std::int32_t unit = 10;  // tenths
constexpr std::int32_t half = 5;

// "capsules (pamoate)", "orally disintegrating tablets": the noun is the last word before a bracket.
std::string plural(std::string form) {
    const std::size_t bracket = form.find(" (");
    form.insert(bracket == std::string::npos ? form.size() : bracket, "s");
    return form;
}

std::string counted(std::int32_t tenths, const std::string& form) {
    if (tenths == half) return "half a " + form;
    const std::string count = core::format_decimal(tenths, 1);
    if (tenths == unit) return "1 " + form;
    if (tenths % unit == half) return std::to_string(tenths / unit) + " and a half " + plural(form);
    return count + " " + plural(form);
}

}  // namespace

std::string to_string(const std::vector<DispensedPart>& parts) {
    std::string text;
    for (const DispensedPart& part : parts) {
        text += text.empty() ? "" : " and ";
        if (part.is_liquid) {
            text +=
                core::format_decimal(part.tenths, 1) + " ml of " + part.form + " " + to_string(part.strength) + "/ml";
        } else {
            text += counted(part.tenths, part.form) + " of " + to_string(part.strength);
        }
    }
    return text;
}

}  // namespace v1
}  // namespace euthymia
