// SPDX-License-Identifier: Apache-2.0
// What the files of an edition must agree on among themselves.
#pragma once

#include <vector>

#include "lib/knowledge/base.hpp"

namespace euthymia::knowledge {

/// Every id that a row, fact, group or product names must exist.
void check_references(const Base& base, std::vector<Error>& errors);

/// No two rows may say the same thing twice or contradict each other: same subject, country, circumstances.
void check_overlaps(const Base& base, std::vector<Error>& errors);

/// "citalopram" or "bupropion.xl" of a substance, a group, or a therapy.
[[nodiscard]] bool is_subject(const Base& base, std::string_view id);

}  // namespace euthymia::knowledge
