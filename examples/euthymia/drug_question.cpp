// SPDX-License-Identifier: Apache-2.0
// What questions about one drug have in common.
#include "drug_question.hpp"

#include <cmath>
#include <iostream>

#include "text.hpp"

namespace cli {

std::optional<Drug> drug_of(const euthymia::Knowledge& knowledge, const std::string& name, std::string_view option) {
    // An id with its form: "bupropion.xl".
    if (const auto dot = name.find('.'); dot != std::string::npos && knowledge.label(name) != name) {
        return Drug{name.substr(0, dot), name.substr(dot + 1)};
    }
    const auto match = knowledge.medicine({}, name);
    if (match && match->ingredients.size() == 1)
        return Drug{match->ingredients.front().substance, match->ingredients.front().form};
    std::cerr << "euthymia: --" << option << ": no single medicine is called \"" << printable(name) << "\""
              << printable(knowledge.medicine_suggestion(name)) << '\n';
    return std::nullopt;
}

std::string name_of(const euthymia::OccupancyFit& fit) {
    return fit.model + (fit.verified ? "" : "?") + (fit.is_of_single_doses ? " (single)" : "");
}

std::string percent(double share) {
    const auto tenths = std::llround(share * 1000.0);
    const std::string tenth = tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10);
    return std::to_string(tenths / 10) + tenth + " %";
}

}  // namespace cli
