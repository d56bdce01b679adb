// SPDX-License-Identifier: Apache-2.0
// How one statement is read from its JSON object.
#pragma once

#include <string>
#include <vector>

#include "euthymia/json.hpp"
#include "lib/knowledge/base.hpp"

namespace euthymia::knowledge {

/// What the file around a row says for all its rows.
struct RowContext {
    std::vector<std::string> applies_to{};  ///< the substance or therapy of the file; empty in topic files
    std::string guideline{};
    std::string jurisdiction{};
    std::string source{};
};

/// Reads one row, whose texts `store` keeps; complaints go to `errors`, and a row with one is not to be used.
[[nodiscard]] Row read_row(JsonValue object, const Place& place, const RowContext& context, core::TextStore& store,
                           std::vector<Error>& errors);

}  // namespace euthymia::knowledge
