// SPDX-License-Identifier: Apache-2.0
// What guidelines place in which line, as their own tables do.
#include "kb_lines.hpp"

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "commands.hpp"
#include "text.hpp"

namespace cli {

namespace {

using euthymia::Knowledge;
using euthymia::TreatmentLine;

constexpr std::array<std::string_view, 4> names{"not-recommended", "first", "second", "third"};

std::vector<std::string> words_of(std::string_view id) {
    std::vector<std::string> words(1);
    for (const char c : id) {
        if (c == '-' || c == '_' || c == ' ') {
            words.emplace_back();
        } else {
            words.back() += c;
        }
    }
    return words;
}

bool means(std::string_view asked, std::string_view id) {
    const auto wanted = words_of(asked);
    auto next = wanted.begin();
    for (const std::string& word : words_of(id)) {
        if (next != wanted.end() && *next == word) ++next;
    }
    return next == wanted.end();
}

std::optional<int> line_meant(const std::string& asked) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (asked == names[i] || (i > 0 && asked == std::to_string(i))) return static_cast<int>(i);
    }
    std::cerr << "euthymia: --line takes first, second, third or not-recommended"
              << printable(did_you_mean(asked, std::vector<std::string>{names.begin(), names.end()})) << '\n';
    return std::nullopt;
}

constexpr int advised_against = 1000;  // stands last

std::string name_of_line(int line) {
    if (line == advised_against) return "not recommended";
    const auto index = static_cast<std::size_t>(line);
    return index < names.size() ? std::string{names[index]} + " line" : "line " + std::to_string(line);
}

std::string subjects_of(const Knowledge& knowledge, const TreatmentLine& line) {
    std::string text;
    for (const std::string& subject : line.subjects) {
        text += (text.empty() ? "" : ", ") + std::string{knowledge.label(subject)};
    }
    return line.verified ? text : text + "?";
}

// What stands in one cell of a guideline's table: the same line, for the same people, in the same place.
using Cell = std::tuple<int, std::string, std::string, std::string>;
using Table = std::map<Cell, std::vector<std::string>>;

void print(const Table& table) {
    constexpr std::size_t width = 100;
    constexpr std::size_t name_width = 18;
    for (const auto& [cell, subjects] : table) {
        const auto& [line, when, population, place] = cell;
        std::string text = joined(subjects);
        if (!population.empty()) text += "; " + population;
        if (!when.empty()) text += "; when " + when;
        text += " (" + place + ")";
        std::string name = name_of_line(line);
        name.resize(std::max(name.size() + 2, name_width), ' ');
        for (const std::string& part : wrapped(printable(text), width - name_width)) {
            std::cout << "  " << name << part << '\n';
            name.assign(name_width, ' ');
        }
    }
}

}  // namespace

std::optional<std::string> meant(const std::string& option, const std::string& asked,
                                 const std::vector<std::string>& ids) {
    std::vector<std::string> found;
    for (const std::string& id : ids) {
        if (words_of(asked) == words_of(id)) return id;
        if (means(asked, id)) found.push_back(id);
    }
    if (found.size() == 1) return found.front();
    const std::vector<std::string>& shown = found.empty() ? ids : found;
    std::cerr << "euthymia: --" << option << " takes one of " << joined(shown) << printable(did_you_mean(asked, ids))
              << '\n';
    return std::nullopt;
}

int treatment_lines(const Knowledge& knowledge, LinesAsked asked) {
    std::optional<int> line;
    if (!asked.condition.empty()) {
        const auto id = meant("condition", asked.condition, knowledge.conditions());
        if (!id) return wrong_usage;
        asked.condition = *id;
    }
    if (!asked.profile.empty()) {
        const auto id = meant("profile", asked.profile, knowledge.guideline_profiles());
        if (!id) return wrong_usage;
        asked.profile = *id;
    }
    if (!asked.line.empty()) {
        line = line_meant(asked.line);
        if (!line) return wrong_usage;
    }
    std::map<std::pair<std::string, std::string>, Table> tables;
    for (const TreatmentLine& one : knowledge.treatment_lines()) {
        if (!asked.condition.empty() && one.condition != asked.condition) continue;
        if (!asked.profile.empty() && one.guideline != asked.profile) continue;
        if (line && one.line != *line) continue;
        const int place = one.line == 0 ? advised_against : one.line;
        const std::string when{knowledge.label(one.when)};  // of a fact or definition; a longer condition as it is
        tables[{one.guideline, one.condition}][{place, when, one.population, one.place}].push_back(
            subjects_of(knowledge, one));
    }
    if (tables.empty()) {
        std::cerr << "no guideline here has such a line\n";
        return answered;
    }
    bool is_first = true;
    for (const auto& [what, table] : tables) {
        std::cout << (is_first ? "" : "\n") << what.first << ": " << printable(knowledge.label(what.second)) << '\n';
        print(table);
        is_first = false;
    }
    std::cout << "\n? not yet read twice; euthymia kb list --kind line --subject NAME names the statements\n";
    return answered;
}

}  // namespace cli
