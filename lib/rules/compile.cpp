// SPDX-License-Identifier: Apache-2.0
// How text becomes a checked condition, and what it reads through the definitions it uses.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/rules/language.hpp"
#include "lib/rules/lexer.hpp"
#include "lib/rules/parser.hpp"
#include "lib/rules/type_check.hpp"

namespace euthymia::rules {
namespace {

using Complaint = std::optional<Error>;

bool is_presence_test(Op op) { return op >= Op::is_null; }
static_assert(Op::in > Op::is_null && Op::is_null > Op::negate, "presence tests are the last operators");

void add_once(std::vector<NameId>& reads, NameId name) {
    if (std::find(reads.begin(), reads.end(), name) == reads.end()) reads.push_back(name);
}

bool is_same(const Type& a, const Type& b) {
    return a.kind == b.kind && a.unit == b.unit && a.choices == b.choices && a.decimals <= b.decimals;
}

// Compiles definitions as they are met, each once.
class Compiler {
public:
    explicit Compiler(const Names& names) : names_{names}, definitions_(names.size()) {}

    Result<Condition> compile(std::string_view text, Strictness strictness, const Type& type) {
        Result<std::vector<Node>> nodes = parse(text);
        if (!nodes) return nodes.error();
        if (Complaint complaint = check_types(text, *nodes, names_, strictness)) return std::move(*complaint);
        if (Complaint complaint = check_root(nodes->back(), type)) return std::move(*complaint);
        Condition condition{std::string{text}, std::move(*nodes), strictness, {}};
        if (Complaint complaint = follow_names(condition)) return std::move(*complaint);
        return condition;
    }

    Complaint define(NameId id) {
        if (definitions_[id]) return std::nullopt;
        if (Complaint complaint = check_chain(id)) return complaint;
        chain_.push_back(id);
        Result<Condition> compiled = compile(names_[id].expression, Strictness::open, names_[id].type);
        chain_.pop_back();
        if (!compiled) return from_definition(id, compiled.error());
        compiled->strictness = has_presence_test(*compiled) ? Strictness::open : Strictness::monotone;
        definitions_[id] = std::move(*compiled);
        return std::nullopt;
    }

    std::vector<std::optional<Condition>> definitions() && { return std::move(definitions_); }

private:
    static Complaint check_root(const Node& root, const Type& type) {
        if (is_same(root.type, type)) return std::nullopt;
        std::string detail = "expected " + described(type) + " as a whole, but this is " + described(root.type);
        if (root.type.kind == type.kind && root.type.unit == type.unit) {
            detail = root.type.kind == FactType::number
                         ? "expected at most " + std::to_string(type.decimals) + " decimals as a whole"
                         : "expected the declared choices";
        }
        return Error{ErrorCode::wrong_type, "", std::move(detail), root.begin};
    }

    Complaint check_chain(NameId id) const {
        const auto begin = std::find(chain_.begin(), chain_.end(), id);
        if (begin != chain_.end()) {
            std::string path;
            for (auto at = begin; at != chain_.end(); ++at) path += names_[*at].id + " -> ";
            return Error{ErrorCode::cyclic_definition, "", "a definition may not use itself: " + path + names_[id].id,
                         0};
        }
        if (chain_.size() < deepest_definitions) return std::nullopt;
        return Error{ErrorCode::too_deep, "",
                     "expected at most " + std::to_string(deepest_definitions) + " definitions that use one another",
                     0};
    }

    // The innermost definition that is at fault says so; those around it pass the error on.
    Error from_definition(NameId id, const Error& error) const {
        if (!error.where.empty()) return error;
        return Error{error.code, names_[id].id, error.detail, error.offset};
    }

    Complaint follow_names(Condition& condition) {
        for (const Node& node : condition.nodes) {
            if (node.op != Op::name) continue;
            if (names_[node.name].kind != NameKind::definition) {
                add_once(condition.reads, node.name);
                continue;
            }
            if (Complaint complaint = follow_definition(condition, node)) return complaint;
        }
        return std::nullopt;
    }

    Complaint follow_definition(Condition& condition, const Node& node) {
        if (Complaint complaint = define(node.name)) {
            return at_use(node, std::move(*complaint));
        }
        const Condition& definition = *definitions_[node.name];
        if (condition.strictness == Strictness::monotone && definition.strictness == Strictness::open) {
            return Error{ErrorCode::unsupported, "",
                         "a rule that contraindicates, avoids or escalates may not use " + shown(names_[node.name].id) +
                             ", which turns null into yes or no (`is ...` or `in`); "
                             "expected a definition without presence tests",
                         node.begin};
        }
        for (const NameId read : definition.reads) add_once(condition.reads, read);
        return std::nullopt;
    }

    // Cycles and depth are faults of the use; everything else is a fault inside the definition, which a condition
    // can only show where it uses it.
    Error at_use(const Node& node, Error error) const {
        const bool is_inside = !error.where.empty();
        if (is_inside && !chain_.empty()) return error;
        if (is_inside) error.detail = "definition " + shown(error.where) + " does not compile: " + error.detail;
        error.where.clear();
        error.offset = node.begin;
        return error;
    }

    [[nodiscard]] bool has_presence_test(const Condition& condition) const {
        return std::any_of(condition.nodes.begin(), condition.nodes.end(), [this](const Node& node) {
            if (node.op != Op::name) return is_presence_test(node.op);
            const std::optional<Condition>& definition = definitions_[node.name];
            return definition && definition->strictness == Strictness::open;
        });
    }

    const Names& names_;
    std::vector<std::optional<Condition>> definitions_;
    std::vector<NameId> chain_;
};

}  // namespace

Result<Condition> compile(std::string_view text, const Names& names, Strictness strictness) {
    return Compiler{names}.compile(text, strictness, Type{});
}

Result<std::vector<std::optional<Condition>>> compile_definitions(const Names& names) {
    Compiler compiler{names};
    for (NameId id = 0; id < names.size(); ++id) {
        if (names[id].kind != NameKind::definition) continue;
        if (Complaint complaint = compiler.define(id)) return std::move(*complaint);
    }
    return std::move(compiler).definitions();
}

}  // namespace euthymia::rules
