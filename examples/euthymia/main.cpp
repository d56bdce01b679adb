// SPDX-License-Identifier: Apache-2.0
// The command line: which command was meant.
#include <exception>
#include <iostream>
#include <string_view>

#include "commands.hpp"
#include "euthymia/euthymia.hpp"
#include "text.hpp"

namespace {

constexpr std::string_view help = R"(usage: euthymia COMMAND ...

  advise FILE    advice about the person whose record is in FILE
  check FILE --order TEXT
                 what speaks against a new medicine beside the antidepressants on record
  explain FILE --candidate ID
                 every rule about one candidate, with values and sources
  plan taper --drug NAME --daily-dose DOSE
                 how to stop, in doses a pharmacy can dispense
  occupancy --drug NAME
                 how much of a transporter a dose occupies
  kb check       check the knowledge base and show how much of it is verified
  kb list        its statements, one a line
  kb show ID     one statement, whole
  kb facts       what a record can say
  kb export      the rules as CQL libraries

FILE is FHIR R4 (a Bundle, one resource, or NDJSON) or native patient JSON; - is standard input.

  euthymia advise examples/patients/depression_on_sertraline.json --as-of 2026-11-23
  euthymia advise patient.json --jurisdiction UK --profile nice-ng222
  euthymia check patient.json --order "tramadol 50 mg three times daily"
  euthymia explain patient.json --candidate citalopram
  euthymia plan taper --drug paroxetine --daily-dose 20mg --weeks 16
  euthymia occupancy --drug citalopram --daily-dose 20mg
  euthymia kb show citalopram/us/limit-age

euthymia COMMAND --help tells more. Exit codes: 0 answered; 10 answered, and the answer begins with an urgent
item; 11 answered: there is no plan; 1 wrong usage; 2 the input could not be read; 3 the knowledge base was refused.
The program advises clinicians; it is never the last word.
)";

int unknown_command(const std::string& command) {
    const cli::Words commands{"advise", "check", "explain", "plan", "occupancy", "kb", "--help", "--version"};
    std::cerr << "euthymia: no command is called \"" << cli::printable(command) << "\""
              << cli::did_you_mean(command, commands)
              << "\nThere are advise, check, explain, plan, occupancy and kb; euthymia --help shows how to use them.\n";
    return cli::wrong_usage;
}

int run(int count, char** arguments) {
    const cli::Words words{arguments + 1, arguments + count};
    if (words.empty()) {
        std::cerr << help;
        return cli::wrong_usage;
    }
    const std::string& command = words.front();
    const cli::Words rest{words.begin() + 1, words.end()};
    if (command == "--help" || command == "-h" || command == "help") {
        std::cout << help;
        return cli::answered;
    }
    if (command == "--version") {
        std::cout << "euthymia " << euthymia::version() << '\n';
        return cli::answered;
    }
    if (command == "advise") return cli::run_advise(rest);
    if (command == "check") return cli::run_check(rest);
    if (command == "explain") return cli::run_explain(rest);
    if (command == "plan") return cli::run_plan(rest);
    if (command == "occupancy") return cli::run_occupancy(rest);
    if (command == "kb") return cli::run_kb(rest);
    return unknown_command(command);
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (const std::exception& problem) {
        std::cerr << "euthymia: " << problem.what() << '\n';
        return cli::wrong_usage;
    }
}
