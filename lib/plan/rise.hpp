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
    std::optional<Mass> ceiling;
    std::optional<Mass> usual_up_to;
    std::vector<PlanNote> notes;
};

/// What is asked.
struct RiseWanted {
    std::string_view drug;  ///< candidate or substance
    std::optional<Mass> target;
    std::string_view where;  ///< the member of the request that names the drug, for errors
};

/// Errors: as `plan_titration`.
[[nodiscard]] Result<Rise> rise_of(const Knowledge& knowledge, const weigh::Judge& judge, const RiseWanted& wanted);

/// Whether a substance is taken, or nobody knows.
[[nodiscard]] bool is_taken(const rules::Situation& situation, std::string_view substance);

/// Why a plan cannot begin on a day: only from the day of the question to a year later.
[[nodiscard]] std::optional<Error> refuse_start(Date start, Date as_of);

/// What comes before any plan for this person, and whether some of it is urgent.
[[nodiscard]] std::vector<Alert> alerts_of(const weigh::Judge& judge);
[[nodiscard]] bool is_urgent(const std::vector<Alert>& alerts);

/// A sentence of the message catalogue that no row carries: a convention of the planners, or what they did.
[[nodiscard]] PlanNote remark(const weigh::Judge& judge, std::string_view message);

}  // namespace euthymia::plan
