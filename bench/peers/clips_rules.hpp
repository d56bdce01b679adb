// SPDX-License-Identifier: Apache-2.0
// The synthetic workload as CLIPS constructs.
#pragma once

#include <string>

#include "bench/workload.hpp"

namespace euthymia::bench {

/// A slot per variable; truths are yes, no and unknown, choices their names.
[[nodiscard]] std::string clips_template(const Workload& workload, bool of_candidate);

/// Candidate first, patient second, so that a new patient is joined with candidates that already passed. Questions to
/// one of them stand in its own pattern; an `any` over the patient alone as well; a mixed one is a test of the join.
[[nodiscard]] std::string clips_rule(const Workload& workload, std::size_t rule);

}  // namespace euthymia::bench
