// SPDX-License-Identifier: Apache-2.0
// The drugs beside each other, by what people mind about them.
#pragma once

#include <string>

#include "euthymia/euthymia.hpp"

namespace cli {

/// Prints a table: drugs whose name has `subject` in it, all when it is empty. Returns the exit code.
int compare(const euthymia::Knowledge& knowledge, const std::string& subject);

}  // namespace cli
