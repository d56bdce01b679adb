// SPDX-License-Identifier: Apache-2.0
// Random conditions over all of the language, and random records to ask them of; the same for the same seed.
#include "tests/support/random_rules.hpp"

#include <stdexcept>

namespace euthymia::support {

using rules::NameKind;
using rules::Strictness;
using rules::Type;
using rules::Value;

namespace {

const Type a_truth{FactType::truth, "", 0, {}};
const Type a_choice{FactType::choice, "", 0, {"red", "green", "blue"}};

Type a_number(int decimals) { return {FactType::number, "", decimals, {}}; }

}  // namespace

RandomRules::RandomRules(std::uint64_t seed) : engine_{seed} {
    for (const char* id : {"t1", "t2", "t3", "t4"}) names_.add({id, NameKind::fact, a_truth});
    for (const char* id : {"c1", "c2"}) names_.add({id, NameKind::fact, a_choice});
    for (const char* id : {"n1", "n2"}) names_.add({id, NameKind::fact, a_number(0)});
    names_.add({"n3", NameKind::fact, a_number(1)});
    names_.add({"r1", NameKind::relation, a_truth});
    names_.add({"r2", NameKind::relation, a_number(0)});
    names_.add({"at", NameKind::attribute, a_truth});
    names_.add({"ac", NameKind::attribute, a_choice});
    names_.add({"an", NameKind::attribute, a_number(1)});
    names_.add({"d1", NameKind::definition, a_truth, "t1 and (n1 > 3 or r1)"});
    names_.add({"d2", NameKind::definition, a_truth, "d1 xor c1 = 'red'"});
    auto compiled = rules::compile_definitions(names_);
    if (!compiled) throw std::logic_error{to_string(compiled.error())};
    definitions_ = std::move(*compiled);
}

std::string RandomRules::any_of(std::vector<std::string> names) { return names[below(names.size())]; }

std::string RandomRules::literal() { return any_of({"0", "1", "3", "4.5", "5", "2.25", "-1", "7"}); }

std::string RandomRules::number(bool open) {
    switch (below(6)) {
        case 0:
            return "(" + number(open) + any_of({" + ", " - "}) + any_of({"n1", "2", "an"}) + ")";
        case 1:
            return "an";
        default:
            return any_of({"n1", "n2", "n3", "r2"});
    }
}

std::string RandomRules::leaf(bool open) {
    switch (below(open ? 9U : 6U)) {
        case 0:
            return any_of({"t1", "t2", "t3", "t4", "r1", "at", "d1", "d2"});
        case 1:
            return any_of({"c1", "c2", "ac"}) + any_of({" = ", " != "}) + any_of({"'red'", "'green'", "'blue'"});
        case 2:
            return number(open) + " between " + literal() + " and " + any_of({literal(), "n2", "an"});
        case 3:
            return any_of({"(c1 = c2)", "(c1 = ac)", "(t1 = t2)", "(t3 != r1)", "(t2 = true)"});
        case 6:
            return any_of(
                {"(t1 is true)", "(r1 is not false)", "(t2 is false)", "((t1 or t2) is true)", "(t3 is null)"});
        case 7:
            return any_of({"(n1 is null)", "(c1 is not null)", "(r2 is not null)", "((n1 + n2) is null)"});
        case 8:
            return any_of({"(c1 in {'red', 'blue'})", "(n1 in {1, 3})", "(n3 in {4.5})"});
        default:
            return number(open) + any_of({" < ", " <= ", " > ", " >= ", " = ", " != "}) +
                   any_of({literal(), literal(), "n2", "an"});
    }
}

std::string RandomRules::truth(int depth, bool open) {
    if (depth == 0 || below(4) == 0) return "(" + leaf(open) + ")";
    if (below(5) == 0) return "(not " + truth(depth - 1, open) + ")";
    std::string text = truth(depth - 1, open);
    const std::string op = any_of({" and ", " or ", " and ", " or ", " xor ", " implies "});
    text += op + truth(depth - 1, open);
    if (op == " and " || op == " or ") {
        for (std::uint64_t more = below(3); more > 0; --more) text += op + truth(depth - 1, open);
    }
    return "(" + text + ")";
}

rules::Condition RandomRules::condition() {
    const bool open = below(2) == 0;
    const std::string text = truth(3, open);
    auto compiled = rules::compile(text, names_, open ? Strictness::open : Strictness::monotone);
    if (!compiled && compiled.error().code == ErrorCode::too_large) return condition();
    if (!compiled) throw std::logic_error{text + ": " + to_string(compiled.error())};
    return std::move(*compiled);
}

Value RandomRules::exact(const Type& type) {
    if (type.kind == FactType::truth) return Value::of(euthymia::truth(below(2) == 0));
    if (type.kind == FactType::choice) return Value::of_choice(static_cast<std::uint32_t>(below(3)));
    const auto whole = static_cast<std::int64_t>(below(10)) - 1;
    return Value::of(
        Number::exactly(type.decimals == 1 ? 10 * whole + static_cast<std::int64_t>(below(2)) * 5 : whole));
}

std::vector<Value> RandomRules::values() {
    std::vector<Value> values(names_.size());
    for (rules::NameId name = 0; name < names_.size(); ++name) {
        const NameKind kind = names_[name].kind;
        if (kind == NameKind::attribute || kind == NameKind::definition || below(3) == 0) continue;
        values[name] = exact(names_[name].type);
        values[name].assumed = below(6) == 0;
        if (names_[name].type.kind != FactType::number || below(3) != 0) continue;
        values[name].number.at_most += static_cast<std::int64_t>(below(5));
        if (below(5) == 0) values[name].number.at_most = unbounded;
        if (below(9) == 0) values[name].number.at_least = -unbounded;
        if (below(9) == 0) values[name].number = Number::exactly(unbounded);
    }
    return values;
}

std::vector<Value> RandomRules::completed(std::vector<Value> values) {
    for (rules::NameId name = 0; name < names_.size(); ++name) {
        Value& value = values[name];
        if (value.kind == Value::Kind::unknown || value.assumed) {
            value = exact(names_[name].type);
        } else if (value.kind == Value::Kind::number && !value.number.is_exact()) {
            // One of the bounds: what is learnt does not contradict what was known.
            const Number range = value.number;
            value.number = Number::exactly(range.at_least > -unbounded ? range.at_least : range.at_most);
            if (value.number.at_least >= unbounded) value.number = Number::exactly(0);
        }
    }
    return values;
}

std::vector<std::vector<Value>> RandomRules::attributes(std::size_t columns) {
    std::vector<std::vector<Value>> all(columns, std::vector<Value>(names_.size()));
    for (std::vector<Value>& one : all) {
        for (rules::NameId name = 0; name < names_.size(); ++name) {
            if (names_[name].kind == NameKind::attribute && below(5) != 0) one[name] = exact(names_[name].type);
        }
    }
    return all;
}

}  // namespace euthymia::support
