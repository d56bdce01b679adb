// SPDX-License-Identifier: Apache-2.0
// Does every rule still fire, stay silent and wait where it should?
#pragma once

#include "euthymia/knowledge.hpp"
#include "lib/rules/rule_base.hpp"

namespace euthymia::rules {

/// For each rule and each distinct condition it has: finds values that make it fire, values that do not, and leaves
/// everything unknown; asks the compiled program; compares with the rule's own text walked as a tree.
[[nodiscard]] SelfCheck self_check(const RuleBase& rules);

}  // namespace euthymia::rules
