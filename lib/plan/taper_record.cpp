// SPDX-License-Identifier: Apache-2.0
// A taper for one person's record, every day of it checked.
#include <algorithm>
#include <utility>

#include "euthymia/taper.hpp"
#include "lib/plan/days.hpp"
#include "lib/plan/rise.hpp"
#include "lib/rules/held.hpp"
#include "lib/weigh/consultation.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

using std::chrono::days;

// What of the drug is taken: the candidate of the form that was planned for, and what was recorded of it.
struct Taken {
    std::uint32_t candidate;
    Regimen regimen;
};

std::vector<Taken> taken_of(const weigh::Consultation& now, std::string_view substance) {
    std::vector<Taken> all;
    const auto& candidates = now.situation.rules().candidates;
    for (std::uint32_t i = 0; i < candidates.size(); ++i) {
        if (candidates[i].substance == nullptr || candidates[i].substance->id != substance) continue;
        for (Regimen& regimen : now.situation.taken(candidates[i])) {
            if (regimen.taking == Truth::yes) all.push_back({i, std::move(regimen)});
        }
    }
    return all;
}

}  // namespace

Result<TaperPlan> plan_taper(const Knowledge& knowledge, const Patient& patient, const AdviceOptions& options,
                             TaperRequest request) {
    if (auto error = weigh::refuse(knowledge, options)) return *error;
    if (auto error = plan::refuse_start(request.start, options.as_of)) return *error;
    const rules::RuleBase& rules = *knowledge.held().rules;
    const weigh::Consultation now{rules, patient, options};
    const std::vector<Taken> taken = taken_of(now, request.substance);
    if (request.jurisdiction.empty()) request.jurisdiction = options.jurisdiction;
    if (!taken.empty() && request.daily_dose == Mass{}) {
        const auto& dose = taken.front().regimen.daily_dose;
        if (!dose) return Error{ErrorCode::not_found, "/daily_dose", "the record does not say how much is taken"};
        request.daily_dose = *dose;
    }
    if (!taken.empty() && request.release.empty()) request.release = taken.front().regimen.form;
    auto plan = plan_taper(knowledge, request);
    if (!plan) return plan;
    if (taken.empty()) return Error{ErrorCode::not_found, "/substance", "the record does not say that it is taken"};
    const auto of_form = std::find_if(taken.begin(), taken.end(), [&](const Taken& one) {
        return rules.candidates[one.candidate].form == plan->release;
    });
    const std::uint32_t candidate = (of_form == taken.end() ? taken.begin() : of_form)->candidate;
    plan::Days whole;
    whole.intakes.push_back({candidate, options.as_of - days{1}, request.start - days{1}, request.daily_dose});
    for (const TaperDose& dose : plan->doses) {
        whole.intakes.push_back({candidate, dose.from, dose.until, dose.daily_dose});
    }
    whole.left = candidate;
    whole.last = plan->stop;
    plan->is_checked = true;
    plan->as_of = options.as_of;
    plan->alerts = plan::alerts_of(now.judge);
    plan->findings = plan::check(rules, patient, options, whole);
    plan->is_possible =
        !plan::is_urgent(plan->alerts) &&
        std::none_of(plan->findings.begin(), plan->findings.end(), [](const PlanFinding& one) { return one.forbids; });
    if (!plan->is_possible) plan->doses.clear();
    return plan;
}

}  // namespace v1
}  // namespace euthymia
