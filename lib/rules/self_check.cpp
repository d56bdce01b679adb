// SPDX-License-Identifier: Apache-2.0
// How a case for each rule is found, and asked of both the program and the rule's text.
#include "lib/rules/self_check.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace euthymia::rules {

namespace {

// The values each input may still take. Inputs that are not here may take any.
using Left = std::map<InputId, std::vector<Value>>;

class Cases {
public:
    explicit Cases(const Program& program) : program_{program} {}

    /// Values under which every clause has a literal that is yes; empty when there are none.
    [[nodiscard]] std::optional<Left> firing(const NormalForm& form) const {
        Left left;
        if (!settle(form.clauses, 0, left)) return std::nullopt;
        return left;
    }
    /// Values under which some clause is no.
    [[nodiscard]] std::optional<Left> silent(const NormalForm& form) const {
        for (const Clause& clause : form.clauses) {
            Left left;
            const auto is_no = [&](Literal literal) { return narrow(literal, Truth::no, left); };
            if (std::all_of(clause.begin(), clause.end(), is_no)) return left;
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool settle(const std::vector<Clause>& clauses, std::size_t at, Left& left) const {
        if (at == clauses.size()) return true;
        for (const Literal literal : clauses[at]) {
            Left narrowed = left;
            if (!narrow(literal, Truth::yes, narrowed) || !settle(clauses, at + 1, narrowed)) continue;
            left = std::move(narrowed);
            return true;
        }
        return false;
    }

    // Keeps the values that give the literal this answer. Are there any?
    bool narrow(Literal literal, Truth wanted, Left& left) const {
        const Atom& atom = program_.atoms()[atom_of(literal)];
        const auto [place, is_new] = left.try_emplace(atom.input);
        if (is_new) place->second = program_.some_values(atom.input);
        std::erase_if(place->second, [&](const Value& value) {
            const Truth said = answer(atom, value);
            return (is_opposite(literal) ? opposite(said) : said) != wanted;
        });
        return !place->second.empty();
    }

    const Program& program_;
};

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
        if (rule.row->applies_to.empty()) columns = {rules_.person_column()};
        std::map<ConditionId, Column> distinct;
        for (const Column column : columns) {
            const ConditionId condition = rules_.program->condition(index, column);
            if (condition != no_condition) distinct.emplace(condition, column);
        }
        if (distinct.empty()) {
            (columns.empty() ? report_.never_asked : report_.never_fires).push_back(rule.row->id);
            return;
        }
        if (rule.condition.empty()) {
            ++report_.always;
            return;
        }
        const Condition tree = condition_of(rules_, rule);
        bool fires = false;
        for (const auto& [condition, column] : distinct) fires = ask(tree, rule, condition, column) || fires;
        if (!fires) report_.never_fires.push_back(rule.row->id);
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
        if (answered != walked || (wanted && answered != *wanted)) report_.wrong.push_back(rule.row->id);
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
