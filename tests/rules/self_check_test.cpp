// SPDX-License-Identifier: Apache-2.0
// The check of every rule: whole for the edition, and it notices rules that are dead.
#include "lib/rules/self_check.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

using namespace euthymia;

std::string text_of(const SelfCheck& check) {
    std::string text;
    for (const auto* list : {&check.wrong, &check.never_fires}) {
        for (const std::string& one : *list) text += one + "\n";
    }
    return text;
}

TEST(SelfCheck, OfTheEditionFindsEveryRuleAlive) {
    const auto knowledge = Knowledge::embedded();
    ASSERT_TRUE(knowledge);
    const SelfCheck check = knowledge->self_check();
    EXPECT_TRUE(check.passed()) << text_of(check);
    EXPECT_EQ(check.statements, knowledge->statements().size());
    EXPECT_GT(check.cases, 1500U);
    EXPECT_EQ(check.without_case, 0U);
}

TEST(SelfCheck, NamesARuleThatNoRecordCanMakeFire) {
    auto files = *knowledge::read_folder(EUTHYMIA_SOURCE_DIR "/lib/knowledge/data");
    const std::string from = "\"when\": \"narrow_angles_untreated\"";
    const std::string to = "\"when\": \"narrow_angles_untreated and not (narrow_angles_untreated)\"";
    for (knowledge::File& file : files) {
        const std::size_t at = file.path == "substances/citalopram.json" ? file.text.find(from) : std::string::npos;
        if (at != std::string::npos) file.text.replace(at, from.size(), to);
    }
    const auto built = rules::build(files);
    ASSERT_TRUE(built.errors.empty()) << to_string(built.errors.front());
    const SelfCheck check = rules::self_check(*built.rules);
    EXPECT_FALSE(check.passed());
    EXPECT_EQ(check.never_fires, std::vector<std::string>{"citalopram/us/angle-closure"});
}

TEST(SelfCheck, NoticesAProgramThatIsNotThatOfTheRules) {
    const auto built = rules::build(*knowledge::read_folder(EUTHYMIA_SOURCE_DIR "/lib/knowledge/data"));
    ASSERT_TRUE(built.errors.empty());
    // Two rules of one candidate change places: each then answers with the other's condition.
    auto& all = const_cast<rules::RuleBase&>(*built.rules).rules;
    const auto has_condition = [](const rules::Rule& rule) { return !rule.condition.empty(); };
    const auto first = std::find_if(all.begin(), all.end(), has_condition);
    const auto second = std::find_if(first + 1, all.end(), [&](const rules::Rule& rule) {
        return has_condition(rule) && rule.condition != first->condition && rule.candidates == first->candidates;
    });
    ASSERT_NE(second, all.end());
    std::swap(first->condition, second->condition);
    EXPECT_FALSE(rules::self_check(*built.rules).passed());
}

}  // namespace
