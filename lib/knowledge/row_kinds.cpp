// SPDX-License-Identifier: Apache-2.0
// Which kinds of statement there are, and which members each must and may have.
#include "lib/knowledge/row_kinds.hpp"

#include <algorithm>

namespace euthymia::knowledge {

namespace {

constexpr auto number = FieldType::number;
constexpr auto text = FieldType::text;

// Wide enough for anything printed; what lies outside is a slip of the pen.
constexpr Range percent{0, 100};
constexpr Range ceiling{0, 120};
constexpr Range some_mg{0, 10'000};
constexpr Range some_days{0, 3653, true};
constexpr Range no_or_some_days{-1, 3653, true};
constexpr Range some_hours{0, 1000};
constexpr Range some_months{0, 120};

Field required_number(std::string_view name, Range range) { return {name, number, true, {}, range}; }
Field optional_number(std::string_view name, Range range) { return {name, number, false, {}, range}; }

std::vector<RowKind> make_kinds() {
    const std::vector<std::string_view> effects{"contraindicate", "avoid",  "caution", "require",
                                                "monitor",        "inform", "prefer"};
    return {
        {"rule",
         "rules",
         true,
         true,
         false,
         {{"effect", text, true, effects},
          {"read_as", text, false, {"avoid", "require", "caution", "monitor"}},
          {"topic", text}}},
        {"washout",
         "washouts",
         false,
         true,
         true,
         {{"direction", text, true, {"after", "before"}}, {"of", text, true}, {"days", number, true}}},
        {"daily_dose_limit", "dose limits", false, true, true, {{"at_most_mg", number, true}}},
        {"single_dose_limit", "single-dose limits", false, true, true, {{"at_most_mg", number, true}}},
        {"boxed_warning",
         "boxed warnings",
         true,
         true,
         true,
         {{"topic", text, true}, {"effect", text, true, {"inform", "caution"}}}},
        {"indication",
         "indications",
         false,
         true,
         false,
         {{"status",
           text,
           true,
           {"labelled", "off_label", "labelled_add_on", "off_label_add_on", "not_recommended", "not_marketed"}}}},
        {"line",
         "lines of treatment",
         false,
         true,
         false,
         {{"line", number}, {"population", text}, {"status", text, false, {"not_recommended"}}}},
        {"starting_dose", "starting doses", false, true, false, {{"mg", number, true}, {"doses_per_day", number}}},
        {"usual_dose", "usual doses", false, true, false, {{"from_mg", number, true}, {"to_mg", number, true}}},
        {"titration", "titration", false, true, false, {{"step_mg", number}, {"at_least_days", number, true}}},
        {"discontinuation", "discontinuation", false, true, false, {{"taper", text, true, {"yes", "no"}}}},
        {"enzyme", "enzymes", false, true, false, {{"enzyme", text, true}, {"role", text, true}, {"potency", text}}},
        {"kinetics",
         "kinetics",
         false,
         true,
         false,
         {{"half_life_h_low", number, true}, {"half_life_h_high", number, true}, {"of", text}}},
        {"taper",
         "tapers",
         false,
         true,
         false,
         {optional_number("most_percent", percent), optional_number("at_least_days", some_days),
          optional_number("usual_days", some_days), optional_number("usual_step_percent", percent)}},
        {"occupancy_fit",
         "occupancy",
         false,
         true,
         false,
         {{"target", text, true, {"SERT", "NET", "DAT"}},
          {"region", text, true},
          {"model", text, true},
          {"dosing", text, false, {"single", "repeated"}},
          optional_number("ceiling_percent", ceiling),
          required_number("half_dose_mg", some_mg)}},
        {"occupancy_measured",
         "occupancy measured",
         false,
         true,
         false,
         {{"target", text, true, {"SERT", "NET", "DAT"}},
          {"region", text, true},
          {"dosing", text, true, {"single", "repeated"}},
          required_number("mg", some_mg),
          required_number("percent", percent),
          optional_number("hours_after", some_hours),
          {"people", number}}},
        {"profile",
         "profile",
         true,
         true,
         false,
         {{"aspect",
           text,
           true,
           {"weight_gain", "sexual_dysfunction", "sedation", "activation", "anticholinergic", "nausea",
            "orthostatic_hypotension", "blood_pressure_rise", "qt_prolongation", "seizure", "overdose_danger",
            "discontinuation_symptoms"}},
          {"grade", text, true, {"lowered", "none", "low", "moderate", "high"}}}},
        {"product",
         "products",
         false,
         true,
         false,
         {{"product_form", text, true},
          optional_number("strength_mg", some_mg),
          optional_number("mg_per_ml", some_mg),
          {"release", text},
          {"scored", text, false, {"yes", "no"}}}},
        {"escalation",
         "urgent items",
         true,
         false,
         true,
         {{"effect", text, true, {"escalate"}}, {"level", text, true, {"emergency", "same_day", "this_visit"}}}},
        {"follow_up",
         "follow-up",
         true,
         true,
         false,
         {{"topic",
           text,
           true,
           {"before", "review", "suicidality", "early_improvement", "response", "remission", "no_response", "raise",
            "sodium", "ecg", "blood_pressure", "weight", "liver", "level", "electrolytes"}},
          optional_number("days_low", no_or_some_days),
          optional_number("days_high", no_or_some_days),
          optional_number("every_days_low", some_days),
          optional_number("every_days_high", some_days),
          optional_number("percent", percent)}},
        {"course",
         "courses of therapy",
         false,
         true,
         false,
         {{"sessions_low", number}, {"sessions_high", number}, {"weeks_low", number}, {"weeks_high", number}}},
        {"continuation",
         "continuation",
         false,
         true,
         false,
         {optional_number("months_low", some_months),
          optional_number("months_high", some_months),
          {"population", text}}},
        {"switch",
         "switches",
         false,
         true,
         false,
         {{"of", text, true},
          {"method", text, true, {"direct", "cross_taper", "taper_then_start"}},
          optional_number("days_low", no_or_some_days),
          optional_number("days_high", no_or_some_days),
          {"start_low", text, false, {"yes"}},
          {"advice", text, false, {"specialist"}}}},
        {"combination", "combined treatment", false, true, false, {{"beside", text, true}, {"population", text}}},
        {"evidence",
         "evidence",
         false,
         false,
         false,
         {{"about",
           text,
           true,
           {"network_effect", "combined_treatment", "relapse_prevention", "sequenced_treatment", "dose_response",
            "dose_equivalence", "baseline_rate", "time_course", "discontinuation_symptoms"}},
          {"intervention", text, true},
          {"comparator", text},
          {"population", text},
          {"outcome", text, true},
          {"remark", text},
          {"measure",
           text,
           true,
           {"odds_ratio", "risk_ratio", "hazard_ratio", "risk", "risk_difference", "mean_difference", "smd", "nnt",
            "mg_equivalent", "meta_regression_slope"}},
          {"value", number, true},
          {"low", number},
          {"high", number},
          {"interval", text, false, {"95% CI", "95% CrI", "range"}},
          {"at_weeks", number},
          {"trials", number},
          {"participants", number},
          {"certainty", text}}},
    };
}

const std::vector<RowKind>& kinds() {
    static const std::vector<RowKind> all = make_kinds();
    return all;
}

}  // namespace

std::span<const RowKind> row_kinds() { return kinds(); }

const RowKind* row_kind(std::string_view id) {
    const auto& all = kinds();
    const auto found = std::find_if(all.begin(), all.end(), [&](const RowKind& kind) { return kind.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace euthymia::knowledge
