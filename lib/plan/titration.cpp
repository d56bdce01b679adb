// SPDX-License-Identifier: Apache-2.0
// How a drug is begun and raised, every day of it checked.
#include <iterator>
#include <utility>

#include "euthymia/plan.hpp"
#include "lib/plan/days.hpp"
#include "lib/plan/rise.hpp"
#include "lib/plan/taken.hpp"
#include "lib/plan/visits.hpp"
#include "lib/rules/held.hpp"
#include "lib/weigh/consultation.hpp"

namespace euthymia {
inline namespace v1 {

Result<Plan> plan_titration(const Knowledge& knowledge, const Patient& patient, const AdviceOptions& options,
                            const TitrationRequest& request) {
    if (auto error = weigh::refuse(knowledge, options)) return *error;
    if (auto error = plan::refuse_start(request.start, options.as_of)) return *error;
    const rules::RuleBase& rules = *knowledge.held().rules;
    const weigh::Consultation now{rules, patient, options};
    Plan plan;
    plan.as_of = options.as_of;
    plan.edition = knowledge.edition();
    plan.hash = knowledge.hash();
    plan.jurisdiction = options.jurisdiction;
    plan.alerts = plan::alerts_of(now.judge);
    const weigh::Consultation then{now, {request.start, regimens(patient, request.start)}};
    auto rise = plan::rise_of(knowledge, then.judge, {request.drug, options.jurisdiction, request.target, "/drug"});
    if (!rise && !plan::is_urgent(plan.alerts)) return rise.error();
    if (!rise) return plan;
    const rules::Candidate& drug = rules.candidates[rise->candidate];
    if (plan::is_taken(now.situation, drug.substance->id)) {
        return Error{ErrorCode::invalid_argument, "/drug", "it is taken already, or may be"};
    }
    plan.to = drug.id;
    plan.to_label = drug.label;
    plan.jurisdiction = rise->country;
    plan.ceiling = rise->ceiling;
    plan.usual_up_to = rise->usual_up_to;
    plan::Days whole;
    Date day = request.start;
    for (const plan::Rise::Step& step : rise->steps) {
        day += step.after;
        if (!plan.doses.empty()) plan.doses.back().until = day - std::chrono::days{1};
        plan.doses.push_back({drug.id, drug.label, day, {}, step.daily_dose, step.taken_as, rise->times_a_day});
    }
    whole.last = day + plan::course;
    for (const PlanDose& dose : plan.doses) {
        whole.intakes.push_back({rise->candidate, dose.from, dose.until.value_or(whole.last), dose.daily_dose});
    }
    plan.findings = plan::check(rules, patient, options, whole);
    plan.is_possible = !plan::is_urgent(plan.alerts) && !plan::is_forbidden(plan.findings);
    if (!plan.is_possible) {
        plan.doses.clear();
        return plan;
    }
    plan.first_day = request.start;
    plan.notes = std::move(rise->notes);
    plan::FollowUp follow_up = plan::follow_up(knowledge, then.judge, rise->candidate, request.start);
    plan.visits = std::move(follow_up.visits);
    std::move(follow_up.undated.begin(), follow_up.undated.end(), std::back_inserter(plan.notes));
    return plan;
}

std::string_view name_of(PlanKind kind) noexcept {
    return kind == PlanKind::titration ? std::string_view{"titration"} : std::string_view{"switch"};
}

}  // namespace v1
}  // namespace euthymia
