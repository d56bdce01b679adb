// SPDX-License-Identifier: Apache-2.0
// Rules as CQL, patients, and our answers, for another engine to answer as well.
//
// usage: euthymia_differential FOLDER PATIENTS CANDIDATES RULES BATCHES
//   FOLDER/edition   the edition's libraries and PATIENTS patients, each beside CANDIDATES candidates
//   FOLDER/random-1  RULES random rules and as many patients; up to random-BATCHES
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "euthymia/knowledge.hpp"
#include "lib/rules/cql_text.hpp"
#include "lib/rules/held.hpp"
#include "tests/rules/differential/cases.hpp"
#include "tests/rules/differential/random_rules.hpp"

namespace {

using namespace differential;
using namespace euthymia;
using namespace euthymia::rules;
namespace fs = std::filesystem;

void write_text(const fs::path& path, const std::string& text) { std::ofstream{path, std::ios::binary} << text; }

// Which library defines a rule is read off the libraries, so that what is asked is what was written.
std::vector<AskedLibrary> asked(const Knowledge& knowledge, const RuleBase& rules, std::deque<Condition>& trees) {
    std::vector<AskedLibrary> libraries;
    std::size_t found = 0;
    for (const CqlLibrary& library : knowledge.cql()) {
        AskedLibrary one{library.file.substr(0, library.file.rfind('.')), {}};
        for (const Rule& rule : rules.rules) {
            const std::string id{rule.row->id};
            if (library.text.find("\ndefine \"" + id + "\": ") == std::string::npos) continue;
            const bool always = rule.condition.empty();
            one.rules.push_back({id, always ? nullptr : &trees.emplace_back(condition_of(rules, rule))});
            ++found;
        }
        libraries.push_back(std::move(one));
    }
    for (NameId id = 0; id < rules.names.size(); ++id) {
        if (!rules.definitions[id]) continue;
        libraries.front().rules.push_back({"given " + rules.names[id].id, &*rules.definitions[id]});
    }
    if (found != rules.rules.size()) {
        std::cerr << found << " of " << rules.rules.size() << " rules are in the libraries\n";
        std::exit(1);
    }
    return libraries;
}

// Definitions are asked as open rules, which read assumptions.
std::vector<Condition> opened(const RuleBase& rules) {
    std::vector<Condition> conditions;
    for (const std::optional<Condition>& definition : rules.definitions) {
        if (definition) conditions.push_back(*definition);
    }
    for (Condition& condition : conditions) condition.strictness = Strictness::open;
    return conditions;
}

std::size_t write_edition(const fs::path& folder, const Wanted& wanted) {
    const auto knowledge = Knowledge::embedded();
    if (!knowledge) {
        std::cerr << to_string(knowledge.error()) << '\n';
        std::exit(1);
    }
    fs::create_directories(folder);
    for (const CqlLibrary& library : knowledge->cql()) write_text(folder / library.file, library.text);
    const RuleBase& rules = *knowledge->held().rules;
    const std::vector<Condition> definitions = opened(rules);
    std::deque<Condition> trees;
    std::vector<AskedLibrary> libraries = asked(*knowledge, rules, trees);
    auto& front = libraries.front().rules;
    for (std::size_t i = 0; i < definitions.size(); ++i) front[i].when = &definitions[i];
    return write_cases({rules.names, rules.definitions, std::move(libraries)}, wanted, folder / "cases.ndjson");
}

AskedLibrary write_library(const fs::path& folder, const std::string& name, const RandomRules& rules,
                           const std::vector<Condition>& conditions) {
    AskedLibrary asked{name, {}};
    CqlContent content{name, "1"};
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        const std::string id = "rule/" + std::to_string(i + 1);
        content.rules.push_back({id, conditions[i].text, conditions[i]});
        asked.rules.push_back({id, &conditions[i]});
    }
    write_text(folder / (name + ".cql"), cql_library(content, rules.names, rules.definitions));
    return asked;
}

// The second library's rules calculate with decimals, which an engine on binary numbers gets wrong.
std::size_t write_random(const fs::path& folder, std::size_t count, std::uint64_t seed) {
    fs::create_directories(folder);
    const RandomRules rules = random_rules(count, seed);
    std::vector<AskedLibrary> libraries{write_library(folder, "RandomRules", rules, rules.exact),
                                        write_library(folder, "RandomDecimalArithmetic", rules, rules.decimal)};
    std::cout << "   refused and drawn again: " << rules.refused << '\n';
    return write_cases({rules.names, rules.definitions, std::move(libraries)}, {count, 1, seed + 1},
                       folder / "cases.ndjson");
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 6) {
        std::cerr << "usage: euthymia_differential FOLDER PATIENTS CANDIDATES RULES BATCHES\n";
        return 1;
    }
    const fs::path folder{arguments[1]};
    const auto number = [&](int i) { return static_cast<std::size_t>(std::atoll(arguments[i])); };
    std::cout << "edition: " << write_edition(folder / "edition", {number(2), number(3), 20261123}) << " cases\n";
    for (std::size_t batch = 1; batch <= number(5); ++batch) {
        const fs::path place = folder / ("random-" + std::to_string(batch));
        std::cout << "random " << batch << ": " << write_random(place, number(4), 1000 * batch) << " cases\n";
    }
    return 0;
}
