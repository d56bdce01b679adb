// SPDX-License-Identifier: Apache-2.0
// Does LANGUAGE.md tell the truth? Its examples compile, are refused, and come out as it says.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lib/core/text.hpp"
#include "lib/rules/rule_base.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::rules;

struct Block {
    std::string kind;  // "cql strict"
    std::vector<std::string> lines;
};

std::vector<Block> blocks() {
    std::ifstream page{std::string{EUTHYMIA_SOURCE_DIR} + "/lib/rules/LANGUAGE.md", std::ios::binary};
    std::vector<Block> found;
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("```")) {
            inside = !inside;
            if (inside) found.push_back({line.substr(3), {}});
        } else if (inside) {
            found.back().lines.push_back(line);
        }
    }
    return found;
}

std::vector<Block> blocks(std::string_view kind) {
    std::vector<Block> all = blocks();
    std::erase_if(all, [&](const Block& block) { return block.kind != kind; });
    return all;
}

const RuleBase& edition() {
    static const Built built =
        build(*knowledge::read_folder(EUTHYMIA_SOURCE_DIR "/lib/knowledge/data"), FamilyNames::all);
    return *built.rules;
}

std::string words(Truth answer) { return answer == Truth::yes ? "true" : answer == Truth::no ? "false" : "null"; }

// ---- values as the page writes them: yes, 'normal', 3.5, 60..61, never

Number number(const std::string& text, int decimals) {
    if (text == "never") return Number::exactly(unbounded);
    const std::size_t dots = text.find("..");
    const auto bound = [&](const std::string& digits) { return core::parse_decimal(digits, decimals).value_or(0); };
    if (dots == std::string::npos) return Number::exactly(bound(text));
    return {bound(text.substr(0, dots)), bound(text.substr(dots + 2))};
}

Value value(std::string text, const Type& type) {
    constexpr std::string_view assumed = "assumed ";
    const bool is_assumed = text.starts_with(assumed);
    if (is_assumed) text.erase(0, assumed.size());
    Value result;
    if (type.kind == FactType::truth) result = Value::of(truth(text == "yes"));
    if (type.kind == FactType::number) result = Value::of(number(text, type.decimals));
    if (type.kind == FactType::choice) {
        const std::string choice = text.substr(1, text.size() - 2);
        const auto found = std::find(type.choices.begin(), type.choices.end(), choice);
        result = Value::of_choice(static_cast<std::uint32_t>(found - type.choices.begin()));
    }
    result.assumed = is_assumed;
    return result;
}

// "age_years 60, pregnant no"
std::map<NameId, Value> values(std::string_view text) {
    std::map<NameId, Value> known;
    for (const std::string_view part : core::split(text, ',')) {
        const std::string one{core::trim(part)};
        if (one.empty()) continue;
        const auto name = edition().names.find(one.substr(0, one.find(' ')));
        EXPECT_TRUE(name) << one;
        if (name) known[*name] = value(one.substr(one.find(' ') + 1), edition().names[*name].type);
    }
    return known;
}

Lookup lookup_in(const std::map<NameId, Value>& known) {
    return [&known](NameId name) {
        const auto found = known.find(name);
        return found == known.end() ? Value{} : found->second;
    };
}

std::string answer(std::string_view text, const std::map<NameId, Value>& known, Strictness strictness) {
    const auto condition = compile(text, edition().names, strictness);
    if (!condition) return to_string(condition.error());
    return words(evaluate(*condition, edition().definitions, lookup_in(known)));
}

// ---- the kinds of examples

std::size_t expect_compile(std::string_view kind, Strictness strictness) {
    std::size_t count = 0;
    for (const Block& block : blocks(kind)) {
        for (const std::string& line : block.lines) {
            const auto condition = compile(line, edition().names, strictness);
            EXPECT_TRUE(condition) << line << ": " << to_string(condition.error());
            ++count;
        }
    }
    return count;
}

