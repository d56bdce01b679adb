// SPDX-License-Identifier: Apache-2.0
// Values that settle a compiled condition: for the check of every rule, and for what a reader could find out.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "lib/rules/program.hpp"

namespace euthymia::rules {

/// The values each input may still take, one of each kind that rules tell apart. Inputs that are not here: any.
using Left = std::map<InputId, std::vector<Value>>;

/// Finds values for conditions of one program, which must outlive it.
class Cases {
public:
    explicit Cases(const Program& program) : program_{program} {}

    /// Values under which every clause has a literal that is yes; empty when there are none.
    [[nodiscard]] std::optional<Left> firing(const NormalForm& form) const;
    /// Values under which some clause is no; empty when there are none.
    [[nodiscard]] std::optional<Left> silent(const NormalForm& form) const;

    /// Sets of inputs.
    struct Sets {
        std::vector<std::vector<InputId>> sets;  ///< each sorted; in order of size, then of the inputs
        bool all = true;  ///< false when there are more than were looked for
    };
    /// The smallest sets of missing inputs that could settle an open condition: with the right values of these it is
    /// yes or no whatever the others are, and no part of the set is enough. Empty when the condition is settled;
    /// none are looked for in a condition with a presence test, where learning one fact may open what another
    /// settled. `view` was filled from `values`.
    [[nodiscard]] Sets settling(ConditionId condition, const View& view, std::span<const Value> values) const;

    /// Could whether any of these conditions holds turn on the asked inputs: are there values of the other missing
    /// inputs under which it holds with some values of the asked ones and not with others? Exact for inputs that are
    /// independent of each other, within a number of steps that `cases.cpp` states; beyond them it answers yes.
    /// `asked` is sorted; `view` was filled from `values`.
    [[nodiscard]] bool turns_on(std::span<const ConditionId> conditions, std::span<const InputId> asked,
                                const View& view, std::span<const Value> values) const;

private:
    /// What is left open of a condition: its open clauses, each with its open literals only; none when it is settled.
    struct Open {
        Truth holds = Truth::unknown;
        bool has_presence_test = false;
        std::vector<Clause> clauses{};
    };
    Open open(ConditionId condition, const View& view, std::span<const Value> values, Left& start) const;
    bool settle(std::span<const Clause> clauses, Left& left) const;
    bool narrow(Literal literal, Truth wanted, Left& left) const;
    bool narrow(Literal literal, Truth wanted, std::vector<Value>& values) const;

    const Program& program_;
};

}  // namespace euthymia::rules
