// SPDX-License-Identifier: Apache-2.0
// What counters tell, what they do not hold, and how they add up.
#include "euthymia/heartbeat.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "euthymia/advisor.hpp"
#include "euthymia/json.hpp"
#include "euthymia/write.hpp"
#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

namespace euthymia {
namespace {

using namespace tests;

const Advisor& advisor() {
    static const Advisor one{*Knowledge::embedded()};
    return one;
}

Patient nobody() { return PatientSheet{}.build(); }
Patient on_an_maoi() {
    return PatientSheet{}.aged(47).with("major_depression").taking("phenelzine", 45_mg).reviewed("medicines").build();
}

void ask(const Patient& patient, Heartbeat& heartbeat) {
    ASSERT_TRUE(advisor().advise(patient, {on("2026-11-23"), "", "US"}, heartbeat));
}

const RuleCounts& of(const Heartbeat& heartbeat, const std::string& rule) {
    const auto all = heartbeat.rules();
    return *std::find_if(all.begin(), all.end(), [&](const RuleCounts& one) { return one.rule == rule; });
}

TEST(Heartbeat, HasEveryStatementInOrderOfId) {
    const Heartbeat heartbeat{advisor().knowledge()};
    ASSERT_EQ(heartbeat.rules().size(), advisor().knowledge().statements().size());
    EXPECT_TRUE(std::is_sorted(heartbeat.rules().begin(), heartbeat.rules().end(),
                               [](const RuleCounts& a, const RuleCounts& b) { return a.rule < b.rule; }));
    EXPECT_EQ(heartbeat.answers(), 0U);
}

// What an answer says fired or is open was counted so, and nothing else was.
TEST(Heartbeat, CountsWhatTheAnswerSays) {
    Heartbeat heartbeat{advisor().knowledge()};
    const auto advice = advisor().advise(on_an_maoi(), {on("2026-11-23"), "", "US"}, heartbeat);
    ASSERT_TRUE(advice);
    EXPECT_EQ(heartbeat.answers(), 1U);
    std::size_t fired = 0;
    for (const Option& option : advice->options()) {
        for (const Finding& finding : option.findings) {
            const bool is_statement = !finding.basis.source.empty();
            if (finding.holds != Truth::yes || !is_statement) continue;
            ++fired;
            EXPECT_EQ(of(heartbeat, finding.basis.rule).fired, 1U) << finding.basis.rule;
        }
    }
    EXPECT_GT(fired, 10U);
    for (const RuleCounts& one : heartbeat.rules()) EXPECT_LE(one.fired + one.not_fired + one.blocked, 1U) << one.rule;
}

TEST(Heartbeat, OfAnEmptyRecordIsBlockedNotSilent) {
    Heartbeat heartbeat{advisor().knowledge()};
    ask(nobody(), heartbeat);
    const auto all = heartbeat.rules();
    EXPECT_GT(std::count_if(all.begin(), all.end(), [](const RuleCounts& one) { return one.blocked == 1; }), 10);
}

TEST(Heartbeat, GivesTheSameAdviceAsWithout) {
    Heartbeat heartbeat{advisor().knowledge()};
    const AdviceOptions options{on("2026-11-23"), "", "US"};
    EXPECT_EQ(to_json(*advisor().advise(on_an_maoi(), options, heartbeat)),
              to_json(*advisor().advise(on_an_maoi(), options)));
}

TEST(Heartbeat, AddsUpInAnyOrder) {
    Heartbeat one{advisor().knowledge()};
    Heartbeat other{advisor().knowledge()};
    Heartbeat both{advisor().knowledge()};
    ask(nobody(), one);
    ask(on_an_maoi(), other);
    ask(on_an_maoi(), both);
    ask(nobody(), both);
    Heartbeat reversed = other;
    EXPECT_FALSE(one.merge(other));
    Heartbeat first{advisor().knowledge()};
    ask(nobody(), first);
    EXPECT_FALSE(reversed.merge(first));
    EXPECT_EQ(to_json(one), to_json(both));
    EXPECT_EQ(to_json(reversed), to_json(both));
}

// The edition with another name, beside which the embedded one is another.
Knowledge another_edition() {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path{testing::TempDir()} / "euthymia_another_edition";
    fs::remove_all(folder);
    fs::copy(EUTHYMIA_SOURCE_DIR "/lib/knowledge/data", folder, fs::copy_options::recursive);
    std::ifstream stream{folder / "edition.json"};
    std::string text{std::istreambuf_iterator<char>{stream}, {}};
    text.replace(text.find(advisor().knowledge().edition()), advisor().knowledge().edition().size(), "another");
    std::ofstream{folder / "edition.json"} << text;
    auto opened = Knowledge::open_folder(folder.string());
    fs::remove_all(folder);
    return *opened;
}

TEST(Heartbeat, OfAnotherEditionIsRefusedAndChangesNothing) {
    Heartbeat other{another_edition()};
    Heartbeat heartbeat{advisor().knowledge()};
    ask(nobody(), heartbeat);
    const std::string before = to_json(heartbeat);
    const auto error = heartbeat.merge(other);
    ASSERT_TRUE(error);
    EXPECT_NE(error->detail.find("another"), std::string::npos);
    EXPECT_EQ(to_json(heartbeat), before);
    EXPECT_FALSE(advisor().advise(nobody(), {on("2026-11-23"), "", "US"}, other));
    EXPECT_EQ(other.answers(), 0U);
}

TEST(Heartbeat, CountsNoRefusedQuestion) {
    Heartbeat heartbeat{advisor().knowledge()};
    EXPECT_FALSE(advisor().advise(nobody(), {on("2026-11-23"), "", "Atlantis"}, heartbeat));
    EXPECT_EQ(heartbeat.answers(), 0U);
}

TEST(Heartbeat, AsJsonHoldsCountsAndIdsOnly) {
    Heartbeat heartbeat{advisor().knowledge()};
    ask(on_an_maoi(), heartbeat);
    const std::string text = to_json(heartbeat);
    const auto document = JsonDocument::parse(text);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().text("euthymia"), "heartbeat/1");
    for (const char* value : {"\"value\"", "2026-11-23", "\"facts\"", "\"person\""}) {
        EXPECT_EQ(text.find(value), std::string::npos) << value;
    }
}

}  // namespace
}  // namespace euthymia
