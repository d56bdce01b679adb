// SPDX-License-Identifier: Apache-2.0
// Whether what two people read in the original is what the row says.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "lib/core/text.hpp"
#include "lib/rules/rule_base.hpp"

namespace euthymia::rules {

namespace {

using knowledge::is_bound;
using knowledge::Reading;
using knowledge::Row;

using Figure = std::pair<std::string, std::string>;

constexpr std::array<std::string_view, 16> texts_that_count{
    "effect", "direction", "of",     "status", "enzyme", "role",   "potency",   "taper", "aspect",
    "grade",  "measure",   "target", "dosing", "beside", "method", "start_low"};

bool is_comparison(Op op) {
    switch (op) {
        case Op::equal:
        case Op::not_equal:
        case Op::less:
        case Op::less_or_equal:
        case Op::greater:
        case Op::greater_or_equal:
        case Op::between:
        case Op::in:
            return true;
        default:
            return false;
    }
}

Op mirrored(Op op) {
    switch (op) {
        case Op::less:
            return Op::greater;
        case Op::less_or_equal:
            return Op::greater_or_equal;
        case Op::greater:
            return Op::less;
        case Op::greater_or_equal:
            return Op::less_or_equal;
        default:
            return op;
    }
}

// How a text words an inequality: whether the limit itself is meant.
std::string_view bound(Op op) {
    switch (op) {
        case Op::less:
            return "below";
        case Op::less_or_equal:
            return "at_most";
        case Op::greater:
            return "above";
        case Op::greater_or_equal:
            return "at_least";
        default:
            return {};
    }
}

std::string literal_text(const Node& node) {
    switch (node.literal.kind) {
        case Value::Kind::number:
            return core::format_decimal(node.literal.number.at_least, node.type.decimals);
        case Value::Kind::choice:
            return node.type.choices.at(node.literal.choice);
        case Value::Kind::truth:
            return node.literal.truth == Truth::yes ? "yes" : "no";
        case Value::Kind::unknown:
            break;
    }
    return {};
}

void add_comparison(const Condition& condition, const Node& node, const Names& names, std::vector<Figure>& figures) {
    std::string name;
    for (const std::uint32_t child : node.children) {
        if (condition.nodes[child].op == Op::name) name = names[condition.nodes[child].name].id;
    }
    if (name.empty()) return;
    const bool is_turned = condition.nodes[node.children.front()].op == Op::literal;  // 60 < age_years
    const std::string_view limit = bound(is_turned ? mirrored(node.op) : node.op);
    if (!limit.empty()) figures.emplace_back(name + "_bound", limit);
    for (const std::uint32_t child : node.children) {
        if (condition.nodes[child].op == Op::literal) figures.emplace_back(name, literal_text(condition.nodes[child]));
    }
}

bool is_plain_truth(const Node& node, const Names& names) {
    return node.op == Op::name && names[node.name].type.kind == FactType::truth;
}

// What a reading must have seen for the condition to be right: each number beside its name, each named fact.
void add_condition(const Condition& condition, const Names& names, std::vector<Figure>& figures) {
    std::vector<bool> negated(condition.nodes.size(), false);
    for (const Node& node : condition.nodes) {
        if (node.op != Op::not_) continue;
        negated[node.children.front()] = true;
    }
    for (std::size_t i = 0; i < condition.nodes.size(); ++i) {
        const Node& node = condition.nodes[i];
        if (is_comparison(node.op)) add_comparison(condition, node, names, figures);
        if (is_plain_truth(node, names)) figures.emplace_back(names[node.name].id, negated[i] ? "no" : "yes");
    }
}

std::vector<Figure> expected(const Row& row, const std::optional<Condition>& condition, const Names& names) {
    std::vector<Figure> figures;
    for (const auto& [name, value] : row.numbers) figures.emplace_back(name, core::format_decimal(value, 3));
    for (const std::string_view name : texts_that_count) {
        const auto found = row.texts.find(name);
        if (found != row.texts.end()) figures.emplace_back(found->first, found->second);
    }
    if (const auto read_as = row.texts.find("read_as"); read_as != row.texts.end()) {
        for (auto& [name, value] : figures) {
            if (name == "effect") value = read_as->second;
        }
    }
    if (condition && row.kind != "washout") add_condition(*condition, names, figures);
    return figures;
}

// Whether a limit itself is meant need not have been read.
bool is_bound_seen(const Figure& figure, const Reading& reading) {
    bool is_read = false;
    for (const auto& [name, value] : reading.figures) {
        if (!name.starts_with(figure.first)) continue;
        if (value == figure.second) return true;
        is_read = true;
    }
    return !is_read;
}

// Texts do not keep informing, monitoring and caution apart: one reader may have read a milder one of these than the
// row has, if another read the row's own.
bool is_milder_beside_equal(std::string_view effect, const Reading& reading, const Row& row) {
    constexpr std::array<std::string_view, 3> mild{"inform", "monitor", "caution"};
    const auto read = reading.figures.find("effect");
    if (read == reading.figures.end()) return false;
    const auto grade = std::find(mild.begin(), mild.end(), effect);
    const auto grade_read = std::find(mild.begin(), mild.end(), read->second);
    if (grade == mild.end() || grade_read >= grade) return false;
    return std::any_of(row.readings.begin(), row.readings.end(), [&](const Reading& other) {
        const auto found = other.figures.find("effect");
        return found != other.figures.end() && found->second == effect;
    });
}

// A name that the row has once is compared with that of the reading; several, as of a range, may be read under names
// that begin like it.
bool is_seen(const Figure& figure, const std::vector<Figure>& all, const Reading& reading, const Row& row) {
    if (is_bound(figure.first)) return is_bound_seen(figure, reading);
    if (figure.first == "effect" && is_milder_beside_equal(figure.second, reading, row)) return true;
    const auto same_name = [&](const Figure& other) { return other.first == figure.first; };
    const auto exact = reading.figures.find(figure.first);
    if (std::count_if(all.begin(), all.end(), same_name) == 1 && exact != reading.figures.end()) {
        return exact->second == figure.second;
    }
    for (const auto& [name, value] : reading.figures) {
        const bool named = name == figure.first || name.starts_with(figure.first + "_");
        if (named && value == figure.second) return true;
    }
    return false;
}

void complain(const Row& row, const Reading& reading, const Figure& figure, std::vector<Error>& errors) {
    const auto found = reading.figures.find(figure.first);
    const std::string seen = found == reading.figures.end() ? "does not have it" : "has " + found->second;
    errors.push_back({ErrorCode::unresolved_id, row.where() + "/readings",
                      core::joined({"row \"", row.id, "\": ", figure.first, " is ", figure.second, ", reading \"",
                                    reading.by, "\" ", seen})});
}

// Of "age_years_from", an end of a range, "age_years".
std::string_view without_end(std::string_view read) {
    if (is_bound(read)) return knowledge::bound_of(read);
    for (const std::string_view end : {"_from", "_to", "_low", "_high"}) {
        if (read.ends_with(end)) return read.substr(0, read.size() - end.size());
    }
    return read;
}

// What somebody read as a circumstance and the row does not ask. A wait has no circumstances in its readings.
void complain_of_more(const Row& row, const Reading& reading, const std::vector<Figure>& figures, const Names& names,
                      std::vector<Error>& errors) {
    if (row.kind == "washout") return;
    for (const auto& [read, value] : reading.figures) {
        const std::string_view name = without_end(read);
        const auto asks = [&](const Figure& figure) { return figure.first == name; };
        if (!names.find(name) || std::any_of(figures.begin(), figures.end(), asks)) continue;
        errors.push_back({ErrorCode::unresolved_id, row.where() + "/readings",
                          core::joined({"row \"", row.id, "\": reading \"", reading.by, "\" has ", name,
                                        ", which the row does not ask"})});
    }
}

}  // namespace

void verify_readings(const RuleBase& rules, std::span<const std::optional<Condition>> conditions,
                     std::vector<Error>& errors) {
    for (std::size_t i = 0; i < rules.rules.size(); ++i) {
        const Row& row = *rules.rules[i].row;
        if (row.readings.empty()) continue;
        const auto figures = expected(row, conditions[i], rules.names);
        for (const Reading& reading : row.readings) {
            for (const Figure& figure : figures) {
                if (reading.is_of_bounds_alone() && !is_bound(figure.first)) continue;
                if (!is_seen(figure, figures, reading, row)) complain(row, reading, figure, errors);
            }
            complain_of_more(row, reading, figures, rules.names, errors);
        }
    }
}

}  // namespace euthymia::rules
