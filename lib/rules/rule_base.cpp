// SPDX-License-Identifier: Apache-2.0
// How an edition's rows become compiled rules.
#include "lib/rules/rule_base.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "lib/core/text.hpp"

namespace euthymia::rules {

namespace {

using knowledge::Base;
using knowledge::Row;

Type type_of(const Fact& fact) { return {fact.type, fact.unit, fact.decimals, fact.choices}; }

NameKind kind_of(const knowledge::Derivation& derivation) {
    if (derivation.setting) return NameKind::setting;
    return derivation.relation ? NameKind::relation : NameKind::fact;
}

NameKind kind_of(const knowledge::Family& family) {
    if (family.attribute) return NameKind::attribute;
    return family.relation ? NameKind::relation : NameKind::fact;
}

void name_facts(RuleBase& rules) {
    const Base& base = rules.base;
    for (std::size_t i = 0; i < base.facts.size(); ++i) {
        rules.names.add({base.facts[i].id, kind_of(base.derivations[i]), type_of(base.facts[i])});
        rules.origins.push_back({Origin::Kind::fact, static_cast<std::uint32_t>(i)});
    }
}

std::string condition_text(const Row& row);

// Words of every condition that could be names.
std::unordered_set<std::string_view> mentioned(const Base& base, const std::vector<std::string>& conditions) {
    std::unordered_set<std::string_view> found;
    const auto add = [&](std::string_view text) {
        const auto belongs = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t begin = at;
            while (at < text.size() && belongs(text[at])) ++at;
            if (at > begin) found.insert(text.substr(begin, at - begin));
            if (at == begin) ++at;
        }
    };
    for (const std::string& condition : conditions) add(condition);
    for (const knowledge::Definition& definition : base.definitions) add(definition.expression);
    return found;
}

// A fact of a member's name that was written by hand stands.
void name_members(RuleBase& rules, const std::string& group, const std::unordered_set<std::string_view>* wanted) {
    const auto& families = rules.base.families;
    for (std::size_t i = 0; i < families.size(); ++i) {
        const knowledge::Family& family = families[i];
        Name name{family.prefix + group, kind_of(family), {family.type, family.unit, family.decimals, {}}};
        if ((wanted != nullptr && !wanted->contains(name.id)) || rules.names.find(name.id)) continue;
        rules.names.add(std::move(name));
        rules.origins.push_back({Origin::Kind::family, static_cast<std::uint32_t>(i), group});
    }
}

void name_families(RuleBase& rules, FamilyNames names) {
    std::vector<std::string> conditions;
    for (const Row& row : rules.base.rows) conditions.push_back(condition_text(row));
    const auto mentions = mentioned(rules.base, conditions);
    const auto* const wanted = names == FamilyNames::mentioned ? &mentions : nullptr;
    for (const knowledge::Group& group : rules.base.groups) name_members(rules, group.id, wanted);
    for (const knowledge::Substance& substance : rules.base.substances) {
        if (rules.base.group(substance.id) == nullptr) name_members(rules, substance.id, wanted);
        for (const std::string& group : substance.groups) rules.members[group].push_back(substance.id);
    }
}

void complain(std::vector<Error>& errors, const Error& error, const std::string& place, std::string_view member,
              std::string_view id) {
    std::string detail = core::joined({"row \"", id, "\""});
    if (error.offset) detail += ", column " + std::to_string(*error.offset + 1);
    errors.push_back({error.code, place + "/" + std::string{member}, detail + ": " + error.detail, error.offset});
}

void name_definitions(RuleBase& rules, std::vector<Error>& errors) {
    for (const knowledge::Definition& definition : rules.base.definitions) {
        if (rules.names.find(definition.id)) {
            errors.push_back({ErrorCode::duplicate_id, definition.place_in_file.text(),
                              "\"" + definition.id + "\" is already the name of a fact"});
            continue;
        }
        rules.names.add({definition.id, NameKind::definition, {}, definition.expression});
        rules.origins.push_back({Origin::Kind::definition});
    }
    auto compiled = compile_definitions(rules.names);
    if (!compiled) {
        Error error = compiled.error();
        error.where = "definitions " + error.where;
        errors.push_back(std::move(error));
        rules.definitions.resize(rules.names.size());
        return;
    }
    rules.definitions = std::move(*compiled);
    rules.definitions.resize(rules.names.size());
}

void list_candidates(RuleBase& rules) {
    for (const knowledge::Substance& substance : rules.base.substances) {
        if (!substance.candidate) continue;
        if (substance.forms.empty()) {
            rules.candidates.push_back({substance.id, substance.label, &substance, "", substance.groups});
        }
        for (const knowledge::Form& form : substance.forms) {
            rules.candidates.push_back({substance.id + "." + form.id, substance.label + " " + form.label, &substance,
                                        form.id, substance.groups});
        }
    }
    for (const knowledge::Therapy& therapy : rules.base.therapies) {
        rules.candidates.push_back({therapy.id, therapy.label, nullptr, "", therapy.groups});
    }
    std::sort(rules.candidates.begin(), rules.candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.id < b.id; });
}

