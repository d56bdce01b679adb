// SPDX-License-Identifier: Apache-2.0
// How a drug is begun and raised for one person.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/plan.hpp"
#include "lib/weigh/judge.hpp"

namespace euthymia::plan {

struct Rise {
    struct Step {
        Mass daily_dose;
        std::vector<DispensedPart> taken_as;
        std::chrono::days after;  ///< since the dose before
    };
    std::uint32_t candidate;
    std::string country;  ///< whose products
    std::vector<Step> steps;  ///< the first is where it begins
    /// Half of where it begins, or the nearest below that is dispensed: for where guidance begins low.
    std::optional<Step> low;
    std::optional<int> times_a_day;
    std::optional<Mass> ceiling;
    std::optional<Mass> usual_up_to;
    std::vector<PlanNote> notes;
};

/// What is asked.
struct RiseWanted {
    std::string_view drug;  ///< candidate or substance
    std::string_view country;  ///< whose products; empty: the first country with some
    std::optional<Mass> target;
    std::string_view where;  ///< the member of the request that names the drug, for errors
};

/// Errors: as `plan_titration`.
[[nodiscard]] Result<Rise> rise_of(const Knowledge& knowledge, const weigh::Judge& judge, const RiseWanted& wanted);

/// A sentence of the message catalogue that no row carries: a convention of the planners, or what they did.
[[nodiscard]] PlanNote remark(const weigh::Judge& judge, std::string_view message);

}  // namespace euthymia::plan
