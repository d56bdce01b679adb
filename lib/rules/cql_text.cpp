// SPDX-License-Identifier: Apache-2.0
// How conditions read as one library of the Clinical Quality Language that needs no other library and no data model.
#include "lib/rules/cql_text.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

#include "lib/core/text.hpp"

namespace euthymia::rules {
namespace {

using Definitions = std::span<const std::optional<Condition>>;

// A name, and with which strictness it is read.
using Read = std::pair<NameId, Strictness>;

bool is_number_literal(const Node& node) { return node.op == Op::literal && node.type.kind == FactType::number; }

bool is_leaf(const Node& node) { return node.op == Op::literal || node.op == Op::name; }

std::string_view slice(const Condition& condition, const Node& node) {
    return std::string_view{condition.text}.substr(node.begin, node.end - node.begin);
}

std::string escaped(std::string_view text, char quote) {
    std::string safe;
    for (const char c : text) {
        if (c == quote || c == '\\') safe += '\\';
        safe += c;
    }
    return safe;
}

std::string identifier(std::string_view name) { return '"' + escaped(name, '"') + '"'; }

std::string literal(std::string_view text) { return '\'' + escaped(text, '\'') + '\''; }

std::string reading(const Names& names, const Read& read) {
    const char* const how = read.second == Strictness::monotone ? "known " : "given ";
    return identifier(how + names[read.first].id);
}

// A comment ends with its line, so what goes into one is a single line.
std::string comment(std::string_view text) {
    std::string line = "// ";
    for (const char c : text) line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    return line + "\n";
}

// ---- conditions

std::string_view without_unit(std::string_view number) { return core::trim(number.substr(0, number.find('\''))); }

bool has_point(const Condition& condition, const Node& node) {
    return without_unit(slice(condition, node)).find('.') != std::string_view::npos;
}

// A list of literals is of one type in CQL: all are decimals when one is, or when the value looked for is.
bool is_list_of_decimals(const Condition& condition, const Node& node) {
    if (condition.nodes[node.children.front()].type.decimals > 0) return true;
    return std::any_of(node.children.begin() + 1, node.children.end(),
                       [&](std::uint32_t child) { return has_point(condition, condition.nodes[child]); });
}

// By node: must the number literal be written with a point?
std::vector<bool> needs_point(const Condition& condition) {
    std::vector<bool> needs(condition.nodes.size());
    for (std::size_t i = 0; i < condition.nodes.size(); ++i) {
        const Node& node = condition.nodes[i];
        if (is_number_literal(node)) needs[i] = node.type.decimals > 0;
        if (node.op != Op::in || !is_list_of_decimals(condition, node)) continue;
        for (const std::uint32_t child : node.children) needs[child] = true;
    }
    return needs;
}

std::string number_text(const Condition& condition, const Node& node, bool with_point) {
    std::string text{without_unit(slice(condition, node))};
    if (with_point && !has_point(condition, node)) text += ".0";
    return text;
}

// The text with names and numbers replaced; leaves stand in `nodes` in the order of the text.
std::string condition_text(const Condition& condition, const Names& names, Strictness strictness) {
    const std::vector<bool> with_point = needs_point(condition);
    std::string text;
    std::size_t at = 0;
    for (std::size_t i = 0; i < condition.nodes.size(); ++i) {
        const Node& node = condition.nodes[i];
        if (!is_leaf(node)) continue;
        text += condition.text.substr(at, node.begin - at);
        at = node.end;
        if (node.op == Op::name) {
            text += reading(names, {node.name, strictness});
        } else if (is_number_literal(node)) {
            text += number_text(condition, node, with_point[i]);
        } else {
            text += slice(condition, node);
        }
    }
    return text + condition.text.substr(at);
}

// ---- what conditions read

// Collects names and definitions, each definition after those it uses.
class Needs {
public:
    Needs(const Names& names, Definitions definitions) : names_{names}, definitions_{definitions} {}

    void add(const Condition& condition, Strictness strictness) {
        for (const Node& node : condition.nodes) {
            if (node.op == Op::name) add(Read{node.name, strictness});
        }
    }

    void add(const Read& read) {
        if (names_[read.first].kind != NameKind::definition) {
            names_read_.emplace(std::pair{names_[read.first].id, read.second}, read);
            return;
        }
        if (std::find(defined_.begin(), defined_.end(), read) != defined_.end()) return;
        if (definitions_[read.first]) add(*definitions_[read.first], read.second);
        defined_.push_back(read);
    }

