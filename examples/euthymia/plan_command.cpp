// SPDX-License-Identifier: Apache-2.0
// `euthymia plan`: which plan; `plan taper`: how to stop, in doses a pharmacy can dispense.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iostream>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "arguments.hpp"
#include "commands.hpp"
#include "drug_question.hpp"
#include "input.hpp"
#include "page.hpp"
#include "plan_person.hpp"
#include "plan_report.hpp"
#include "question.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {

namespace {

using euthymia::Knowledge;
using euthymia::TaperDose;
using euthymia::TaperMethod;
using euthymia::TaperPlan;
using euthymia::TaperRequest;
using std::chrono::days;

constexpr std::string_view taper_help = R"(usage: euthymia plan taper [FILE] --drug NAME [--daily-dose DOSE] [options]

How to come down to nothing in doses a pharmacy can dispense. Of all sequences of these doses it shows the one whose
largest step is smallest for the time given, or the shortest one for a largest step. Steps are measured in occupancy of
the drug's transporter where a published fit exists, otherwise in proportion. With FILE, a record as for advise, every
day is checked against it. A draft for the prescriber's approval.

  euthymia plan taper --drug paroxetine --daily-dose 20mg --weeks 16 --forms tablet,liquid --start 2026-12-01
  euthymia plan taper --drug citalopram --daily-dose 40mg --largest-step 10 --start 2026-12-01
  euthymia plan taper patient.json --drug sertraline --weeks 26 --as-of 2026-11-23
  euthymia plan taper --drug mirtazapine --daily-dose 30mg --weeks 12 --jurisdiction UK --format csv

)";

constexpr std::string_view help = R"(usage: euthymia plan taper|switch|titrate ...

  plan taper [FILE] --drug NAME --daily-dose DOSE
                 down to nothing, with the smallest largest step
  plan switch FILE --from NAME --to NAME
                 one antidepressant in place of another, every day checked against the record
  plan titrate FILE --drug NAME
                 begin and raise a drug, every day checked against the record

euthymia plan KIND --help tells more.
)";

void print_doses(Page& page, const TaperPlan& plan) {
    const bool has_fit = plan.fit.has_value();
    std::vector<Column> columns{{"from"}, {"to"}, {"a day"}, {"taken as"}};
    if (has_fit) columns.push_back({"occupied"});
    columns.push_back({"step"});
    Table table{columns};
    const auto add = [&](Cell from, Cell to, Cell dose, Cell parts, const std::optional<double>& share, double step) {
        std::vector<Cell> cells{std::move(from), std::move(to), std::move(dose), std::move(parts)};
        if (has_fit) cells.push_back({share ? percent(*share) : ""});
        cells.push_back({percent(step)});
        table.add(std::move(cells));
    };
    for (const TaperDose& dose : plan.doses) {
        add({euthymia::to_string(dose.from)}, {euthymia::to_string(dose.until)}, {euthymia::to_string(dose.daily_dose)},
            {euthymia::to_string(dose.taken_as)}, dose.occupancy, dose.step);
    }
    add({euthymia::to_string(plan.stop)}, {""}, {"nothing"}, {""}, 0.0, plan.last_step);
    table.write(page, 2);
}

std::string measure_of(const TaperPlan& plan) {
    if (plan.method == TaperMethod::linear) return "milligrams";
    if (plan.method == TaperMethod::occupancy && plan.fit) {
        return "occupancy of " + plan.fit->target + " in the " + plan.fit->region + " by the fit of " +
               name_of(*plan.fit);
    }
    return "proportion, a convention" + std::string{plan.fit ? "" : ": the drug has no fit here to go by"};
}

bool has_part(const TaperPlan& plan, bool (*wanted)(const euthymia::DispensedPart&)) {
    return std::any_of(plan.doses.begin(), plan.doses.end(), [&](const TaperDose& dose) {
        return std::any_of(dose.taken_as.begin(), dose.taken_as.end(), wanted);
    });
}

