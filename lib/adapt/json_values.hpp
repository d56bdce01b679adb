// SPDX-License-Identifier: Apache-2.0
// Values that every JSON answer writes alike.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/advice.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/plan.hpp"

#include <boost/json.hpp>

namespace euthymia::adapt {

/// Text for Boost.JSON; points into `text`.
[[nodiscard]] inline boost::json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

/// Text, or null where there is none.
[[nodiscard]] inline boost::json::value text_or_null(std::string_view text) {
    return text.empty() ? boost::json::value() : boost::json::value(view(text));
}

/// {"ug": 12500, "text": "12.5 mg"}
[[nodiscard]] inline boost::json::object dose(Mass mass) {
    return {{"ug", mass.ug()}, {"text", view(to_string(mass))}};
}

[[nodiscard]] inline boost::json::value dose_or_null(const std::optional<Mass>& mass) {
    return mass ? boost::json::value(dose(*mass)) : boost::json::value();
}

[[nodiscard]] boost::json::array texts(std::span<const std::string> all);
[[nodiscard]] boost::json::string_view truth_text(Truth truth);

/// As they stand in every answer.
[[nodiscard]] boost::json::array facts(std::span<const FactRead> all);
[[nodiscard]] boost::json::object basis_object(const Basis& basis);
[[nodiscard]] boost::json::object alert_object(const Alert& alert);
[[nodiscard]] boost::json::object finding_object(const Finding& finding);

/// A finding with its days.
[[nodiscard]] inline boost::json::object plan_finding_object(const PlanFinding& one) {
    return {{"candidate", view(one.candidate)},
            {"from", view(to_string(one.from))},
            {"until", view(to_string(one.until))},
            {"after_last_dose", one.is_after_last_dose},
            {"forbids", one.forbids},
            {"finding", finding_object(one.finding)}};
}

/// Each of a list, by `write`.
template <class All, class Write>
[[nodiscard]] boost::json::array each(const All& all, const Write& write) {
    boost::json::array written;
    for (const auto& one : all) written.emplace_back(write(one));
    return written;
}

/// {"text", "source", "place", "statement", "verified"}
[[nodiscard]] inline boost::json::object note_object(const PlanNote& note) {
    return {{"text", view(note.text)},
            {"source", view(note.source)},
            {"place", view(note.place)},
            {"statement", view(note.statement)},
            {"verified", note.verified}};
}

/// Units or millilitres, in tenths.
[[nodiscard]] inline boost::json::array parts_array(const std::vector<DispensedPart>& parts) {
    boost::json::array all;
    for (const DispensedPart& part : parts) {
        all.push_back(boost::json::object{{"form", view(part.form)},
                                          {"strength", dose(part.strength)},
                                          {"per", part.is_liquid ? "ml" : "unit"},
                                          {"tenths", part.tenths},
                                          {"statement", view(part.statement)}});
    }
    return all;
}

}  // namespace euthymia::adapt