std::size_t expect_answers(std::string_view kind, Strictness strictness) {
    std::size_t count = 0;
    for (const Block& block : blocks(kind)) {
        for (const std::string& line : block.lines) {
            const auto parts = core::split(line, '|');
            if (parts.size() != 3) {
                ADD_FAILURE() << line;
                continue;
            }
            EXPECT_EQ(answer(core::trim(parts[0]), values(parts[1]), strictness), core::trim(parts[2])) << line;
            ++count;
        }
    }
    return count;
}

TEST(LanguagePage, StrictExamplesCompile) { EXPECT_GE(expect_compile("cql strict", Strictness::monotone), 20U); }

TEST(LanguagePage, OpenExamplesCompileInOpenRulesOnly) {
    EXPECT_GE(expect_compile("cql open", Strictness::open), 5U);
    for (const Block& block : blocks("cql open")) {
        for (const std::string& line : block.lines) {
            EXPECT_FALSE(compile(line, edition().names, Strictness::monotone)) << line;
        }
    }
}

TEST(LanguagePage, ExamplesComeOutAsItSays) {
    EXPECT_GE(expect_answers("answers", Strictness::monotone), 15U);
    EXPECT_GE(expect_answers("answers open", Strictness::open), 4U);
    EXPECT_GE(expect_answers("answers strict", Strictness::monotone), 1U);
}

// A condition, then the line with the caret and the complaint.
TEST(LanguagePage, RefusalsReadAsItSays) {
    std::size_t count = 0;
    for (const Block& block : blocks("refused strict")) {
        for (std::size_t i = 0; i + 1 < block.lines.size(); i += 3) {
            const auto condition = compile(block.lines[i], edition().names, Strictness::monotone);
            ASSERT_FALSE(condition) << block.lines[i];
            const Error& error = condition.error();
            const std::string shown = std::string(error.offset.value_or(0), ' ') + "^ " + error.detail;
            EXPECT_EQ(shown, block.lines[i + 1]);
            ++count;
        }
    }
    EXPECT_GE(count, 10U);
}

std::vector<std::string> cells(const std::string& line) {
    std::istringstream stream{line};
    std::vector<std::string> found;
    for (std::string cell; stream >> cell;) found.push_back(cell);
    return found;
}

std::map<NameId, Value> two_truths(const std::string& left, const std::string& right) {
    std::map<NameId, Value> known;
    if (left != "null") known[*edition().names.find("pregnant")] = Value::of(truth(left == "true"));
    if (right != "null") known[*edition().names.find("breastfeeding")] = Value::of(truth(right == "true"));
    return known;
}

TEST(LanguagePage, TablesOfTheThreeValuesAreThoseOfTheEvaluator) {
    const auto tables = blocks("kleene");
    EXPECT_EQ(tables.size(), 5U);
    for (const Block& table : tables) {
        const std::vector<std::string> head = cells(table.lines.front());
        for (std::size_t row = 1; row < table.lines.size(); ++row) {
            const std::vector<std::string> line = cells(table.lines[row]);
            ASSERT_EQ(line.size(), head.size()) << table.lines[row];
            for (std::size_t column = 1; column < line.size(); ++column) {
                const auto known = two_truths(line[0], head[column]);
                EXPECT_EQ(answer("pregnant " + head[0] + " breastfeeding", known, Strictness::monotone), line[column])
                    << line[0] << " " << head[0] << " " << head[column];
            }
        }
    }
}

TEST(LanguagePage, NamesTheLimitsOfTheCode) {
    std::ifstream page{std::string{EUTHYMIA_SOURCE_DIR} + "/lib/rules/LANGUAGE.md", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{page}, {}};
    for (const std::string& row :
         {"| length of a condition | " + std::to_string(longest_condition) + " bytes |",
          "| parts in one another, and parentheses | " + std::to_string(deepest_condition) + " |",
          "| definitions that use one another | " + std::to_string(deepest_definitions) + " |",
          "before the point, " + std::to_string(most_decimals) + " after it", std::to_string(unbounded)}) {
        EXPECT_NE(text.find(row), std::string::npos) << row;
    }
}

}  // namespace
