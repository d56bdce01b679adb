// SPDX-License-Identifier: Apache-2.0
// Write advice as JSON: whole micrograms, fixed member order, no floating point.
#include "euthymia/write.hpp"

#include "lib/adapt/json_values.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

namespace json = boost::json;
using adapt::basis_object;
using adapt::dose;
using adapt::dose_or_null;
using adapt::each;
using adapt::facts;
using adapt::text_or_null;
using adapt::texts;
using adapt::truth_text;
using adapt::view;

json::value date(const std::optional<DateRange>& range) {
    if (!range) return nullptr;
    return json::value(view(to_string(*range)));
}

json::object limits(const DoseLimits& limits) {
    json::array rows;
    for (const Limit& limit : limits.limits) {
        rows.emplace_back(json::object{{"rule", view(limit.rule)},
                                       {"at_most", dose(limit.at_most)},
                                       {"applies", truth_text(limit.applies)},
                                       {"text", view(limit.text)},
                                       {"basis", basis_object(limit.basis)}});
    }
    return {{"settled", dose_or_null(limits.settled)},
            {"cautious", dose_or_null(limits.cautious)},
            {"undecided", texts(limits.undecided)},
            {"limits", std::move(rows)}};
}

json::object regimen(const Regimen& regimen) {
    return {{"substance", view(regimen.substance)},
            {"form", text_or_null(regimen.form)},
            {"taking", truth_text(regimen.taking)},
            {"daily_dose", dose_or_null(regimen.daily_dose)},
            {"as_needed", regimen.as_needed},
            {"start", date(regimen.start)},
            {"stop", date(regimen.stop)},
            {"purpose", text_or_null(regimen.purpose)},
            {"duplicate_orders", regimen.duplicate_orders},
            {"records", texts(regimen.records)}};
}

json::array regimens(std::span<const Regimen> all) {
    json::array array;
    for (const Regimen& one : all) array.emplace_back(regimen(one));
    return array;
}

json::object option(const Option& option) {
    json::array findings;
    for (const Finding& one : option.findings) findings.emplace_back(adapt::finding_object(one));
    json::value line = nullptr;
    if (option.line) line = *option.line;
    return {{"candidate", view(option.candidate)},
            {"label", view(option.label)},
            {"kind", view(option.kind)},
            {"class", text_or_null(option.drug_class)},
            {"action", view(name_of(option.action))},
            {"verdict", view(name_of(option.verdict))},
            {"worst_possible", view(name_of(option.worst_possible))},
            {"line", std::move(line)},
            {"line_missing", texts(option.line_missing)},
            {"line_verified", option.line_verified},
            {"line_source", text_or_null(option.line_source)},
            {"line_for", text_or_null(option.line_for)},
            {"elsewhere", text_or_null(option.elsewhere)},
            {"standing", text_or_null(option.standing)},
            {"starting_dose", dose_or_null(option.starting_dose)},
            {"starting_text", text_or_null(option.starting_text)},
            {"starting_basis", option.starting_dose ? json::value(basis_object(option.starting_basis)) : json::value()},
            {"limits", limits(option.limits)},
            {"taken", regimens(option.taken)},
            {"findings", std::move(findings)}};
}

json::object question(const Question& question) {
    return {{"id", view(question.id)},        {"text", view(question.text)}, {"why", text_or_null(question.why)},
            {"facts", texts(question.facts)}, {"moves", question.moves},     {"urgent", question.urgent}};
}

json::object not_read(const NotRead& entry) {
    return {{"record", text_or_null(entry.record)},
            {"what", view(entry.what)},
            {"why", view(entry.why)},
            {"is_medicine", entry.is_medicine},
            {"text", text_or_null(entry.text)}};
}

}  // namespace

std::string to_json(const Advice& advice) {
    const json::object object{{"euthymia", "advice/1"},
                              {"as_of", view(to_string(advice.as_of()))},
                              {"edition", view(advice.edition())},
                              {"hash", view(advice.hash())},
                              {"stale", advice.stale()},
                              {"profile", text_or_null(advice.profile())},
                              {"jurisdiction", text_or_null(advice.jurisdiction())},
                              {"person", view(advice.person())},
                              {"conditions", texts(advice.conditions())},
                              {"alerts", each(advice.alerts(), adapt::alert_object)},
                              {"notes", texts(advice.notes())},
                              {"regimens", regimens(advice.regimens())},
                              {"options", each(advice.options(), option)},
                              {"questions", each(advice.questions(), question)},
                              {"known_facts", facts(advice.known_facts())},
                              {"assumed", facts(advice.assumed())},
                              {"not_read", each(advice.not_read(), not_read)}};
    return json::serialize(object);
}

std::string to_json(const OrderCheck& check) {
    const json::object object{
        {"euthymia", "order-check/1"},
        {"as_of", view(to_string(check.as_of))},
        {"edition", view(check.edition)},
        {"hash", view(check.hash)},
        {"medicine", view(check.medicine)},
        {"verdict", view(name_of(check.verdict))},
        {"earliest", check.earliest ? json::value(view(to_string(*check.earliest))) : json::value()},
        {"notes", texts(check.notes)},
        {"findings", each(check.findings, adapt::finding_object)}};
    return json::serialize(object);
}

}  // namespace v1
}  // namespace euthymia
