// SPDX-License-Identifier: Apache-2.0
// What the rules say about one patient: about each candidate and action, and about the person.
#include "lib/weigh/judge.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/rules/asking.hpp"
#include "lib/rules/cases.hpp"

namespace euthymia::weigh {

namespace {

using knowledge::Row;
using rules::Candidate;
using rules::Rule;

}  // namespace

std::optional<Error> refuse_name(std::string_view where, std::string_view name, std::vector<std::string> known) {
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) return std::nullopt;
    return Error{
        ErrorCode::unknown_name, std::string{where},
        "\"" + std::string{name} + "\" is not one of " + core::listed(known) + core::did_you_mean(name, known)};
}

std::optional<Error> refuse(const Knowledge& knowledge, const AdviceOptions& options) {
    if (options.as_of == Date{})
        return Error{ErrorCode::invalid_argument, "/as_of", "the day of the question is not set"};
    const Date first = std::chrono::year{1} / 1 / 1;
    const Date last = std::chrono::year{9990} / 12 / 31;  // plans go on for some years
    if (options.as_of < first || options.as_of > last) {
        return Error{ErrorCode::out_of_range, "/as_of", "a day that calendars can write"};
    }
    if (auto error = refuse_name("/profile", options.profile, knowledge.guideline_profiles())) return error;
    return refuse_name("/jurisdiction", options.jurisdiction, knowledge.jurisdictions());
}

Judge::Judge(const rules::Situation& situation, const AdviceOptions& options, std::optional<Varied> varied)
    : situation_{situation},
      options_{options},
      varied_{std::move(varied)},
      in_force_{situation.rules().in_force.find(options.jurisdiction)->second} {
    const rules::RuleBase& base = situation.rules();
    reads_action_ = std::any_of(base.inputs.begin(), base.inputs.end(), [&](rules::NameId name) {
        return base.names[name].kind == rules::NameKind::setting && base.names[name].id == "action";
    });
    const auto& all = base.candidates;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Candidate& candidate) {
        return candidate.substance != nullptr && !is_recorded(candidate);
    });
    unrecorded_drug_ = static_cast<rules::Column>(found - all.begin());
}

bool Judge::is_recorded(const Candidate& candidate) const {
    const auto& regimens = situation_.regimens();
    return std::any_of(regimens.begin(), regimens.end(),
                       [&](const Regimen& regimen) { return regimen.substance == candidate.substance->id; });
}

// A drug of which the record says nothing sees the same as every other such drug; a therapy the same as the person.
// (Attributes are no part of this: they are folded into the program.)
const Judge::Seen& Judge::seen(rules::Column column, Action action) const {
    const rules::RuleBase& base = situation_.rules();
    const Candidate* candidate = column == base.person_column() ? nullptr : &base.candidates[column];
    rules::Column key = column;
    if (candidate == nullptr || candidate->substance == nullptr) {
        key = base.person_column();
    } else if (!is_recorded(*candidate)) {
        key = unrecorded_drug_;
    }
    const auto [place, is_new] = seen_.try_emplace({key, reads_action_ ? static_cast<int>(action) : 0});
    Seen& seen = place->second;
    if (is_new) {
        seen.values = situation_.values(candidate, action);
        if (varied_) seen.values[varied_->name] = varied_->value;
        base.program->fill(seen.view, seen.values);
        base.program->evaluate(seen.view, seen.answers);
    }
    return seen;
}

Asked Judge::ask_one(std::uint32_t index, rules::Column column, const Seen& seen) const {
    const rules::RuleBase& base = situation_.rules();
    const Rule& rule = base.rules[index];
    const rules::ConditionId condition = base.program->condition(index, column);
    const Truth holds = condition == rules::no_condition ? Truth::no : seen.answers[condition];
    if (holds != Truth::unknown) return {&rule, holds, {}};
    return {&rule, holds, missing(condition, rule, seen)};
}

