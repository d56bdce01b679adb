// SPDX-License-Identifier: Apache-2.0
// A condition as `and` of clauses, each an `or` of questions to one input: the form that evaluates as bits.
//
// Kleene's logic is a distributive lattice with De Morgan's laws, so pushing `not` down to the leaves and
// distributing `or` over `and` changes no answer, unknown included. What Kleene's logic lacks (x or not x is not
// always true) is never used.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "lib/rules/language.hpp"

namespace euthymia::rules {

/// Index into `Inputs`.
using InputId = std::uint32_t;

/// Something that has a value for one patient: a name as rules of one strictness read it (a monotone rule reads an
/// assumed value as unknown), or a part of a condition that cannot be split and is worked out by walking its tree.
struct Input {
    NameId name = 0;  ///< of a name
    Strictness reading = Strictness::monotone;
    Type type;
    std::optional<Condition> part{};  ///< worked out instead of looked up; type is then a truth
};

/// A question to one input. Only `known` is answered yes or no when the input is unknown.
struct Atom {
    enum class Kind : std::uint8_t {
        never_known,  ///< always unknown: a candidate's attribute that nobody recorded
        yes,  ///< the truth is yes
        below,  ///< the number is less than `number`
        one_of,  ///< the choice is among the bits of `choices`
        known  ///< there is a value
    };
    InputId input = 0;
    Kind kind = Kind::yes;
    std::int64_t number = 0;  ///< on the input's own grid of decimals
    std::uint64_t choices = 0;

    friend auto operator<=>(const Atom&, const Atom&) = default;
};

/// The answer of an atom to a value. @pre the value fits the input's type
[[nodiscard]] Truth answer(const Atom& atom, const Value& value) noexcept;

/// An atom or its opposite: twice the atom's index, plus one for the opposite.
using Literal = std::uint32_t;
[[nodiscard]] constexpr std::uint32_t atom_of(Literal literal) noexcept { return literal / 2; }
[[nodiscard]] constexpr bool is_opposite(Literal literal) noexcept { return literal % 2 != 0; }

/// Sorted, each literal once. An `or`; never empty.
using Clause = std::vector<Literal>;

/// Sorted, each clause once. An `and`; empty means always.
struct NormalForm {
    bool never = false;  ///< no patient can make it true or unknown
    std::vector<Clause> clauses;

    friend auto operator<=>(const NormalForm&, const NormalForm&) = default;
};

/// Inputs and atoms shared by all conditions of a program.
class Atoms {
public:
    Atoms(const Names& names, std::span<const std::optional<Condition>> definitions);

    /// The normal form of a condition for one candidate, whose attributes `attribute` gives.
    [[nodiscard]] NormalForm normal_form(const Condition& condition, const Lookup& attribute);

    [[nodiscard]] const std::vector<Input>& inputs() const noexcept { return inputs_; }
    [[nodiscard]] const std::vector<Atom>& atoms() const noexcept { return atoms_; }

    static void pass(auto& self, auto& archive) { archive(self.inputs_, self.atoms_); }

    // For the steps between tree and clauses.
    [[nodiscard]] InputId input_of(NameId name, Strictness reading);
    [[nodiscard]] InputId input_of(Condition part);
    [[nodiscard]] std::uint32_t atom(const Atom& atom);
    [[nodiscard]] const Names& names() const noexcept { return *names_; }
    [[nodiscard]] const Condition* definition(NameId name) const;

private:
    const Names* names_;
    std::span<const std::optional<Condition>> definitions_;
    std::vector<Input> inputs_;
    std::vector<Atom> atoms_;
    std::map<std::pair<NameId, Strictness>, InputId> by_name_;
    std::map<std::string, InputId> by_part_;
    std::map<Atom, std::uint32_t> by_atom_;
};

// A condition that would need more clauses keeps its largest `or` whole, as one input worked out by its tree.
inline constexpr std::size_t most_clauses = 64;

}  // namespace euthymia::rules
