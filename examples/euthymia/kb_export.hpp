// SPDX-License-Identifier: Apache-2.0
// `euthymia kb export`: the knowledge base in forms that other programs read.
#pragma once

#include <string>

#include "euthymia/euthymia.hpp"

namespace cli {

/// Writes the CQL libraries into the folder, which is made where there is none. Gives the exit code; complaints go
/// to standard error.
[[nodiscard]] int export_cql(const euthymia::Knowledge& knowledge, const std::string& folder);

}  // namespace cli
