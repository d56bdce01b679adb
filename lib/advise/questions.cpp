// SPDX-License-Identifier: Apache-2.0
// What to ask next, and what each answer could move.
#include "lib/advise/questions.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "lib/core/text.hpp"

namespace euthymia::advise {

namespace {

struct Unit {
    std::set<rules::NameId> names;  // asked for
    std::set<rules::NameId> answered;  // and what else the answer tells
    std::vector<const weigh::Blocked*> blocked;
    int moves = 0;
    Effect worst = Effect::inform;
    std::string harm;
    bool urgent = false;
};

// Which list a name is asked in; its own id when it is asked alone.
std::string unit_of(const rules::RuleBase& base, rules::NameId name) {
    const rules::Origin& origin = base.origins[name];
    if (origin.kind == rules::Origin::Kind::family) {
        const std::string& reducer = base.base.families[origin.index].reducer;
        return reducer.starts_with("days_since") ? "recent_medicines" : "medicines";
    }
    const Fact& fact = base.base.facts[origin.index];
    if (!fact.asked_with.empty()) return fact.asked_with;
    const std::string& of = base.base.derivations[origin.index].of;
    if (of.empty()) return fact.id;
    const Fact* root = base.base.fact(of);
    if (root == nullptr) return fact.id;
    return root->asked_with.empty() ? root->id : root->asked_with;
}

void add(const rules::RuleBase& base, const weigh::Blocked& blocked, std::map<std::string, Unit>& units) {
    const knowledge::Row& row = *blocked.rule->row;
    for (const rules::NameId name : blocked.missing) {
        Unit& unit = units[unit_of(base, name)];
        unit.names.insert(name);
        const bool urgent = row.effect == Effect::escalate && row.level != "this_visit";
        const Effect effect = row.effect == Effect::escalate && !urgent ? Effect::caution : row.effect;
        unit.urgent = unit.urgent || urgent;
        if (unit.harm.empty() || effect > unit.worst) unit.harm = row.harm;
        unit.worst = std::max(unit.worst, effect);
    }
}

void count(const rules::RuleBase& base, const weigh::Blocked& blocked, std::map<std::string, Unit>& units) {
    for (const rules::NameId name : blocked.missing) {
        const auto unit = units.find(unit_of(base, name));
        if (unit == units.end()) continue;
        unit->second.answered.insert(name);
        std::vector<const weigh::Blocked*>& counted = unit->second.blocked;
        if (counted.empty() || counted.back() != &blocked) counted.push_back(&blocked);
    }
}

// What bears on one verdict. Urgent items stand beside each other, one verdict for each harm; whether an option is
// assessed at all is another question than what speaks against it.
std::tuple<rules::Column, Action, std::string> verdict_of(const rules::RuleBase& base, const weigh::Blocked& blocked) {
    std::string part;
    if (blocked.column == base.person_column()) part = blocked.rule->row->harm;
    if (blocked.could_be == Verdict::not_assessed) part = blocked.rule->row->kind;
    return {blocked.column, blocked.action, part};
}

using Verdicts = std::map<std::tuple<rules::Column, Action, std::string>, std::vector<const weigh::Blocked*>>;

// A verdict is the worst of what holds. It turns on an answer when for some degree of "worse" it turns on it whether
// anything so bad holds.
bool could_move(const weigh::Judge& judge, const std::vector<const weigh::Blocked*>& open, const Unit& unit) {
    std::set<Verdict> degrees;
    for (const weigh::Blocked* one : open) degrees.insert(*one->could_be);
    return std::any_of(degrees.begin(), degrees.end(), [&](Verdict degree) {
        std::vector<const rules::Rule*> rules;
        for (const weigh::Blocked* one : open) {
            if (*one->could_be >= degree) rules.push_back(one->rule);
        }
        return judge.turns_on(rules, open.front()->column, open.front()->action, unit.answered);
    });
}

// A diagnosis brings its treatments into scope, or moves their line.
int treatments_of(const rules::RuleBase& base, std::string_view condition) {
    std::set<std::uint32_t> candidates;
    for (const rules::Rule& rule : base.rules) {
        const bool says = rule.row->kind == "indication" || rule.row->kind == "line";
        if (says && rule.row->condition == condition) candidates.insert(rule.candidates.begin(), rule.candidates.end());
    }
    return static_cast<int>(candidates.size());
}

void count_moves(const weigh::Judge& judge, const std::vector<weigh::Blocked>& blocked,
                 std::map<std::string, Unit>& units) {
    Verdicts verdicts;
    for (const weigh::Blocked& one : blocked) {
        count(judge.situation().rules(), one, units);
        if (one.could_be) verdicts[verdict_of(judge.situation().rules(), one)].push_back(&one);
    }
    for (auto& [id, unit] : units) {
        std::set<const std::vector<const weigh::Blocked*>*> touched;
        for (const weigh::Blocked* one : unit.blocked) {
            if (one->could_be) touched.insert(&verdicts[verdict_of(judge.situation().rules(), *one)]);
        }
        for (const auto* open : touched) unit.moves += could_move(judge, *open, unit) ? 1 : 0;
    }
    for (const knowledge::ConditionTreated& condition : judge.situation().rules().base.conditions) {
        const auto unit = units.find(condition.id);
        if (unit != units.end()) unit->second.moves += treatments_of(judge.situation().rules(), condition.id);
    }
}

std::string text_of(const weigh::Judge& judge, const std::string& id, const Unit& unit) {
    const rules::RuleBase& base = judge.situation().rules();
    for (const knowledge::ReviewScope& scope : base.base.reviews) {
        if (scope.id == id) return scope.ask;
    }
    const Fact* fact = base.base.fact(id);
    if (fact != nullptr && !fact->ask.empty()) return fact->ask;
    const FactRead read = judge.situation().read(*unit.names.begin(), nullptr, std::nullopt);
    return core::replaced(judge.wording("question/fact"), "{fact}", read.label.empty() ? id : read.label);
}

}  // namespace

std::vector<Question> questions(const weigh::Judge& judge, const std::vector<weigh::Blocked>& blocked) {
    std::map<std::string, Unit> units;
    for (const weigh::Blocked& one : blocked) {
        if (one.is_asked) add(judge.situation().rules(), one, units);
    }
    count_moves(judge, blocked, units);
    const auto& reviews = judge.situation().rules().base.reviews;
    std::vector<std::tuple<int, std::ptrdiff_t, int, int, std::string>> order;
    for (const auto& [name, unit] : units) {
        const std::string& id = name;  // a structured binding cannot be captured
        // Among what could be urgent the knowledge base's own order of lists decides: suicide first.
        const auto list =
            std::find_if(reviews.begin(), reviews.end(), [&](const auto& scope) { return scope.id == id; });
        order.emplace_back(unit.urgent ? 0 : 1, unit.urgent ? list - reviews.begin() : 0, -static_cast<int>(unit.worst),
                           -unit.moves, id);
    }
    std::sort(order.begin(), order.end());
    std::vector<Question> all;
    for (const auto& [urgent, list, effect, moves, id] : order) {
        const Unit& unit = units.at(id);
        Question question;
        question.id = id;
        question.facts = judge.fact_ids({unit.names.begin(), unit.names.end()});
        std::sort(question.facts.begin(), question.facts.end());
        question.text = text_of(judge, id, unit);
        question.why = unit.harm.empty() ? "" : judge.wording("harm/" + unit.harm);
        question.moves = -moves;
        question.urgent = unit.urgent;
        all.push_back(std::move(question));
    }
    return all;
}

}  // namespace euthymia::advise
