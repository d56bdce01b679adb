// SPDX-License-Identifier: Apache-2.0
// Every person the dictionary can describe, for the solver: one free variable for each fact, and for each medicine the
// days since it was last taken.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <z3++.h>

#include "lib/rules/rule_base.hpp"

namespace euthymia::verify {

/// Conditions as the solver reads them, about one column and action in one country, of a person of whom everything is
/// known. Numbers that are worked out from others (age, scores' drops) are free within their range; what is worked out
/// from medicines (taking a group, days since it, how many of it) follows from the medicines.
class World {
public:
    World(z3::context& context, const rules::RuleBase& rules, rules::Column column, Action action,
          std::string jurisdiction);

    /// Is the condition true? @param text  may be empty: always
    [[nodiscard]] z3::expr holds(const rules::Condition& condition);
    /// What a person's variables must keep to: ranges, choices.
    [[nodiscard]] z3::expr_vector limits() const { return limits_; }

    /// The person of a model as text for a reader and as native JSON for the library.
    [[nodiscard]] std::string person(const z3::model& model) const;

private:
    struct Term {
        z3::expr value;
        int decimals = 0;  ///< of a number
    };

    Term term(const rules::Condition& condition, std::uint32_t node);
    z3::expr truth(const rules::Condition& condition, std::uint32_t node) { return term(condition, node).value; }
    std::pair<z3::expr, z3::expr> numbers(const rules::Condition& condition, std::uint32_t a, std::uint32_t b);
    Term operation(const rules::Condition& condition, const rules::Node& node);
    Term named(rules::NameId name);
    Term fact(rules::NameId name);
    Term family(rules::NameId name, const rules::Origin& origin);
    z3::expr days_since(const std::string& substance);
    [[nodiscard]] std::vector<std::string> members(const std::string& group, bool without_own) const;

    z3::context& context_;
    const rules::RuleBase& rules_;
    rules::Column column_;
    Action action_;
    std::string jurisdiction_;
    z3::expr_vector limits_;
    std::map<rules::NameId, Term> names_;
    std::map<std::string, z3::expr> days_;  ///< by substance; 0 while taking
};

}  // namespace euthymia::verify
