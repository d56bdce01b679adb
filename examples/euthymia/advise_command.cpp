// SPDX-License-Identifier: Apache-2.0
// `euthymia advise`: advice about one person of a record, or about each.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <string_view>

#include "commands.hpp"
#include "question.hpp"
#include "text.hpp"
#include "text_report.hpp"

namespace cli {

namespace {

using namespace euthymia;

constexpr std::string_view help = R"(usage: euthymia advise FILE [options]

Advice about the person whose record is in FILE: FHIR R4 (a Bundle, one resource, or NDJSON with one resource a
line) or native JSON ("euthymia": "patient/1"). FILE - is standard input.

  euthymia advise patient.json --as-of 2026-11-23 --jurisdiction US
  euthymia advise patient.json --profile nice-ng222 --jurisdiction UK --all
  gzip -dc bundle.json.gz | euthymia advise - --format json | jq '.alerts'
  euthymia advise ward.ndjson --patient Patient/7
  euthymia advise ward.ndjson --all-patients --format json > advice.ndjson
  euthymia advise ward.ndjson --all-patients --format json --heartbeat counts.json > advice.ndjson

Exit codes: 0 answered; 10 answered, and the answer begins with an urgent item; 1 wrong usage; 2 the record could
not be read (with --all-patients: one of them); 3 the knowledge base was refused.

)";

struct Output {
    bool json = false;
    Layout layout;
};

// The text as a JSON string; ids of patients come from outside.
std::string quoted(std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20) {
            result += std::string{"\\u00"} + digits[byte >> 4U] + digits[byte & 0x0FU];
            continue;
        }
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

int advise_one(const Question& question, const Output& output, const std::string& who, bool among_others,
               Heartbeat& heartbeat) {
    const auto patient = patient_of(question, who);
    if (!patient) return unreadable_input;
    const auto advice = question.advisor.advise(*patient, question.options, heartbeat);
    if (!advice) {
        complain(advice.error());
        return wrong_usage;
    }
    if (!output.json) {
        if (among_others) std::cout << printable(who) << '\n';
        write_report(std::cout, *advice, question.advisor.knowledge(), output.layout, question.day_origin);
    } else if (among_others) {
        std::cout << "{\"patient\":" << quoted(who) << ",\"advice\":" << to_json(*advice) << "}\n";
    } else {
        std::cout << to_json(*advice) << '\n';
    }
    return !advice->alerts().empty() && advice->alerts().front().urgent() ? answered_urgent : answered;
}

// Every person of the record in turn. The exit code is that of a failure, else that of an urgent item.
int advise_all(const Question& question, const Output& output, Heartbeat& heartbeat) {
    const auto names = patients_in(question.record);
    if (!names) return advise_one(question, output, "", false, heartbeat);  // says what is wrong
    if (names->empty()) return advise_one(question, output, "", false, heartbeat);
    bool urgent = false;
    bool failed = false;
    for (const std::string& name : *names) {
        if (!output.json && name != names->front())
            std::cout << '\n' << std::string(output.layout.width, '=') << "\n\n";
        const int code = advise_one(question, output, name, true, heartbeat);
        if (code == wrong_usage) return code;
        urgent = urgent || code == answered_urgent;
        failed = failed || code == unreadable_input;
    }
    if (failed) return unreadable_input;
    return urgent ? answered_urgent : answered;
}

bool write_counts(const Heartbeat& heartbeat, const std::string& path) {
    std::ofstream file{path, std::ios::binary};
    file << to_json(heartbeat) << '\n';
    file.close();
    if (!file) std::cerr << "euthymia: " << printable(path) << " cannot be written\n";
    return !file.fail();
}

}  // namespace

int run_advise(const Words& words) {
    Arguments arguments{help, {"FILE"}};
    add_question_options(arguments);
    arguments.option("format", "text or json (share/euthymia/schema/advice.schema.json)")
        .flag("all", "everything: monitoring, information, sources of every statement, what was read")
        .option("heartbeat", "a file for how often each statement fired, did not, or was blocked; no patient's values")
        .flag("all-patients", "each person of the record in turn; as JSON one {\"patient\", \"advice\"} a line");
    if (const auto done = arguments.read(words)) return *done;
    const auto format = choice_of(arguments, "format", {"text", "json"});
    if (!format) return wrong_usage;
    const auto asked = question_of(arguments);
    if (const int* code = std::get_if<int>(&asked)) return *code;
    const Question& question = std::get<Question>(asked);
    Output output{*format == "json", layout_of_terminal()};
    output.layout.all = arguments.has("all");
    Heartbeat heartbeat{question.advisor.knowledge()};
    const int code = arguments.has("all-patients")
                         ? advise_all(question, output, heartbeat)
                         : advise_one(question, output, arguments.text("patient"), false, heartbeat);
    if (arguments.has("heartbeat") && !write_counts(heartbeat, arguments.text("heartbeat"))) return wrong_usage;
    return code;
}

}  // namespace cli
