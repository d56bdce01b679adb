// SPDX-License-Identifier: Apache-2.0
// The compiled program answers as the tree does, for every condition, record and candidate.
#include "lib/rules/program.hpp"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "tests/support/random_rules.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::rules;
using support::RandomRules;

// Some random rules over some random candidates, compiled.
struct Sample {
    explicit Sample(std::uint64_t seed, std::size_t rule_count = 150, std::size_t column_count = 70)
        : random{seed}, attributes{random.attributes(column_count)} {
        for (std::size_t i = 0; i < rule_count; ++i) conditions.push_back(random.condition());
        for (std::size_t i = 0; i < rule_count; ++i) {
            std::vector<Column>& about = columns.emplace_back();
            for (Column column = 0; column < column_count; ++column) {
                if (random.below(3) == 0) about.push_back(column);
            }
        }
        std::vector<ProgramRule> rules;
        for (std::size_t i = 0; i < rule_count; ++i) rules.push_back({&conditions[i], columns[i]});
        rules.push_back({nullptr, columns.front()});
        program.emplace(random.names(), random.definitions(), rules, column_count,
                        [this](Column column, NameId name) { return attributes[column][name]; });
    }

    [[nodiscard]] Lookup lookup(std::span<const Value> values, Column column) const {
        return [this, values, column](NameId name) {
            return random.names()[name].kind == NameKind::attribute ? attributes[column][name] : values[name];
        };
    }

    RandomRules random;
    std::vector<std::vector<Value>> attributes;
    std::vector<Condition> conditions;
    std::vector<std::vector<Column>> columns;
    std::optional<Program> program;
};

Truth compiled_answer(const Program& program, const Answers& answers, std::uint32_t rule, Column column) {
    const ConditionId condition = program.condition(rule, column);
    return condition == no_condition ? Truth::no : answers[condition];
}

TEST(Program, AnswersAsTheTreeDoes) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        Sample sample{seed};
        View view;
        Answers answers;
        for (int patient = 0; patient < 40; ++patient) {
            const std::vector<Value> values = sample.random.values();
            sample.program->fill(view, values);
            sample.program->evaluate(view, answers);
            for (std::uint32_t rule = 0; rule < sample.conditions.size(); ++rule) {
                for (const Column column : sample.columns[rule]) {
                    const Condition& condition = sample.conditions[rule];
                    const Truth expected =
                        evaluate(condition, sample.random.definitions(), sample.lookup(values, column));
                    ASSERT_EQ(compiled_answer(*sample.program, answers, rule, column), expected)
                        << condition.text << " for column " << column << ", seed " << seed << ", patient " << patient;
                }
            }
        }
    }
}

TEST(Program, HoldsAlwaysWhatHasNoCondition) {
    Sample sample{3, 5};
    View view;
    Answers answers;
    sample.program->fill(view, std::vector<Value>(sample.random.names().size()));
    sample.program->evaluate(view, answers);
    for (const Column column : sample.columns.front()) {
        EXPECT_EQ(compiled_answer(*sample.program, answers, 5, column), Truth::yes);
    }
}

TEST(Program, GivesTheSameBitsOnEveryKernel) {
    Sample sample{7, 400};
    View view;
    Answers reference;
    Answers answers;
    for (int patient = 0; patient < 50; ++patient) {
        sample.program->fill(view, sample.random.values());
        sample.program->evaluate(view, reference, *kernels().front());
        for (const Kernel* kernel : kernels()) {
            sample.program->evaluate(view, answers, *kernel);
            EXPECT_TRUE(std::ranges::equal(answers.yes(), reference.yes())) << kernel->name;
            EXPECT_TRUE(std::ranges::equal(answers.possible(), reference.possible())) << kernel->name;
        }
    }
}

TEST(Program, SetsNoBitPastTheLastConditionAndNoneThatIsTrueButImpossible) {
    Sample sample{8};
    View view;
    Answers answers;
    sample.program->fill(view, sample.random.values());
    sample.program->evaluate(view, answers);
    const std::size_t used = sample.program->conditions() % 64;
    if (used != 0) {
        EXPECT_EQ(answers.possible().back() >> used, 0U);
    }
    for (std::size_t word = 0; word < answers.yes().size(); ++word) {
        EXPECT_EQ(answers.yes()[word] & ~answers.possible()[word], 0U);
    }
}

TEST(Program, ListsEachRuleWithTheColumnsItIsAbout) {
    Sample sample{9};
    const Program& program = *sample.program;
    for (ConditionId condition = 0; condition < program.conditions(); ++condition) {
        for (const Use& use : program.uses(condition)) {
            for (Column column = 0; column < program.columns(); ++column) {
                const bool listed = (program.mask(use)[column / 64] >> column % 64 & 1U) != 0;
                EXPECT_EQ(listed, program.condition(use.rule, column) == condition);
            }
        }
    }
}

