// SPDX-License-Identifier: Apache-2.0
// How a condition's tree becomes clauses over questions to one input each.
#include "lib/rules/normal_form.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/rules/asking.hpp"
#include "lib/rules/number.hpp"

namespace euthymia::rules {
namespace {

// ---- One tree: definitions put in place, the candidate's attributes as literals.

class Flattener {
public:
    Flattener(const Atoms& atoms, const Lookup& attribute) : atoms_{atoms}, attribute_{attribute} {}

    std::vector<Node> flat(const Condition& condition) {
        copy(condition, condition.nodes.size() - 1);
        return std::move(nodes_);
    }

private:
    // Children first, as everywhere. Depth is bounded by the limits on conditions and definitions.
    std::uint32_t copy(const Condition& condition, std::size_t at) {
        const Node& from = condition.nodes[at];
        if (from.op == Op::name) return name(from);
        Node node = from;
        for (std::uint32_t& child : node.children) child = copy(condition, child);
        return add(std::move(node));
    }

    std::uint32_t name(const Node& from) {
        if (const Condition* definition = atoms_.definition(from.name)) {
            return copy(*definition, definition->nodes.size() - 1);
        }
        if (atoms_.names()[from.name].kind != NameKind::attribute) return add(from);
        Node node = from;
        node.op = Op::literal;
        node.literal = attribute_ ? attribute_(from.name) : Value{};
        return add(std::move(node));
    }

    std::uint32_t add(Node node) {
        nodes_.push_back(std::move(node));
        return static_cast<std::uint32_t>(nodes_.size() - 1);
    }

    const Atoms& atoms_;
    const Lookup& attribute_;
    std::vector<Node> nodes_;
};

// ---- The tree without `not`: constants, literals, `and`, `or`.

struct Term {
    enum class Kind : std::uint8_t { constant, literal, every, any };
    Kind kind = Kind::constant;
    Truth constant = Truth::unknown;
    Literal literal = 0;
    std::vector<Term> parts{};
};

Term constant(Truth truth) { return {Term::Kind::constant, truth}; }

Term opposite_of(const Term& term) {
    Term result = term;
    if (term.kind == Term::Kind::constant) result.constant = opposite(term.constant);
    if (term.kind == Term::Kind::literal) result.literal = term.literal ^ 1U;
    if (term.kind == Term::Kind::every) result.kind = Term::Kind::any;
    if (term.kind == Term::Kind::any) result.kind = Term::Kind::every;
    for (Term& part : result.parts) part = opposite_of(part);
    return result;
}

Term joined(Term::Kind kind, std::vector<Term> parts) { return {kind, Truth::unknown, 0, std::move(parts)}; }
Term every(Term a, Term b) { return joined(Term::Kind::every, {std::move(a), std::move(b)}); }
Term any(Term a, Term b) { return joined(Term::Kind::any, {std::move(a), std::move(b)}); }

// A literal's value in the grid of an input with fewer or equal decimals: the least grid point that is not below
// it, and the least that is above it. Nothing when it lies past every value an input can have.
struct OnGrid {
    std::int64_t at_or_above;
    std::int64_t above;
};

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

OnGrid on_grid(std::int64_t value, int decimals, int grid) {
    if (decimals <= grid) {
        const std::int64_t scaled = scaled_up(Number::exactly(value), grid - decimals).at_least;
        return {scaled, scaled + 1};
    }
    const std::int64_t step = power_of_ten(decimals - grid);
    std::int64_t floor = value / step;
    if (value % step < 0) --floor;
    const bool is_exact = value % step == 0;
    return {is_exact ? floor : floor + 1, floor + 1};
}

// A choice with more is compared as it stands: its bits would not fit a word.
constexpr std::size_t most_choices = 64;

class Splitter {
public:
    Splitter(Atoms& atoms, const std::vector<Node>& nodes, Strictness reading)
        : atoms_{atoms}, nodes_{nodes}, reading_{reading} {}

    Term split() { return part(nodes_.size() - 1); }

private:
    // ---- logic

