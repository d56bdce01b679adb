// SPDX-License-Identifier: Apache-2.0
// Every ordered pair of antidepressants: its switch planned, every day of it checked.
#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/euthymia.hpp"
#include "lib/rules/held.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace euthymia;
using std::chrono::days;

const Date today = *parse_date("2026-11-23");

// A record of whom everything is known, and what makes it harder.
struct Condition {
    const char* name;
    const char* born;
    std::vector<std::string> facts;
    std::vector<std::string> medicines;
    std::string stopped;  // two weeks ago but one day
};

const std::vector<Condition>& conditions() {
    static const std::vector<Condition> all{
        {"adult", "1981-05-09", {}, {}, ""},
        {"older", "1951-05-09", {}, {}, ""},
        {"bleeding", "1961-05-09", {}, {"warfarin", "ibuprofen"}, ""},
        {"seizures", "1981-05-09", {"seizure_disorder"}, {}, ""},
        {"pregnant", "1994-05-09", {"pregnant"}, {}, ""},
        {"qt", "1971-05-09", {"congenital_long_qt"}, {}, ""},
        {"mao_inhibitor", "1981-05-09", {}, {}, "phenelzine"},
        {"unknown", "1981-05-09", {"nobody_asked"}, {}, ""},
    };
    return all;
}

Patient patient_of(const Condition& condition, const std::string& substance, Mass dose) {
    const DateRange now{today, today};
    PatientBuilder builder;
    builder.born(*parse_date_range(condition.born));
    const auto truth = [&](const std::string& fact) {
        FactRecord record;
        record.fact = fact;
        record.value = Truth::yes;
        record.when = now;
        builder.add(record);
    };
    const auto number = [&](const char* fact, std::int64_t value) {
        FactRecord record;
        record.fact = fact;
        record.value = Number::exactly(value);
        record.when = now;
        builder.add(record);
    };
    const auto taking = [&](const std::string& medicine, std::optional<Mass> amount) {
        MedicineRecord record;
        record.substance = medicine;
        record.record = medicine;
        record.status = MedicineStatus::taking;
        record.dose = amount;
        record.frequency = Frequency{1, 1};
        record.start = DateRange{today - days{200}, today - days{200}};
        return record;
    };
    truth("major_depression");
    builder.add(taking(substance, dose));
    if (condition.facts == std::vector<std::string>{"nobody_asked"}) return builder.build();
    for (const std::string& fact : condition.facts) truth(fact);
    for (const std::string& medicine : condition.medicines) builder.add(taking(medicine, {}));
    if (!condition.stopped.empty()) {
        MedicineRecord record = taking(condition.stopped, {});
        record.status = MedicineStatus::stopped;
        record.stop = DateRange{today - days{13}, today - days{13}};
        builder.add(record);
    }
    number("qtc", 420);
    number("egfr", 95);
    number("creatinine_clearance", 100);
    number("sodium", 140);
    number("potassium", 42);
    number("phq9_item9", 0);
    for (const char* scope :
         {"safety", "augmentation", "crisis", "emergency", "allergies", "medicines", "recent_medicines"}) {
        builder.add(Review{scope, now, "review"});
    }
    return builder.build();
}

struct Case {
    Patient patient;
    std::string from;
    std::string to;
};

// Antidepressants that are swallowed, with the doses from this grid that their products make.
std::vector<Case> cases(const Knowledge& knowledge, const Condition& condition, const std::string& country) {
    std::vector<std::string> drugs;
    for (const knowledge::Substance& one : knowledge.held().rules->base.substances) {
        const auto& groups = one.groups;
        const bool is_one = one.candidate && std::binary_search(groups.begin(), groups.end(), "any_antidepressant");
        if (is_one) drugs.push_back(one.id);
    }
    std::vector<Case> all;
    for (const std::string& from : drugs) {
        for (const int mg : {10, 20, 30, 45, 50, 60, 75, 100, 150, 200, 225, 300}) {
            const Patient patient = patient_of(condition, from, Mass::from_mg(mg));
            TaperRequest request;
            request.substance = from;
            request.daily_dose = Mass::from_mg(mg);
            request.start = today;
            request.jurisdiction = country;
            const auto made = plan_taper(knowledge, request);
            if (!made && made.error().where != "/largest_step") continue;  // no product makes this dose
            for (const std::string& to : drugs) {
                if (to != from) all.push_back({patient, from, to});
            }
        }
    }
    return all;
}

