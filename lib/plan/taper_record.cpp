// SPDX-License-Identifier: Apache-2.0
// A taper for one person's record, every day of it checked.
#include <utility>

#include "euthymia/taper.hpp"
#include "lib/plan/days.hpp"
#include "lib/plan/taken.hpp"
#include "lib/rules/held.hpp"
#include "lib/weigh/consultation.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

using std::chrono::days;

// What the record says while the dose stays as it is: what calls for stopping at once comes before any doses.
TaperPlan as_it_is(const Knowledge& knowledge, const weigh::Consultation& now, const TaperRequest& request,
                   const plan::Taken& taken) {
    const AdviceOptions& options = now.judge.options();
    TaperPlan plan;
    plan.substance = request.substance;
    plan.label = knowledge.label(request.substance);
    plan.daily_dose = *request.daily_dose;
    plan.jurisdiction = request.jurisdiction;
    plan.release = request.release;
    plan.edition = knowledge.edition();
    plan.hash = knowledge.hash();
    plan.is_checked = true;
    plan.as_of = options.as_of;
    plan.alerts = plan::alerts_of(now.judge);
    plan::Days today;
    today.intakes.push_back({taken.candidate, options.as_of, request.start, *request.daily_dose});
    today.left = taken.candidate;
    today.last = request.start;
    plan.findings = plan::check(now.situation.rules(), now.patient, options, today);
    plan.is_possible = !plan::is_urgent(plan.alerts) && !plan::is_forbidden(plan.findings);
    return plan;
}

}  // namespace

Result<TaperPlan> plan_taper(const Knowledge& knowledge, const Patient& patient, const AdviceOptions& options,
                             TaperRequest request) {
    if (auto error = weigh::refuse(knowledge, options)) return *error;
    if (auto error = plan::refuse_start(request.start, options.as_of)) return *error;
    const rules::RuleBase& rules = *knowledge.held().rules;
    const weigh::Consultation now{rules, patient, options};
    const auto taken = plan::taken_of(now.situation, request.substance, "/substance");
    if (!taken) return taken.error();
    if (request.jurisdiction.empty()) request.jurisdiction = options.jurisdiction;
    if (!request.daily_dose) {
        if (!taken->daily_dose) {
            return Error{ErrorCode::not_found, "/daily_dose", "the record does not say how much is taken"};
        }
        request.daily_dose = *taken->daily_dose;
    }
    if (request.release.empty()) request.release = taken->form;
    TaperPlan before = as_it_is(knowledge, now, request, *taken);
    if (!before.is_possible) return before;
    auto plan = plan_taper(knowledge, request);
    if (!plan) return plan;
    if (!taken->form.empty() && plan->release != taken->form) {
        return Error{ErrorCode::invalid_argument, "/release", "the record says that " + taken->form + " is taken"};
    }
    const std::uint32_t candidate = plan::of_release(rules, taken->candidate, plan->release);
    plan::Days whole;
    whole.intakes.push_back({candidate, options.as_of - days{1}, request.start - days{1}, *request.daily_dose});
    for (const TaperDose& dose : plan->doses) {
        whole.intakes.push_back({candidate, dose.from, dose.until, dose.daily_dose});
    }
    whole.left = candidate;
    whole.last = plan->stop;
    plan->is_checked = true;
    plan->as_of = options.as_of;
    plan->alerts = std::move(before.alerts);
    plan->findings = plan::check(rules, patient, options, whole);
    if (!plan::is_forbidden(plan->findings)) return plan;
    before.findings = std::move(plan->findings);
    before.is_possible = false;
    return before;
}

}  // namespace v1
}  // namespace euthymia