    Term part(std::size_t at) {
        const Node& node = nodes_[at];
        switch (node.op) {
            case Op::literal:
                return constant(truth_of(node.literal));
            case Op::name:
                return literal({input(node), Atom::Kind::yes, 0, 0});
            case Op::and_:
                return joined(Term::Kind::every, parts(node));
            case Op::or_:
                return joined(Term::Kind::any, parts(node));
            case Op::xor_:
                return exclusive(part(node.children[0]), part(node.children[1]));
            case Op::implies:
                return any(opposite_of(part(node.children[0])), part(node.children[1]));
            case Op::not_:
                return opposite_of(part(node.children[0]));
            case Op::equal:
                return equality(at);
            case Op::not_equal:
                return opposite_of(equality(at));
            case Op::less:
                return less(node.children[0], node.children[1]);
            case Op::greater:
                return less(node.children[1], node.children[0]);
            case Op::less_or_equal:
                return opposite_of(less(node.children[1], node.children[0]));
            case Op::greater_or_equal:
                return opposite_of(less(node.children[0], node.children[1]));
            case Op::between:
                return every(opposite_of(less(node.children[0], node.children[1])),
                             opposite_of(less(node.children[2], node.children[0])));
            case Op::in:
                return membership(at);
            default:
                return presence(at);
        }
    }

    std::vector<Term> parts(const Node& node) {
        std::vector<Term> all;
        for (const std::uint32_t child : node.children) all.push_back(part(child));
        return all;
    }

    static Term exclusive(const Term& a, const Term& b) {
        return every(any(a, b), any(opposite_of(a), opposite_of(b)));
    }

    // ---- comparison

    Term equality(std::size_t at) {
        const Node& node = nodes_[at];
        const std::uint32_t a = node.children[0];
        const std::uint32_t b = node.children[1];
        if (nodes_[a].type.kind == FactType::truth) return opposite_of(exclusive(part(a), part(b)));
        if (nodes_[a].type.kind == FactType::choice) return same_choice(a, b);
        return neither_less(a, b);
    }

    Term neither_less(std::uint32_t a, std::uint32_t b) {
        return every(opposite_of(less(a, b)), opposite_of(less(b, a)));
    }

    Term same_choice(std::uint32_t a, std::uint32_t b) {
        if (nodes_[a].op == Op::literal) std::swap(a, b);
        const bool is_plain = nodes_[a].op == Op::name && nodes_[b].op == Op::literal;
        if (!is_plain || nodes_[a].type.choices.size() > most_choices) return compared(Op::equal, a, b);
        const Value& wanted = nodes_[b].literal;
        if (wanted.kind != Value::Kind::choice) return constant(Truth::unknown);
        return literal({input(nodes_[a]), Atom::Kind::one_of, 0, std::uint64_t{1} << wanted.choice});
    }

    // `a < b`, where one is a name and the other a literal; anything else is worked out.
    Term less(std::uint32_t a, std::uint32_t b) {
        const Node& left = nodes_[a];
        const Node& right = nodes_[b];
        if (left.op == Op::name && right.op == Op::literal) return below(left, right);
        if (left.op == Op::literal && right.op == Op::name) return above(right, left);
        if (left.op == Op::literal && right.op == Op::literal) return fixed(left, right);
        return compared(Op::less, a, b);
    }

    static bool is_plain(const Value& value) { return value.kind == Value::Kind::number && is_settled(value.number); }

    Term below(const Node& name, const Node& limit) {
        if (!is_plain(limit.literal)) return constant(Truth::unknown);
        const OnGrid grid = on_grid(limit.literal.number.at_least, limit.type.decimals, name.type.decimals);
        return literal({input(name), Atom::Kind::below, grid.at_or_above, 0});
    }

    Term above(const Node& name, const Node& limit) {
        if (!is_plain(limit.literal)) return constant(Truth::unknown);
        const OnGrid grid = on_grid(limit.literal.number.at_least, limit.type.decimals, name.type.decimals);
        return opposite_of(literal({input(name), Atom::Kind::below, grid.above, 0}));
    }

    static Term fixed(const Node& left, const Node& right) {
        if (left.literal.kind != Value::Kind::number || right.literal.kind != Value::Kind::number) {
            return constant(Truth::unknown);
        }
        const int common = std::max(left.type.decimals, right.type.decimals);
        return constant(is_less(scaled_up(left.literal.number, common - left.type.decimals),
                                scaled_up(right.literal.number, common - right.type.decimals)));
    }

    // ---- presence

    // Null is in no list of literals; a value is where it equals one.
    Term membership(std::size_t at) {
        const Node& node = nodes_[at];
        const Node& value = nodes_[node.children[0]];
        if (value.op != Op::name) return worked_out(at);
        std::vector<Term> equal;
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            const std::uint32_t one = node.children[i];
            const bool is_choice = value.type.kind == FactType::choice;
            equal.push_back(is_choice ? same_choice(node.children[0], one) : neither_less(node.children[0], one));
        }
        return every(known(value), joined(Term::Kind::any, std::move(equal)));
    }

