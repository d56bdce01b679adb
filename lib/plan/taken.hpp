// SPDX-License-Identifier: Apache-2.0
// What is taken of the drug that a plan leaves, and whether anything may be planned for this person at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/plan.hpp"
#include "lib/weigh/judge.hpp"

namespace euthymia::plan {

struct Taken {
    std::uint32_t candidate;  ///< of the form recorded; the first of the drug where none is
    std::string form;  ///< as recorded
    std::optional<Mass> daily_dose;  ///< empty where the record leaves it or a part of it open
};

/// Errors, at `where`: `unknown_name` (no drug that can be proposed), `not_found` (not taken, or nobody knows),
/// `unsupported` (taken in several forms).
[[nodiscard]] Result<Taken> taken_of(const rules::Situation& situation, std::string_view substance,
                                     std::string_view where);

/// The candidate of a drug with that form; else the other one.
[[nodiscard]] std::uint32_t of_release(const rules::RuleBase& rules, std::uint32_t candidate, std::string_view release);

/// Whether a substance is taken, or nobody knows.
[[nodiscard]] bool is_taken(const rules::Situation& situation, std::string_view substance);

/// Why a plan cannot begin on a day: only from the day of the question to a year later.
[[nodiscard]] std::optional<Error> refuse_start(Date start, Date as_of);

/// What comes before any plan for this person, and whether some of it is urgent.
[[nodiscard]] std::vector<Alert> alerts_of(const weigh::Judge& judge);
[[nodiscard]] bool is_urgent(const std::vector<Alert>& alerts);

[[nodiscard]] bool is_forbidden(const std::vector<PlanFinding>& findings);

}  // namespace euthymia::plan
