// SPDX-License-Identifier: Apache-2.0
// Conditions drawn from the whole language, over names of every type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/rules/language.hpp"

namespace differential {

/// Rules over their own names and definitions.
struct RandomRules {
    euthymia::rules::Names names;
    std::vector<std::optional<euthymia::rules::Condition>> definitions;
    std::vector<euthymia::rules::Condition> exact;  ///< no arithmetic on decimals
    std::vector<euthymia::rules::Condition> decimal;  ///< arithmetic on decimals, itself or in a definition
    std::size_t refused = 0;  ///< texts that the checker refused; drawn again
};

/// Draws `count` conditions that compile, half of them monotone, with and without parentheses where CQL's
/// precedence decides.
[[nodiscard]] RandomRules random_rules(std::size_t count, std::uint64_t seed);

}  // namespace differential