    Term presence(std::size_t at) {
        const Node& node = nodes_[at];
        const Node& of = nodes_[node.children[0]];
        if (of.op != Op::name) return worked_out(at);
        const bool asks_truth = node.op != Op::is_null && node.op != Op::is_not_null;
        const Term is_known = known(of);
        if (!asks_truth) return node.op == Op::is_null ? opposite_of(is_known) : is_known;
        const Term yes = literal({input(of), Atom::Kind::yes, 0, 0});
        switch (node.op) {
            case Op::is_true:
                return every(is_known, yes);
            case Op::is_not_true:
                return any(opposite_of(is_known), opposite_of(yes));
            case Op::is_false:
                return every(is_known, opposite_of(yes));
            default:
                return any(opposite_of(is_known), yes);
        }
    }

    Term known(const Node& name) { return literal({input(name), Atom::Kind::known, 0, 0}); }

    // ---- inputs

    [[nodiscard]] InputId input(const Node& node) { return atoms_.input_of(node.name, reading_); }

    [[nodiscard]] Term literal(const Atom& atom) {
        return {Term::Kind::literal, Truth::unknown, 2 * atoms_.atom(atom)};
    }

    // The part of the tree below `at`, asked as it stands.
    Term worked_out(std::size_t at) {
        std::vector<Node> part;
        collect(at, part);
        return whole(std::move(part));
    }

    // A comparison of two parts, asked as it stands.
    Term compared(Op op, std::uint32_t a, std::uint32_t b) {
        std::vector<Node> part;
        Node node;
        node.op = op;
        const std::uint32_t left = collect(a, part);
        node.children = {left, collect(b, part)};
        part.push_back(std::move(node));
        return whole(std::move(part));
    }

    std::uint32_t collect(std::size_t at, std::vector<Node>& part) {
        Node node = nodes_[at];
        for (std::uint32_t& child : node.children) child = collect(child, part);
        part.push_back(std::move(node));
        return static_cast<std::uint32_t>(part.size() - 1);
    }

    Term whole(std::vector<Node> part) {
        Condition condition{"", std::move(part), reading_, {}};
        for (const Node& node : condition.nodes) {
            if (node.op == Op::name) condition.reads.push_back(node.name);
        }
        if (condition.reads.empty()) return constant(evaluate(condition, {}, [](NameId) { return Value{}; }));
        return literal({atoms_.input_of(std::move(condition)), Atom::Kind::yes, 0, 0});
    }

