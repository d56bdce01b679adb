// SPDX-License-Identifier: Apache-2.0
// What every part of a condition comes to for one patient, candidate and action.
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "lib/rules/language.hpp"

namespace euthymia::rules {

/// One question to one patient. Looks each name up once, works each definition out once. Conditions asked must
/// all be of the strictness given here, which also decides how their definitions are read.
class Asking {
public:
    Asking(std::span<const std::optional<Condition>> definitions, const Lookup& lookup, Strictness strictness)
        : definitions_{definitions}, lookup_{lookup}, strictness_{strictness} {}

    /// The value of each node, in order. Nodes list children first, so this is a loop; only definitions recur,
    /// to the depth that `compile_definitions` allows.
    [[nodiscard]] std::vector<Value> values(const Condition& condition);

    /// The definition behind a name; null for other names.
    [[nodiscard]] const Condition* definition(NameId name) const;

private:
    Value value_of(const Condition& condition, const Node& node, std::span<const Value> values);
    Value named(const Node& node);
    Value worked_out(NameId name, const Type& type);

    std::span<const std::optional<Condition>> definitions_;
    const Lookup& lookup_;
    Strictness strictness_;
    std::unordered_map<NameId, Value> known_;
};

/// Does a looked-up value fit the name's type? What does not is a fault of the caller and reads as unknown.
[[nodiscard]] bool fits(const Value& value, const Type& type) noexcept;

/// The value of a node that is no name, from the values of the nodes before it.
[[nodiscard]] Value operation(const Condition& condition, const Node& node, std::span<const Value> values);

/// A truth, a choice, or a number with one exact value.
[[nodiscard]] bool is_settled(const Value& value) noexcept;

/// The truth a value stands for: `unknown` for anything but a truth.
[[nodiscard]] Truth truth_of(const Value& value) noexcept;

/// The two halves of `x between lower and upper`, as each comes out alone.
struct Halves {
    Truth above;
    Truth below;
};
[[nodiscard]] Halves halves_of_between(const Condition& condition, const Node& node, std::span<const Value> values);

}  // namespace euthymia::rules
