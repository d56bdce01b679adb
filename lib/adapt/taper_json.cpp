// SPDX-License-Identifier: Apache-2.0
// Write a taper as JSON: whole micrograms, shares in whole millionths, fixed member order, no floating point.
#include <cmath>

#include "euthymia/write.hpp"

#include "lib/adapt/json_values.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

namespace json = boost::json;

using adapt::dose;
using adapt::view;

json::value millionths(std::optional<double> share) {
    if (!share) return nullptr;
    return std::llround(*share * 1e6);
}

json::object step(const TaperDose& taken) {
    return {{"from", view(to_string(taken.from))},     {"until", view(to_string(taken.until))},
            {"daily_dose", dose(taken.daily_dose)},    {"taken_as", adapt::parts_array(taken.taken_as)},
            {"text", view(to_string(taken.taken_as))}, {"occupancy", millionths(taken.occupancy)},
            {"step", millionths(taken.step)}};
}

json::value fit(const std::optional<OccupancyFit>& fit) {
    if (!fit) return nullptr;
    return json::object{
        {"target", view(fit->target)},       {"region", view(fit->region)},
        {"model", view(fit->model)},         {"dosing", fit->is_of_single_doses ? "single" : "repeated"},
        {"source", view(fit->source)},       {"place", view(fit->place)},
        {"statement", view(fit->statement)}, {"verified", fit->verified}};
}

}  // namespace

std::string to_json(const TaperPlan& plan) {
    json::array doses;
    for (const TaperDose& one : plan.doses) doses.emplace_back(step(one));
    json::array notes;
    for (const PlanNote& one : plan.notes) notes.emplace_back(adapt::note_object(one));
    const json::object object{
        {"euthymia", "taper/1"},
        {"status", "draft for the prescriber's approval"},
        {"edition", view(plan.edition)},
        {"hash", view(plan.hash)},
        {"substance", view(plan.substance)},
        {"label", view(plan.label)},
        {"daily_dose", dose(plan.daily_dose)},
        {"country", view(plan.jurisdiction)},
        {"release", view(plan.release)},
        {"may_be_divided", plan.may_be_divided},
        {"method", view(name_of(plan.method))},
        {"fit", fit(plan.fit)},
        {"occupancy", millionths(plan.occupancy)},
        {"doses", std::move(doses)},
        {"stop", plan.is_possible ? json::value(view(to_string(plan.stop))) : json::value()},
        {"last_step", millionths(plan.last_step)},
        {"largest_step", millionths(plan.largest_step)},
        {"even_step", millionths(plan.even_step)},
        {"steeper_than_usual", plan.is_steeper_than_usual},
        {"shortest_interval_days", plan.interval.count()},
        {"not_needed", plan.not_needed ? json::value(adapt::note_object(*plan.not_needed)) : json::value()},
        {"notes", std::move(notes)},
        {"checked", plan.is_checked},
        {"possible", plan.is_possible},
        {"alerts", adapt::each(plan.alerts, adapt::alert_object)},
        {"findings", adapt::each(plan.findings, adapt::plan_finding_object)}};
    return json::serialize(object);
}

}  // namespace v1
}  // namespace euthymia
