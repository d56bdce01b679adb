// SPDX-License-Identifier: Apache-2.0
// `euthymia check`: what speaks against a drafted order.
#include <algorithm>
#include <iostream>
#include <string_view>

#include "commands.hpp"
#include "question.hpp"
#include "text.hpp"

namespace cli {

namespace {

constexpr std::string_view help = R"(usage: euthymia check FILE --order TEXT [options]

What speaks against a new order beside the antidepressants that are taken or were stopped so lately that they still act,
with the first day on which it would be safe where time heals. Any medicine of the tables may be ordered, by the name of
the substance or of a product, with or without a dose. Other medicines are not checked among themselves.

  euthymia check patient.json --order "thioridazine 50 mg daily" --as-of 2026-11-23
  euthymia check patient.json --order linezolid --jurisdiction US --format json

)";

void print(const std::string& text, std::size_t indent) {
    constexpr std::size_t width = 80;
    for (const std::string& line : wrapped(text, width - indent)) {
        std::cout << std::string(indent, ' ') << printable(line) << '\n';
    }
}

void print(const euthymia::Finding& finding) {
    const bool holds = finding.holds == euthymia::Truth::yes;
    print(std::string{name_of(finding.effect)} + (holds ? "" : " (a fact that is not recorded decides)") + ": " +
              finding.text,
          2);
    const euthymia::Basis& basis = finding.basis;
    if (basis.source.empty()) return;
    std::string source = basis.source + ", " + basis.place;
    if (!basis.jurisdiction.empty()) source += " (" + basis.jurisdiction + ")";
    print(source + (basis.verified ? "" : " [not yet verified]") + "; " + basis.rule, 4);
}

void print(const euthymia::OrderCheck& check) {
    print(check.medicine + ": " + std::string{name_of(check.verdict)}, 0);
    std::cout << "as of " << euthymia::to_string(check.as_of) << ", knowledge " << check.edition << '\n';
    if (check.earliest) std::cout << "no interval forbids it from " << euthymia::to_string(*check.earliest) << '\n';
    std::cout << '\n';
    for (const euthymia::Finding& finding : check.findings) print(finding);
    if (!check.findings.empty()) std::cout << '\n';
    for (const std::string& note : check.notes) print(note, 0);
    std::cout << "A draft for the clinician's decision.\n";
}

}  // namespace

int run_check(const Words& words) {
    Arguments arguments{help, {"FILE"}};
    add_question_options(arguments);
    arguments.option("order", "the medicine, and the dose if it is known: \"tramadol 50 mg daily\"")
        .option("format", "text or json");
    if (const auto done = arguments.read(words)) return *done;
    if (arguments.text("order").empty()) {
        std::cerr << "euthymia: say what is to be ordered, like --order \"tramadol 50 mg daily\"\n";
        return wrong_usage;
    }
    const auto format = choice_of(arguments, "format", {"text", "json"});
    if (!format) return wrong_usage;
    const auto asked = question_of(arguments);
    if (const int* code = std::get_if<int>(&asked)) return *code;
    const Question& question = std::get<Question>(asked);
    const auto order = euthymia::read_order(arguments.text("order"), question.advisor.knowledge());
    if (!order) {
        std::cerr << "euthymia: --order: " << order.error().detail << '\n';
        return wrong_usage;
    }
    const auto patient = patient_of(question, arguments.text("patient"));
    if (!patient) return unreadable_input;
    const auto check = question.advisor.check(*patient, *order, question.options);
    if (!check) {
        complain(check.error());
        return wrong_usage;
    }
    if (*format == "json") {
        std::cout << to_json(*check) << '\n';
    } else {
        print(*check);
    }
    return answered;
}

}  // namespace cli
