// SPDX-License-Identifier: Apache-2.0
// What stands behind the public `Knowledge`: compiled rules and the look-up tables of codes and names.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/knowledge.hpp"
#include "lib/core/text_index.hpp"
#include "lib/rules/rule_base.hpp"

namespace euthymia {
inline namespace v1 {

struct Knowledge::Held {
    std::shared_ptr<const rules::RuleBase> rules;
    /// How a code bears on a fact: indices of the fact and of its binding.
    struct Binding {
        std::uint32_t fact;
        std::uint32_t binding;
    };
    std::vector<Binding> bindings;
    core::TextIndex uses;  ///< "resource|system|code" to bindings
    core::TextIndex uses_below;  ///< the same, for codes with descendants
    core::TextIndex known_other;  ///< "system|code" to 1 when its descendants are meant too, else 0
    core::TextIndex products;  ///< RxNorm code to index
    core::TextIndex substances_by_code;  ///< "system|code" to index
    core::TextIndex substances_by_name;  ///< lower-case words to index
    std::uint64_t longest_name = 1;  ///< in words
    /// Of an edition read from an image, until somebody asks for them; a part of that image.
    std::string_view packed_statements;
    mutable std::once_flag unpacked;
    mutable std::vector<Statement> statements;  ///< what was packed
    core::TextIndex labels;  ///< id to label
    std::vector<std::string> label_texts;
};

}  // namespace v1

namespace rules {

/// The statements of `held`, unpacked at the first call. Thread-safe.
[[nodiscard]] const std::vector<Statement>& statements_of(const Knowledge::Held& held);

/// Fills the tables of `held` from its rules.
void index(Knowledge::Held& held);

/// What a product's name says: ingredients in order, strengths, forms. Empty when no ingredient is recognised.
[[nodiscard]] std::vector<MedicineMatch::Ingredient> read_product_name(const Knowledge::Held& held,
                                                                       std::string_view text);

}  // namespace rules
}  // namespace euthymia
