// SPDX-License-Identifier: Apache-2.0
// The hardest conditions that a full knowledge base needs: all are said in the language, none needs C++.
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "euthymia/json.hpp"
#include "lib/rules/rule_base.hpp"

namespace {

using namespace euthymia;

std::string file_text(const std::string& path) {
    std::ifstream stream{std::string{EUTHYMIA_SOURCE_DIR} + path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

TEST(HardConditions, AreAllSaidWithTheDictionarysNames) {
    const auto document = JsonDocument::parse(file_text("/tests/rules/hard_conditions.json"));
    const auto built =
        rules::build(*knowledge::read_folder(EUTHYMIA_SOURCE_DIR "/lib/knowledge/data"), rules::FamilyNames::all);
    ASSERT_TRUE(document);
    ASSERT_TRUE(built.errors.empty());
    const rules::RuleBase& base = *built.rules;
    std::size_t count = 0;
    document->root().find("conditions")->each_element([&](std::size_t, JsonValue one) {
        SCOPED_TRACE(std::string{one.text("need")} + ": " + std::string{one.text("condition")});
        const bool monotone = one.text("strictness") == "monotone";
        const auto condition = rules::compile(one.text("condition"), base.names,
                                              monotone ? rules::Strictness::monotone : rules::Strictness::open);
        ASSERT_TRUE(condition) << to_string(condition.error());
        ++count;
        // Of a person of whom nothing is known, nothing may be concluded.
        const auto nothing = [](rules::NameId) { return rules::Value{}; };
        if (monotone) {
            EXPECT_EQ(rules::evaluate(*condition, base.definitions, nothing), Truth::unknown);
            EXPECT_FALSE(rules::missing(*condition, base.definitions, nothing).empty());
        }
        EXPECT_FALSE(condition->reads.empty());
    });
    EXPECT_GE(count, 60U);
}

}  // namespace
