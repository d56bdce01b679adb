// SPDX-License-Identifier: Apache-2.0
// Which questions are asked first, and how many verdicts each is said to move: against the answers themselves.
#include <algorithm>
#include <string>

#include "euthymia/euthymia.hpp"
#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

namespace euthymia::tests {
namespace {

const Advisor& advisor() {
    static const Advisor one{*Knowledge::embedded()};
    return one;
}

Advice advice_for(const PatientSheet& sheet) { return *advisor().advise(sheet.build(), {sheet.day(), "", "US"}); }

const Question* question(const Advice& advice, std::string_view id) {
    const auto all = advice.questions();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Question& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

bool is_truth(const std::string& fact) {
    const auto all = advisor().knowledge().facts();
    return std::any_of(all.begin(), all.end(),
                       [&](const Fact& one) { return one.id == fact && one.type == FactType::truth; });
}

// No list of conditions: what a list that is there lets assume is settled, and moves nothing.
PatientSheet depressed() { return a_patient().aged(40).with("major_depression"); }
PatientSheet reviewed() {
    PatientSheet sheet = depressed();
    for (const char* list : {"safety", "crisis", "emergency", "allergies", "medicines", "recent_medicines"}) {
        sheet.reviewed(list);
    }
    return sheet;
}

TEST(Questions, CountOnlyVerdictsThatTheAnswerCanStillMove) {
    const auto open = [](PatientSheet sheet) {
        const Advice advice = advice_for(sheet.with("pregnant"));
        const Question* const asked = question(advice, "trimester");
        return asked == nullptr ? 0 : asked->moves;
    };
    EXPECT_GT(open(reviewed()), 0);
    // Beside an MAO inhibitor nothing becomes worse by it.
    EXPECT_EQ(open(reviewed().taking("phenelzine")), 0);
}

TEST(Questions, UrgentOnesComeFirstThenTheGravestThenThoseThatMoveMost) {
    const Advice advice = advice_for(depressed());
    const auto all = advice.questions();
    ASSERT_GT(all.size(), 5U);
    EXPECT_EQ(all.front().id, "crisis");
    EXPECT_TRUE(std::is_partitioned(all.begin(), all.end(), [](const Question& one) { return one.urgent; }));
    const Question* const safety = question(advice, "safety");
    const Question* const recent = question(advice, "recent_medicines");
    ASSERT_TRUE(safety != nullptr && recent != nullptr);
    EXPECT_GT(safety->moves, 20);
    EXPECT_GT(recent->moves, 20);
}

// A verdict that differs with the answer alone is one that the question moves.
TEST(Questions, CountNoFewerVerdictsThanOneAnswerMoves) {
    int asked = 0;
    const PatientSheet sheets[] = {depressed(), depressed().taking("citalopram", 20_mg), depressed().taking("lithium"),
                                   reviewed().with("qtc", 480), depressed().with("pregnant")};
    for (const PatientSheet& sheet : sheets) {
        const Advice before = advice_for(sheet);
        for (const Question& one : before.questions()) {
            PatientSheet yes = sheet, no = sheet;
            if (one.facts.size() != 1 || !is_truth(one.id)) continue;
            ++asked;
            yes.with(one.id);
            no.without(one.id);
            const Advice with = advice_for(yes);
            const Advice without = advice_for(no);
            int moved = 0;
            for (const Option& option : with.options()) {
                const auto options = without.options();
                const auto other = std::find_if(options.begin(), options.end(), [&](const Option& candidate) {
                    return candidate.candidate == option.candidate && candidate.action == option.action;
                });
                moved += other != options.end() && other->verdict != option.verdict ? 1 : 0;
            }
            EXPECT_GE(one.moves, moved) << one.id;
        }
    }
    EXPECT_GT(asked, 3);
}

}  // namespace
}  // namespace euthymia::tests
