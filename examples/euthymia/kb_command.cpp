// SPDX-License-Identifier: Apache-2.0
// `euthymia kb check`, `list` and `show`.
#include <algorithm>
#include <iostream>
#include <string>

#include "commands.hpp"
#include "input.hpp"

namespace cli {

namespace {

namespace po = boost::program_options;

int check(const std::string& folder) {
    if (!folder.empty()) {
        const auto errors = euthymia::Knowledge::check_folder(folder);
        for (const euthymia::Error& error : errors) std::cerr << euthymia::to_string(error) << '\n';
        if (!errors.empty()) {
            std::cerr << errors.size() << " complaints\n";
            return refused_knowledge;
        }
    }
    const auto knowledge = open_knowledge(folder);
    if (!knowledge) return refused_knowledge;
    std::cout << "edition " << knowledge->edition() << ", " << knowledge->hash() << ", review by "
              << euthymia::to_string(knowledge->review_by()) << "\n\n"
              << knowledge->coverage_table();
    return answered;
}

bool contains(const std::string& text, const std::string& part) {
    return part.empty() || text.find(part) != std::string::npos;
}

int list(const euthymia::Knowledge& knowledge, const Parsed& parsed) {
    const auto text = [&](const char* name) { return parsed.values[name].as<std::string>(); };
    for (const euthymia::Statement& statement : knowledge.statements()) {
        if (!contains(statement.subject, text("subject")) || !contains(statement.kind, text("kind"))) continue;
        if (parsed.values.count("unverified") > 0 && statement.verified) continue;
        if (parsed.values.count("safety") > 0 && !statement.safety) continue;
        std::cout << (statement.verified ? "verified   " : "unverified ") << statement.kind << "  " << statement.id
                  << '\n';
    }
    return answered;
}

int show(const euthymia::Knowledge& knowledge, const std::string& id) {
    std::vector<std::string> near;
    for (const euthymia::Statement& statement : knowledge.statements()) {
        if (statement.id == id) {
            std::cout << statement.file << (statement.verified ? ", verified" : ", unverified") << '\n'
                      << statement.text << '\n';
            return answered;
        }
        if (contains(statement.id, id.substr(0, id.rfind('/')))) near.push_back(statement.id);
    }
    std::cerr << "euthymia: no statement is called \"" << id << "\"";
    constexpr std::size_t most = 8;
    for (std::size_t i = 0; i < std::min(most, near.size()); ++i) {
        std::cerr << (i == 0 ? "; there are\n  " : "\n  ") << near[i];
    }
    std::cerr << '\n';
    return wrong_usage;
}

}  // namespace

int run_kb(const Words& words) {
    po::options_description named{"options"};
    named.add_options()  //
        ("command", po::value<std::string>()->default_value(""), "check, list or show")  //
        ("id", po::value<std::string>()->default_value(""), "of the statement to show")  //
        ("knowledge", po::value<std::string>()->default_value(""), "folder of another knowledge base")  //
        ("subject", po::value<std::string>()->default_value(""), "list: only statements about this")  //
        ("kind", po::value<std::string>()->default_value(""), "list: only this kind")  //
        ("unverified", "list: only what two readings have not confirmed")("safety", "list: only safety statements")  //
        ("help,h", "this help");
    po::positional_options_description positional;
    positional.add("command", 1).add("id", 1);
    const auto parsed = parse(words, named, positional,
                              "usage: euthymia kb check|list|show ID [options]\n\n"
                              "  euthymia kb check\n"
                              "  euthymia kb list --subject citalopram --safety --unverified\n"
                              "  euthymia kb show citalopram/us/age-above-60\n\n");
    if (!parsed) return wrong_usage;
    if (parsed->helped) return answered;
    const std::string command = parsed->values["command"].as<std::string>();
    const std::string folder = parsed->values["knowledge"].as<std::string>();
    if (command == "check") return check(folder);
    if (command != "list" && command != "show") {
        std::cerr << "euthymia: kb takes check, list or show ID\n";
        return wrong_usage;
    }
    const auto knowledge = open_knowledge(folder);
    if (!knowledge) return refused_knowledge;
    return command == "list" ? list(*knowledge, *parsed) : show(*knowledge, parsed->values["id"].as<std::string>());
}

}  // namespace cli
