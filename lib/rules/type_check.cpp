// SPDX-License-Identifier: Apache-2.0
// Whether the parts of a condition fit together: names, types, units, choices and strictness.
#include "lib/rules/type_check.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/rules/lexer.hpp"
#include "lib/rules/number.hpp"

namespace euthymia::rules {
namespace {

using Complaint = std::optional<Error>;

bool is_choice_literal(const Node& node) { return node.op == Op::literal && node.type.kind == FactType::choice; }

bool is_number_literal(const Node& node) { return node.op == Op::literal && node.type.kind == FactType::number; }

class Checker {
public:
    Checker(std::string_view text, std::vector<Node>& nodes, const Names& names, Strictness strictness)
        : text_{text}, nodes_{nodes}, names_{names}, strictness_{strictness} {}

    // Children come first, so one walk in order sees every operand typed.
    Complaint all() {
        for (Node& node : nodes_) {
            if (Complaint complaint = check(node)) return complaint;
        }
        if (is_choice_literal(nodes_.back())) return lone_text(nodes_.back());
        return std::nullopt;
    }

private:
    Complaint check(Node& node) {
        switch (node.op) {
            case Op::literal:
                return std::nullopt;
            case Op::name:
                return name(node);
            case Op::and_:
            case Op::or_:
            case Op::xor_:
            case Op::implies:
            case Op::not_:
                return logic(node);
            case Op::equal:
            case Op::not_equal:
                return equality(node);
            case Op::less:
            case Op::less_or_equal:
            case Op::greater:
            case Op::greater_or_equal:
            case Op::between:
                return order(node);
            case Op::add:
            case Op::subtract:
                return addition(node);
            case Op::multiply:
                return multiplication(node);
            case Op::negate:
                return minus(node);
            case Op::in:
                return membership(node);
            default:
                return presence(node);
        }
    }

    // ---- messages

    [[nodiscard]] std::string_view slice(const Node& node) const {
        return text_.substr(node.begin, node.end - node.begin);
    }
    [[nodiscard]] Node& child(const Node& node, std::size_t i) { return nodes_[node.children[i]]; }

    [[nodiscard]] static Error error(ErrorCode code, const Node& at, std::string detail) {
        return Error{code, "", std::move(detail), at.begin};
    }

    [[nodiscard]] Error lone_text(const Node& node) const {
        return error(ErrorCode::wrong_type, node,
                     "a text stands only beside a choice: expected `name = " + std::string{slice(node)} + "`");
    }

    // `expected` "a yes/no value"; a hint tells how to make one of what is there.
    [[nodiscard]] Error wrong_type(const Node& node, const std::string& expected, const std::string& hint = {}) const {
        if (is_choice_literal(node)) return lone_text(node);
        return error(ErrorCode::wrong_type, node,
                     "expected " + expected + ", but " + shown(slice(node)) + " is " + described(node.type) + hint);
    }

    // ---- leaves

    Complaint name(Node& node) {
        std::string_view id = slice(node);
        if (id.front() == '"') id = id.substr(1, id.size() - 2);
        const std::optional<NameId> found = names_.find(id);
        if (!found) {
            const std::optional<std::string_view> meant = names_.nearest(id);
            std::string detail = "no fact, definition or setting is called " + shown(id);
            if (meant) detail += "; did you mean `" + std::string{*meant} + "`?";
            return error(ErrorCode::unknown_name, node, std::move(detail));
        }
        node.name = *found;
        node.type = names_[*found].type;
        return std::nullopt;
    }

    // The choice that `literal` names among those of `type`.
    Complaint choose(Node& literal, const Type& type) const {
        const std::string_view quoted = slice(literal);
        const std::string_view wanted = quoted.substr(1, quoted.size() - 2);
        const auto found = std::find(type.choices.begin(), type.choices.end(), wanted);
        if (found == type.choices.end()) {
            std::string detail = "expected one of";
            for (const std::string& choice : type.choices) detail += " '" + choice + "'";
            detail += core::did_you_mean(wanted, std::span<const std::string>{type.choices});
            return error(ErrorCode::unknown_name, literal, std::move(detail));
        }
        literal.type = type;
        literal.literal = Value::of_choice(static_cast<std::uint32_t>(found - type.choices.begin()));
        return std::nullopt;
    }

