// SPDX-License-Identifier: Apache-2.0
// `euthymia plan switch` and `plan titrate`: doses day by day, every day checked against the record.
#include "plan_person.hpp"

#include <chrono>
#include <iostream>
#include <string_view>
#include <variant>

#include "drug_question.hpp"
#include "page.hpp"
#include "plan_report.hpp"
#include "question.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {

namespace {

using euthymia::Plan;
using euthymia::SwitchWay;

constexpr std::string_view switch_help = R"(usage: euthymia plan switch FILE --from NAME --to NAME [options]

One antidepressant in place of another, day by day, in doses a pharmacy can dispense. The ways (direct, cross-taper, one
after the other) are tried in the order in which guidance for the pair has them; of each day the rules are asked what
they would say if that day's doses were the record, with the first drug counted for as long as it is in the body. The
first way whose every day passes is shown, with what to watch; where none passes, why. FILE is a record as for advise.

  euthymia plan switch patient.json --from paroxetine --to mirtazapine --start 2026-12-01 --jurisdiction US
  euthymia plan switch patient.json --from fluoxetine --to phenelzine --as-of 2026-11-23 --format json

)";

constexpr std::string_view titrate_help = R"(usage: euthymia plan titrate FILE --drug NAME [options]

How a drug is begun and raised for this person: from the lowest labelled starting dose by the smallest labelled step,
not sooner than the longest labelled interval, to the lowest usual dose or the target asked for; never above what is
settled for this person. Every day is checked against the record. FILE is a record as for advise.

  euthymia plan titrate patient.json --drug sertraline --start 2026-12-01 --jurisdiction US
  euthymia plan titrate patient.json --drug "venlafaxine XR" --target 150mg --as-of 2026-11-23

)";

// The id that a plan's request takes: of a product with its form, if the name tells it.
std::string candidate_of(const Drug& drug, const euthymia::Knowledge& knowledge) {
    if (drug.form.empty()) return drug.substance;
    const std::string id = drug.substance + "." + drug.form;
    return knowledge.label(id) == id ? drug.substance : id;
}

// A daily dose that may be left out; false, after a complaint, when it is none.
bool read_dose(const Arguments& arguments, const char* option, std::optional<euthymia::Mass>& into) {
    if (!arguments.has(option)) return true;
    into = dose_of(arguments, option);
    return into.has_value();
}

int answer(const euthymia::Result<Plan>& plan, const std::string& format, const euthymia::Knowledge& knowledge) {
    if (!plan) {
        complain(plan.error());
        return wrong_usage;
    }
    if (format == "json") {
        std::cout << to_json(*plan) << '\n';
    } else if (format == "csv") {
        print_csv(*plan);
    } else {
        const Layout layout = layout_of_terminal();
        Page page{std::cout, layout};
        print(page, *plan, knowledge);
    }
    if (is_urgent(plan->alerts)) return answered_urgent;
    return plan->is_possible ? answered : no_plan;
}

// What both commands read: the options of a question, the form of the answer and the first day.
struct Asked {
    Question question;
    euthymia::Patient patient;
    std::string format;
    euthymia::Date start;
};

void add_options(Arguments& arguments) {
    add_question_options(arguments);
    arguments
        .option("start", "the first day on which anything changes: 2026-12-01 (default: the day after the question)")
        .option("target", "daily dose to reach: 50mg (default: the lowest usual one)")
        .option("format", "text, json or csv");
}

std::variant<Asked, int> read(const Arguments& arguments) {
    const auto format = choice_of(arguments, "format", {"text", "json", "csv"});
    if (!format) return wrong_usage;
    auto asked = question_of(arguments);
    if (const int* code = std::get_if<int>(&asked)) return *code;
    Question& question = std::get<Question>(asked);
    euthymia::Date start = question.options.as_of + std::chrono::days{1};
    if (arguments.has("start")) {
        const auto day = day_of(arguments, "start");
        if (!day) return wrong_usage;
        start = day->date;
    }
    auto patient = patient_of(question, arguments.text("patient"));
    if (!patient) return unreadable_input;
    return Asked{std::move(question), std::move(*patient), *format, start};
}

}  // namespace

int run_switch(const Words& words) {
    Arguments arguments{switch_help, {"FILE"}};
    add_options(arguments);
    arguments.option("from", "the medicine that is taken now")
        .option("to", "the medicine that is to replace it")
        .option("from-daily-dose", "what is taken of it in a day (default: as the record has it)")
        .option("way", "direct, cross-taper or taper (default: as guidance has it)");
    if (const auto done = arguments.read(words)) return *done;
    if (arguments.text("from").empty() || arguments.text("to").empty()) {
        std::cerr << "euthymia: say which medicine replaces which, like --from paroxetine --to mirtazapine\n";
        return wrong_usage;
    }
    euthymia::SwitchRequest request;
    if (!read_dose(arguments, "from-daily-dose", request.from_daily_dose)) return wrong_usage;
    if (!read_dose(arguments, "target", request.target)) return wrong_usage;
    if (arguments.has("way")) {
        const auto way = choice_of(arguments, "way", {"direct", "cross-taper", "taper"});
        if (!way) return wrong_usage;
        request.way = *way == "direct"        ? SwitchWay::direct
                      : *way == "cross-taper" ? SwitchWay::cross_taper
                                              : SwitchWay::taper_then_start;
    }
    auto asked = read(arguments);
    if (const int* code = std::get_if<int>(&asked)) return *code;
    const Asked& whole = std::get<Asked>(asked);
    const euthymia::Knowledge& knowledge = whole.question.advisor.knowledge();
    const auto from = drug_of(knowledge, arguments.text("from"), "from");
    const auto to = drug_of(knowledge, arguments.text("to"), "to");
    if (!from || !to) return wrong_usage;
    request.from = from->substance;
    request.to = candidate_of(*to, knowledge);
    request.start = whole.start;
    return answer(plan_switch(knowledge, whole.patient, whole.question.options, request), whole.format, knowledge);
}

int run_titrate(const Words& words) {
    Arguments arguments{titrate_help, {"FILE"}};
    add_options(arguments);
    arguments.option("drug", "the medicine, by substance or product name");
    if (const auto done = arguments.read(words)) return *done;
    if (arguments.text("drug").empty()) {
        std::cerr << "euthymia: say which medicine, like --drug sertraline\n";
        return wrong_usage;
    }
    euthymia::TitrationRequest request;
    if (!read_dose(arguments, "target", request.target)) return wrong_usage;
    auto asked = read(arguments);
    if (const int* code = std::get_if<int>(&asked)) return *code;
    const Asked& whole = std::get<Asked>(asked);
    const euthymia::Knowledge& knowledge = whole.question.advisor.knowledge();
    const auto drug = drug_of(knowledge, arguments.text("drug"), "drug");
    if (!drug) return wrong_usage;
    request.drug = candidate_of(*drug, knowledge);
    request.start = whole.start;
    return answer(plan_titration(knowledge, whole.patient, whole.question.options, request), whole.format, knowledge);
}

}  // namespace cli
