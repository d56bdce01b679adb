// SPDX-License-Identifier: Apache-2.0
// What questions about one drug have in common.
#include "drug_question.hpp"

#include <charconv>
#include <cmath>
#include <iostream>

#include "text.hpp"

namespace cli {

namespace {

constexpr double hundred = 100.0;

}  // namespace

std::optional<Drug> drug_of(const euthymia::Knowledge& knowledge, const std::string& name) {
    const auto match = knowledge.medicine({}, name);
    if (match && match->ingredients.size() == 1)
        return Drug{match->ingredients.front().substance, match->ingredients.front().form};
    std::cerr << "euthymia: --drug: no single medicine is called \"" << printable(name) << "\""
              << printable(knowledge.medicine_suggestion(name)) << '\n';
    return std::nullopt;
}

std::optional<double> share_of(std::string_view text) {
    while (!text.empty() && (text.back() == '%' || text.back() == ' ')) text.remove_suffix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !(value > 0 && value <= hundred)) {
        return std::nullopt;
    }
    return value / hundred;
}

std::string percent(double share) {
    const auto tenths = std::llround(share * hundred * 10.0);
    const std::string tenth = tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10);
    return std::to_string(tenths / 10) + tenth + " %";
}

}  // namespace cli
