// SPDX-License-Identifier: Apache-2.0
// What stands behind the public `Knowledge`: compiled rules and the look-up tables of codes and names.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "euthymia/knowledge.hpp"
#include "lib/rules/rule_base.hpp"

namespace euthymia {
inline namespace v1 {

struct Knowledge::Held {
    std::shared_ptr<const rules::RuleBase> rules;
    std::vector<Statement> statements;
    std::unordered_map<std::string, std::vector<CodeUse>> uses;  ///< "resource|system|code"
    std::unordered_map<std::string, std::vector<CodeUse>> uses_below;  ///< the same, for codes with descendants
    std::unordered_map<std::string, bool> known_other;  ///< "system|code": with descendants?
    std::unordered_map<std::string, std::size_t> products;  ///< RxNorm code to index
    std::unordered_map<std::string, std::size_t> substances_by_code;  ///< "system|code" to index
    std::unordered_map<std::string, std::size_t> substances_by_name;  ///< lower-case words to index
    std::size_t longest_name = 1;  ///< in words
    std::unordered_map<std::string, std::string> labels;
};

}  // namespace v1

namespace rules {

/// Fills the tables of `held` from its rules.
void index(Knowledge::Held& held);

/// What a product's name says: ingredients in order, strengths, forms. Empty when no ingredient is recognised.
[[nodiscard]] std::vector<MedicineMatch::Ingredient> read_product_name(const Knowledge::Held& held,
                                                                       std::string_view text);

}  // namespace rules
}  // namespace euthymia
