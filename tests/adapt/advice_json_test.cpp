// SPDX-License-Identifier: Apache-2.0
// How an answer reads as JSON, and what happens when memory runs out on the way.
#include <string>

#include "euthymia/json.hpp"
#include "euthymia/write.hpp"
#include "tests/support/advice.hpp"
#include "tests/support/failing_new.hpp"
#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

namespace euthymia {
namespace {

using namespace tests;

Advice::Held one_option() {
    Advice::Held held;
    held.as_of = on("2026-11-23");
    held.options.push_back(
        an_option("a_drug", Verdict::avoid, {a_finding(Effect::avoid, "Avoid: \"it\".", "other", "Condition/1")}));
    held.options[0].starting_dose = 12.5_mg;
    held.options[0].limits.settled = 20_mg;
    held.options[0].limits.limits.push_back({"a/limit", 20_mg, Truth::yes, "At most 20 mg.", {}});
    return held;
}

std::string inside(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t start = text.find(from);
    return start == std::string::npos ? "" : text.substr(start, text.find(to, start) - start + to.size());
}

TEST(AdviceJson, WritesDosesAsWholeMicrogramsAndAsText) {
    const std::string text = to_json(advice_of(one_option()));

    EXPECT_EQ(inside(text, "\"starting_dose\"", "}"), R"("starting_dose":{"ug":12500,"text":"12.5 mg"})");
    EXPECT_EQ(inside(text, "\"settled\"", "}"), R"("settled":{"ug":20000,"text":"20 mg"})");
}

TEST(AdviceJson, WritesWhatIsUnknownAsNull) {
    const std::string text = to_json(advice_of(one_option()));

    EXPECT_NE(text.find(R"("cautious":null)"), std::string::npos);
    EXPECT_NE(text.find(R"("line":null)"), std::string::npos);
    EXPECT_NE(text.find(R"("jurisdiction":null)"), std::string::npos);
}

TEST(AdviceJson, PutsAlertsBeforeOptions) {
    Advice::Held held = one_option();
    held.alerts.push_back({"id", "emergency", "Now.", {"1"}, "suicide", {}});

    const std::string text = to_json(advice_of(held));

    EXPECT_LT(text.find("\"alerts\""), text.find("\"options\""));
}

TEST(AdviceJson, EscapesQuotesAndControlCharacters) {
    Advice::Held held = one_option();
    held.not_read.push_back({"Medication/1", "Medication", "why", true, "two\nlines \"quoted\""});

    const std::string text = to_json(advice_of(held));

    EXPECT_NE(text.find(R"("text":"two\nlines \"quoted\"")"), std::string::npos);
    EXPECT_TRUE(JsonDocument::parse(text));
}

TEST(AdviceJson, IsTheSameEveryTime) { EXPECT_EQ(to_json(advice_of(one_option())), to_json(advice_of(one_option()))); }

TEST(AdviceJson, ThrowsBadAllocAndLeaksNothingWhenMemoryRunsOutAnywhere) {
    if (!can_fail_allocations()) GTEST_SKIP() << "this build has its own operator new";
    const Advice advice = advice_of(one_option());
    const std::string whole = to_json(advice);

    const FailureRuns runs = fail_each_allocation([&] { return to_json(advice) == whole; });

    EXPECT_GT(runs.allocations, 0U);
    EXPECT_EQ(runs.leaks, 0U);
    EXPECT_EQ(runs.wrong_answers, 0U);
}

}  // namespace
}  // namespace euthymia
