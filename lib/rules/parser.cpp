// SPDX-License-Identifier: Apache-2.0
// How the parts of a condition belong together, by CQL's precedence.
//
// Precedence climbing by hand: one function a level, and every level either returns a part or leaves one error.
// `and` and `or` become one node with many children, so only parentheses, `not`, minus signs and chains of
// + - * xor make a tree deep; those are counted against `deepest_condition`.
#include "lib/rules/parser.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/rules/lexer.hpp"
#include "lib/rules/words.hpp"

namespace euthymia::rules {
namespace {

// What a part looks like from outside: decides where CQL's reading may surprise.
enum class Shape : std::uint8_t { closed, presence_test, negation, other };

struct Part {
    std::uint32_t node;
    std::size_t begin;  // with the parentheses around it, which the node leaves out
    std::size_t end;
    Shape shape;
};

class Parser {
public:
    Parser(std::string_view text, const std::vector<Token>& tokens) : text_{text}, tokens_{tokens} {}

    Result<std::vector<Node>> all() {
        const std::optional<Part> root = implication();
        if (root && !is_at_end()) fail_at_leftover();
        if (error_) return std::move(*error_);
        return std::move(nodes_);
    }

private:
    using Level_of_grammar = std::optional<Part> (Parser::*)();

    // ---- tokens

    [[nodiscard]] const Token& now() const { return tokens_[at_]; }
    [[nodiscard]] bool is_at_end() const { return now().kind == TokenKind::end; }
    [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const {
        return text_.substr(begin, end - begin);
    }
    [[nodiscard]] std::string_view word() const {
        const bool is_plain = now().kind == TokenKind::word || now().kind == TokenKind::sign;
        return is_plain ? slice(now().begin, now().end) : std::string_view{};
    }
    [[nodiscard]] bool is(std::string_view expected) const { return word() == expected; }
    bool accept(std::string_view expected) {
        if (!is(expected)) return false;
        ++at_;
        return true;
    }
    [[nodiscard]] std::size_t last_end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].end; }

    std::nullopt_t fail(ErrorCode code, std::size_t at, std::string detail) {
        if (!error_) error_ = Error{code, "", std::move(detail), at};
        return std::nullopt;
    }
    std::nullopt_t fail_surprise(std::size_t at, std::size_t begin, std::string_view reads,
                                 std::string_view also = {}) {
        return fail(ErrorCode::unsupported, at, surprise(slice(begin, last_end()), reads, also));
    }

    // ---- nodes

    std::optional<Part> add(Op op, std::vector<std::uint32_t> children, std::size_t begin, Shape shape = Shape::other) {
        std::size_t height = 1;
        for (const std::uint32_t child : children) height = std::max(height, heights_[child] + 1);
        if (height > deepest_condition) return fail_too_deep(begin);
        Node node;
        node.op = op;
        node.children = std::move(children);
        node.begin = begin;
        node.end = last_end();
        nodes_.push_back(std::move(node));
        heights_.push_back(height);
        return Part{static_cast<std::uint32_t>(nodes_.size() - 1), begin, last_end(), shape};
    }

    std::nullopt_t fail_too_deep(std::size_t at) {
        return fail(ErrorCode::too_deep, at,
                    "a condition nests at most " + std::to_string(deepest_condition) +
                        " parts in one another; move parts of it into definitions");
    }

    // Counts what one function call per level cannot: parentheses, `not` and minus signs inside one another.
    template <class Inner>
    std::optional<Part> nested(std::size_t at, Inner inner) {
        if (nesting_ == deepest_condition) return fail_too_deep(at);
        ++nesting_;
        const std::optional<Part> part = inner();
        --nesting_;
        return part;
    }

    // ---- logic, loosest first

    std::optional<Part> implication() {
        const std::optional<Part> left = disjunction();
        if (!left || !is("implies")) return left;
        ++at_;
        const std::optional<Part> right = disjunction();
        if (!right) return std::nullopt;
        if (is("implies")) return fail_chained_implication(*left, *right);
        return add(Op::implies, {left->node, right->node}, left->begin);
    }

    std::optional<Part> fail_chained_implication(const Part& first, const Part& second) {
        const std::size_t at = now().begin;
        ++at_;
        const std::optional<Part> third = disjunction();
        if (!third) return std::nullopt;
        const std::string a{slice(first.begin, first.end)};
        const std::string b{slice(second.begin, second.end)};
        const std::string c{slice(third->begin, third->end)};
        return fail_surprise(at, first.begin, "(" + a + " implies " + b + ") implies " + c,
                             a + " implies (" + b + " implies " + c + ")");
    }

