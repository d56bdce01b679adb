// SPDX-License-Identifier: Apache-2.0
// How much of the knowledge has been read twice.
#pragma once

#include <string>

#include "lib/rules/rule_base.hpp"

namespace euthymia::rules {

/// A table for a terminal: subjects by kind of statement, "verified/all" in each cell; below it the counts of all
/// statements, of those about safety, and by the kind of document they stand in.
[[nodiscard]] std::string coverage_table(const RuleBase& rules);

}  // namespace euthymia::rules
