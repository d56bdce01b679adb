// SPDX-License-Identifier: Apache-2.0
// Which names left an answer unknown, and how each part of a condition came out.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lib/rules/asking.hpp"
#include "lib/rules/language.hpp"

namespace euthymia::rules {
namespace {

bool contains(const std::vector<NameId>& names, NameId name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Walks down from an unsettled root through unsettled parts only. Depth is that of the tree, which is bounded.
class Search {
public:
    explicit Search(Asking& asking) : asking_{asking} {}

    void look_into(const Condition& condition) {
        const std::vector<Value> values = asking_.values(condition);
        if (truth_of(values.back()) == Truth::unknown) part(condition, values, condition.nodes.size() - 1);
    }

    std::vector<NameId> found() && { return std::move(found_); }

private:
    void part(const Condition& condition, const std::vector<Value>& values, std::size_t at) {
        if (is_settled(values[at])) return;
        const Node& node = condition.nodes[at];
        if (node.op == Op::name) return name(node.name);
        if (node.op == Op::between) return between(condition, values, node);
        for (const std::uint32_t child : node.children) part(condition, values, child);
    }

    // Only the half that is not settled: in `x between 1 and y` with x = 0 nothing is missing.
    void between(const Condition& condition, const std::vector<Value>& values, const Node& node) {
        const Halves halves = halves_of_between(condition, node, values);
        part(condition, values, node.children[0]);
        if (halves.above == Truth::unknown) part(condition, values, node.children[1]);
        if (halves.below == Truth::unknown) part(condition, values, node.children[2]);
    }

    void name(NameId name) {
        const Condition* definition = asking_.definition(name);
        if (definition == nullptr) {
            if (!contains(found_, name)) found_.push_back(name);
            return;
        }
        if (contains(opened_, name)) return;
        opened_.push_back(name);
        const std::vector<Value> values = asking_.values(*definition);
        part(*definition, values, definition->nodes.size() - 1);
    }

    Asking& asking_;
    std::vector<NameId> found_;
    std::vector<NameId> opened_;
};

class Writer {
public:
    Writer(Asking& asking, const Names& names, const std::function<std::string(NameId)>& describe)
        : asking_{asking}, names_{names}, describe_{describe} {}

    void write(const Condition& condition, std::size_t depth) {
        const std::vector<Value> values = asking_.values(condition);
        part(condition, values, condition.nodes.size() - 1, depth);
    }

    std::string text() && { return std::move(text_); }

private:
    static std::string_view answer(const Value& value) {
        if (value.kind == Value::Kind::truth) return value.truth == Truth::yes ? "yes" : "no";
        return value.kind == Value::Kind::unknown ? "unknown" : "known";
    }

    void line(std::size_t depth, std::string_view answer, std::string_view of) {
        text_.append(2 * depth, ' ').append(answer).append(": ");
        // A condition may be written over several lines; its part is one.
        for (std::size_t at = 0; at < of.size(); ++at) {
            const bool is_space = std::string_view{" \t\r\n"}.find(of[at]) != std::string_view::npos;
            if (!is_space) text_ += of[at];
            if (is_space && text_.back() != ' ') text_ += ' ';
        }
    }

    void part(const Condition& condition, const std::vector<Value>& values, std::size_t at, std::size_t depth) {
        const Node& node = condition.nodes[at];
        if (node.op == Op::literal && depth > 0) return;  // stands in the line above
        line(depth, answer(values[at]), std::string_view{condition.text}.substr(node.begin, node.end - node.begin));
        if (node.op == Op::name) return name(node.name, depth);
        text_ += '\n';
        for (const std::uint32_t child : node.children) part(condition, values, child, depth + 1);
    }

    void name(NameId name, std::size_t depth) {
        if (names_[name].kind != NameKind::definition) {
            text_.append(": ").append(describe_(name)) += '\n';
            return;
        }
        const bool is_open = contains(opened_, name);
        text_ += is_open ? " (definition, see above)\n" : " (definition)\n";
        const Condition* definition = asking_.definition(name);
        if (is_open || definition == nullptr) return;
        opened_.push_back(name);
        write(*definition, depth + 1);
    }

    Asking& asking_;
    const Names& names_;
    const std::function<std::string(NameId)>& describe_;
    std::vector<NameId> opened_;
    std::string text_;
};

}  // namespace

std::vector<NameId> missing(const Condition& condition, std::span<const std::optional<Condition>> definitions,
                            const Lookup& lookup) {
    Asking asking{definitions, lookup, condition.strictness};
    Search search{asking};
    search.look_into(condition);
    return std::move(search).found();
}

std::string explain(const Condition& condition, const Names& names,
                    std::span<const std::optional<Condition>> definitions, const Lookup& lookup,
                    const std::function<std::string(NameId)>& describe) {
    Asking asking{definitions, lookup, condition.strictness};
    Writer writer{asking, names, describe};
    writer.write(condition, 0);
    return std::move(writer).text();
}

}  // namespace euthymia::rules
