// SPDX-License-Identifier: Apache-2.0
// Whether the parts of a condition fit together: names, types, units, choices and strictness.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "euthymia/result.hpp"
#include "lib/rules/language.hpp"

namespace euthymia::rules {

/// Fills `Node::type`, `Node::name` and the choice of literals in what `parse` gave for `text`, and scales number
/// literals to the numbers beside them. The first part, in order of nodes, that does not fit is the error; `nodes`
/// is then of no use. Definitions are taken at their declared type.
[[nodiscard]] std::optional<Error> check_types(std::string_view text, std::vector<Node>& nodes, const Names& names,
                                               Strictness strictness);

/// "a number in 'ms'", "a yes/no value", for messages.
[[nodiscard]] std::string described(const Type& type);

}  // namespace euthymia::rules
