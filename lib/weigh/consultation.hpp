// SPDX-License-Identifier: Apache-2.0
// One record with everything needed to ask the rules of it.
#pragma once

#include <utility>

#include "euthymia/advisor.hpp"
#include "euthymia/patient.hpp"
#include "lib/rules/situation.hpp"
#include "lib/weigh/judge.hpp"

namespace euthymia::weigh {

/// Keeps the record, and references to the rules and the options.
struct Consultation {
    Consultation(const rules::RuleBase& rules, Patient who, const AdviceOptions& options)
        : patient{std::move(who)},
          situation{rules, patient, options.as_of, options.jurisdiction},
          judge{situation, options} {}
    /// Of a day to come; keeps references into `now`.
    Consultation(const Consultation& now, rules::DayToCome to_come)
        : patient{now.patient}, situation{now.situation, std::move(to_come)}, judge{situation, now.judge.options()} {}
    Consultation(const Consultation&) = delete;
    Consultation& operator=(const Consultation&) = delete;

    Patient patient;
    rules::Situation situation;
    Judge judge;
};

}  // namespace euthymia::weigh
