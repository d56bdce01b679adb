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
    std::set<std::string> facts;
    std::set<std::string> verdicts;
    Effect worst = Effect::inform;
    std::string harm;
    bool urgent = false;
    rules::NameId name = 0;  ///< one of the names, for a question that stands alone
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
    const auto source = base.base.fact_index.find(of);
    if (source == base.base.fact_index.end()) return fact.id;
    const Fact& root = base.base.facts[source->second];
    return root.asked_with.empty() ? root.id : root.asked_with;
}

void add(const rules::RuleBase& base, const Blocked& blocked, std::map<std::string, Unit>& units) {
    const knowledge::Row& row = *blocked.rule->row;
    for (const rules::NameId name : blocked.missing) {
        Unit& unit = units[unit_of(base, name)];
        unit.name = name;
        unit.facts.insert(base.names[name].id);
        unit.verdicts.insert(blocked.verdict);
        unit.urgent = unit.urgent || row.effect == Effect::escalate;
        if (unit.harm.empty() || row.effect > unit.worst) unit.harm = row.harm;
        unit.worst = std::max(unit.worst, row.effect);
    }
}

std::string text_of(const Judge& judge, const std::string& id, const Unit& unit) {
    const rules::RuleBase& base = judge.situation().rules();
    for (const knowledge::ReviewScope& scope : base.base.reviews) {
        if (scope.id == id) return scope.ask;
    }
    const auto found = base.base.fact_index.find(id);
    if (found != base.base.fact_index.end() && !base.base.facts[found->second].ask.empty()) {
        return base.base.facts[found->second].ask;
    }
    const FactRead read = judge.situation().read(unit.name, nullptr, std::nullopt);
    return core::replaced(judge.wording("question/fact"), "{fact}", read.label.empty() ? id : read.label);
}

}  // namespace

std::vector<Question> questions(const Judge& judge, const std::vector<Blocked>& blocked) {
    std::map<std::string, Unit> units;
    for (const Blocked& one : blocked) add(judge.situation().rules(), one, units);
    const auto& reviews = judge.situation().rules().base.reviews;
    std::vector<std::tuple<int, std::ptrdiff_t, int, int, std::string>> order;
    for (const auto& [name, unit] : units) {
        const std::string& id = name;  // a structured binding cannot be captured
        // Among what could be urgent the knowledge base's own order of lists decides: suicide first.
        const auto list =
            std::find_if(reviews.begin(), reviews.end(), [&](const auto& scope) { return scope.id == id; });
        order.emplace_back(unit.urgent ? 0 : 1, unit.urgent ? list - reviews.begin() : 0, -static_cast<int>(unit.worst),
                           -static_cast<int>(unit.verdicts.size()), id);
    }
    std::sort(order.begin(), order.end());
    std::vector<Question> all;
    for (const auto& [urgent, list, effect, moves, id] : order) {
        const Unit& unit = units[id];
        Question question;
        question.id = id;
        question.facts.assign(unit.facts.begin(), unit.facts.end());
        question.text = text_of(judge, id, unit);
        question.why = unit.harm.empty() ? "" : judge.wording("harm/" + unit.harm);
        question.moves = -moves;
        question.urgent = unit.urgent;
        all.push_back(std::move(question));
    }
    return all;
}

}  // namespace euthymia::advise