    /// In order of name, known before given.
    [[nodiscard]] std::vector<Read> names_read() const {
        std::vector<Read> reads;
        for (const auto& entry : names_read_) reads.push_back(entry.second);
        return reads;
    }
    [[nodiscard]] const std::vector<Read>& defined() const { return defined_; }

private:
    const Names& names_;
    Definitions definitions_;
    std::map<std::pair<std::string, Strictness>, Read> names_read_;
    std::vector<Read> defined_;
};

bool may_be_assumed(const Names& names, const Read& read) {
    return read.second == Strictness::monotone && names[read.first].kind != NameKind::setting;
}

// ---- parts of a library

std::string type_name(const Type& type) {
    if (type.kind == FactType::truth) return "Boolean";
    if (type.kind == FactType::choice) return "String";
    return type.decimals == 0 ? "Integer" : "Decimal";
}

std::string unit_comment(const Type& type) {
    if (type.unit.empty() && type.decimals == 0) return "";
    std::string text = type.unit.empty() ? "a number" : "in " + type.unit;
    if (type.decimals > 0) text += ", decimals: " + std::to_string(type.decimals);
    return text;
}

std::string choices_comment(const Type& type) {
    std::string text;
    for (const std::string& choice : type.choices) text += (text.empty() ? "one of " : ", ") + literal(choice);
    return text;
}

std::string about(const Name& name) {
    const std::string values =
        name.type.kind == FactType::number ? unit_comment(name.type) : choices_comment(name.type);
    if (name.kind != NameKind::relation) return values;
    return values.empty() ? "about the candidate" : "about the candidate, " + values;
}

std::string parameters(const Names& names, std::span<const Read> reads) {
    std::string text;
    for (std::size_t i = 0; i < reads.size(); ++i) {
        const Name& name = names[reads[i].first];
        if (i == 0 || reads[i - 1].first != reads[i].first) {
            const std::string values = about(name);
            if (!values.empty()) text += comment(values);
            text += "parameter " + identifier(name.id) + " " + type_name(name.type) + "\n";
        }
        if (may_be_assumed(names, reads[i])) text += "parameter " + identifier(name.id + " assumed") + " Boolean\n";
    }
    return text;
}

std::string readings(const Names& names, std::span<const Read> reads) {
    std::string text;
    for (const Read& read : reads) {
        const Name& name = names[read.first];
        text += "define " + reading(names, read) + ": ";
        if (may_be_assumed(names, read)) text += "if " + identifier(name.id + " assumed") + " is true then null else ";
        text += identifier(name.id) + " as " + type_name(name.type) + "\n";
    }
    return text;
}

std::string defined(const Names& names, Definitions definitions, std::span<const Read> reads) {
    std::string text;
    for (const Read& read : reads) {
        const std::optional<Condition>& definition = definitions[read.first];
        if (!definition) continue;
        text += "define " + reading(names, read) + ": " + condition_text(*definition, names, read.second) + "\n";
    }
    return text;
}

std::string rule_text(const CqlRule& rule, const Names& names) {
    std::string text;
    if (!rule.comment.empty()) text += comment(rule.comment);
    text += "define " + identifier(rule.id) + ": ";
    text += rule.when ? condition_text(*rule.when, names, rule.when->strictness) : "true";
    return text + "\n";
}

void add_part(std::string& text, const std::string& part) {
    if (!part.empty()) text += "\n" + part;
}

}  // namespace

std::string cql_library(const CqlContent& content, const Names& names, Definitions definitions) {
    Needs needs{names, definitions};
    for (const NameId id : content.definitions) {
        const bool is_open = definitions[id] && definitions[id]->strictness == Strictness::open;
        if (!is_open) needs.add(Read{id, Strictness::monotone});
        needs.add(Read{id, Strictness::open});
    }
    for (const CqlRule& rule : content.rules) {
        if (rule.when) needs.add(*rule.when, rule.when->strictness);
    }
    std::string text = "library " + content.library + " version " + literal(content.version) + "\n";
    std::string heading;
    for (const std::string& line : content.heading) heading += comment(line);
    add_part(text, heading);
    const std::vector<Read> reads = needs.names_read();
    add_part(text, parameters(names, reads));
    add_part(text, readings(names, reads));
    add_part(text, defined(names, definitions, needs.defined()));
    for (const CqlRule& rule : content.rules) add_part(text, rule_text(rule, names));
    return text;
}

}  // namespace euthymia::rules
