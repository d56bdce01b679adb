// SPDX-License-Identifier: Apache-2.0
// Which CQL libraries an edition's rules and definitions make.
#include "lib/rules/cql_export.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "euthymia/advice.hpp"
#include "lib/rules/cql_text.hpp"

namespace euthymia::rules {
namespace {

using knowledge::Row;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// "substances/citalopram.json" is "SubstancesCitalopram": what CQL and FHIR both take for the name of a library.
std::string library_name(std::string_view file) {
    std::string name = "Euthymia";
    bool starts_word = true;
    for (const char c : file.substr(0, file.rfind('.'))) {
        const bool belongs = is_letter_or_digit(c);
        const bool raise = belongs && starts_word && c >= 'a' && c <= 'z';
        if (belongs) name += raise ? static_cast<char>(c - 'a' + 'A') : c;
        starts_word = !belongs;
    }
    return name;
}

// Two files whose names differ only in their signs get numbers.
std::string new_name(std::set<std::string>& taken, const std::string& wanted) {
    std::string name = wanted;
    for (int number = 2; !taken.insert(name).second; ++number) name = wanted + "_" + std::to_string(number);
    return name;
}

// A wait before something else is started is a rule about that.
std::string subjects(const Row& row) {
    const auto direction = row.texts.find("direction");
    if (row.kind == "washout" && direction != row.texts.end() && direction->second != "after") {
        return std::string{row.texts.at("of")};
    }
    return row.applies_to.empty() ? "the person" : core::listed(row.applies_to);
}

// "rule, contraindicate: citalopram; on start, raise; US; fda-dsc-2012, section 4"
std::string rule_comment(const Row& row) {
    const bool has_effect = row.texts.contains("effect") || row.kind == "washout";
    std::string text{row.kind};
    if (has_effect) text += core::joined({", ", name_of(row.effect)});
    text += ": " + subjects(row);
    if (!row.on.empty()) text += "; on " + core::listed(row.on, [](Action action) { return name_of(action); });
    for (const std::string_view part : {row.jurisdiction, row.guideline, row.source}) {
        if (!part.empty()) text += core::joined({"; ", part});
    }
    if (!row.place.empty()) text += core::joined({", ", row.place});
    return text;
}

std::vector<std::string> heading(const knowledge::Base& base, const std::string& what) {
    return {"Euthymia " + base.edition + ", " + base.hash + ": " + what + ".",
            "Generated; do not edit. Needs no data model and no other library.",
            "A parameter is null, or left out, where the record does not tell; so is a number known only as a range. "
            "\"Never\" is 2147483647.",
            "What is about the candidate compares it with what the person takes: run the library once for each.",
            "\"x assumed\" is true where x rests on an assumption only: contraindications, waits, limits, boxed "
            "warnings, avoid and escalate read it as null."};
}

CqlContent definitions(const RuleBase& rules) {
    CqlContent content{"EuthymiaDefinitions", rules.base.edition, heading(rules.base, "definitions")};
    for (NameId id = 0; id < rules.names.size(); ++id) {
        if (rules.names[id].kind == NameKind::definition) content.definitions.push_back(id);
    }
    return content;
}

// A rule called like a name would be defined twice.
std::string rule_id(const RuleBase& rules, std::string_view id) {
    return core::joined({id, rules.names.find(id) ? " (rule)" : ""});
}

// By file.
std::map<std::string, CqlContent> contents(const RuleBase& rules) {
    std::map<std::string, CqlContent> by_file;
    for (const Rule& rule : rules.rules) {
        if (rule.row->applies_to.empty() && !is_about_the_person(*rule.row)) continue;
        CqlContent& content = by_file[std::string{rule.row->file}];
        CqlRule& defined = content.rules.emplace_back();
        defined.id = rule_id(rules, rule.row->id);
        defined.comment = rule_comment(*rule.row);
        if (!rule.condition.empty()) defined.when = condition_of(rules, rule);
    }
    for (auto& [file, content] : by_file) {
        content.version = rules.base.edition;
        content.heading = heading(rules.base, "the rules of " + file);
    }
    return by_file;
}

}  // namespace

std::vector<CqlLibrary> cql_libraries(const RuleBase& rules) {
    std::vector<CqlLibrary> libraries;
    const auto add = [&](const CqlContent& content) {
        libraries.push_back({content.library + ".cql", cql_library(content, rules.names, rules.definitions)});
    };
    const CqlContent defined = definitions(rules);
    std::set<std::string> taken{defined.library};
    add(defined);
    for (auto& [file, content] : contents(rules)) {
        CqlContent named = content;
        named.library = new_name(taken, library_name(file));
        add(named);
    }
    return libraries;
}

}  // namespace euthymia::rules
