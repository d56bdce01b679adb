// SPDX-License-Identifier: Apache-2.0
// How the parts of a condition belong together, by CQL's precedence.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "euthymia/result.hpp"
#include "lib/rules/language.hpp"

namespace euthymia::rules {

/// The tree of `text` before names and types are looked at: children before parents, root last. Number and
/// truth literals have their value; choice literals and names have only their place in the text.
///
/// Precedence is that of the CQL 1.5 grammar [cql-1.5, app. H, cql.g4, expression and expressionTerm], tightest
/// first: minus sign; *; + -; is; not; between; < <= > >=; = !=; in; and; or xor; implies. Where this order
/// surprises a reader (`not a = b`, `a < b < c`, `a = b is true`, `a or b xor c`, `a implies b implies c`) the
/// text is refused and the message shows it with the parentheses that CQL puts there.
[[nodiscard]] Result<std::vector<Node>> parse(std::string_view text);

}  // namespace euthymia::rules