    Atoms& atoms_;
    const std::vector<Node>& nodes_;
    Strictness reading_;
};

// ---- Clauses.

// Nothing when there would be more than `most_clauses`.
using Clauses = std::optional<std::vector<Clause>>;

void tidy(std::vector<Clause>& clauses) {
    for (Clause& clause : clauses) {
        std::sort(clause.begin(), clause.end());
        clause.erase(std::unique(clause.begin(), clause.end()), clause.end());
    }
    std::sort(clauses.begin(), clauses.end(),
              [](const Clause& a, const Clause& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
    // A clause that holds another says nothing more: a and (a or b) is a.
    std::vector<Clause> kept;
    for (Clause& clause : clauses) {
        const bool is_implied = std::any_of(kept.begin(), kept.end(), [&](const Clause& shorter) {
            return std::includes(clause.begin(), clause.end(), shorter.begin(), shorter.end());
        });
        if (!is_implied) kept.push_back(std::move(clause));
    }
    clauses = std::move(kept);
}

class Distributor {
public:
    explicit Distributor(Literal unknown) : unknown_{unknown} {}

    // An empty clause is "no"; no clause is "yes".
    Clauses clauses(const Term& term) {
        switch (term.kind) {
            case Term::Kind::constant:
                return of_constant(term.constant);
            case Term::Kind::literal:
                return std::vector<Clause>{{term.literal}};
            case Term::Kind::every:
                return every(term);
            default:
                return any(term);
        }
    }

private:
    [[nodiscard]] Clauses of_constant(Truth truth) const {
        if (truth == Truth::yes) return std::vector<Clause>{};
        if (truth == Truth::no) return std::vector<Clause>{{}};
        return std::vector<Clause>{{unknown_}};
    }

    Clauses every(const Term& term) {
        std::vector<Clause> all;
        for (const Term& part : term.parts) {
            Clauses more = clauses(part);
            if (!more) return more;
            all.insert(all.end(), more->begin(), more->end());
        }
        tidy(all);
        return bounded(std::move(all));
    }

    Clauses any(const Term& term) {
        std::vector<Clause> product{{}};
        for (const Term& part : term.parts) {
            const Clauses more = clauses(part);
            if (!more) return more;
            if (product.size() * more->size() > 4 * most_clauses) return std::nullopt;
            product = times(product, *more);
        }
        return bounded(std::move(product));
    }

    static std::vector<Clause> times(const std::vector<Clause>& a, const std::vector<Clause>& b) {
        std::vector<Clause> product;
        for (const Clause& left : a) {
            for (const Clause& right : b) {
                Clause both = left;
                both.insert(both.end(), right.begin(), right.end());
                product.push_back(std::move(both));
            }
        }
        tidy(product);
        return product;
    }

    static Clauses bounded(std::vector<Clause> clauses) {
        if (clauses.size() > most_clauses) return std::nullopt;
        return clauses;
    }

    Literal unknown_;
};

}  // namespace

Truth answer(const Atom& atom, const Value& value) noexcept {
    const bool is_known = value.kind != Value::Kind::unknown;
    if (atom.kind == Atom::Kind::known) return truth(is_known);
    if (!is_known || atom.kind == Atom::Kind::never_known) return Truth::unknown;
    if (atom.kind == Atom::Kind::yes) return value.truth;
    if (atom.kind == Atom::Kind::one_of) return truth((atom.choices >> value.choice & 1U) != 0);
    if (value.number.at_most < atom.number) return Truth::yes;
    return value.number.at_least >= atom.number ? Truth::no : Truth::unknown;
}

Atoms::Atoms(const Names& names, std::span<const std::optional<Condition>> definitions)
    : names_{&names}, definitions_{definitions} {
    // Input 0 and atom 0 are what is never known.
    inputs_.push_back({});
    atoms_.push_back({0, Atom::Kind::never_known, 0, 0});
}

const Condition* Atoms::definition(NameId name) const {
    return name < definitions_.size() && definitions_[name] ? &*definitions_[name] : nullptr;
}

InputId Atoms::input_of(NameId name, Strictness reading) {
    const auto [place, is_new] = by_name_.try_emplace({name, reading}, static_cast<InputId>(inputs_.size()));
    if (is_new) inputs_.push_back({name, reading, (*names_)[name].type, std::nullopt});
    return place->second;
}

InputId Atoms::input_of(Condition part) {
    std::string key{part.strictness == Strictness::monotone ? "m" : "o"};
    for (const Node& node : part.nodes) {
        key += ' ' + std::to_string(static_cast<int>(node.op)) + ':' + std::to_string(node.name) + ':' +
               std::to_string(static_cast<int>(node.literal.kind)) + ':' +
               std::to_string(static_cast<int>(node.literal.truth)) + ':' +
               std::to_string(node.literal.number.at_least) + ':' + std::to_string(node.literal.number.at_most) + ':' +
               std::to_string(node.literal.choice) + ':' + std::to_string(node.type.decimals);
        for (const std::uint32_t child : node.children) key += ',' + std::to_string(child);
    }
    const auto [place, is_new] = by_part_.try_emplace(std::move(key), static_cast<InputId>(inputs_.size()));
    if (is_new) inputs_.push_back({0, part.strictness, Type{}, std::move(part)});
    return place->second;
}

std::uint32_t Atoms::atom(const Atom& atom) {
    const auto [place, is_new] = by_atom_.try_emplace(atom, static_cast<std::uint32_t>(atoms_.size()));
    if (is_new) atoms_.push_back(atom);
    return place->second;
}

NormalForm Atoms::normal_form(const Condition& condition, const Lookup& attribute) {
    const std::vector<Node> nodes = Flattener{*this, attribute}.flat(condition);
    const Term term = Splitter{*this, nodes, condition.strictness}.split();
    constexpr Literal unknown = 0;
    Clauses clauses = Distributor{unknown}.clauses(term);
    if (!clauses) {
        Condition whole{"", nodes, condition.strictness, {}};
        for (const Node& node : nodes) {
            if (node.op == Op::name) whole.reads.push_back(node.name);
        }
        clauses = std::vector<Clause>{{2 * atom({input_of(std::move(whole)), Atom::Kind::yes, 0, 0})}};
    }
    NormalForm form;
    form.never = std::any_of(clauses->begin(), clauses->end(), [](const Clause& clause) { return clause.empty(); });
    if (!form.never) form.clauses = std::move(*clauses);
    std::sort(form.clauses.begin(), form.clauses.end());
    return form;
}

}  // namespace euthymia::rules
