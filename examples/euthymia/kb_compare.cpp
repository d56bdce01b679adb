// SPDX-License-Identifier: Apache-2.0
// The drugs beside each other, by what people mind about them.
#include "kb_compare.hpp"

#include <algorithm>
#include <array>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "text.hpp"

namespace cli {

namespace {

using euthymia::Knowledge;
using euthymia::Profile;

struct Aspect {
    std::string_view id;
    std::string_view head;
};
constexpr std::array<Aspect, 12> aspects{{{"weight_gain", "weight"},
                                          {"sexual_dysfunction", "sexual"},
                                          {"sedation", "sedat"},
                                          {"activation", "activ"},
                                          {"anticholinergic", "antich"},
                                          {"nausea", "nausea"},
                                          {"orthostatic_hypotension", "BP-"},
                                          {"blood_pressure_rise", "BP+"},
                                          {"qt_prolongation", "QT"},
                                          {"seizure", "seiz"},
                                          {"overdose_danger", "overd"},
                                          {"discontinuation_symptoms", "discon"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> marks{
    {{"lowered", "-"}, {"none", "0"}, {"low", "+"}, {"moderate", "++"}, {"high", "+++"}}};
constexpr int cell_width = 8;

std::size_t rank_of(std::string_view grade) {
    const auto found = std::find_if(marks.begin(), marks.end(), [&](const auto& mark) { return mark.first == grade; });
    return static_cast<std::size_t>(found - marks.begin());
}

// Lowest and highest grade of any table, and whether all are verified.
struct Cell {
    std::size_t low = marks.size();
    std::size_t high = 0;
    bool verified = true;
};

std::string text_of(const Cell& cell) {
    std::string text{marks.at(cell.low).second};
    if (cell.high != cell.low) text += "/" + std::string{marks.at(cell.high).second};
    return cell.verified ? text : text + "?";
}

using Row = std::map<std::string, Cell>;
using Rows = std::map<std::string, Row>;

// What any of the drugs is graded in; an aspect without a short head stands last, under its id.
std::vector<Aspect> columns(const Rows& rows) {
    std::set<std::string_view> graded;
    for (const auto& [label, row] : rows) {
        for (const auto& [aspect, cell] : row) graded.insert(aspect);
    }
    std::vector<Aspect> shown;
    for (const Aspect& aspect : aspects) {
        if (graded.erase(aspect.id) > 0) shown.push_back(aspect);
    }
    for (const std::string_view aspect : graded) shown.push_back({aspect, aspect});
    return shown;
}

void print(const Rows& rows) {
    const std::vector<Aspect> shown = columns(rows);
    std::size_t width = 0;
    for (const auto& [label, row] : rows) width = std::max(width, label.size() + 2);
    const int name_width = static_cast<int>(width);
    std::cout << std::left << std::setw(name_width) << "";
    for (const Aspect& aspect : shown) std::cout << std::setw(cell_width) << aspect.head;
    std::cout << '\n';
    for (const auto& [label, row] : rows) {
        std::cout << std::setw(name_width) << label;
        for (const Aspect& aspect : shown) {
            const auto found = row.find(std::string{aspect.id});
            std::cout << std::setw(cell_width) << (found == row.end() ? "." : text_of(found->second));
        }
        std::cout << '\n';
    }
}

}  // namespace

int compare(const Knowledge& knowledge, const std::string& subject) {
    Rows rows;
    for (const Profile& one : knowledge.profiles()) {
        const std::string label{knowledge.label(one.substance)};
        if (label.find(subject) == std::string::npos && one.substance.find(subject) == std::string::npos) continue;
        Cell& cell = rows[label][one.aspect];
        cell.low = std::min(cell.low, rank_of(one.grade));
        cell.high = std::max(cell.high, rank_of(one.grade));
        cell.verified = cell.verified && one.verified;
    }
    if (rows.empty()) {
        std::cerr << "no drug like that has been graded" << printable(knowledge.medicine_suggestion(subject))
                  << "\neuthymia kb list --kind profile names those that have\n";
        return answered;
    }
    print(rows);
    std::cout << "\n0 none, + low, ++ moderate, +++ high, - the opposite; +/++ tables differ\n"
                 "? not yet read twice; . no table read, which does not mean none\n"
                 "activ insomnia or agitation, antich anticholinergic, BP- falls on standing, BP+ rises\n"
                 "overd danger in overdose, discon symptoms on stopping\n"
                 "euthymia kb list --kind profile --subject NAME names the tables\n";
    return answered;
}

}  // namespace cli
