// SPDX-License-Identifier: Apache-2.0
// What the lists of a record and the scopes of a review are called.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace euthymia::adapt {

inline constexpr std::array<std::string_view, 6> review_scopes{"crisis",    "emergency", "safety",
                                                               "allergies", "medicines", "recent_medicines"};
inline constexpr std::array<std::string_view, 4> list_names{"conditions", "medicines", "allergies", "observations"};

[[nodiscard]] inline bool is_review_scope(std::string_view name) {
    return std::find(review_scopes.begin(), review_scopes.end(), name) != review_scopes.end();
}

}  // namespace euthymia::adapt