    // ---- logic and presence

    Complaint needs_truth(const Node& node) const {
        if (node.type.kind == FactType::truth) return std::nullopt;
        std::string hint;
        if (node.type.kind == FactType::number) hint = "; compare it, as in `x > 1`";
        if (node.type.kind == FactType::choice) hint = "; compare it, as in `x = 'a'`";
        return wrong_type(node, "a yes/no value", hint);
    }

    Complaint logic(Node& node) {
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            if (Complaint complaint = needs_truth(child(node, i))) return complaint;
        }
        return std::nullopt;
    }

    Complaint presence(Node& node) {
        const Node& of = child(node, 0);
        if (of.op == Op::literal) {
            return error(ErrorCode::wrong_type, of, "expected a name or an expression: a literal is always known");
        }
        const bool is_null_test = node.op == Op::is_null || node.op == Op::is_not_null;
        if (!is_null_test) {
            if (Complaint complaint = needs_truth(of)) return complaint;
        }
        if (strictness_ == Strictness::open) return std::nullopt;
        return error(ErrorCode::unsupported, node,
                     "a rule that contraindicates, avoids or escalates may not turn null into yes or no; " +
                         instead_of(node.op, of));
    }

    [[nodiscard]] std::string instead_of(Op op, const Node& of) const {
        const std::string plain{slice(of)};
        if (op == Op::is_true || op == Op::is_not_false) return "write " + shown(plain);
        if (op == Op::is_false || op == Op::is_not_true) return "write " + shown("not (" + plain + ")");
        return "leave it out: what is not recorded already leaves the rule undecided and is asked for";
    }

