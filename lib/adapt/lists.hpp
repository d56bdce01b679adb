// SPDX-License-Identifier: Apache-2.0
// What the lists of a record and the scopes of a review are called.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace euthymia::adapt {

inline constexpr std::array<std::string_view, 7> review_scopes{
    "crisis", "emergency", "safety", "augmentation", "allergies", "medicines", "recent_medicines"};
inline constexpr std::array<std::string_view, 4> list_names{"conditions", "medicines", "allergies", "observations"};

[[nodiscard]] inline bool is_review_scope(std::string_view name) {
    return std::find(review_scopes.begin(), review_scopes.end(), name) != review_scopes.end();
}

[[nodiscard]] inline std::string listed_review_scopes() {
    std::string all;
    for (const std::string_view name : review_scopes) all.append(all.empty() ? "" : ", ").append(name);
    return all;
}

}  // namespace euthymia::adapt
