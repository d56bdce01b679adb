// SPDX-License-Identifier: Apache-2.0
// A drafted order beside the antidepressants that are taken or may still act.
#pragma once

#include <span>

#include "euthymia/advisor.hpp"
#include "lib/rules/rule_base.hpp"

namespace euthymia::advise {

/// @pre every record names a substance of the knowledge
[[nodiscard]] OrderCheck check_order(const rules::RuleBase& rules, const Patient& patient,
                                     std::span<const MedicineRecord> order, const AdviceOptions& options);

}  // namespace euthymia::advise
