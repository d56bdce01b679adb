// SPDX-License-Identifier: Apache-2.0
// Advice as text for a clinician at a terminal.
#pragma once

#include <ostream>
#include <string_view>

#include "euthymia/euthymia.hpp"
#include "terminal.hpp"

namespace cli {

/// Urgent first, then what is taken, what fits, what does not and why, what to ask, what was assumed and not read.
/// `day` says where the day came from ("today") and may be empty.
void write_report(std::ostream& out, const euthymia::Advice& advice, const euthymia::Knowledge& knowledge,
                  const Layout& layout, std::string_view day = {});

}  // namespace cli
