// SPDX-License-Identifier: Apache-2.0
// What guidelines place in which line, as their own tables do.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "euthymia/euthymia.hpp"

namespace cli {

/// Which lines to print; an empty text stands for all.
struct LinesAsked {
    std::string condition;  ///< "panic-disorder"
    std::string profile;  ///< "canadian-anxiety-2014", or some of its words in their order: "canadian-2014"
    std::string line;  ///< "first", "second", "third", "1", ..., "not-recommended"
};

/// The one id that is meant: "canadian-2014" is some of the words of "canadian-anxiety-2014", in their order. Says what
/// may be asked for, and gives nothing, when it is none or several.
[[nodiscard]] std::optional<std::string> meant(const std::string& option, const std::string& asked,
                                               const std::vector<std::string>& ids);

/// Prints a table for each guideline and condition. Returns the exit code.
int treatment_lines(const euthymia::Knowledge& knowledge, LinesAsked asked);

}  // namespace cli
