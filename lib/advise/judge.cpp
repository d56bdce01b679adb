// SPDX-License-Identifier: Apache-2.0
// What the rules say about one patient: about each candidate and action, and about the person.
#include "lib/advise/judge.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/knowledge/content_hash.hpp"

namespace euthymia::advise {

namespace {

using knowledge::Row;
using rules::Candidate;
using rules::Rule;

// Kinds in which a country's own row takes the place of another country's. Rules that forbid or warn are not
// among them: what one country's label forbids is worth knowing everywhere, and is shown with its country.
constexpr std::array<std::string_view, 9> kinds_by_country{"washout",       "daily_dose_limit", "single_dose_limit",
                                                           "boxed_warning", "indication",       "starting_dose",
                                                           "usual_dose",    "titration",        "discontinuation"};

bool is_by_country(std::string_view kind) {
    return std::find(kinds_by_country.begin(), kinds_by_country.end(), kind) != kinds_by_country.end();
}

std::string own_row_key(const Row& row, std::uint32_t candidate) {
    std::string key = row.kind + "|" + std::to_string(candidate) + "|" + row.condition;
    if (row.kind != "washout") return key;
    return key + "|" + row.texts.at("of") + "|" + row.texts.at("direction");
}

}  // namespace

Judge::Judge(const rules::Situation& situation, const AdviceOptions& options)
    : situation_{situation}, options_{options}, by_candidate_(situation.rules().candidates.size()) {
    for (const Rule& rule : situation.rules().rules) {
        if (rule.row->applies_to.empty()) about_person_.push_back(&rule);
        for (const std::uint32_t candidate : rule.candidates) by_candidate_[candidate].push_back(&rule);
    }
    index_own_rows();
}

void Judge::index_own_rows() {
    if (options_.jurisdiction.empty()) return;
    for (const Rule& rule : situation_.rules().rules) {
        if (rule.row->jurisdiction != options_.jurisdiction || !is_by_country(rule.row->kind)) continue;
        for (const std::uint32_t candidate : rule.candidates) own_rows_[own_row_key(*rule.row, candidate)] = true;
    }
}

bool Judge::in_force(const Rule& rule, std::uint32_t candidate) const {
    const Row& row = *rule.row;
    if (options_.jurisdiction.empty() || row.jurisdiction.empty()) return true;
    if (row.jurisdiction == options_.jurisdiction || !is_by_country(row.kind)) return true;
    return !own_rows_.contains(own_row_key(row, candidate));
}

Asked Judge::ask_one(const Rule& rule, const Candidate* candidate, Action action) const {
    if (!rule.when) return {&rule, Truth::yes, {}};
    const auto& definitions = situation_.rules().definitions;
    const auto lookup = [&](rules::NameId name) { return situation_.value(name, candidate, action); };
    const Truth holds = rules::evaluate(*rule.when, definitions, lookup);
    if (holds != Truth::unknown) return {&rule, holds, {}};
    return {&rule, holds, rules::missing(*rule.when, definitions, lookup)};
}

std::vector<Asked> Judge::ask(std::uint32_t candidate, Action action, std::string_view kind) const {
    const Candidate& about = situation_.rules().candidates[candidate];
    std::vector<Asked> all;
    for (const Rule* rule : by_candidate_[candidate]) {
        if (!kind.empty() && rule->row->kind != kind) continue;
        const auto& on = rule->row->on;
        if (std::find(on.begin(), on.end(), action) == on.end() || !in_force(*rule, candidate)) continue;
        all.push_back(ask_one(*rule, &about, action));
    }
    return all;
}

std::vector<Asked> Judge::ask_person(std::string_view kind) const {
    std::vector<Asked> all;
    for (const Rule* rule : about_person_) {
        if (rule->row->kind == kind) all.push_back(ask_one(*rule, nullptr, Action::start));
    }
    return all;
}

Truth Judge::holds(std::string_view definition, const Candidate* candidate) const {
    const rules::RuleBase& base = situation_.rules();
    const auto name = base.names.find(definition);
    if (!name) return Truth::unknown;
    if (base.definitions[*name]) {
        const auto lookup = [&](rules::NameId id) { return situation_.value(id, candidate, std::nullopt); };
        return rules::evaluate(*base.definitions[*name], base.definitions, lookup);
    }
    return situation_.value(*name, candidate, std::nullopt).truth;
}

std::vector<std::string> Judge::fact_ids(const std::vector<rules::NameId>& names) const {
    std::vector<std::string> ids;
    for (const rules::NameId name : names) ids.push_back(situation_.rules().names[name].id);
    return ids;
}

Basis Judge::basis(const Rule& rule, const Candidate* candidate, Action action) const {
    const Row& row = *rule.row;
    const knowledge::Base& base = situation_.rules().base;
    Basis basis;
    basis.rule = row.id;
    basis.place = row.place;
    basis.jurisdiction = row.jurisdiction;
    basis.strength = row.strength;
    basis.verified = row.verified;
    if (const auto found = base.source_index.find(row.source); found != base.source_index.end()) {
        basis.source = base.sources[found->second].title;
        basis.address = base.sources[found->second].address;
    }
    if (!rule.when) return basis;
    basis.condition = rule.when->text;
    for (const rules::NameId name : rule.when->reads) {
        basis.facts.push_back(situation_.read(name, candidate, action));
    }
    return basis;
}

// The medicines that the condition found, as a prescriber names them.
std::string Judge::medicines(const Rule& rule, const Candidate* candidate, Action action) const {
    if (!rule.when) return {};
    std::vector<std::string> found;
    for (const rules::NameId name : rule.when->reads) {
        for (const std::string& id : situation_.evidence(name, candidate, action).medicines) {
            if (std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
        }
    }
    std::string text;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (i > 0) text += i + 1 == found.size() ? " and " : ", ";
        text += situation_.group_label(found[i]);
    }
    return text;
}

std::string Judge::wording(std::string_view message, const Candidate* candidate) const {
    const knowledge::Base& base = situation_.rules().base;
    const auto found = base.messages.find(message);
    if (found == base.messages.end()) return std::string{message};
    std::string text = found->second;
    if (candidate != nullptr) text = core::replaced(text, "{candidate}", candidate->label);
    const auto locality =
        std::find_if(base.localities.begin(), base.localities.end(),
                     [&](const knowledge::Locality& one) { return one.jurisdiction == options_.jurisdiction; });
    if (locality == base.localities.end()) return text;
    text = core::replaced(text, "{crisis_line}", locality->crisis_line);
    return core::replaced(text, "{emergency}", locality->emergency);
}

std::string Judge::text_of(const Rule& rule, const Candidate* candidate, Action action) const {
    const Row& row = *rule.row;
    const std::string message = row.message.empty() ? "kind/" + row.kind : row.message;
    std::string text = wording(message, candidate);
    std::string named = medicines(rule, candidate, action);
    if (named.empty()) named = wording("word/these-medicines");
    text = core::replaced(text, "{medicines}", named);
    for (const auto& [name, value] : row.numbers) {
        text = core::replaced(text, "{" + name + "}", core::format_decimal(value, 3));
    }
    // Of an interval "before", what was stopped is the row's own subject.
    const auto direction = row.texts.find("direction");
    if (direction != row.texts.end() && direction->second == "before") {
        text = core::replaced(text, "{of}", situation_.group_label(row.applies_to.front()));
    }
    for (const auto& [name, value] : row.texts) {
        text = core::replaced(text, "{" + name + "}", situation_.group_label(value));
    }
    return text;
}

Finding Judge::finding(const Asked& asked, const Candidate* candidate, Action action) const {
    const Row& row = *asked.rule->row;
    Finding finding;
    finding.effect = row.effect;
    finding.holds = asked.holds;
    finding.text = text_of(*asked.rule, candidate, action);
    finding.harm = row.harm;
    finding.leave = row.leave;
    finding.missing = fact_ids(asked.missing);
    finding.basis = basis(*asked.rule, candidate, action);
    const std::string subject = candidate == nullptr ? "person" : candidate->id;
    finding.id = knowledge::content_id(subject + "|" + std::string{name_of(action)} + "|" +
                                       std::string{name_of(row.effect)} + "|" + row.harm + "|" + finding.text);
    return finding;
}

}  // namespace euthymia::advise
