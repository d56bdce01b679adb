// SPDX-License-Identifier: Apache-2.0
// What must hold for every person the dictionary can describe, proved by a solver over the rules in force in every
// country. Every counterexample is put to the library as a patient.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "euthymia/euthymia.hpp"
#include "lib/rules/rule_base.hpp"
#include "tests/verify/world.hpp"

namespace euthymia::verify {
namespace {

using rules::Column;
using rules::RuleBase;

const RuleBase& base() {
    static const auto built =
        rules::build(*knowledge::read_folder(EUTHYMIA_SOURCE_DIR "/lib/knowledge/data"), rules::FamilyNames::all);
    return *built.rules;
}

std::vector<std::string> countries() {
    std::vector<std::string> all = base().base.jurisdictions;
    all.emplace_back();
    return all;
}

struct Invariant {
    std::string id;
    std::string of;  ///< candidates: a group, a substance; empty: the person
    std::string when;
    std::optional<Effect> at_least;
    std::optional<std::int64_t> at_most_ug;
    std::string level;
    std::vector<std::string> countries;  ///< in which it must hold; "" is no country
};

std::vector<Invariant> invariants() {
    std::ifstream stream{EUTHYMIA_SOURCE_DIR "/tests/verify/invariants.json", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    const auto document = JsonDocument::parse(text);
    std::vector<Invariant> all;
    document->root().find("invariants")->each_element([&](std::size_t, JsonValue one) {
        Invariant read{std::string{one.text("id")},
                       std::string{one.text("of")},
                       std::string{one.text("when")},
                       {},
                       {},
                       std::string{one.text("level")},
                       countries()};
        if (const auto only = one.find("countries")) {
            read.countries.clear();
            only->each_element([&](std::size_t, JsonValue country) { read.countries.emplace_back(*country.string()); });
        }
        if (one.text("at_least") == "contraindicate") read.at_least = Effect::contraindicate;
        if (one.text("at_least") == "avoid") read.at_least = Effect::avoid;
        if (const auto most = one.find("at_most_mg")) read.at_most_ug = *most->integer() * 1000;
        EXPECT_FALSE(one.text("source").empty()) << read.id;
        all.push_back(std::move(read));
    });
    return all;
}

std::vector<Column> columns_of(const std::string& subject) {
    if (subject.empty()) return {base().person_column()};
    std::vector<Column> found;
    for (Column i = 0; i < base().candidates.size(); ++i) {
        const rules::Candidate& one = base().candidates[i];
        const bool named = one.id == subject || (one.substance != nullptr && one.substance->id == subject);
        if (named || std::find(one.groups.begin(), one.groups.end(), subject) != one.groups.end()) found.push_back(i);
    }
    return found;
}

// Does this rule, where it holds, do what the invariant asks?
bool answers(const Invariant& invariant, const knowledge::Row& row) {
    if (!invariant.level.empty()) return row.kind == "escalation" && row.level == invariant.level;
    if (invariant.at_most_ug) {
        return row.kind == "daily_dose_limit" && row.numbers.at("at_most_mg") <= *invariant.at_most_ug;
    }
    const bool has_effect = row.kind == "rule" || row.kind == "washout" || row.kind == "boxed_warning";
    return has_effect && row.effect >= *invariant.at_least && row.effect != Effect::escalate;
}

class Proof {
public:
    Proof(const Invariant& invariant, Column column, const std::string& country)
        : invariant_{invariant}, world_{context_, base(), column, Action::start, country} {
        const bool is_person = column == base().person_column();
        const auto& all = is_person ? base().about_person : base().in_force.find(country)->second[column];
        for (const std::uint32_t index : all) {
            const knowledge::Row& row = *base().rules[index].row;
            const bool bears_on_it = row.kind == "daily_dose_limit" || is_person ||
                                     std::find(row.on.begin(), row.on.end(), Action::start) != row.on.end();
            if (bears_on_it && answers(invariant, row)) rules_.push_back(index);
        }
    }

    /// Is there anybody of whom the premise is true? A proof about nobody proves nothing.
    bool is_about_somebody() {
        const auto premise = rules::compile(invariant_.when, base().names, rules::Strictness::monotone);
        if (!premise) return false;
        z3::solver solver{context_};
        solver.add(world_.holds(*premise));
        const z3::expr_vector limits = world_.limits();
        for (unsigned i = 0; i < limits.size(); ++i) solver.add(limits[static_cast<int>(i)]);
        return solver.check() == z3::sat;
    }

    /// The rules that do what it asks, as indices.
    [[nodiscard]] const std::vector<std::uint32_t>& rules() const { return rules_; }

    /// The person for whom it does not hold; empty when there is none.
    std::optional<std::string> counterexample() {
        const auto premise = rules::compile(invariant_.when, base().names, rules::Strictness::monotone);
        if (!premise) return std::string{"the premise is refused: "} + to_string(premise.error());
        z3::solver solver{context_};
        solver.add(world_.holds(*premise));
        for (const std::uint32_t index : rules_) {
            const rules::Rule& rule = base().rules[index];
            if (rule.condition.empty()) return std::nullopt;
            solver.add(!world_.holds(rules::condition_of(base(), rule)));
        }
        const z3::expr_vector limits = world_.limits();
        for (unsigned i = 0; i < limits.size(); ++i) solver.add(limits[static_cast<int>(i)]);
        const z3::check_result result = solver.check();
        if (result == z3::unsat) return std::nullopt;
        if (result == z3::unknown) return "the solver gave up";
        return world_.person(solver.get_model());
    }

private:
    const Invariant& invariant_;
    z3::context context_;
    World world_;
    std::vector<std::uint32_t> rules_;
};

TEST(Invariants, AreManyAndEachIsAboutSomething) {
    EXPECT_GE(invariants().size(), 25U);
    for (const Invariant& one : invariants()) EXPECT_FALSE(columns_of(one.of).empty()) << one.id;
}

TEST(Invariants, AreNotEmptyTalk) {
    for (const Invariant& one : invariants()) {
        Proof proof{one, columns_of(one.of).front(), one.countries.front()};
        EXPECT_TRUE(proof.is_about_somebody()) << one.id;
        EXPECT_FALSE(proof.rules().empty()) << one.id;
    }
}

TEST(Invariants, HoldForEveryPersonTheDictionaryCanDescribe) {
    for (const Invariant& one : invariants()) {
        for (const Column column : columns_of(one.of)) {
            const std::string about = one.of.empty() ? "the person" : base().candidates[column].id;
            std::set<std::vector<std::uint32_t>> proved;  // countries with the same rules need one proof
            for (const std::string& country : one.countries) {
                Proof proof{one, column, country};
                if (!proved.insert(proof.rules()).second) continue;
                const auto found = proof.counterexample();
                EXPECT_FALSE(found) << one.id << ", " << about << ", country \"" << country << "\": " << *found;
            }
        }
    }
}

// A proof that could not fail proves nothing: without the statements behind it each invariant has a counterexample,
// and the library, asked about that very person, says nothing of the kind either.
TEST(Invariants, FailOnceWhatTheyRestOnIsGone) {
    const Invariant sample{"sample", "bupropion", "hypertension", Effect::contraindicate, {}, {}, {}};
    const auto person = Proof{sample, columns_of("bupropion").front(), "US"}.counterexample();
    ASSERT_TRUE(person);
    const Advisor advisor{*Knowledge::embedded()};
    const auto patient = read_patient(*person, advisor.knowledge());
    ASSERT_TRUE(patient) << to_string(patient.error()) << *person;
    const auto advice = advisor.advise(*patient, {*parse_date("2026-11-23"), "", "US"});
    ASSERT_TRUE(advice);
    for (const Option& option : advice->options()) {
        if (option.candidate != base().candidates[columns_of("bupropion").front()].id) continue;
        EXPECT_NE(option.verdict, Verdict::contraindicated) << *person;
    }
}

}  // namespace
}  // namespace euthymia::verify
