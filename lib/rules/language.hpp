// SPDX-License-Identifier: Apache-2.0
// What a rule's condition may say: names, types, the compiled tree, and how it is asked of a patient.
//
// The language is a documented subset of HL7 CQL 1.5 [cql-1.5, ch. 2 and app. I], read so that the official
// translator gives the same tree:
//   logic        and or xor implies not; `not` binds tighter than comparison in CQL, so it takes parentheses
//   comparison   = != < <= > >=, `x between a and b` (both included); never chained
//   arithmetic   + - * and unary minus, on whole numbers or fixed decimals of one unit
//   literals     12, 0.5, 12 'mmol/L' (unit must be the fact's canonical one), 'choice', true, false
//   presence     is [not] null|true|false, in {..}: only in rules that ask, inform, monitor or caution
//   names        of facts, definitions, settings and what the candidate is to the patient
// Equality of a choice with a text the choice does not have is an error. A number known only as a range
// compares as unknown where its bounds disagree (CQL's uncertainty). LANGUAGE.md beside this file is the page
// for authors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "euthymia/fact.hpp"
#include "euthymia/result.hpp"
#include "euthymia/truth.hpp"

namespace euthymia::rules {

// A condition a person can still check fits on a screen; longer and deeper ones belong in definitions. The
// limits also bound the stack and the time that hostile text may cost.
inline constexpr std::size_t longest_condition = 4096;  ///< bytes
inline constexpr std::size_t deepest_condition = 64;  ///< nodes on a path, and parentheses in one another
inline constexpr std::size_t deepest_definitions = 32;  ///< definitions that use one another
inline constexpr int most_decimals = 8;  ///< of a CQL Decimal [cql-1.5, app. B, Decimal]

/// The type of an expression. `unit` and `decimals` matter for numbers, `choices` for choices.
struct Type {
    FactType kind = FactType::truth;
    std::string unit{};
    int decimals = 0;
    std::vector<std::string> choices{};
};

/// Index of a name in its `Names`.
using NameId = std::uint32_t;

/// What a name stands for. Which of them depend on the candidate decides what a compiled program may share.
enum class NameKind : std::uint8_t {
    fact,  ///< about the person; the same for every candidate
    relation,  ///< between what the person takes and the candidate ("other_ssri", "daily_dose")
    setting,  ///< of the question: jurisdiction, action
    attribute,  ///< of the candidate itself, known when the knowledge is loaded ("candidate_ssri")
    definition  ///< a named expression
};

struct Name {
    std::string id;
    NameKind kind = NameKind::fact;
    Type type;  ///< of a definition: what its expression must give
    std::string expression{};  ///< of a definition
};

/// All names conditions may use. `find` is exact; `nearest` suggests for a misspelt one.
class Names {
public:
    /// Adds a name; the id must be new.
    NameId add(Name name);
    [[nodiscard]] std::optional<NameId> find(std::string_view id) const;
    [[nodiscard]] std::optional<std::string_view> nearest(std::string_view id) const;
    [[nodiscard]] const Name& operator[](NameId id) const { return names_[id]; }
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }

    static void pass(auto& self, auto& archive) { archive(self.names_, self.index_); }

private:
    std::vector<Name> names_;
    std::map<std::string, NameId, std::less<>> index_;
};

/// How much of the language a rule may use.
enum class Strictness : std::uint8_t {
    monotone,  ///< rules that contraindicate, avoid or escalate: null stays null
    open  ///< rules that ask, inform, monitor, caution or prefer: presence tests are admitted
};

enum class Op : std::uint8_t {
    // leaves
    literal,
    name,
    // logic
    and_,
    or_,
    xor_,
    implies,
    not_,
    // comparison
    equal,
    not_equal,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    between,
    // arithmetic
    add,
    subtract,
    multiply,
    negate,
    // presence
    is_null,
    is_true,
    is_false,
    is_not_null,
    is_not_true,
    is_not_false,
    in
};

