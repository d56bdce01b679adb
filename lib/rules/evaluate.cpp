// SPDX-License-Identifier: Apache-2.0
// What every part of a condition comes to for one patient, candidate and action.
#include <algorithm>
#include <utility>

#include "lib/rules/asking.hpp"
#include "lib/rules/language.hpp"
#include "lib/rules/number.hpp"

namespace euthymia::rules {
namespace {

// Reads the children of one node.
class Operands {
public:
    Operands(const Condition& condition, const Node& node, std::span<const Value> values)
        : condition_{condition}, node_{node}, values_{values} {}

    [[nodiscard]] std::size_t size() const { return node_.children.size(); }
    [[nodiscard]] const Value& value(std::size_t i) const { return values_[node_.children[i]]; }
    [[nodiscard]] Truth truth(std::size_t i) const { return truth_of(value(i)); }
    [[nodiscard]] bool is_known(std::size_t i) const { return value(i).kind != Value::Kind::unknown; }
    [[nodiscard]] int decimals(std::size_t i) const { return condition_.nodes[node_.children[i]].type.decimals; }
    [[nodiscard]] Number number(std::size_t i, int decimals_wanted) const {
        return scaled_up(value(i).number, decimals_wanted - decimals(i));
    }

    // Children i and j as numbers of the same decimals.
    [[nodiscard]] std::pair<Number, Number> numbers(std::size_t i, std::size_t j) const {
        const int common = std::max(decimals(i), decimals(j));
        return {number(i, common), number(j, common)};
    }

private:
    const Condition& condition_;
    const Node& node_;
    std::span<const Value> values_;
};

Truth exclusive(Truth a, Truth b) {
    if (a == Truth::unknown || b == Truth::unknown) return Truth::unknown;
    return truth(a != b);
}

Truth equal(const Operands& of, std::size_t i, std::size_t j) {
    if (!of.is_known(i) || !of.is_known(j)) return Truth::unknown;
    const Value& a = of.value(i);
    const Value& b = of.value(j);
    if (a.kind == Value::Kind::truth) return truth(a.truth == b.truth);
    if (a.kind == Value::Kind::choice) return truth(a.choice == b.choice);
    const auto [left, right] = of.numbers(i, j);
    return is_equal(left, right);
}

Truth less(const Operands& of, std::size_t i, std::size_t j) {
    if (!of.is_known(i) || !of.is_known(j)) return Truth::unknown;
    const auto [left, right] = of.numbers(i, j);
    return is_less(left, right);
}

Truth at_most(const Operands& of, std::size_t i, std::size_t j) {
    if (!of.is_known(i) || !of.is_known(j)) return Truth::unknown;
    const auto [left, right] = of.numbers(i, j);
    return is_at_most(left, right);
}

Truth every(const Operands& of) {
    Truth answer = Truth::yes;
    for (std::size_t i = 0; i < of.size(); ++i) answer = all_of(answer, of.truth(i));
    return answer;
}

Truth any(const Operands& of) {
    Truth answer = Truth::no;
    for (std::size_t i = 0; i < of.size(); ++i) answer = any_of(answer, of.truth(i));
    return answer;
}

// In CQL an unknown value is in a list only if the list holds a null; ours hold literals.
Truth is_in(const Operands& of) {
    if (!of.is_known(0)) return Truth::no;
    Truth answer = Truth::no;
    for (std::size_t i = 1; i < of.size(); ++i) answer = any_of(answer, equal(of, 0, i));
    return answer;
}

Truth judged(Op op, const Operands& of) {
    switch (op) {
        case Op::and_:
            return every(of);
        case Op::or_:
            return any(of);
        case Op::xor_:
            return exclusive(of.truth(0), of.truth(1));
        case Op::implies:
            return any_of(opposite(of.truth(0)), of.truth(1));
        case Op::not_:
            return opposite(of.truth(0));
        case Op::equal:
            return equal(of, 0, 1);
        case Op::not_equal:
            return opposite(equal(of, 0, 1));
        case Op::less:
            return less(of, 0, 1);
        case Op::less_or_equal:
            return at_most(of, 0, 1);
        case Op::greater:
            return less(of, 1, 0);
        case Op::greater_or_equal:
            return at_most(of, 1, 0);
        case Op::between:
            return all_of(at_most(of, 1, 0), at_most(of, 0, 2));
        case Op::is_null:
            return truth(!of.is_known(0));
        case Op::is_not_null:
            return truth(of.is_known(0));
        case Op::is_true:
            return truth(of.truth(0) == Truth::yes);
        case Op::is_not_true:
            return truth(of.truth(0) != Truth::yes);
        case Op::is_false:
            return truth(of.truth(0) == Truth::no);
        case Op::is_not_false:
            return truth(of.truth(0) != Truth::no);
        case Op::in:
            return is_in(of);
        default:
            return Truth::unknown;
    }
}

Value calculated(const Node& node, const Operands& of) {
    for (std::size_t i = 0; i < of.size(); ++i) {
        if (!of.is_known(i)) return {};
    }
    const int decimals = node.type.decimals;
    switch (node.op) {
        case Op::add:
            return Value::of(sum(of.number(0, decimals), of.number(1, decimals)));
        case Op::subtract:
            return Value::of(sum(of.number(0, decimals), negated(of.number(1, decimals))));
        case Op::multiply:
            return Value::of(product(of.value(0).number, of.value(1).number));
        case Op::negate:
            return Value::of(negated(of.value(0).number));
        default:
            return {};
    }
}

}  // namespace

bool fits(const Value& value, const Type& type) noexcept {
    switch (value.kind) {
        case Value::Kind::unknown:
            return true;
        case Value::Kind::truth:
            return type.kind == FactType::truth && value.truth != Truth::unknown;
        case Value::Kind::number:
            return type.kind == FactType::number && value.number.at_least <= value.number.at_most;
        case Value::Kind::choice:
            return type.kind == FactType::choice && value.choice < type.choices.size();
    }
    return false;
}

Value operation(const Condition& condition, const Node& node, std::span<const Value> values) {
    if (node.op == Op::literal) return node.literal;
    const Operands operands{condition, node, values};
    if (node.type.kind == FactType::number) return calculated(node, operands);
    return Value::of(judged(node.op, operands));
}

bool is_settled(const Value& value) noexcept {
    if (value.kind == Value::Kind::number) return is_settled(value.number);
    return value.kind != Value::Kind::unknown;
}

Truth truth_of(const Value& value) noexcept { return value.kind == Value::Kind::truth ? value.truth : Truth::unknown; }

Halves halves_of_between(const Condition& condition, const Node& node, std::span<const Value> values) {
    const Operands of{condition, node, values};
    return {at_most(of, 1, 0), at_most(of, 0, 2)};
}

const Condition* Asking::definition(NameId name) const {
    if (name >= definitions_.size() || !definitions_[name]) return nullptr;
    return &*definitions_[name];
}

std::vector<Value> Asking::values(const Condition& condition) {
    std::vector<Value> found;
    found.reserve(condition.nodes.size());
    for (const Node& node : condition.nodes) found.push_back(value_of(condition, node, found));
    return found;
}

Value Asking::value_of(const Condition& condition, const Node& node, std::span<const Value> values) {
    return node.op == Op::name ? named(node) : operation(condition, node, values);
}

Value Asking::named(const Node& node) {
    // Entered as unknown first: a definition that uses itself, which compile_definitions refuses, ends there.
    const auto [place, is_new] = known_.try_emplace(node.name);
    if (!is_new) return place->second;
    Value value = definition(node.name) != nullptr ? worked_out(node.name, node.type) : lookup_(node.name);
    if (!fits(value, node.type)) value = {};
    if (value.assumed && strictness_ == Strictness::monotone) value = {};
    known_[node.name] = value;
    return value;
}

Value Asking::worked_out(NameId name, const Type& type) {
    const Condition& expression = *definition(name);
    const std::vector<Value> found = values(expression);
    Value value = found.back();
    if (value.kind != Value::Kind::number) return value;
    value.number = scaled_up(value.number, type.decimals - expression.nodes.back().type.decimals);
    return value;
}

Truth evaluate(const Condition& condition, std::span<const std::optional<Condition>> definitions,
               const Lookup& lookup) {
    Asking asking{definitions, lookup, condition.strictness};
    return truth_of(asking.values(condition).back());
}

}  // namespace euthymia::rules
