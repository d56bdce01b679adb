// SPDX-License-Identifier: Apache-2.0
// `euthymia kb check`, `list`, `show`, `facts` and `export`.
#include <algorithm>
#include <iostream>
#include <string>
#include <string_view>

#include "arguments.hpp"
#include "commands.hpp"
#include "input.hpp"
#include "kb_export.hpp"
#include "text.hpp"

namespace cli {

namespace {

using namespace euthymia;

constexpr std::string_view help = R"(usage: euthymia kb check|list|show ID|facts|export [options]

  check    checks every row and shows how much is covered and verified by two readings
  list     the statements, one a line, narrowed by options
  show ID  one statement as the row it is, with its file
  facts    what a record can say: names, types and units for native JSON and for rules
  export   writes every rule and definition as CQL libraries into the folder named by --cql

  euthymia kb check --knowledge my-edition/
  euthymia kb list --subject citalopram --safety --unverified
  euthymia kb list --kind daily_dose_limit
  euthymia kb show citalopram/us/limit-age
  euthymia kb facts --subject qt
  euthymia kb export --cql cql/

)";

int check(const std::string& folder) {
    if (!folder.empty()) {
        const auto errors = Knowledge::check_folder(folder);
        for (const Error& error : errors) std::cerr << printable(to_string(error)) << '\n';
        if (!errors.empty()) {
            std::cerr << counted(errors.size(), "complaint", "complaints") << '\n';
            return refused_knowledge;
        }
    }
    const auto knowledge = open_knowledge(folder);
    if (!knowledge) return refused_knowledge;
    std::cout << "edition " << knowledge->edition() << ", " << knowledge->hash() << ", review by "
              << to_string(knowledge->review_by()) << "\n\n"
              << knowledge->coverage_table();
    return answered;
}

bool contains(std::string_view text, const std::string& part) { return text.find(part) != std::string_view::npos; }

// What an option with that value probably meant.
std::string suggestion(const Knowledge& knowledge, const std::string& asked, std::string Statement::*member) {
    Words names;
    for (const Statement& statement : knowledge.statements()) names.push_back(statement.*member);
    return asked.empty() ? std::string{} : did_you_mean(asked, names);
}

int list(const Knowledge& knowledge, const Arguments& arguments) {
    const std::string subject = arguments.text("subject");
    const std::string kind = arguments.text("kind");
    std::size_t shown = 0;
    for (const Statement& statement : knowledge.statements()) {
        if (!contains(statement.subject, subject) || !contains(statement.kind, kind)) continue;
        if (arguments.has("unverified") && statement.verified) continue;
        if (arguments.has("safety") && !statement.safety) continue;
        ++shown;
        std::cout << (statement.verified ? "verified    " : "unverified  ") << statement.kind << "  " << statement.id
                  << '\n';
    }
    if (shown == 0) {
        std::cerr << "no statement is like that" << printable(suggestion(knowledge, subject, &Statement::subject))
                  << printable(suggestion(knowledge, kind, &Statement::kind)) << '\n';
    }
    return answered;
}

int show(const Knowledge& knowledge, const std::string& id) {
    if (id.empty()) {
        std::cerr << "euthymia: say which statement: euthymia kb show ID; euthymia kb list names them\n";
        return wrong_usage;
    }
    Words ids;
    for (const Statement& statement : knowledge.statements()) {
        if (statement.id == id) {
            std::cout << statement.file << (statement.verified ? ", verified" : ", not yet verified") << '\n'
                      << statement.text << '\n';
            return answered;
        }
        ids.push_back(statement.id);
    }
    std::cerr << "euthymia: no statement is called \"" << printable(id) << "\"" << did_you_mean(id, ids) << '\n';
    constexpr std::size_t most = 8;
    std::erase_if(ids, [&](const std::string& one) { return !contains(one, id.substr(0, id.rfind('/'))); });
    for (std::size_t i = 0; i < std::min(most, ids.size()); ++i) std::cerr << "  " << ids[i] << '\n';
    return wrong_usage;
}

std::string type_of(const Fact& fact) {
    if (fact.type == FactType::truth) return "yes or no";
    if (fact.type == FactType::number) return "number" + (fact.unit.empty() ? "" : " in " + fact.unit);
    return "one of " + joined(fact.choices);
}

int facts(const Knowledge& knowledge, const std::string& subject) {
    std::size_t shown = 0;
    for (const Fact& fact : knowledge.facts()) {
        if (!contains(fact.id, subject) && !contains(fact.label, subject)) continue;
        ++shown;
        std::cout << fact.id << "  " << fact.label << "  (" << type_of(fact) << ")\n";
    }
    if (shown == 0) std::cerr << "no fact is like that" << printable(knowledge.suggestion(subject)) << '\n';
    return answered;
}

}  // namespace

int run_kb(const Words& words) {
    Arguments arguments{help, {"COMMAND", "ID"}};
    arguments.option("knowledge", "folder of another knowledge base")
        .option("cql", "export: the folder to write to")
        .option("subject", "list, facts: only what has this in its subject or name")
        .option("kind", "list: only this kind of statement")
        .flag("unverified", "list: only what two readings have not confirmed")
        .flag("safety", "list: only contraindications, intervals, limits, boxed warnings and alerts");
    if (const auto done = arguments.read(words)) return *done;
    const Words commands{"check", "list", "show", "facts", "export"};
    const std::string command = arguments.text("COMMAND");
    if (std::find(commands.begin(), commands.end(), command) == commands.end()) {
        std::cerr << "euthymia: kb takes check, list, show ID, facts or export"
                  << printable(did_you_mean(command, commands)) << '\n';
        return wrong_usage;
    }
    const std::string folder = arguments.text("knowledge");
    if (command == "check") return check(folder);
    const auto knowledge = open_knowledge(folder);
    if (!knowledge) return refused_knowledge;
    if (command == "list") return list(*knowledge, arguments);
    if (command == "export") return export_cql(*knowledge, arguments.text("cql"));
    if (command == "facts") return facts(*knowledge, arguments.text("subject"));
    return show(*knowledge, arguments.text("ID"));
}

}  // namespace cli