struct Counts {
    std::size_t asked = 0;
    std::size_t planned = 0;
    std::size_t impossible = 0;
    std::size_t not_dispensed = 0;  // refused: no product, or no starting dose
    std::size_t days = 0;
};

bool is_inhibitor(const std::string& candidate) {
    const std::array<std::string_view, 3> all{"phenelzine", "tranylcypromine", "isocarboxazid"};
    return std::find(all.begin(), all.end(), candidate) != all.end();
}

// What must hold of every plan, asked without the planner's own words.
void expect_sound(const Plan& plan, const std::string& from, const std::string& to) {
    const auto wrong = [&](const char* what) { throw std::logic_error{from + " to " + to + ": " + what}; };
    for (const PlanFinding& one : plan.findings) {
        if (one.forbids || (one.finding.effect == Effect::contraindicate && one.finding.holds != Truth::no)) {
            wrong("a forbidden day");
        }
    }
    const bool is_window = is_inhibitor(from) != is_inhibitor(to) || (is_inhibitor(from) && is_inhibitor(to));
    const bool is_fluoxetine = from == "fluoxetine" && is_inhibitor(to);
    const days least{is_fluoxetine ? 35 : 14};
    const bool is_free = plan.to.starts_with("agomelatine") || from == "agomelatine" || to == "moclobemide" ||
                         from == "moclobemide" || from == "zuranolone" || to == "zuranolone";
    if (is_window && !is_free && *plan.first_day - *plan.last_day - days{1} < least)
        wrong("a window of MAO inhibitors");
    if (!plan.doses.back().until && plan.doses.back().candidate != plan.to) wrong("the first drug goes on");
}

Counts plan_all(const Knowledge& knowledge, const std::vector<Case>& all, const std::string& country) {
    Counts counts;
    for (const Case& one : all) {
        SwitchRequest request;
        request.from = one.from;
        request.to = one.to;
        request.start = today;
        const auto plan = plan_switch(knowledge, one.patient, {today, "", country}, request);
        ++counts.asked;
        if (!plan) {
            ++counts.not_dispensed;
        } else if (!plan->is_possible) {
            ++counts.impossible;
        } else {
            ++counts.planned;
            counts.days += static_cast<std::size_t>((*plan->first_day - today + days{84}).count());
            expect_sound(*plan, one.from, one.to);
        }
    }
    return counts;
}

void BM_SwitchEveryPair(benchmark::State& state) {
    const Knowledge knowledge = *Knowledge::embedded();
    const Condition& condition = conditions()[static_cast<std::size_t>(state.range(0))];
    const std::string country = state.range(1) == 0 ? "US" : "UK";
    const std::vector<Case> all = cases(knowledge, condition, country);
    Counts counts;
    for (auto _ : state) counts = plan_all(knowledge, all, country);
    state.SetLabel(std::string{condition.name} + " " + country);
    state.counters["asked"] = static_cast<double>(counts.asked);
    state.counters["planned"] = static_cast<double>(counts.planned);
    state.counters["no_plan"] = static_cast<double>(counts.impossible);
    state.counters["not_dispensed"] = static_cast<double>(counts.not_dispensed);
    state.counters["days_checked"] = static_cast<double>(counts.days);
}
BENCHMARK(BM_SwitchEveryPair)
    ->ArgsProduct({benchmark::CreateDenseRange(0, 7, 1), {0, 1}})
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

}  // namespace
