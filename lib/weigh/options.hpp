// SPDX-License-Identifier: Apache-2.0
// One option: a candidate and an action, with verdict, limits, doses and everything that speaks for or against.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/advice.hpp"
#include "lib/weigh/judge.hpp"

namespace euthymia::weigh {

/// What a statement that holds makes of an action.
[[nodiscard]] Verdict verdict_of(Effect effect) noexcept;

/// The same finding has the same id wherever and whenever it is said.
void identify(Finding& finding, std::string_view candidate, Action action);

/// Whether nobody need know a fact for a dose: a genotype, which few have had measured.
[[nodiscard]] bool is_optional(const Judge& judge, std::string_view fact);

/// The conditions in scope that the record says are active, in the knowledge base's order.
struct Scope {
    std::vector<const knowledge::ConditionTreated*> active;
    std::string_view profile;  ///< guideline that orders the options: that asked for, or that of the first condition
};
[[nodiscard]] Scope conditions_in_scope(const Judge& judge);
/// Whether a row is about one of them, or about none in particular.
[[nodiscard]] bool is_in_scope(const Scope& scope, const knowledge::Row& row);

/// All options worth showing, unordered: start for what is not taken (only with a condition in scope), continue,
/// raise and stop for what is. Rules left open by missing facts are added to `blocked`.
[[nodiscard]] std::vector<Option> options(const Judge& judge, const Scope& scope, std::vector<Blocked>& blocked);

/// One of them.
[[nodiscard]] Option option(const Judge& judge, const Scope& scope, std::uint32_t candidate, Action action,
                            std::vector<Blocked>& blocked);

}  // namespace euthymia::weigh
