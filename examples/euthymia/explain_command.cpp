// SPDX-License-Identifier: Apache-2.0
// `euthymia explain`: every rule about one candidate, with values and sources.
#include <iostream>
#include <string_view>

#include "commands.hpp"
#include "question.hpp"
#include "text.hpp"

namespace cli {

namespace {

constexpr std::string_view help = R"(usage: euthymia explain FILE --candidate ID [options]

Every rule about one candidate and this person, for each action: its condition as a tree with the value, date and
record behind each part, and its source. Rules that a missing fact leaves open are shown as open.

  euthymia explain patient.json --candidate citalopram --as-of 2026-11-23
  euthymia explain patient.json --candidate bupropion.xl --jurisdiction US | less

)";

}  // namespace

int run_explain(const Words& words) {
    Arguments arguments{help, {"FILE"}};
    add_question_options(arguments);
    arguments.option("candidate", "drug, form or therapy: as `advise` names it with --format json, like citalopram");
    if (const auto done = arguments.read(words)) return *done;
    if (arguments.text("candidate").empty()) {
        std::cerr << "euthymia: say what is to be explained, like --candidate citalopram\n";
        return wrong_usage;
    }
    const auto asked = question_of(arguments);
    if (const int* code = std::get_if<int>(&asked)) return *code;
    const Question& question = std::get<Question>(asked);
    const auto patient = patient_of(question, arguments.text("patient"));
    if (!patient) return unreadable_input;
    const auto text = question.advisor.explain(*patient, question.options, arguments.text("candidate"));
    if (!text) {
        complain(text.error());
        return wrong_usage;
    }
    std::cout << "as of " << euthymia::to_string(question.options.as_of)
              << (question.day_origin.empty() ? "" : " (" + question.day_origin + ")") << "\n\n"
              << printable(*text, "\n");
    return answered;
}

}  // namespace cli
