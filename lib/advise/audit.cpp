// SPDX-License-Identifier: Apache-2.0
// What a verdict depends on: the same option, built again for each value of one fact.
#include "lib/advise/audit.hpp"

#include <algorithm>
#include <set>

#include "lib/rules/asking.hpp"
#include "lib/rules/number.hpp"

namespace euthymia::advise {

namespace {

using rules::Value;

class Audit {
public:
    Audit(const weigh::Judge& judge, const weigh::Scope& scope, std::uint32_t candidate, Action action)
        : judge_{judge},
          scope_{scope},
          index_{candidate},
          action_{action},
          now_{weigh::option(judge, scope, candidate, action, ignored_)} {}

    std::vector<Dependence> run() {
        std::vector<Dependence> all;
        std::set<rules::NameId> seen;
        for (const weigh::Asked& asked : judge_.ask_all(index_, action_)) {
            for (const rules::NameId name : asked.rule->reads) {
                if (seen.insert(name).second) look_at(name, all);
            }
        }
        if (const auto dose = judge_.situation().rules().names.find("daily_dose"); dose && !seen.contains(*dose)) {
            look_at(*dose, all);
        }
        return all;
    }

private:
    void look_at(rules::NameId name, std::vector<Dependence>& all) {
        const auto kind = judge_.situation().rules().names[name].kind;
        if (kind != rules::NameKind::fact && kind != rules::NameKind::relation) return;
        if (is_dose(name) ? now_.taken.empty() : is_certain(name)) return;
        const bool recorded = judge_.situation().is_recorded(name, candidate());
        if (recorded && !may_vary(name)) return;
        std::set<Verdict> found;
        for (const Value& value : values(name)) found.insert(verdict_with(name, value));
        found.erase(now_.verdict);
        if (!found.empty()) all.push_back({name, recorded, {found.begin(), found.end()}});
    }

    [[nodiscard]] bool is_certain(rules::NameId name) const {
        const Value value = judge_.situation().value(name, candidate(), action_);
        return rules::is_settled(value) && !value.assumed;
    }

    [[nodiscard]] bool may_vary(rules::NameId name) const {
        const Fact* fact = fact_of(name);
        return fact != nullptr && fact->measured;
    }

    // One of each kind the rules tell apart, and the ends of what is plausible. A range keeps to itself.
    [[nodiscard]] std::vector<Value> values(rules::NameId name) const {
        const rules::Program& program = *judge_.situation().rules().program;
        std::vector<Value> all;
        for (rules::InputId input = 1; input < program.inputs().size(); ++input) {
            if (program.inputs()[input].part || program.inputs()[input].name != name) continue;
            for (const Value& value : program.some_values(input)) {
                if (value.kind != Value::Kind::unknown) all.push_back(value);
            }
        }
        const Fact* fact = fact_of(name);
        if (judge_.situation().rules().names[name].type.kind != FactType::number) return all;
        const auto add = [&](std::int64_t number) { all.push_back(Value::of(Number::exactly(number))); };
        if (fact != nullptr) {
            add(fact->at_least);
            add(fact->at_most);
        }
        if (is_dose(name)) {
            for (const Limit& limit : now_.limits.limits) {
                add(limit.at_most.ug());
                add(limit.at_most.ug() + 1);
            }
        }
        Value range = judge_.situation().value(name, candidate(), action_);
        if (range.kind != Value::Kind::number || is_dose(name)) {
            range = Value::of(fact != nullptr ? Number{fact->at_least, fact->at_most} : Number{0, unbounded});
        }
        std::erase_if(all, [&](const Value& value) {
            return value.number.at_least < range.number.at_least || value.number.at_most > range.number.at_most;
        });
        return all;
    }

    [[nodiscard]] Verdict verdict_with(rules::NameId name, const Value& value) {
        const weigh::Judge varied{judge_.situation(), judge_.options(), weigh::Varied{name, value}};
        return weigh::option(varied, scope_, index_, action_, ignored_).verdict;
    }

    [[nodiscard]] const rules::Candidate* candidate() const { return &judge_.situation().rules().candidates[index_]; }
    [[nodiscard]] bool is_dose(rules::NameId name) const {
        return judge_.situation().rules().names[name].id == "daily_dose";
    }
    [[nodiscard]] const Fact* fact_of(rules::NameId name) const {
        const rules::RuleBase& base = judge_.situation().rules();
        const rules::Origin& origin = base.origins[name];
        return origin.kind == rules::Origin::Kind::fact ? &base.base.facts[origin.index] : nullptr;
    }

    const weigh::Judge& judge_;
    const weigh::Scope& scope_;
    std::uint32_t index_;
    Action action_;
    std::vector<weigh::Blocked> ignored_;
    Option now_;
};

}  // namespace

std::vector<Dependence> depends_on(const weigh::Judge& judge, const weigh::Scope& scope, std::uint32_t candidate,
                                   Action action) {
    return Audit{judge, scope, candidate, action}.run();
}

}  // namespace euthymia::advise