    std::optional<Part> disjunction() {
        const std::optional<Part> first = conjunction();
        if (!first) return std::nullopt;
        const std::string_view joint = word();
        if (joint != "or" && joint != "xor") return first;
        const std::optional<Part> joined =
            joint == "or" ? list(*first, "or", Op::or_, &Parser::conjunction) : exclusive(*first);
        const bool is_mixed = joined && (is("or") || is("xor"));
        return is_mixed ? fail_mixed(*joined) : joined;
    }

    std::optional<Part> exclusive(Part left) {
        while (accept("xor")) {
            const std::optional<Part> right = conjunction();
            if (!right) return std::nullopt;
            const std::optional<Part> both = add(Op::xor_, {left.node, right->node}, left.begin);
            if (!both) return std::nullopt;
            left = *both;
        }
        return left;
    }

    std::optional<Part> fail_mixed(const Part& left) {
        const std::size_t at = now().begin;
        const std::string joint{word()};
        ++at_;
        const std::optional<Part> right = conjunction();
        if (!right) return std::nullopt;
        return fail_surprise(at, left.begin,
                             "(" + std::string{slice(left.begin, left.end)} + ") " + joint + " " +
                                 std::string{slice(right->begin, right->end)});
    }

    std::optional<Part> conjunction() {
        const std::optional<Part> first = comparison();
        return first && is("and") ? list(*first, "and", Op::and_, &Parser::comparison) : first;
    }

    std::optional<Part> list(const Part& first, std::string_view joint, Op op, Level_of_grammar next) {
        std::vector<std::uint32_t> children{first.node};
        while (accept(joint)) {
            const std::optional<Part> part = (this->*next)();
            if (!part) return std::nullopt;
            children.push_back(part->node);
        }
        return add(op, std::move(children), first.begin);
    }

    // ---- comparison

    std::optional<Part> comparison() {
        const std::optional<Part> left = negation();
        if (!left || level_of(word()) == Level::none) return left;
        const Token sign = now();
        std::optional<Part> right;
        const std::optional<Part> compared = compared_with(*left, right);
        if (!compared) return std::nullopt;
        if (left->shape == Shape::negation) return fail_negated(*left);
        if (left->shape == Shape::presence_test || (right && right->shape == Shape::presence_test)) {
            return fail_tested(*left, sign, *right);
        }
        return level_of(word()) == Level::none ? compared : fail_chained(*left, sign, *compared);
    }

    // The sign and what stands right of it; `right` stays empty for `between` and `in`.
    std::optional<Part> compared_with(const Part& left, std::optional<Part>& right) {
        const Level kind = level_of(word());
        const Op op = comparison_of(word());
        ++at_;
        if (kind == Level::between) return between(left);
        if (kind == Level::membership) return membership(left);
        right = negation();
        if (!right) return std::nullopt;
        if (right->shape == Shape::negation) {
            return fail(ErrorCode::unsupported, right->begin,
                        "expected parentheses: " + shown("(" + std::string{slice(right->begin, right->end)} + ")"));
        }
        return add(op, {left.node, right->node}, left.begin);
    }

    std::optional<Part> between(const Part& left) {
        const std::optional<Part> lower = additive();
        if (!lower) return std::nullopt;
        if (!accept("and")) return fail(ErrorCode::malformed_text, now().begin, "expected `and` and the upper bound");
        const std::optional<Part> upper = additive();
        if (!upper) return std::nullopt;
        return add(Op::between, {left.node, lower->node, upper->node}, left.begin);
    }

    std::optional<Part> membership(const Part& left) {
        if (!accept("{")) {
            return fail(ErrorCode::unsupported, now().begin, "expected a list of literals: `x in {'a', 'b'}`");
        }
        std::vector<std::uint32_t> children{left.node};
        do {
            const std::optional<Part> element = minus();
            if (!element) return std::nullopt;
            if (nodes_[element->node].op != Op::literal) {
                return fail(ErrorCode::unsupported, element->begin, "expected a literal: `x in {'a', 'b'}`");
            }
            children.push_back(element->node);
        } while (accept(","));
        if (!accept("}")) return fail(ErrorCode::malformed_text, now().begin, "expected `,` or `}`");
        return add(Op::in, std::move(children), left.begin);
    }

