// SPDX-License-Identifier: Apache-2.0
// Any record and any request for a switch, a titration or a taper: refused at a member of it, impossible for a reason,
// or days none of which is forbidden; and never possible beside an MAO inhibitor that is taken as well.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "euthymia/euthymia.hpp"
#include "tests/fuzz/bytes.hpp"

namespace {

using namespace euthymia;
using fuzz::Bytes;
using fuzz::require;
using std::chrono::days;

constexpr std::array<std::string_view, 16> drugs{"paroxetine",   "venlafaxine", "bupropion",       "fluoxetine",
                                                 "sertraline",   "mirtazapine", "lithium",         "amitriptyline",
                                                 "esketamine",   "citalopram",  "tranylcypromine", "agomelatine",
                                                 "bupropion.xl", "duloxetine",  "fluvoxamin",      ""};
constexpr std::array<std::string_view, 16> facts{
    "major_depression",    "seizure_disorder",   "bipolar_disorder",  "pregnant",
    "suicide_plan",        "mania_current",      "seizure_now",       "eating_disorder",
    "narrow_angles",       "congenital_long_qt", "breastfeeding",     "heavy_alcohol_use",
    "generalised_anxiety", "hyponatraemia_ever", "rash_on_treatment", "nothing"};
constexpr std::array<std::string_view, 7> scopes{"safety",    "augmentation", "crisis",          "emergency",
                                                 "allergies", "medicines",    "recent_medicines"};
constexpr std::array<std::string_view, 4> countries{"", "US", "UK", "XX"};
constexpr std::array<std::string_view, 14> members{
    "/from",      "/to",         "/from_daily_dose", "/target",  "/start",    "/forms",    "/drug",
    "/substance", "/daily_dose", "/jurisdiction",    "/release", "/duration", "/interval", "/model"};

const Date today{days{20'000}};

DateRange day(std::int64_t ago) {
    const Date when = today - days{ago};
    return {when, when};
}

MedicineRecord taking(std::string_view substance, std::optional<Mass> dose) {
    MedicineRecord record;
    record.substance = substance.substr(0, substance.find('.'));
    record.record = "MedicationStatement/1";
    record.status = MedicineStatus::taking;
    record.dose = dose;
    record.frequency = Frequency{1, 1};
    record.start = day(100);
    return record;
}

PatientBuilder record_of(Bytes& bytes, std::string_view taken) {
    PatientBuilder builder;
    builder.born(day(365LL * (bytes.next<std::uint8_t>() % 100)));
    const auto yes = bytes.next<std::uint16_t>();
    const auto no = bytes.next<std::uint16_t>();
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const bool is_yes = ((yes >> i) & 1U) != 0;
        if (!is_yes && ((no >> i) & 1U) == 0) continue;
        FactRecord fact;
        fact.fact = facts[i];
        fact.value = is_yes ? Truth::yes : Truth::no;
        fact.when = day(1);
        builder.add(fact);
    }
    const auto reviewed = bytes.next<std::uint8_t>();
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        if (((reviewed >> i) & 1U) != 0) builder.add(Review{std::string{scopes[i]}, day(1), "review"});
    }
    const auto dose = bytes.next<std::uint8_t>();
    builder.add(taking(taken, dose == 0 ? std::nullopt : std::optional{Mass::from_ug(5000LL * dose)}));
    const auto other = bytes.next<std::uint8_t>();
    if (other != 0) {
        MedicineRecord record = taking(drugs[other % drugs.size()], Mass::from_mg(20));
        if ((other & 64U) != 0) record.stop = day(bytes.next<std::int8_t>());
        if ((other & 128U) != 0) record.status = MedicineStatus::stopped;
        builder.add(std::move(record));
    }
    return builder;
}

void expect_sound(const Result<Plan>& plan) {
    if (!plan) {
        require(std::find(members.begin(), members.end(), plan.error().where) != members.end());
        require(!plan.error().detail.empty());
        return;
    }
    const auto forbids = [](const PlanFinding& one) { return one.forbids; };
    if (!plan->is_possible) {
        const bool is_urgent =
            std::any_of(plan->alerts.begin(), plan->alerts.end(), [](auto& one) { return one.urgent(); });
        const bool is_said = std::any_of(plan->findings.begin(), plan->findings.end(), forbids);
        require(plan->doses.empty() && (is_urgent || is_said || !plan->refused.empty()));
        for (const RefusedWay& way : plan->refused)
            require(std::all_of(way.because.begin(), way.because.end(), forbids));
        return;
    }
    require(std::none_of(plan->findings.begin(), plan->findings.end(), forbids));
    require(!plan->doses.empty() && !plan->doses.back().until);
    for (const PlanDose& dose : plan->doses) {
        require(dose.daily_dose > Mass{} && !dose.taken_as.empty() && dose.from >= today);
        require(dose.candidate != plan->to || !plan->ceiling || dose.daily_dose <= *plan->ceiling);
    }
    if (plan->way && *plan->way != SwitchWay::cross_taper) {
        require(*plan->first_day - *plan->last_day - days{1} == plan->without);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Knowledge knowledge = *Knowledge::embedded();
    Bytes bytes{data, size};
    SwitchRequest request;
    const std::string_view from = bytes.pick(drugs);
    request.from = from.substr(0, from.find('.'));
    request.to = bytes.pick(drugs);
    const auto flags = bytes.next<std::uint8_t>();
    if ((flags & 1U) != 0) request.target = Mass::from_ug(2500LL * bytes.next<std::uint8_t>());
    if ((flags & 2U) != 0) request.from_daily_dose = Mass::from_ug(2500LL * bytes.next<std::uint8_t>());
    if ((flags & 4U) != 0) request.way = static_cast<SwitchWay>(bytes.next<std::uint8_t>() % 3);
    request.start = today + days{(flags & 8U) != 0 ? bytes.next<std::int16_t>() : 0};
    const AdviceOptions options{today, "", std::string{bytes.pick(countries)}};
    PatientBuilder builder = record_of(bytes, from);
    const Patient patient = builder.build();

    const auto plan = plan_switch(knowledge, patient, options, request);
    expect_sound(plan);
    if (plan) require(to_json(*plan) == to_json(*plan_switch(knowledge, patient, options, request)));
    expect_sound(plan_titration(knowledge, patient, options, {request.to, request.target, request.start}));
    TaperRequest taper;
    taper.substance = request.from;
    taper.start = request.start;
    const auto down = plan_taper(knowledge, patient, options, taper);
    if (down) require(down->is_possible || down->doses.empty());

    if (request.from == "phenelzine" || request.to == "phenelzine") return 0;
    const Patient beside = builder.add(taking("phenelzine", Mass::from_mg(45))).build();
    const auto never = plan_switch(knowledge, beside, options, request);
    const bool is_antidepressant = request.to != "lithium";
    if (never && is_antidepressant) require(!never->is_possible);
    return 0;
}