// What would make a large last step smaller.
std::string smaller_doses(const TaperPlan& plan, const TaperRequest& request) {
    if (!plan.may_be_divided) {
        return "This form is swallowed whole: never split, crushed or opened. Smaller doses need another form.";
    }
    if (!has_part(plan, [](const auto& part) { return part.is_liquid; })) {
        return "Smaller doses need a liquid, tablets that may be divided, or compounding.";
    }
    return request.duration ? "More weeks may make it smaller." : "Smaller doses need a weaker liquid.";
}

void print(const TaperPlan& plan, const TaperRequest& request, const euthymia::Knowledge& knowledge) {
    const Layout layout = layout_of_terminal();
    Page page{std::cout, layout};
    page.heading(plan.label + ", " + euthymia::to_string(plan.daily_dose) + " a day, to nothing");
    page.line("Products of " + plan.jurisdiction + ", " + replaced(plan.release, "_", " ") + " release. Steps in " +
                  measure_of(plan) + ".",
              0);
    if (!plan.is_possible) {
        print_checked(page, plan, knowledge);
        return;
    }
    if (request.interval && plan.interval > *request.interval) {
        page.line("A dose is kept " + std::to_string(plan.interval.count()) +
                      " days at least: no text read has shorter steps. See below.",
                  0, 0, Ink::careful);
    }
    if (const auto& note = plan.not_needed) {
        page.line(note->text + " " + basis_of(note->source, note->place, note->verified) +
                      (plan.doses.empty() ? "." : ". The plan below is for whoever wants one."),
                  0, 0, Ink::careful);
    }
    print_doses(page, plan);
    page.line("Step: share of the whole way from " + euthymia::to_string(plan.daily_dose) +
                  " to nothing. The largest is " + percent(plan.largest_step) +
                  "; no other sequence of these doses has a smaller one in as many steps. "
                  "Even steps would be " +
                  percent(plan.even_step) + " each.",
              0);
    if (plan.is_steeper_than_usual) {
        page.line("These doses cannot keep to the usual step; this is the smallest possible with them.", 0, 0,
                  Ink::careful);
    }
    constexpr double much = 0.25;  // of the way; only the colour of a line hangs on it
    if (plan.last_step >= plan.largest_step && plan.last_step >= much) {
        page.line("The last step is a large one. " + smaller_doses(plan, request), 0, 0, Ink::careful);
    } else if (!plan.may_be_divided) {
        page.line("Swallowed whole: never split, crushed or opened.", 0);
    }
    if (has_part(plan, [](const auto& part) { return !part.is_liquid && part.tenths % 10 != 0; })) {
        page.line("Halves of scored tablets only. Scoring differs between makers: look at the tablet in hand.", 0);
    }
    if (plan.is_checked) print_checked(page, plan, knowledge);
    page.heading("While it is coming down, and after");
    print_notes(page, plan.notes);
    if (plan.fit && plan.method == TaperMethod::occupancy) {
        page.line("Occupancy: " + name_of(*plan.fit), 2, 2);
        page.line(basis_of(plan.fit->source, plan.fit->place, plan.fit->verified), 4, 2);
    }
    page.line("Waits are those known here; another medicine may need one that is not.", 2, 2);
    page.heading("Draft for the prescriber's approval. Do not stop or change the medicine without them.");
    page.line(
        "Thoughts of suicide, confusion, seizures or unbearable symptoms: help at once, by the crisis line or the "
        "emergency number." +
            std::string{plan.is_checked ? "" : " This plan knows no record: give one as FILE, and it is asked."},
        0);
    page.line("knowledge " + plan.edition, 0);
}

// A share on its grid, without the locale's decimal sign.
std::string decimal(double share) {
    constexpr double grid = 1e6;
    std::string digits = std::to_string(std::llround(share * grid));
    while (digits.size() < 7) digits.insert(digits.begin(), '0');
    return digits.substr(0, digits.size() - 6) + "." + digits.substr(digits.size() - 6);
}