    std::optional<Part> fail_negated(const Part& left) {
        const std::string whole{slice(left.begin, last_end())};
        const std::string negated{slice(left.begin, left.end)};
        // All after "not".
        return fail_surprise(left.begin, left.begin, "(" + negated + ")" + whole.substr(negated.size()),
                             "not (" + std::string{core::trim(whole.substr(3))} + ")");
    }

    std::optional<Part> fail_tested(const Part& left, const Token& sign, const Part& right) {
        const auto enclosed = [this](const Part& part) {
            const std::string inside{slice(part.begin, part.end)};
            return part.shape == Shape::presence_test ? "(" + inside + ")" : inside;
        };
        const std::string signs{slice(sign.begin, sign.end)};
        const Part& tested = left.shape == Shape::presence_test ? left : right;
        return fail_surprise(tested.begin, left.begin, enclosed(left) + " " + signs + " " + enclosed(right));
    }

    std::optional<Part> fail_chained(const Part& left, const Token& sign, const Part& compared) {
        const Token again = now();
        std::optional<Part> unused;
        if (!compared_with(compared, unused)) return std::nullopt;
        const Chain chain{slice(left.begin, left.end), slice(sign.begin, sign.end),
                          core::trim(slice(sign.end, compared.end)), slice(again.begin, again.end),
                          core::trim(slice(again.end, last_end()))};
        return fail(ErrorCode::unsupported, again.begin, surprise(slice(left.begin, last_end()), chain));
    }

    // ---- not, is

    std::optional<Part> negation() {
        if (!is("not")) return presence_test();
        const std::size_t begin = now().begin;
        ++at_;
        const std::optional<Part> inner = nested(begin, [this] { return negation(); });
        if (!inner) return std::nullopt;
        return add(Op::not_, {inner->node}, begin, Shape::negation);
    }

    std::optional<Part> presence_test() {
        const std::optional<Part> inner = additive();
        if (!inner || !accept("is")) return inner;
        const bool is_negated = accept("not");
        Op op = Op::is_null;
        if (accept("null")) {
            op = is_negated ? Op::is_not_null : Op::is_null;
        } else if (accept("true")) {
            op = is_negated ? Op::is_not_true : Op::is_true;
        } else if (accept("false")) {
            op = is_negated ? Op::is_not_false : Op::is_false;
        } else {
            return fail(ErrorCode::malformed_text, now().begin, "expected `null`, `true` or `false` after `is`");
        }
        return add(op, {inner->node}, inner->begin, Shape::presence_test);
    }

    // ---- arithmetic

    std::optional<Part> additive() {
        std::optional<Part> left = multiplicative();
        while (left && (is("+") || is("-"))) {
            const Op op = is("+") ? Op::add : Op::subtract;
            ++at_;
            const std::optional<Part> right = multiplicative();
            if (!right) return std::nullopt;
            left = add(op, {left->node, right->node}, left->begin);
        }
        return left;
    }

    std::optional<Part> multiplicative() {
        std::optional<Part> left = minus();
        while (left && accept("*")) {
            const std::optional<Part> right = minus();
            if (!right) return std::nullopt;
            left = add(Op::multiply, {left->node, right->node}, left->begin);
        }
        return left;
    }

    std::optional<Part> minus() {
        const std::size_t begin = now().begin;
        if (is("+")) return fail(ErrorCode::unsupported, begin, "a plus sign before a number is outside the subset");
        if (!accept("-")) return primary();
        const std::optional<Part> inner = nested(begin, [this] { return minus(); });
        if (!inner) return std::nullopt;
        Node& node = nodes_[inner->node];
        const bool is_number = node.op == Op::literal && node.literal.kind == Value::Kind::number;
        if (!is_number || inner->begin != node.begin) return add(Op::negate, {inner->node}, begin);
        node.literal.number = {-node.literal.number.at_most, -node.literal.number.at_least};
        node.begin = begin;
        return Part{inner->node, begin, inner->end, Shape::closed};
    }

    // ---- names, literals, parentheses

    std::optional<Part> primary() {
        const Token token = now();
        switch (token.kind) {
            case TokenKind::number:
                return number();
            case TokenKind::text:
                return leaf(Op::literal, {FactType::choice, "", 0, {}}, {});
            case TokenKind::quoted_name:
                return named();
            case TokenKind::word:
                return worded();
            case TokenKind::sign:
                return parenthesised();
            case TokenKind::end:
                break;
        }
        return fail(ErrorCode::malformed_text, token.begin, "expected " + wanted());
    }