// Can this input ever be known? Not if it is a candidate's attribute that nobody recorded, or a part that reads one.
bool is_knowable(const Input& input) {
    if (!input.part) return true;
    const std::vector<Node>& nodes = input.part->nodes;
    return std::none_of(nodes.begin(), nodes.end(), [](const Node& node) {
        return node.op == Op::literal && node.literal.kind == Value::Kind::unknown;
    });
}

// Does learning more only ever settle this condition? Not where it asks whether something is recorded, nor where
// "never" meets arithmetic.
bool is_settled_by_learning(const Condition& condition, std::span<const Value> values) {
    return condition.strictness == Strictness::monotone &&
           std::none_of(condition.reads.begin(), condition.reads.end(), [&](NameId name) {
               return values[name].kind == Value::Kind::number && values[name].number.at_least >= unbounded;
           });
}

std::vector<Value> learnt(const Program& program, std::span<const InputId> missing, std::vector<Value> values,
                          std::span<const Value> complete) {
    for (const InputId input : missing) {
        const Input& one = program.inputs()[input];
        if (!one.part) values[one.name] = complete[one.name];
        if (!one.part) continue;
        for (const NameId name : one.part->reads) values[name] = complete[name];
    }
    return values;
}

TEST(Program, NamesWhatWouldSettleAnOpenCondition) {
    Sample sample{11};
    const Program& program = *sample.program;
    View view;
    Answers answers;
    std::vector<InputId> missing;
    std::size_t open = 0;
    for (int patient = 0; patient < 30; ++patient) {
        const std::vector<Value> values = sample.random.values();
        const std::vector<Value> complete = sample.random.completed(values);
        program.fill(view, values);
        program.evaluate(view, answers);
        for (ConditionId condition = 0; condition < program.conditions(); ++condition) {
            program.missing(condition, view, values, missing);
            ASSERT_EQ(missing.empty(), answers[condition] != Truth::unknown);
            const bool knowable = std::all_of(missing.begin(), missing.end(), [&](InputId input) {
                return input != 0 && is_knowable(program.inputs()[input]);
            });
            const std::uint32_t rule = program.uses(condition).front().rule;
            if (missing.empty() || !knowable || rule >= sample.conditions.size()) continue;
            if (!is_settled_by_learning(sample.conditions[rule], values)) continue;
            ++open;
            View after;
            Answers settled;
            program.fill(after, learnt(program, missing, values, complete));
            program.evaluate(after, settled);
            EXPECT_NE(settled[condition], Truth::unknown) << sample.conditions[rule].text;
        }
    }
    EXPECT_GT(open, 1000U);
}

// In (a and b) or c with a = no, only c matters; with c = yes nothing does.
TEST(Program, LeavesOutWhatCannotMatter) {
    Names names;
    for (const char* id : {"a", "b", "c"}) names.add({id, NameKind::fact, {FactType::truth, "", 0, {}}});
    const auto condition = compile("(a and b) or c", names, Strictness::monotone);
    ASSERT_TRUE(condition);
    const std::vector<Column> about{0};
    const ProgramRule rule{&*condition, about};
    const Program program{names, {}, {&rule, 1}, 1, {}};
    View view;
    std::vector<InputId> missing;
    const auto names_missing = [&](std::vector<Value> values) {
        program.fill(view, values);
        program.missing(program.condition(0, 0), view, values, missing);
        std::string text;
        for (const InputId input : missing) text += names[program.inputs()[input].name].id;
        return text;
    };
    const Value yes = Value::of(Truth::yes);
    const Value no = Value::of(Truth::no);
    EXPECT_EQ(names_missing({{}, {}, {}}), "abc");
    EXPECT_EQ(names_missing({no, {}, {}}), "c");
    EXPECT_EQ(names_missing({yes, {}, no}), "b");
    EXPECT_EQ(names_missing({{}, {}, yes}), "");
}

TEST(Program, ReadsAValueOfTheWrongTypeAsUnknown) {
    Sample sample{12, 60};
    const Names& names = sample.random.names();
    View view;
    Answers wrong;
    Answers unknown;
    std::vector<Value> values(names.size());
    sample.program->fill(view, values);
    sample.program->evaluate(view, unknown);
    for (NameId name = 0; name < names.size(); ++name) {
        const bool is_number = names[name].type.kind == FactType::number;
        values[name] = is_number ? Value::of(Truth::yes) : Value::of(Number::exactly(3));
        if (names[name].type.kind == FactType::choice) values[name] = Value::of_choice(99);
    }
    sample.program->fill(view, values);
    sample.program->evaluate(view, wrong);
    EXPECT_TRUE(std::ranges::equal(wrong.yes(), unknown.yes()));
    EXPECT_TRUE(std::ranges::equal(wrong.possible(), unknown.possible()));
}

}  // namespace