    Complaint membership(Node& node) {
        Node& value = child(node, 0);
        if (value.type.kind == FactType::truth || value.op == Op::literal) {
            return wrong_type(value, "a number or choice left of `in`");
        }
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            if (Complaint complaint = comparable(value, child(node, i))) return complaint;
        }
        if (strictness_ == Strictness::open) return std::nullopt;
        std::string alternative;
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            alternative +=
                (i == 1 ? "" : " or ") + std::string{slice(value)} + " = " + std::string{slice(child(node, i))};
        }
        return error(ErrorCode::unsupported, node,
                     "`in` reads null as no, which a rule that contraindicates, avoids or escalates may not; write " +
                         shown("(" + alternative + ")"));
    }

    // ---- comparison

    Complaint equality(Node& node) { return comparable(child(node, 0), child(node, 1)); }

    Complaint order(Node& node) {
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const Node& operand = child(node, i);
            if (operand.type.kind == FactType::number) continue;
            const bool is_choice = operand.type.kind == FactType::choice && !is_choice_literal(operand);
            return wrong_type(operand, "a number",
                              is_choice ? "; choices have no order, join them: `x = 'b' or x = 'c'`" : "");
        }
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            if (Complaint complaint = comparable(child(node, 0), child(node, i))) return complaint;
        }
        return std::nullopt;
    }

    Complaint comparable(Node& left, Node& right) {
        if (is_choice_literal(left) && is_choice_literal(right)) return lone_text(left);
        if (is_choice_literal(right) && left.type.kind == FactType::choice) return choose(right, left.type);
        if (is_choice_literal(left) && right.type.kind == FactType::choice) return choose(left, right.type);
        if (left.type.kind != right.type.kind) return wrong_type(right, described(left.type));
        if (left.type.kind == FactType::number) return same_unit(left, right);
        if (left.type.choices == right.type.choices) return std::nullopt;
        return error(ErrorCode::wrong_type, right, "expected a choice with the same choices as " + shown(slice(left)));
    }

    Complaint same_unit(Node& left, Node& right) {
        if (left.type.unit == right.type.unit) {
            scale(left, right.type.decimals);
            scale(right, left.type.decimals);
            return std::nullopt;
        }
        const bool is_left_wrong = is_number_literal(left) && !is_number_literal(right);
        return wrong_unit(is_left_wrong ? left : right, is_left_wrong ? right : left);
    }

    [[nodiscard]] Error wrong_unit(const Node& wrong, const Node& other) const {
        const std::string is_in = shown(slice(other)) + " is " + described(other.type);
        if (!is_number_literal(wrong)) {
            return error(ErrorCode::wrong_unit, wrong,
                         is_in + ", but " + shown(slice(wrong)) + " is " + described(wrong.type));
        }
        const std::string digits{slice(wrong).substr(0, slice(wrong).find('\''))};
        const std::string number{core::trim(digits)};
        if (other.type.unit.empty()) return error(ErrorCode::wrong_unit, wrong, is_in + ": expected " + shown(number));
        if (wrong.type.unit.empty()) {
            return error(ErrorCode::wrong_unit, wrong,
                         is_in + ": expected " + shown(number + " '" + other.type.unit + "'"));
        }
        return error(ErrorCode::wrong_unit, wrong,
                     is_in + ": expected the number converted to '" + other.type.unit + "'");
    }

    // A literal takes the decimals of the number beside it, so that the two compare as they stand. A finer literal
    // keeps its own and evaluation scales the other side.
    static void scale(Node& node, int decimals) {
        if (!is_number_literal(node) || node.type.decimals >= decimals) return;
        node.literal.number = scaled_up(node.literal.number, decimals - node.type.decimals);
        node.type.decimals = decimals;
    }

    // ---- arithmetic

    Complaint needs_numbers(Node& node) {
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            if (child(node, i).type.kind != FactType::number) return wrong_type(child(node, i), "a number");
        }
        return std::nullopt;
    }

    Complaint addition(Node& node) {
        if (Complaint complaint = needs_numbers(node)) return complaint;
        Node& left = child(node, 0);
        Node& right = child(node, 1);
        if (Complaint complaint = same_unit(left, right)) return complaint;
        node.type = {FactType::number, left.type.unit, std::max(left.type.decimals, right.type.decimals), {}};
        return std::nullopt;
    }

    Complaint multiplication(Node& node) {
        if (Complaint complaint = needs_numbers(node)) return complaint;
        const Node& left = child(node, 0);
        const Node& right = child(node, 1);
        if (!left.type.unit.empty() && !right.type.unit.empty()) {
            return error(
                ErrorCode::wrong_unit, right,
                "expected a number without unit: " + shown(slice(left)) + " is " + described(left.type) + " already");
        }
        const int decimals = left.type.decimals + right.type.decimals;
        if (decimals > most_decimals) {
            return error(ErrorCode::out_of_range, node,
                         "the product has " + std::to_string(decimals) + " decimals; expected at most " +
                             std::to_string(most_decimals));
        }
        node.type = {FactType::number, left.type.unit + right.type.unit, decimals, {}};
        return std::nullopt;
    }

    Complaint minus(Node& node) {
        if (Complaint complaint = needs_numbers(node)) return complaint;
        node.type = child(node, 0).type;
        return std::nullopt;
    }

    std::string_view text_;
    std::vector<Node>& nodes_;
    const Names& names_;
    Strictness strictness_;
};

}  // namespace

std::optional<Error> check_types(std::string_view text, std::vector<Node>& nodes, const Names& names,
                                 Strictness strictness) {
    return Checker{text, nodes, names, strictness}.all();
}

std::string described(const Type& type) {
    if (type.kind == FactType::truth) return "a yes/no value";
    if (type.kind == FactType::choice) return "a choice";
    return type.unit.empty() ? "a number without unit" : "a number in '" + type.unit + "'";
}

}  // namespace euthymia::rules