// Which candidates a subject means, by its id: the candidate itself, or those of a group.
using Meant = std::unordered_map<std::string_view, std::vector<std::uint32_t>>;

Meant meant_by(const std::vector<Candidate>& candidates) {
    Meant meant;
    for (std::uint32_t i = 0; i < candidates.size(); ++i) {
        meant[candidates[i].id].push_back(i);
        for (const std::string& group : candidates[i].groups) {
            if (group != candidates[i].id) meant[group].push_back(i);
        }
    }
    return meant;
}

std::vector<std::uint32_t> candidates_of(const Meant& meant, const knowledge::Few<std::string_view>& subjects) {
    std::vector<std::uint32_t> found;
    for (const std::string_view subject : subjects) {
        const auto those = meant.find(subject);
        if (those != meant.end()) found.insert(found.end(), those->second.begin(), those->second.end());
    }
    if (subjects.size() > 1) {
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
    }
    return found;
}

// "Wait so many days after stopping X" is a rule of its own: it forbids inside the interval. `of` is what was
// stopped when the direction is "after"; when it is "before", the row's own subject was.
std::string washout_condition(const Row& row, std::string_view stopped) {
    const std::string days = core::format_decimal(row.numbers.at("days"), 3);
    std::string condition = core::joined({"days_since_other_", stopped, " < ", days, " 'd'"});
    return row.when.empty() ? condition : core::joined({"(", condition, ") and (", row.when, ")"});
}

// A row that acts more mildly than its texts read is about safety, and asked as mildly as it acts.
Strictness strictness_of(const Row& row) {
    return row.safety && row.text("read_as").empty() ? Strictness::monotone : Strictness::open;
}

bool is_complete(const Row& row) {
    return row.kind != "washout" ||
           (row.texts.contains("of") && row.texts.contains("direction") && row.numbers.contains("days"));
}

bool waits_before(const Row& row) { return row.kind == "washout" && row.texts.at("direction") != "after"; }

std::string condition_text(const Row& row) {
    if (!is_complete(row)) return {};  // complained of already
    if (row.kind != "washout") return std::string{row.when};
    if (!waits_before(row)) return washout_condition(row, row.texts.at("of"));
    const std::string_view stopped = row.applies_to.front();
    return washout_condition(row, stopped.substr(0, stopped.find('.')));
}

// What a wait "before" is about is what would be started.
knowledge::Few<std::string_view> subjects(const Row& row) {
    if (is_complete(row) && waits_before(row)) return {row.texts.at("of")};
    return row.applies_to;
}

void compile_row(RuleBase& rules, const Row& row, const Meant& meant, std::vector<std::optional<Condition>>& conditions,
                 std::vector<Error>& errors) {
    if (!is_complete(row)) return;
    Rule rule{
        &row, rules.base.texts.keep(condition_text(row)), strictness_of(row), {}, candidates_of(meant, subjects(row))};
    std::optional<Condition> tree;
    if (!rule.condition.empty()) {
        auto compiled = compile(rule.condition, rules.names, rule.strictness);
        if (!compiled) {
            complain(errors, compiled.error(), row.where(), "when", row.id);
            return;
        }
        rule.reads = compiled->reads;
        tree = std::move(*compiled);
    }
    rules.rules.push_back(std::move(rule));
    conditions.push_back(std::move(tree));
}

// Kinds in which a country's own row takes the place of another country's. Rules that forbid or warn are not
// among them: what one country's label forbids is worth knowing everywhere, and is shown with its country.
constexpr std::array<std::string_view, 9> kinds_by_country{"washout",       "daily_dose_limit", "single_dose_limit",
                                                           "boxed_warning", "indication",       "starting_dose",
                                                           "usual_dose",    "titration",        "discontinuation"};

bool is_by_country(const Row& row) {
    const auto end = kinds_by_country.end();
    return !row.jurisdiction.empty() && std::find(kinds_by_country.begin(), end, row.kind) != end;
}

// A country's own limit stands for the others only where it is meant for everybody: what it says of a few must not hide
// what another country says of the rest.
bool stands_for_others(const Rule& rule) {
    const bool is_limit = rule.row->kind == "daily_dose_limit" || rule.row->kind == "single_dose_limit";
    return is_by_country(*rule.row) && (!is_limit || rule.condition.empty());
}