void print_csv(const TaperPlan& plan) {
    const std::string basis = "," + std::string{euthymia::name_of(plan.method)} + "," + plan.jurisdiction + "," +
                              plan.release + "," + plan.edition + "," + plan.hash +
                              ",draft for the prescriber's approval\n";
    std::cout << "from,to,mg_per_day,taken_as,occupancy,step,method,country,release,edition,hash,status\n";
    for (const TaperDose& dose : plan.doses) {
        std::cout << euthymia::to_string(dose.from) << ',' << euthymia::to_string(dose.until) << ','
                  << milligrams(dose.daily_dose) << ',' << quoted(euthymia::to_string(dose.taken_as)) << ','
                  << (dose.occupancy ? decimal(*dose.occupancy) : "") << ',' << decimal(dose.step) << basis;
    }
    if (!plan.is_possible) return;
    std::cout << euthymia::to_string(plan.stop) << ",,0,\"nothing\"," << (plan.fit ? decimal(0) : "") << ','
              << decimal(plan.last_step) << basis;
}

std::optional<std::int64_t> whole(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Words split(const std::string& text) {
    Words parts;
    std::string part;
    for (const char letter : text + ",") {
        if (letter != ',') {
            part += letter;
        } else if (!part.empty()) {
            parts.push_back(std::move(part));
            part.clear();
        }
    }
    return parts;
}

// Weeks and days beside each other; nothing, after a complaint, when one is no number.
bool read_days(const Arguments& arguments, const char* name, std::int64_t length, std::optional<days>& into) {
    if (!arguments.has(name)) return true;
    const auto count = whole(arguments.text(name));
    constexpr std::int64_t most = 100'000;
    if (!count || *count < 1 || *count > most) {
        refuse(name, "a whole number from 1 to 100000", arguments.text(name));
        return false;
    }
    into = days{*count * length};
    return true;
}

// The name of the option that a part of a request came from.
std::string option_of(std::string_view where) {
    static const std::map<std::string_view, std::string> names{{"/substance", "drug"},
                                                               {"/daily_dose", "daily-dose"},
                                                               {"/duration", "weeks"},
                                                               {"/start", "start"},
                                                               {"/interval", "interval-days"},
                                                               {"/largest_step", "largest-step"},
                                                               {"/forms", "forms"},
                                                               {"/release", "release"},
                                                               {"/model", "model"},
                                                               {"/jurisdiction", "jurisdiction"}};
    const auto found = names.find(where);
    return found == names.end() ? std::string{where} : "--" + found->second;
}

std::optional<int> read_request(const Arguments& arguments, TaperRequest& request) {
    if (arguments.has("daily-dose")) {
        const auto dose = dose_of(arguments, "daily-dose");
        if (!dose) return wrong_usage;
        request.daily_dose = *dose;
    }
    if (arguments.has("start") || !arguments.has("FILE")) {
        const auto day = day_of(arguments, "start");
        if (!day) return wrong_usage;
        request.start = day->date;
    }
    constexpr std::int64_t week = 7;
    if (!read_days(arguments, "weeks", week, request.duration)) return wrong_usage;
    if (!read_days(arguments, "interval-days", 1, request.interval)) return wrong_usage;
    if (arguments.has("largest-step")) {
        request.largest_step = share_of(arguments, "largest-step");
        if (!request.largest_step) return wrong_usage;
    }
    request.forms = split(arguments.text("forms"));
    request.release = arguments.text("release");
    request.jurisdiction = arguments.text("jurisdiction");
    request.model = arguments.text("model");
    const std::array methods{TaperMethod::occupancy, TaperMethod::proportional, TaperMethod::linear};
    Words names;
    for (const TaperMethod one : methods) names.emplace_back(euthymia::name_of(one));
    const auto method = choice_of(arguments, "method", names);
    if (!method) return wrong_usage;
    for (const TaperMethod one : methods) {
        if (*method == euthymia::name_of(one)) request.method = one;
    }
    return std::nullopt;
}

// Of whom it is asked: somebody's record, or nobody's.
struct About {
    euthymia::Knowledge knowledge;
    std::optional<Question> question;
    std::optional<euthymia::Patient> patient;
};

std::variant<About, int> about(const Arguments& arguments) {
    if (!arguments.has("FILE")) {
        auto knowledge = open_knowledge(arguments.text("knowledge"));
        if (!knowledge) return refused_knowledge;
        return About{std::move(*knowledge), {}, {}};
    }
    auto asked = question_of(arguments);
    if (const int* code = std::get_if<int>(&asked)) return *code;
    Question& question = std::get<Question>(asked);
    auto patient = patient_of(question, arguments.text("patient"));
    if (!patient) return unreadable_input;
    const euthymia::Knowledge knowledge = question.advisor.knowledge();
    return About{knowledge, std::move(question), std::move(patient)};
}

int run_taper(const Words& words) {
    Arguments arguments{taper_help, {"FILE"}};
    arguments.option("drug", "the medicine, by substance or product name")
        .option("daily-dose", "what is taken in a day now: 20mg (default with FILE: as the record has it)")
        .option("weeks", "from the first lower dose to the first day without")
        .option("largest-step", "instead of weeks: no step larger than this share of the way, in percent")
        .option("start", "the day of the first lower dose: 2026-12-01 (default: the day of the question)")
        .option("interval-days", "shortest time between steps (default: the usual one; never below the sourced one)")
        .option("forms", "tablet, capsule, liquid, with commas between (default: all)")
        .option("release", "ir, sr, xl, extended, ... (default: that of the product named, else immediate)")
        .option("method", "occupancy, proportional or linear (default: occupancy)")
        .option("model", "the fit of occupancy: sorensen-2022, ...")
        .option("format", "text, json or csv");
    add_question_options(arguments);
    if (const auto done = arguments.read(words)) return *done;
    const auto format = choice_of(arguments, "format", {"text", "json", "csv"});
    if (!format) return wrong_usage;
    if (arguments.text("drug").empty() || (arguments.text("daily-dose").empty() && !arguments.has("FILE"))) {
        std::cerr << "euthymia: say which medicine and how much, like --drug paroxetine --daily-dose 20mg\n";
        return wrong_usage;
    }
    TaperRequest request;
    if (const auto code = read_request(arguments, request)) return *code;
    const auto whom = about(arguments);
    if (const int* code = std::get_if<int>(&whom)) return *code;
    const auto& [knowledge, question, patient] = std::get<About>(whom);
    const auto drug = drug_of(knowledge, arguments.text("drug"));
    if (!drug) return wrong_usage;
    request.substance = drug->substance;
    if (request.release.empty()) request.release = drug->form;
    if (patient && !arguments.has("start")) request.start = question->options.as_of;
    const auto plan =
        patient ? plan_taper(knowledge, *patient, question->options, request) : plan_taper(knowledge, request);
    if (!plan) {
        std::cerr << "euthymia: " << option_of(plan.error().where) << ": " << printable(plan.error().detail) << '\n';
        return wrong_usage;
    }
    if (*format == "json") {
        std::cout << to_json(*plan) << '\n';
    } else if (*format == "csv") {
        print_csv(*plan);
    } else {
        print(*plan, request, knowledge);
    }
    if (is_urgent(plan->alerts)) return answered_urgent;
    return plan->is_possible ? answered : no_plan;
}

}  // namespace

int run_plan(const Words& words) {
    const Words kinds{"taper", "switch", "titrate"};
    const std::string kind = words.empty() ? "" : words.front();
    const Words rest{words.begin() + (words.empty() ? 0 : 1), words.end()};
    if (kind == "taper") return run_taper(rest);
    if (kind == "switch") return run_switch(rest);
    if (kind == "titrate") return run_titrate(rest);
    if (words.empty() || kind == "--help" || kind == "-h") {
        (words.empty() ? std::cerr : std::cout) << help;
        return words.empty() ? wrong_usage : answered;
    }
    std::cerr << "euthymia plan: there are " << joined(kinds) << ", not \"" << printable(kind) << "\""
              << printable(did_you_mean(kind, kinds)) << '\n';
    return wrong_usage;
}

}  // namespace cli
