// SPDX-License-Identifier: Apache-2.0
// `euthymia kb check`, `list`, `show`, `compare`, `evidence`, `facts` and `export`.
#include <algorithm>
#include <iomanip>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "arguments.hpp"
#include "commands.hpp"
#include "input.hpp"
#include "kb_compare.hpp"
#include "kb_evidence.hpp"
#include "kb_export.hpp"
#include "kb_lines.hpp"
#include "text.hpp"

namespace cli {

namespace {

using namespace euthymia;

constexpr std::string_view help =
    R"(usage: euthymia kb check|self-check|list|show ID|compare|evidence|facts|export [options]

  check    checks every row and shows how much is covered and verified by two readings;
           with --list unverified also each statement that is not, with --list documents the texts that
           somebody must still open, with how many statements wait for each
  self-check
           makes for each statement a record on which it fires, one on which it does not and an empty one, and
           asks the compiled rules; exit code 3 when one is dead or wrong
  list     the statements, one a line, narrowed by options; with --condition, --profile or --line what guidelines
           place in which line of treatment, as their own tables do
  show ID  one statement as the row it is, with its file
  compare  the drugs beside each other: weight, sexual function, sedation, QT, danger in overdose, ...
  evidence what trials and meta-analyses found; narrowed by --condition, --about and --subject
  facts    what a record can say: names, types and units for native JSON and for rules
  export   writes every rule and definition as CQL libraries into the folder named by --cql

  euthymia kb check --knowledge my-edition/
  euthymia kb list --subject citalopram --safety --unverified
  euthymia kb list --kind daily_dose_limit
  euthymia kb list --disputed --safety
  euthymia kb list --condition panic-disorder --profile canadian-2014 --line first
  euthymia kb show citalopram/us/limit-age
  euthymia kb compare --subject pram
  euthymia kb evidence --condition panic-disorder --about combined-treatment
  euthymia kb facts --subject qt
  euthymia kb export --cql cql/

)";

void print_line(const Statement& statement) {
    std::cout << (statement.verified ? "verified    " : "unverified  ") << statement.kind << "  " << statement.id
              << '\n';
}

// What is not verified: how to see it, or the statements themselves.
void print_unverified(const Knowledge& knowledge, bool wanted) {
    const auto all = knowledge.statements();
    const auto count = std::count_if(all.begin(), all.end(), [](const Statement& one) { return !one.verified; });
    if (count == 0) return;
    if (!wanted) {
        std::cout << "--list unverified prints the "
                  << counted(static_cast<std::size_t>(count), "statement that is", "statements that are")
                  << " not verified\n";
        return;
    }
    std::cout << '\n';
    for (const Statement& statement : all) {
        if (!statement.verified) print_line(statement);
    }
}

// The texts that are still to be opened, those that most safety statements wait for first.
void print_documents(const Knowledge& knowledge) {
    struct Waiting {
        std::size_t safety = 0;
        std::size_t all = 0;
    };
    std::map<std::string, Waiting> waiting;
    for (const Statement& statement : knowledge.statements()) {
        if (statement.to_open.empty() || statement.verified) continue;
        Waiting& one = waiting[statement.to_open];
        ++one.all;
        if (statement.safety) ++one.safety;
    }
    std::vector<std::pair<std::string, Waiting>> sorted{waiting.begin(), waiting.end()};
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return std::pair{a.second.safety, a.second.all} > std::pair{b.second.safety, b.second.all};
    });
    std::cout << "\nsafety  all  to be opened\n";
    for (const auto& [text, one] : sorted) {
        std::cout << std::setw(6) << one.safety << std::setw(5) << one.all << "  " << printable(text) << '\n';
    }
}

int check(const std::string& folder, std::string_view list) {
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
    if (list == "documents") {
        print_documents(*knowledge);
    } else {
        print_unverified(*knowledge, !list.empty());
    }
    return answered;
}

int self_check(const Knowledge& knowledge) {
    const SelfCheck found = knowledge.self_check();
    std::cout << found.statements << " statements, " << found.always << " of them without a condition; " << found.cases
              << " cases asked, " << found.without_case << " could not be made\n";
    for (const std::string& id : found.wrong) std::cout << "wrong        " << id << '\n';
    for (const std::string& id : found.never_fires) std::cout << "never fires  " << id << '\n';
    for (const std::string& id : found.never_asked) std::cout << "about nothing that can be proposed  " << id << '\n';
    return found.passed() ? answered : refused_knowledge;
}

bool contains(std::string_view text, const std::string& part) { return text.find(part) != std::string_view::npos; }

// What an option with that value probably meant.
std::string suggestion(const Knowledge& knowledge, const std::string& asked, std::string Statement::*member) {
    Words names;
    for (const Statement& statement : knowledge.statements()) names.push_back(statement.*member);
    return asked.empty() ? std::string{} : did_you_mean(asked, names);
}