// What a country's own row speaks of: other countries' rows on the same are not in force there.
std::string subject_of(const Row& row, std::uint32_t candidate) {
    const std::string column = std::to_string(candidate);
    if (row.kind != "washout") return core::joined({row.kind, "|", column, "|", row.condition});
    return core::joined(
        {row.kind, "|", column, "|", row.condition, "|", row.texts.at("of"), "|", row.texts.at("direction")});
}

InForce in_force(const RuleBase& rules, const std::string& jurisdiction) {
    std::unordered_set<std::string> own;
    for (const Rule& rule : rules.rules) {
        if (jurisdiction.empty() || rule.row->jurisdiction != jurisdiction || !stands_for_others(rule)) continue;
        for (const std::uint32_t candidate : rule.candidates) own.insert(subject_of(*rule.row, candidate));
    }
    InForce found(rules.candidates.size());
    for (std::uint32_t i = 0; i < rules.rules.size(); ++i) {
        const Rule& rule = rules.rules[i];
        const bool foreign = is_by_country(*rule.row) && rule.row->jurisdiction != jurisdiction;
        for (const std::uint32_t candidate : rule.candidates) {
            if (!foreign || !own.contains(subject_of(*rule.row, candidate))) found[candidate].push_back(i);
        }
    }
    return found;
}

void list_rules(RuleBase& rules) {
    rules.in_force.emplace("", in_force(rules, ""));
    for (const std::string& jurisdiction : rules.base.jurisdictions) {
        rules.in_force.emplace(jurisdiction, in_force(rules, jurisdiction));
    }
    for (std::uint32_t i = 0; i < rules.rules.size(); ++i) {
        if (is_about_the_person(*rules.rules[i].row)) rules.about_person.push_back(i);
    }
}

void compile_program(RuleBase& rules, const std::vector<std::optional<Condition>>& conditions) {
    const Column person = rules.person_column();
    std::vector<ProgramRule> compiled;
    for (std::size_t i = 0; i < rules.rules.size(); ++i) {
        const Rule& rule = rules.rules[i];
        const bool about_person = is_about_the_person(*rule.row);
        compiled.push_back({conditions[i] ? &*conditions[i] : nullptr,
                            about_person ? std::span<const Column>{&person, 1} : std::span{rule.candidates}});
    }
    rules.program.emplace(rules.names, rules.definitions, compiled, rules.candidates.size() + 1,
                          [&rules](Column column, NameId name) { return attribute_of(rules, column, name); });
    std::vector<bool> read(rules.names.size());
    for (const Input& input : rules.program->inputs()) {
        if (!input.part) read[input.name] = true;
        if (!input.part) continue;
        for (const NameId name : input.part->reads) read[name] = true;
    }
    for (NameId name = 0; name < rules.names.size(); ++name) {
        if (read[name]) rules.inputs.push_back(name);
    }
}

}  // namespace

std::optional<std::uint32_t> RuleBase::candidate(std::string_view id) const {
    for (std::uint32_t i = 0; i < candidates.size(); ++i) {
        if (candidates[i].id == id) return i;
    }
    return std::nullopt;
}

Value attribute_of(const RuleBase& rules, Column column, NameId name) {
    const Candidate* candidate = column < rules.candidates.size() ? &rules.candidates[column] : nullptr;
    if (candidate == nullptr) return Value::of(Truth::no);
    const auto& groups = candidate->groups;
    return Value::of(truth(std::binary_search(groups.begin(), groups.end(), rules.origins[name].group)));
}

Condition condition_of(const RuleBase& rules, const Rule& rule) {
    auto compiled = compile(rule.condition, rules.names, rule.strictness);
    return compiled ? std::move(*compiled) : Condition{};
}

Built build(std::span<const knowledge::File> files, FamilyNames names) {
    auto rules = std::make_shared<RuleBase>();
    auto loaded = knowledge::load(files);
    rules->base = std::move(loaded.base);
    std::vector<Error> errors = std::move(loaded.errors);
    name_facts(*rules);
    name_families(*rules, names);
    name_definitions(*rules, errors);
    list_candidates(*rules);
    std::vector<std::optional<Condition>> conditions;
    const Meant meant = meant_by(rules->candidates);
    for (const Row& row : rules->base.rows) compile_row(*rules, row, meant, conditions, errors);
    verify_readings(*rules, conditions, errors);
    // What a misspelt name was meant to be is found among all names.
    if (!errors.empty() && names == FamilyNames::mentioned) return build(files, FamilyNames::all);
    // Compared and compiled; the statements have them as written.
    for (Row& row : rules->base.rows) {
        row.readings = {};
        row.when = {};
        row.pointer = {};
    }
    if (errors.empty()) {
        list_rules(*rules);
        compile_program(*rules, conditions);
    }
    return {std::move(rules), std::move(errors)};
}

}  // namespace euthymia::rules
