// SPDX-License-Identifier: Apache-2.0
// What guidelines place in which line, as their own tables do.
#pragma once

#include <string>

#include "euthymia/euthymia.hpp"

namespace cli {

/// Which lines to print; an empty text stands for all.
struct LinesAsked {
    std::string condition;  ///< "panic-disorder"
    std::string profile;  ///< "canadian-anxiety-2014", or some of its words in their order: "canadian-2014"
    std::string line;  ///< "first", "second", "third", "1", ..., "not-recommended"
};

/// Prints a table for each guideline and condition. Returns the exit code.
int treatment_lines(const euthymia::Knowledge& knowledge, LinesAsked asked);

}  // namespace cli
