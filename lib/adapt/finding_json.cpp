// SPDX-License-Identifier: Apache-2.0
// Findings, alerts and their basis, as they stand in every answer.
#include "lib/adapt/json_values.hpp"

namespace euthymia::adapt {

namespace json = boost::json;

namespace {

json::object fact(const FactRead& read) {
    return {{"fact", view(read.fact)},         {"label", view(read.label)},           {"value", view(read.value)},
            {"when", text_or_null(read.when)}, {"record", text_or_null(read.record)}, {"known", read.known},
            {"assumed", read.assumed}};
}

}  // namespace

json::array texts(std::span<const std::string> all) {
    json::array array;
    for (const std::string& one : all) array.emplace_back(view(one));
    return array;
}

json::string_view truth_text(Truth truth) {
    if (truth == Truth::yes) return "yes";
    return truth == Truth::no ? "no" : "unknown";
}

json::array facts(std::span<const FactRead> all) {
    json::array array;
    for (const FactRead& one : all) array.emplace_back(fact(one));
    return array;
}

json::object basis_object(const Basis& basis) {
    return {{"rule", view(basis.rule)},
            {"condition", text_or_null(basis.condition)},
            {"facts", facts(basis.facts)},
            {"source", view(basis.source)},
            {"place", view(basis.place)},
            {"address", text_or_null(basis.address)},
            {"jurisdiction", text_or_null(basis.jurisdiction)},
            {"strength", text_or_null(basis.strength)},
            {"verified", basis.verified}};
}

json::object alert_object(const Alert& alert) {
    json::array bases;
    for (const Basis& one : alert.bases) bases.emplace_back(basis_object(one));
    return {{"id", view(alert.id)},     {"level", view(alert.level)},      {"text", view(alert.text)},
            {"harm", view(alert.harm)}, {"actions", texts(alert.actions)}, {"bases", std::move(bases)}};
}

json::object finding_object(const Finding& finding) {
    return {{"id", view(finding.id)},
            {"effect", view(name_of(finding.effect))},
            {"holds", truth_text(finding.holds)},
            {"text", view(finding.text)},
            {"harm", text_or_null(finding.harm)},
            {"leave", text_or_null(finding.leave)},
            {"missing", texts(finding.missing)},
            {"basis", basis_object(finding.basis)}};
}

}  // namespace euthymia::adapt