// In the order in which the condition names them.
std::vector<rules::NameId> Judge::missing(rules::ConditionId condition, const Rule& rule, const Seen& seen) const {
    const rules::Program& program = *situation_.rules().program;
    std::vector<rules::InputId> inputs;
    program.missing(condition, seen.view, seen.values, inputs);
    std::vector<rules::NameId> names;
    for (const rules::NameId name : rule.reads) {
        const bool is_missing = std::any_of(inputs.begin(), inputs.end(), [&](rules::InputId id) {
            const rules::Input& input = program.inputs()[id];
            if (!input.part) return input.name == name;
            const auto& reads = input.part->reads;
            const rules::Value& value = seen.values[name];
            const bool open =
                !rules::is_settled(value) || (value.assumed && input.reading == rules::Strictness::monotone);
            return open && std::find(reads.begin(), reads.end(), name) != reads.end();
        });
        if (is_missing) names.push_back(name);
    }
    return names;
}

const std::vector<Asked>& Judge::ask_all(std::uint32_t candidate, Action action) const {
    const auto [place, is_new] = asked_.try_emplace({candidate, action});
    std::vector<Asked>& all = place->second;
    if (!is_new) return all;
    const rules::RuleBase& base = situation_.rules();
    const Seen& as_seen = seen(candidate, action);
    for (const std::uint32_t rule : in_force_[candidate]) {
        const auto& on = base.rules[rule].row->on;
        if (std::find(on.begin(), on.end(), action) != on.end()) all.push_back(ask_one(rule, candidate, as_seen));
    }
    return all;
}

std::vector<Asked> Judge::ask(std::uint32_t candidate, Action action, std::string_view kind) const {
    const std::vector<Asked>& all = ask_all(candidate, action);
    if (kind.empty()) return all;
    std::vector<Asked> of_kind;
    std::copy_if(all.begin(), all.end(), std::back_inserter(of_kind),
                 [&](const Asked& asked) { return asked.rule->row->kind == kind; });
    return of_kind;
}

std::vector<Asked> Judge::ask_person(std::string_view kind) const {
    const rules::RuleBase& base = situation_.rules();
    const Seen& as_seen = seen(base.person_column(), Action::start);
    std::vector<Asked> all;
    for (const std::uint32_t rule : base.about_person) {
        if (base.rules[rule].row->kind == kind) all.push_back(ask_one(rule, base.person_column(), as_seen));
    }
    return all;
}

std::vector<std::vector<rules::NameId>> Judge::settling(const Asked& asked, rules::Column column, Action action) const {
    const rules::RuleBase& base = situation_.rules();
    const rules::Program& program = *base.program;
    const auto rule = static_cast<std::uint32_t>(asked.rule - base.rules.data());
    const rules::ConditionId condition = program.condition(rule, column);
    std::vector<std::vector<rules::NameId>> all;
    if (condition == rules::no_condition) return all;
    const Seen& as_seen = seen(column, action);
    for (const auto& set : rules::Cases{program}.settling(condition, as_seen.view, as_seen.values).sets) {
        std::vector<rules::NameId>& names = all.emplace_back();
        for (const rules::InputId id : set) {
            const rules::Input& input = program.inputs()[id];
            const auto reads = input.part ? input.part->reads : std::vector<rules::NameId>{input.name};
            for (const rules::NameId name : reads) {
                const bool is_missing =
                    std::find(asked.missing.begin(), asked.missing.end(), name) != asked.missing.end();
                const bool is_new = std::find(names.begin(), names.end(), name) == names.end();
                if (is_missing && is_new) names.push_back(name);
            }
        }
    }
    return all;
}

bool Judge::turns_on(const std::vector<const Rule*>& open, rules::Column column, Action action,
                     const std::set<rules::NameId>& asked) const {
    const rules::RuleBase& base = situation_.rules();
    const rules::Program& program = *base.program;
    const Seen& as_seen = seen(column, action);
    std::set<rules::ConditionId> conditions;
    for (const Rule* rule : open) {
        const auto index = static_cast<std::uint32_t>(rule - base.rules.data());
        const rules::ConditionId condition = program.condition(index, column);
        if (condition != rules::no_condition) conditions.insert(condition);
    }
    Turning turning{&as_seen, {conditions.begin(), conditions.end()}, {}};
    std::vector<rules::InputId>& inputs = std::get<2>(turning);
    for (rules::InputId id = 1; id < program.inputs().size(); ++id) {
        const rules::Input& input = program.inputs()[id];
        const auto is_asked = [&](rules::NameId name) { return asked.contains(name); };
        const bool reads = input.part ? std::any_of(input.part->reads.begin(), input.part->reads.end(), is_asked)
                                      : is_asked(input.name);
        if (reads) inputs.push_back(id);
    }
    const auto [place, is_new] = turning_.try_emplace(std::move(turning));
    const auto& [of, those, what] = place->first;
    if (is_new) place->second = rules::Cases{program}.turns_on(those, what, as_seen.view, as_seen.values);
    return place->second;
}

