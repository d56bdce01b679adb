// SPDX-License-Identifier: Apache-2.0
// What `advise`, `check` and `explain` need before they can ask: the day, the knowledge, the record.
#include "question.hpp"

#include <algorithm>
#include <iostream>
#include <utility>

#include "input.hpp"
#include "text.hpp"

namespace cli {

namespace {

using namespace euthymia;

// Why no single person could be read, and whom to choose from.
void tell_patients(const Question& question, const std::string& who) {
    constexpr std::size_t most = 20;
    const auto all = patients_in(question.record);
    if (!all || all->empty() || (all->size() < 2 && who.empty())) return;
    std::cerr << "The record is about " << counted(all->size(), "person", "persons")
              << (who.empty() ? "" : printable(did_you_mean(who, *all))) << ". Choose one with --patient";
    std::cerr << (all->size() > 1 ? ", or take all with advise --all-patients:\n" : ":\n");
    for (std::size_t i = 0; i < std::min(most, all->size()); ++i) std::cerr << "  " << printable((*all)[i]) << '\n';
    if (all->size() > most) std::cerr << "  and " << all->size() - most << " more\n";
}

}  // namespace

void add_question_options(Arguments& arguments) {
    arguments.option("as-of", "day of the question, like 2026-11-23; today if not given")
        .option("profile", "guideline that orders the options, like nice-ng222")
        .option("jurisdiction", "country whose labels count: US, UK, CA, EU or AU; the strictest of all if not given")
        .option("patient", "which person, where the record holds several, like Patient/7")
        .option("knowledge", "folder of another knowledge base");
}

std::variant<Question, int> question_of(const Arguments& arguments) {
    const std::string path = arguments.text("FILE");
    if (path.empty()) {
        std::cerr << "euthymia: name the file with the person's record, or - for standard input\n";
        return wrong_usage;
    }
    auto day = day_of(arguments, "as-of");
    if (!day) return wrong_usage;
    auto knowledge = open_knowledge(arguments.text("knowledge"));
    if (!knowledge) return refused_knowledge;
    auto record = read_file(path);
    if (!record) return unreadable_input;
    return Question{Advisor{std::move(*knowledge)},
                    {day->date, arguments.text("profile"), arguments.text("jurisdiction")},
                    std::move(day->origin),
                    path,
                    std::move(*record)};
}

std::optional<Patient> patient_of(const Question& question, const std::string& who) {
    ReadOptions reading;
    reading.patient = who;
    auto patient = read_patient(question.record, question.advisor.knowledge(), reading);
    if (patient) return std::move(*patient);
    std::cerr << "euthymia: " << refusal(patient.error(), question.path, question.record) << '\n';
    tell_patients(question, who);
    return std::nullopt;
}

void complain(const Error& error) {
    std::string option = error.where;
    std::replace(option.begin(), option.end(), '_', '-');
    std::cerr << "euthymia: --" << printable(option.substr(std::min<std::size_t>(1, option.size()))) << ": "
              << printable(error.detail) << '\n';
}

}  // namespace cli
