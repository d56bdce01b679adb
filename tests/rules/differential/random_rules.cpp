// SPDX-License-Identifier: Apache-2.0
// Conditions drawn from the whole language, over names of every type.
#include "tests/rules/differential/random_rules.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "tests/rules/differential/draw.hpp"

namespace differential {
namespace {

using namespace euthymia;
using namespace euthymia::rules;

// Where an expression stands decides how much of it is drawn: each level has fewer left.
constexpr int deepest = 4;

struct Measure {
    std::string_view unit;
    int decimals;  // of literals
    std::vector<std::string> names;
};

const std::vector<Measure>& measures() {
    static const std::vector<Measure> all{{"", 0, {"age", "count", "score.sum"}},
                                          {"d", 0, {"days", "other_days"}},
                                          {"mmol/L", 1, {"potassium", "potassium_before"}},
                                          {"mg", 3, {"dose", "other_dose", "limit"}},
                                          {"kg", 2, {"weight"}}};
    return all;
}

const std::vector<std::string> letters{"poor", "normal", "two words"};
const std::vector<std::string> degrees{"none", "mild", "severe"};

Names some_names() {
    Names names;
    for (const char* id : {"a", "b", "c", "in", "is"}) names.add({id, NameKind::fact, {}});
    for (const char* id : {"other_a", "other_b"}) names.add({id, NameKind::relation, {}});
    for (const Measure& measure : measures()) {
        for (const std::string& id : measure.names) {
            const bool is_relation = id.starts_with("other");
            names.add({id,
                       is_relation ? NameKind::relation : NameKind::fact,
                       {FactType::number, std::string{measure.unit}, measure.decimals, {}}});
        }
    }
    for (const char* id : {"phenotype", "phenotype_before"}) {
        names.add({id, NameKind::fact, {FactType::choice, "", 0, letters}});
    }
    names.add({"severity", NameKind::fact, {FactType::choice, "", 0, degrees}});
    names.add({"country", NameKind::setting, {FactType::choice, "", 0, letters}});
    return names;
}

class Author {
public:
    Author(Draw& random, const std::vector<std::string>& definitions, bool is_open)
        : random_{random}, definitions_{definitions}, is_open_{is_open} {}

    std::string condition(int depth) {
        if (depth == 0 || random_.percent(15)) return leaf();
        switch (random_.below(is_open_ ? 10 : 7)) {
            case 0:
                return joined(depth, "and");
            case 1:
                return joined(depth, "or");
            case 2:
                return joined(depth, "xor");
            case 3:
                return enclosed(condition(depth - 1)) + " implies " + enclosed(condition(depth - 1));
            case 4:
                return "not " + enclosed(condition(depth - 1));
            case 5:
                return comparison(depth - 1);
            case 6:
                return enclosed(condition(depth - 1)) + equality() + enclosed(condition(depth - 1));
            case 7:
                return enclosed(condition(depth - 1)) + presence();
            case 8:
                return presence_of_value(depth - 1);
            default:
                return membership(depth - 1);
        }
    }

    std::string number(const Measure& measure, int depth) {
        if (depth == 0 || random_.percent(40)) return number_leaf(measure);
        switch (random_.below(4)) {
            case 0:
                return number(measure, depth - 1) + space(" + ") + enclosed(number(measure, depth - 1));
            case 1:
                return number(measure, depth - 1) + space(" - ") + enclosed(number(measure, depth - 1));
            case 2:
                return random_.percent(50) ? enclosed(number(measure, depth - 1)) + space(" * ") + factor()
                                           : factor() + space(" * ") + enclosed(number(measure, depth - 1));
            default:
                return "-" + enclosed(number(measure, depth - 1));
        }
    }

private:
    // With parentheses, or mostly so: what then reads otherwise than it looks is refused and drawn again.
    std::string enclosed(const std::string& text) { return random_.percent(75) ? "(" + text + ")" : text; }

    std::string space(const char* sign) { return random_.percent(90) ? sign : std::string{"\n\t"} + sign + "\n"; }

    std::string equality() { return random_.percent(50) ? " = " : " != "; }

    std::string presence() {
        return random_.one_of(std::vector<std::string>{" is null", " is not null", " is true", " is not true",
                                                       " is false", " is not false"});
    }

    std::string joined(int depth, const std::string& joint) {
        std::string text = enclosed(condition(depth - 1));
        const std::size_t more = 1 + random_.below(3);
        for (std::size_t i = 0; i < more; ++i) text += " " + joint + " " + enclosed(condition(depth - 1));
        return text;
    }

    std::string leaf() {
        if (!definitions_.empty() && random_.percent(15)) return random_.one_of(definitions_);
        if (random_.percent(5)) return random_.percent(50) ? "true" : "false";
        if (random_.percent(30)) return comparison(1);
        return random_.one_of(std::vector<std::string>{"a", "b", "c", "\"in\"", "\"is\"", "other_a", "\"other_b\""});
    }

    std::string comparison(int depth) {
        if (random_.percent(25)) return choices();
        const Measure& measure = random_.one_of(measures());
        const std::string left = number(measure, depth);
        if (random_.percent(25)) {
            return left + " between " + enclosed(number(measure, depth)) + " and " + enclosed(number(measure, depth));
        }
        const std::vector<std::string> signs{" < ", " <= ", " > ", " >= ", " = ", " != "};
        return left + random_.one_of(signs) + number(measure, depth);
    }

