// SPDX-License-Identifier: Apache-2.0
// `euthymia advise` and `euthymia explain`.
#include <iostream>
#include <utility>
#include <variant>

#include "commands.hpp"
#include "input.hpp"
#include "report.hpp"

namespace cli {

namespace {

namespace po = boost::program_options;

po::options_description common_options() {
    po::options_description named{"options"};
    named.add_options()  //
        ("file", po::value<std::string>()->default_value(""), "the record, also as first word")  //
        ("as-of", po::value<std::string>()->default_value(""),
         "day of the question, like 2026-11-23; default today")  //
        ("profile", po::value<std::string>()->default_value(""), "guideline that orders the options")  //
        ("jurisdiction", po::value<std::string>()->default_value(""), "country: US, UK, CA, EU or AU")  //
        ("patient", po::value<std::string>()->default_value(""), "which patient, where the record holds several")  //
        ("knowledge", po::value<std::string>()->default_value(""), "folder of another knowledge base");
    return named;
}

struct Asked {
    euthymia::Advisor advisor;
    euthymia::Patient patient;
    euthymia::AdviceOptions options;
};

std::string text(const Parsed& parsed, const char* name) { return parsed.values[name].as<std::string>(); }

// Everything both commands need, or the exit code.
std::variant<Asked, int> ask(const Parsed& parsed) {
    const std::string path = text(parsed, "file");
    if (path.empty()) {
        std::cerr << "euthymia: name the file with the person's record, or - for standard input\n";
        return wrong_usage;
    }
    const auto day = day_of(text(parsed, "as-of"));
    if (!day) return wrong_usage;
    auto knowledge = open_knowledge(text(parsed, "knowledge"));
    if (!knowledge) return refused_knowledge;
    const auto record = read_file(path);
    if (!record) return unreadable_input;
    euthymia::ReadOptions reading;
    const std::string who = text(parsed, "patient");
    reading.patient = who;
    auto patient = euthymia::read_patient(*record, *knowledge, reading);
    if (!patient) {
        print(patient.error(), path);
        const auto all = euthymia::patients_in(*record);
        if (all && all->size() > 1) {
            std::cerr << "Choose with --patient:\n";
            for (const std::string& one : *all) std::cerr << "  " << one << '\n';
        }
        return unreadable_input;
    }
    return Asked{euthymia::Advisor{std::move(*knowledge)},
                 std::move(*patient),
                 {*day, text(parsed, "profile"), text(parsed, "jurisdiction")}};
}

}  // namespace

int run_advise(const Words& words) {
    po::options_description named = common_options();
    named.add_options()("format", po::value<std::string>()->default_value("text"), "text or json")  //
        ("all", "show everything")("help,h", "this help");
    po::positional_options_description positional;
    positional.add("file", 1);
    const auto parsed = parse(words, named, positional,
                              "usage: euthymia advise FILE [options]\n\n"
                              "  euthymia advise patient.json --as-of 2026-11-23 --jurisdiction US\n"
                              "  gzip -dc bundle.json.gz | euthymia advise - --format json\n\n");
    if (!parsed) return wrong_usage;
    if (parsed->helped) return answered;
    const std::string format = text(*parsed, "format");
    if (format != "text" && format != "json") {
        std::cerr << "euthymia: --format takes text or json\n";
        return wrong_usage;
    }
    auto asked = ask(*parsed);
    if (const int* code = std::get_if<int>(&asked)) return *code;
    const Asked& question = std::get<Asked>(asked);
    const auto advice = question.advisor.advise(question.patient, question.options);
    if (!advice) {
        print(advice.error(), "the question");
        return wrong_usage;
    }
    if (format == "json") {
        std::cout << euthymia::to_json(*advice) << '\n';
    } else {
        Layout layout = layout_of_terminal();
        layout.all = parsed->values.count("all") > 0;
        write_report(std::cout, *advice, question.advisor.knowledge(), layout);
    }
    return advice->alerts().empty() ? answered : answered_urgent;
}

int run_explain(const Words& words) {
    po::options_description named = common_options();
    named.add_options()("candidate", po::value<std::string>()->default_value(""), "what is to be explained")  //
        ("help,h", "this help");
    po::positional_options_description positional;
    positional.add("file", 1);
    const auto parsed = parse(words, named, positional,
                              "usage: euthymia explain FILE --candidate ID [options]\n\n"
                              "  euthymia explain patient.json --candidate citalopram\n\n");
    if (!parsed) return wrong_usage;
    if (parsed->helped) return answered;
    auto asked = ask(*parsed);
    if (const int* code = std::get_if<int>(&asked)) return *code;
    const Asked& question = std::get<Asked>(asked);
    const auto explained = question.advisor.explain(question.patient, question.options, text(*parsed, "candidate"));
    if (!explained) {
        print(explained.error(), "the question");
        return wrong_usage;
    }
    std::cout << *explained;
    return answered;
}

}  // namespace cli