int list(const Knowledge& knowledge, const Arguments& arguments) {
    LinesAsked lines{arguments.text("condition"), arguments.text("profile"), arguments.text("line")};
    if (!lines.condition.empty() || !lines.profile.empty() || !lines.line.empty()) {
        return treatment_lines(knowledge, std::move(lines));
    }
    const std::string subject = arguments.text("subject");
    const std::string kind = arguments.text("kind");
    const auto statements = knowledge.statements();
    // The whole name of a kind means that kind alone, a part of one every kind that has it.
    const bool is_whole = std::any_of(statements.begin(), statements.end(),
                                      [&](const Statement& statement) { return statement.kind == kind; });
    std::size_t shown = 0;
    for (const Statement& statement : statements) {
        const bool is_kind = is_whole ? statement.kind == kind : contains(statement.kind, kind);
        if (!is_kind || !contains(statement.subject, subject)) continue;
        if (arguments.has("unverified") && statement.verified) continue;
        if (arguments.has("safety") && !statement.safety) continue;
        if (arguments.has("disputed") && !statement.disputed) continue;
        ++shown;
        print_line(statement);
    }
    if (shown == 0) {
        std::cerr << "no statement is like that" << printable(suggestion(knowledge, subject, &Statement::subject))
                  << printable(suggestion(knowledge, kind, &Statement::kind)) << '\n';
    }
    return answered;
}

// An id begins with what it is about, "sertraline/us/limit-general". Near a whole id: that one. Else near what ids
// begin with: some of those, and how to see all.
std::string statement_meant(const std::string& id, const Words& ids) {
    if (auto meant = did_you_mean(id, ids); !meant.empty()) return meant;
    const auto beginning = [](const std::string& one) { return one.substr(0, one.find('/')); };
    Words beginnings;
    for (const std::string& one : ids) beginnings.push_back(beginning(one));
    const auto near = nearest(beginning(id), beginnings);
    if (!near) return "; euthymia kb list names them all";
    constexpr std::size_t most = 8;
    std::size_t shown = 0;
    std::string text = "; did you mean one of '" + *near + "'?";
    for (const std::string& one : ids) {
        if (beginning(one) != *near || ++shown > most) continue;
        text += "\n  " + one;
    }
    if (shown > most) text += "\n  ... euthymia kb list --subject " + *near + " names all";
    return text;
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
    std::cerr << "euthymia: no statement is called \"" << printable(id) << "\"" << statement_meant(id, ids) << '\n';
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
        .option("subject", "list, compare, evidence, facts: only what has this in its subject or name")
        .option("kind", "list: only this kind of statement")
        .option("condition", "list: lines of treatment for this condition; evidence: on it: panic-disorder, ...")
        .option("about", "evidence: combined-treatment, relapse-prevention, dose-equivalence, ...")
        .option("profile", "list: lines of treatment of this guideline: canmat-2023, ...")
        .option("line", "list: only this line of treatment: first, second, third, not-recommended")
        .option("list", "check: 'unverified', what two readings have not confirmed; 'documents', what to open for that")
        .flag("unverified", "list: only what two readings have not confirmed")
        .flag("disputed", "list: only where a reader found something else; kb show ID says what")
        .flag("safety", "list: only contraindications, intervals, limits, boxed warnings and alerts");
    if (const auto done = arguments.read(words)) return *done;
    const Words commands{"check", "self-check", "list", "show", "compare", "evidence", "facts", "export"};
    const std::string command = arguments.text("COMMAND");
    if (std::find(commands.begin(), commands.end(), command) == commands.end()) {
        std::cerr << "euthymia: kb takes check, self-check, list, show ID, compare, evidence, facts or export"
                  << printable(did_you_mean(command, commands)) << '\n';
        return wrong_usage;
    }
    const std::string folder = arguments.text("knowledge");
    if (!choice_of(arguments, "list", {"unverified", "documents"})) return wrong_usage;
    if (command == "check") return check(folder, arguments.text("list"));
    const auto knowledge = open_knowledge(folder);
    if (!knowledge) return refused_knowledge;
    if (command == "self-check") return self_check(*knowledge);
    if (command == "list") return list(*knowledge, arguments);
    if (command == "export") return export_cql(*knowledge, arguments.text("cql"));
    if (command == "compare") return compare(*knowledge, arguments.text("subject"));
    if (command == "evidence") {
        return evidence(*knowledge, {arguments.text("condition"), arguments.text("about"), arguments.text("subject")});
    }
    if (command == "facts") return facts(*knowledge, arguments.text("subject"));
    return show(*knowledge, arguments.text("ID"));
}

}  // namespace cli
