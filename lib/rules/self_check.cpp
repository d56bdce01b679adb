// SPDX-License-Identifier: Apache-2.0
// How a case for each rule is found, and asked of both the program and the rule's text.
#include "lib/rules/self_check.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/rules/cases.hpp"

namespace euthymia::rules {

namespace {

class Run {
public:
    explicit Run(const RuleBase& rules) : rules_{rules}, values_(rules.names.size()) {}

    SelfCheck all() {
        for (std::uint32_t i = 0; i < rules_.rules.size(); ++i) check(i);
        return std::move(report_);
    }

private:
    void check(std::uint32_t index) {
        ++report_.statements;
        const Rule& rule = rules_.rules[index];
        std::vector<Column> columns = rule.candidates;
        if (is_about_the_person(*rule.row)) columns = {rules_.person_column()};
        if (columns.empty() && rule.row->applies_to.empty()) {
            ++report_.always;
            return;
        }
        std::map<ConditionId, Column> distinct;
        for (const Column column : columns) {
            const ConditionId condition = rules_.program->condition(index, column);
            if (condition != no_condition) distinct.emplace(condition, column);
        }
        if (distinct.empty()) {
            (columns.empty() ? report_.never_asked : report_.never_fires).emplace_back(rule.row->id);
            return;
        }
        if (rule.condition.empty()) {
            ++report_.always;
            return;
        }
        const Condition tree = condition_of(rules_, rule);
        bool fires = false;
        for (const auto& [condition, column] : distinct) fires = ask(tree, rule, condition, column) || fires;
        if (!fires) report_.never_fires.emplace_back(rule.row->id);
    }

    // Can the condition be made to fire?
    bool ask(const Condition& tree, const Rule& rule, ConditionId condition, Column column) {
        const NormalForm& form = rules_.program->form(condition);
        const Cases cases{*rules_.program};
        const auto firing = cases.firing(form);
        if (firing && put(*firing)) compare(tree, rule, condition, column, Truth::yes);
        const auto silent = cases.silent(form);
        if (silent && put(*silent)) compare(tree, rule, condition, column, Truth::no);
        std::fill(values_.begin(), values_.end(), Value{});
        compare(tree, rule, condition, column, std::nullopt);
        return firing.has_value();
    }

    // Every input its first value, the rest unknown. What is worked out from other values has none of its own.
    bool put(const Left& left) {
        std::fill(values_.begin(), values_.end(), Value{});
        for (const auto& [id, values] : left) {
            const Input& input = rules_.program->inputs()[id];
            if (input.part) {
                ++report_.without_case;
                return false;
            }
            values_[input.name] = values.front();
        }
        return true;
    }

    void compare(const Condition& tree, const Rule& rule, ConditionId condition, Column column,
                 std::optional<Truth> wanted) {
        ++report_.cases;
        rules_.program->fill(view_, values_);
        rules_.program->evaluate(view_, answers_);
        const Truth walked = evaluate(tree, rules_.definitions, [&](NameId name) {
            return rules_.names[name].kind == NameKind::attribute ? attribute_of(rules_, column, name) : values_[name];
        });
        const Truth answered = answers_[condition];
        if (answered != walked || (wanted && answered != *wanted)) report_.wrong.emplace_back(rule.row->id);
    }

    const RuleBase& rules_;
    SelfCheck report_;
    std::vector<Value> values_;
    View view_;
    Answers answers_;
};

}  // namespace

SelfCheck self_check(const RuleBase& rules) { return Run{rules}.all(); }

}  // namespace euthymia::rules