    static std::string wanted() { return "a name, a literal or `(`"; }

    std::optional<Part> leaf(Op op, Type type, Value value) {
        const std::size_t begin = now().begin;
        ++at_;
        const std::optional<Part> part = add(op, {}, begin, Shape::closed);
        if (!part) return std::nullopt;
        nodes_[part->node].type = std::move(type);
        nodes_[part->node].literal = value;
        return part;
    }

    std::optional<Part> worded() {
        if (is("true")) return leaf(Op::literal, {}, Value::of(Truth::yes));
        if (is("false")) return leaf(Op::literal, {}, Value::of(Truth::no));
        const std::string_view found = word();
        if (const auto hint = hint_for(found)) return fail(ErrorCode::unsupported, now().begin, std::string{*hint});
        if (operator_meant(found) == found) {
            return fail(ErrorCode::malformed_text, now().begin, "expected " + wanted() + " before " + shown(found));
        }
        if (is_reserved(found)) {
            return fail(ErrorCode::unsupported, now().begin,
                        shown(found) + " is a word of CQL outside the subset; a name spelt so takes double quotes");
        }
        return named();
    }

    std::optional<Part> named() {
        const std::optional<Part> name = leaf(Op::name, {}, {});
        if (name && (is("(") || is("{"))) {
            return fail(ErrorCode::unsupported, now().begin, "functions are outside the subset; expected an operator");
        }
        return name;
    }

    std::optional<Part> parenthesised() {
        const std::size_t begin = now().begin;
        if (!accept("(")) {
            return fail(ErrorCode::malformed_text, begin, "expected " + wanted() + " before " + shown(word()));
        }
        std::optional<Part> inner = nested(begin, [this] { return implication(); });
        if (!inner) return std::nullopt;
        if (!is(")")) {
            if (is_at_end()) return fail(ErrorCode::malformed_text, now().begin, "expected `)`");
            return fail_at_leftover();
        }
        ++at_;
        return Part{inner->node, begin, last_end(), Shape::closed};
    }

    std::optional<Part> number() {
        const Token token = now();
        const Result<ReadNumber> read = read_number(slice(token.begin, token.end));
        if (!read) return fail(read.error().code, token.begin, read.error().detail);
        const std::optional<Part> part =
            leaf(Op::literal, {FactType::number, "", read->decimals, {}}, Value::of(read->value));
        return part ? with_unit(*part) : part;
    }

    std::optional<Part> with_unit(Part part) {
        if (const std::string_view unit = calendar_unit(word()); !unit.empty()) {
            return fail(ErrorCode::unsupported, now().begin,
                        "expected the unit in quotes: '" + std::string{unit} + "'");
        }
        if (now().kind != TokenKind::text) return part;
        nodes_[part.node].type.unit = std::string{slice(now().begin + 1, now().end - 1)};
        ++at_;
        part.end = last_end();
        nodes_[part.node].end = part.end;
        return part;
    }

    std::nullopt_t fail_at_leftover() {
        const Token token = now();
        const std::string found = shown(slice(token.begin, token.end));
        std::string detail = "expected an operator or the end before " + found;
        if (is(")")) detail = "expected an operator or the end: no `(` is open for this " + found;
        if (token.kind == TokenKind::text)
            detail = "expected an operator before " + found + ": only a number takes a unit";
        const std::string_view meant = operator_meant(word());
        if (!meant.empty() && meant != word()) detail = "expected " + shown(meant) + ": CQL's keywords are lower case";
        return fail(ErrorCode::malformed_text, token.begin, std::move(detail));
    }

    std::string_view text_;
    const std::vector<Token>& tokens_;
    std::size_t at_ = 0;
    std::size_t nesting_ = 0;
    std::vector<Node> nodes_;
    std::vector<std::size_t> heights_;
    std::optional<Error> error_;
};

}  // namespace

Result<std::vector<Node>> parse(std::string_view text) {
    const Result<std::vector<Token>> found = tokens(text);
    if (!found) return found.error();
    if (found->size() == 1) return Error{ErrorCode::malformed_text, "", "expected a condition, found nothing", 0};
    return Parser{text, *found}.all();
}

}  // namespace euthymia::rules