    std::string choices() {
        if (random_.percent(25)) return "severity" + equality() + "'" + random_.one_of(degrees) + "'";
        const std::vector<std::string> names{"phenotype", "phenotype_before", "country"};
        const std::string left = random_.one_of(names);
        if (random_.percent(30)) return left + equality() + random_.one_of(names);
        const std::string text = "'" + random_.one_of(letters) + "'";
        return random_.percent(80) ? left + equality() + text : text + equality() + left;
    }

    std::string presence_of_value(int depth) {
        const std::string test = random_.percent(50) ? " is null" : " is not null";
        if (random_.percent(30)) return "phenotype" + test;
        return enclosed(number(random_.one_of(measures()), depth)) + test;
    }

    std::string membership(int depth) {
        const bool is_choice = random_.percent(40);
        const Measure& measure = random_.one_of(measures());
        std::string text = is_choice ? "phenotype in {" : enclosed(number(measure, depth)) + " in {";
        const std::size_t more = random_.below(4);
        for (std::size_t i = 0; i <= more; ++i) {
            if (i > 0) text += ", ";
            text += is_choice ? "'" + random_.one_of(letters) + "'" : signed_literal(measure);
        }
        return text + "}";
    }

    std::string number_leaf(const Measure& measure) {
        return random_.percent(60) ? plain_or_quoted(random_.one_of(measure.names)) : signed_literal(measure);
    }

    std::string plain_or_quoted(const std::string& name) {
        const bool needs = name == "days" || name == "score.sum";
        return needs || random_.percent(10) ? "\"" + name + "\"" : name;
    }

    std::string signed_literal(const Measure& measure) { return (random_.percent(15) ? "-" : "") + literal(measure); }

    std::string literal(const Measure& measure) {
        std::string text = std::to_string(random_.below(20));
        const auto decimals = random_.below(static_cast<std::size_t>(measure.decimals) + 2);
        for (std::size_t i = 0; i < decimals; ++i) text += (i == 0 ? "." : "") + std::to_string(random_.below(10));
        if (!measure.unit.empty()) text += " '" + std::string{measure.unit} + "'";
        return text;
    }

    std::string factor() { return random_.percent(30) ? "age" : literal({"", static_cast<int>(random_.below(2)), {}}); }

    Draw& random_;
    const std::vector<std::string>& definitions_;
    bool is_open_;
};

bool is_decimal_arithmetic(const Node& node) {
    const bool is_arithmetic = node.op == Op::add || node.op == Op::subtract || node.op == Op::multiply;
    return is_arithmetic && node.type.decimals > 0;
}

bool has_decimal_arithmetic(const Condition& condition, const std::vector<std::optional<Condition>>& definitions) {
    return std::any_of(condition.nodes.begin(), condition.nodes.end(), [&](const Node& node) {
        if (node.op != Op::name) return is_decimal_arithmetic(node);
        const std::optional<Condition>& used = definitions[node.name];
        return used && has_decimal_arithmetic(*used, definitions);
    });
}

// Definitions, of truths and of numbers, that use one another.
std::vector<std::string> define(RandomRules& rules, Draw& random) {
    std::vector<std::string> defined;
    constexpr std::size_t count = 24;
    while (defined.size() < count) {
        const std::string text = Author{random, defined, defined.size() % 2 == 1}.condition(2);
        if (!compile(text, rules.names, Strictness::open)) {
            ++rules.refused;
            continue;
        }
        const std::string id = "defined_" + std::to_string(defined.size());
        rules.names.add({id, NameKind::definition, {}, text});
        defined.push_back(id);
    }
    return defined;
}

void define_number(RandomRules& rules) {
    rules.names.add({"total_days", NameKind::definition, {FactType::number, "d", 0, {}}, "\"days\" + other_days"});
    rules.names.add({"total_dose", NameKind::definition, {FactType::number, "mg", 3, {}}, "dose + other_dose * 2"});
}

}  // namespace

RandomRules random_rules(std::size_t count, std::uint64_t seed) {
    Draw random{seed};
    RandomRules rules{some_names(), {}, {}, {}, 0};
    define_number(rules);
    std::vector<std::string> defined = define(rules, random);
    defined.insert(defined.end(), {"(total_days > 30 'd')", "(total_dose <= dose)"});
    auto definitions = compile_definitions(rules.names);
    if (!definitions) throw std::runtime_error{to_string(definitions.error())};
    rules.definitions = std::move(*definitions);
    while (rules.exact.size() + rules.decimal.size() < count) {
        const bool is_open = random.percent(50);
        const std::string text = Author{random, defined, is_open}.condition(deepest);
        auto condition = compile(text, rules.names, is_open ? Strictness::open : Strictness::monotone);
        if (!condition) {
            ++rules.refused;
            continue;
        }
        auto& kind = has_decimal_arithmetic(*condition, rules.definitions) ? rules.decimal : rules.exact;
        kind.push_back(std::move(*condition));
    }
    return rules;
}

}  // namespace differential
