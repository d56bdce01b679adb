// SPDX-License-Identifier: Apache-2.0
// What labels and guidelines say of a candidate for the condition at hand: indication, line, first dose.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "euthymia/advice.hpp"
#include "lib/weigh/judge.hpp"
#include "lib/weigh/options.hpp"

namespace euthymia::weigh {

/// Whether any row says that a candidate may be used for a condition in scope at this person's age.
struct Standing {
    Truth assessed = Truth::no;
    std::string text;  ///< "labelled for major depression (US)"
    std::string message;  ///< why not, as a wording id
    std::vector<std::string> missing;  ///< facts that decide it
};
[[nodiscard]] Standing standing_of(const Judge& judge, const Scope& scope, std::uint32_t candidate,
                                   std::vector<Blocked>& blocked);

/// Sets line, its source, and where other guidelines place the candidate differently.
void place_in_line(const Judge& judge, const Scope& scope, std::uint32_t candidate, Option& option);

/// Sets the starting dose: of the rows that hold, the lowest; what a missing fact could lower is said.
void choose_starting_dose(const Judge& judge, const Scope& scope, std::uint32_t candidate, Option& option,
                          std::vector<Blocked>& blocked);

}  // namespace euthymia::weigh