/// A value while a condition is asked. Choices are indices into their type's `choices`.
struct Value {
    enum class Kind : std::uint8_t { unknown, truth, number, choice };
    Kind kind = Kind::unknown;
    bool assumed = false;  ///< rests on an assumption; monotone conditions read it as unknown
    Truth truth = Truth::unknown;
    std::uint32_t choice = 0;
    Number number{};  ///< scaled by its type's decimals

    [[nodiscard]] static Value of(Truth t) {
        return {t == Truth::unknown ? Kind::unknown : Kind::truth, false, t, 0, {}};
    }
    [[nodiscard]] static Value of(Number n) { return {Kind::number, false, Truth::unknown, 0, n}; }
    [[nodiscard]] static Value of_choice(std::uint32_t c) { return {Kind::choice, false, Truth::unknown, c, {}}; }
};

/// One node of a condition's tree; children are indices into `Condition::nodes`, which lists them before
/// their parent. The last node is the root. `and_` and `or_` have two or more children, in the order of the
/// text; `between` has value, lower, upper; `in` has the value, then the literals. A number literal beside a
/// number with more decimals has that number's decimals; one with fewer keeps its own, and both are scaled up.
struct Node {
    Op op = Op::literal;
    Type type;
    std::vector<std::uint32_t> children;
    Value literal;  ///< of a literal
    NameId name = 0;  ///< of a name
    std::size_t begin = 0;  ///< the node's text within the condition
    std::size_t end = 0;
};

/// A type-checked condition. Immutable.
struct Condition {
    std::string text;
    std::vector<Node> nodes;
    /// As asked for; of a definition: `open` when it holds a presence test, itself or through others.
    Strictness strictness = Strictness::monotone;
    /// Facts, relations, settings and attributes it uses, itself or through definitions, once each, in order of first
    /// use.
    std::vector<NameId> reads;
};

/// Parses and checks one condition. On failure `Error::offset` is the byte in `text` (its size for "more was
/// expected"), `Error::detail` says what was expected, with the nearest name for a misspelt one.
/// A monotone condition refuses presence tests, also those inside a definition it uses.
[[nodiscard]] Result<Condition> compile(std::string_view text, const Names& names, Strictness strictness);

/// Compiles every definition in `names` and refuses cycles. Result by name id; others are empty. On failure
/// `Error::where` is the definition's id and `Error::offset` the byte in its expression.
[[nodiscard]] Result<std::vector<std::optional<Condition>>> compile_definitions(const Names& names);

/// What is known when a condition is asked: of one patient, one candidate, one action.
using Lookup = std::function<Value(NameId)>;

/// Asks a condition by walking its tree: the reference that every faster evaluation must equal.
/// `definitions` is what `compile_definitions` gave. Kleene semantics for the logic; `=` and the other
/// comparisons are unknown when a side is; `is` tests are always settled; `in` is no when its left side is
/// unknown (CQL 1.5: no element of a list of literals equals null [cql-1.5, app. B, In (List)]).
/// Definitions are read with the strictness of the condition that uses them: in a monotone one an assumed
/// value is unknown everywhere below. A looked-up value that does not fit the name's type is unknown.
[[nodiscard]] Truth evaluate(const Condition& condition, std::span<const std::optional<Condition>> definitions,
                             const Lookup& lookup);

/// The names whose values left the answer unknown: of an unknown `and`, those of its unknown sides; and so on
/// down to names without a value (or, in monotone conditions, with an assumed one) and to numbers known only as
/// a range. In order of first use; empty when the answer is settled. Once all of them have one exact value, so
/// has the condition, unless its arithmetic passes `unbounded`.
[[nodiscard]] std::vector<NameId> missing(const Condition& condition,
                                          std::span<const std::optional<Condition>> definitions, const Lookup& lookup);

/// The tree as indented text, one line a part: answer ("yes", "no", "unknown"; for numbers and choices "known"
/// or "unknown"), text of the part, and for names what `describe` says of their value
/// ("61 a, 2026-11-02, Observation/7"). A definition is opened where it is first used.
[[nodiscard]] std::string explain(const Condition& condition, const Names& names,
                                  std::span<const std::optional<Condition>> definitions, const Lookup& lookup,
                                  const std::function<std::string(NameId)>& describe);

}  // namespace euthymia::rules
