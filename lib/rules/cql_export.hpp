// SPDX-License-Identifier: Apache-2.0
// Which CQL libraries an edition's rules and definitions make.
#pragma once

#include <vector>

#include "euthymia/knowledge.hpp"
#include "lib/rules/rule_base.hpp"

namespace euthymia::rules {

/// One library for the definitions, then one for each file of the knowledge base that has rules, in order of file.
/// "substances/citalopram.json" makes EuthymiaSubstancesCitalopram. The version is the edition.
[[nodiscard]] std::vector<CqlLibrary> cql_libraries(const RuleBase& rules);

}  // namespace euthymia::rules
