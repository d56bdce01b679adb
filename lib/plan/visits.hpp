// SPDX-License-Identifier: Apache-2.0
// When the person is seen and what is measured after a drug is begun.
#pragma once

#include <cstdint>
#include <vector>

#include "euthymia/plan.hpp"
#include "lib/weigh/judge.hpp"

namespace euthymia::plan {

/// The follow-up that the knowledge names for a candidate and this person after `first`, by day; what comes on the same
/// days together. What a country says of a topic stands before what others say; statements without days in `undated`.
struct FollowUp {
    std::vector<PlanVisit> visits;
    std::vector<PlanNote> undated;
};
[[nodiscard]] FollowUp follow_up(const Knowledge& knowledge, const weigh::Judge& judge, std::uint32_t candidate,
                                 Date first);

}  // namespace euthymia::plan
