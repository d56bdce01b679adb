// SPDX-License-Identifier: Apache-2.0
// How fast a dose may come down.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "lib/plan/drug_rows.hpp"

namespace euthymia::plan {

/// The strictest that the knowledge has for a drug.
struct Pace {
    std::optional<double> cut;  ///< largest share of a dose that a step removes, 0 to 1
    std::optional<std::chrono::days> interval;  ///< shortest between two steps
    std::optional<std::chrono::days> usual_interval;
    std::optional<double> usual_step;  ///< share of the way to nothing, 0 to 1
};

[[nodiscard]] Pace pace_of(const DrugRows& drug, std::string_view country);

}  // namespace euthymia::plan
