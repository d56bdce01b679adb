// SPDX-License-Identifier: Apache-2.0
// Write a titration or a switch as JSON: whole micrograms, fixed member order, no floating point.
#include "euthymia/write.hpp"

#include "lib/adapt/json_values.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

namespace json = boost::json;

using adapt::dose_or_null;
using adapt::each;
using adapt::text_or_null;
using adapt::view;

json::value date_or_null(const std::optional<Date>& date) {
    return date ? json::value(view(to_string(*date))) : json::value();
}

json::object dose(const PlanDose& one) {
    return {{"candidate", view(one.candidate)},
            {"label", view(one.label)},
            {"from", view(to_string(one.from))},
            {"until", date_or_null(one.until)},
            {"daily_dose", adapt::dose(one.daily_dose)},
            {"taken_as", adapt::parts_array(one.taken_as)},
            {"text", view(to_string(one.taken_as))},
            {"times_a_day", one.times_a_day ? json::value(*one.times_a_day) : json::value()}};
}

json::object refused(const RefusedWay& one) {
    return {{"way", view(name_of(one.way))},
            {"days_without", one.without.count()},
            {"because", each(one.because, adapt::plan_finding_object)}};
}

json::object visit(const PlanVisit& one) {
    return {{"from", view(to_string(one.from))},
            {"until", view(to_string(one.until))},
            {"what", each(one.what, adapt::note_object)}};
}

}  // namespace

std::string to_json(const Plan& plan) {
    const json::object object{{"euthymia", "plan/1"},
                              {"status", "draft for the prescriber's approval"},
                              {"kind", view(name_of(plan.kind))},
                              {"as_of", view(to_string(plan.as_of))},
                              {"edition", view(plan.edition)},
                              {"hash", view(plan.hash)},
                              {"from", text_or_null(plan.from)},
                              {"to", text_or_null(plan.to)},
                              {"country", view(plan.jurisdiction)},
                              {"possible", plan.is_possible},
                              {"way", plan.way ? json::value(view(name_of(*plan.way))) : json::value()},
                              {"way_basis", each(plan.way_basis, adapt::note_object)},
                              {"doses", each(plan.doses, dose)},
                              {"last_day", date_or_null(plan.last_day)},
                              {"first_day", date_or_null(plan.first_day)},
                              {"days_without", plan.without.count()},
                              {"ceiling", dose_or_null(plan.ceiling)},
                              {"usual_up_to", dose_or_null(plan.usual_up_to)},
                              {"alerts", each(plan.alerts, adapt::alert_object)},
                              {"findings", each(plan.findings, adapt::plan_finding_object)},
                              {"refused", each(plan.refused, refused)},
                              {"visits", each(plan.visits, visit)},
                              {"notes", each(plan.notes, adapt::note_object)}};
    return json::serialize(object);
}

}  // namespace v1
}  // namespace euthymia