std::vector<std::optional<Truth>> Judge::outcomes() const {
    const rules::RuleBase& base = situation_.rules();
    std::vector<std::optional<Truth>> found(base.rules.size());
    const auto add = [&](const Asked& asked) {
        std::optional<Truth>& outcome = found[static_cast<std::size_t>(asked.rule - base.rules.data())];
        outcome = outcome ? any_of(*outcome, asked.holds) : asked.holds;
    };
    for (const auto& [candidate, all] : asked_) std::for_each(all.begin(), all.end(), add);
    const Seen& as_seen = seen(base.person_column(), Action::start);
    for (const std::uint32_t rule : base.about_person) add(ask_one(rule, base.person_column(), as_seen));
    return found;
}

Truth Judge::holds(std::string_view definition, const Candidate* candidate) const {
    const rules::RuleBase& base = situation_.rules();
    const auto name = base.names.find(definition);
    if (!name) return Truth::unknown;
    if (base.definitions[*name]) {
        const auto lookup = [&](rules::NameId id) {
            return varied_ && varied_->name == id ? varied_->value : situation_.value(id, candidate, std::nullopt);
        };
        return rules::evaluate(*base.definitions[*name], base.definitions, lookup);
    }
    return situation_.value(*name, candidate, std::nullopt).truth;
}

std::optional<rules::Value> Judge::varied(std::string_view fact) const {
    if (!varied_ || situation_.rules().names[varied_->name].id != fact) return std::nullopt;
    return varied_->value;
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
    if (const knowledge::Source* source = base.source(row.source)) {
        basis.source = source->title;
        basis.address = source->address;
    }
    basis.condition = rule.condition;
    for (const rules::NameId name : rule.reads) {
        basis.facts.push_back(situation_.read(name, candidate, action));
    }
    return basis;
}

// The medicines that the condition found, as a prescriber names them.
std::string Judge::medicines(const Rule& rule, const Candidate* candidate, Action action) const {
    std::vector<std::string> found;
    for (const rules::NameId name : rule.reads) {
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
    const auto has_blank = [&] { return text.find('{') != std::string::npos; };
    if (candidate != nullptr && has_blank()) text = core::replaced(text, "{candidate}", candidate->label);
    if (!has_blank()) return text;
    const auto locality =
        std::find_if(base.localities.begin(), base.localities.end(),
                     [&](const knowledge::Locality& one) { return one.jurisdiction == options_.jurisdiction; });
    if (locality == base.localities.end()) return text;
    text = core::replaced(text, "{crisis_line}", locality->crisis_line);
    return core::replaced(text, "{emergency}", locality->emergency);
}

std::string Judge::text_of(const Rule& rule, const Candidate* candidate, Action action) const {
    const Row& row = *rule.row;
    const std::string message = row.message.empty() ? core::joined({"kind/", row.kind}) : std::string{row.message};
    std::string text = wording(message, candidate);
    if (text.find('{') == std::string::npos) return text;
    std::string named = medicines(rule, candidate, action);
    if (named.empty()) named = wording("word/these-medicines");
    text = core::replaced(text, "{medicines}", named);
    for (const auto& [name, value] : row.numbers) {
        text = core::replaced(text, core::joined({"{", name, "}"}), core::format_decimal(value, 3));
    }
    // Of an interval "before", what was stopped is the row's own subject.
    const auto direction = row.texts.find("direction");
    if (direction != row.texts.end() && direction->second == "before") {
        text = core::replaced(text, "{of}", situation_.group_label(row.applies_to.front()));
    }
    for (const auto& [name, value] : row.texts) {
        text = core::replaced(text, core::joined({"{", name, "}"}), situation_.group_label(value));
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
    return finding;
}

}  // namespace euthymia::weigh
