// SPDX-License-Identifier: Apache-2.0
// A block of patients is answered as each patient alone is, on every kernel.
#include "lib/rules/cohort.hpp"

#include <array>
#include <optional>

#include <gtest/gtest.h>

#include "tests/support/random_rules.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::rules;

// A block of random patients, as values and as columns. Numbers are exact or unknown: a block has no ranges.
struct Block {
    Block(const Program& program, support::RandomRules& random)
        : bytes(program.inputs().size()), numbers(program.inputs().size()) {
        for (std::size_t i = 0; i < block_patients; ++i) {
            patients.push_back(random.values());
            for (Value& value : patients.back()) {
                if (value.kind == Value::Kind::number && !value.number.is_exact()) value = Value{};
            }
        }
        for (InputId input = 1; input < program.inputs().size(); ++input) add(program, input);
    }

    void add(const Program& program, InputId input) {
        const bool is_number = program.inputs()[input].type.kind == FactType::number;
        for (const std::vector<Value>& values : patients) {
            const Value value = value_of(program.inputs()[input], values);
            const bool known = value.kind != Value::Kind::unknown;
            if (is_number) numbers[input].push_back(known ? column_number(value.number.at_least) : unknown_number);
            if (is_number) continue;
            const auto byte = value.kind == Value::Kind::truth ? value.truth == Truth::yes : value.choice;
            bytes[input].push_back(known ? static_cast<std::uint8_t>(byte) : unknown_byte);
        }
    }

    static Value value_of(const Input& input, const std::vector<Value>& values) {
        if (input.part) return Value::of(evaluate(*input.part, {}, [&](NameId name) { return values[name]; }));
        const Value& value = values[input.name];
        return value.assumed && input.reading == Strictness::monotone ? Value{} : value;
    }

    [[nodiscard]] std::vector<InputColumn> columns() const {
        std::vector<InputColumn> all(bytes.size());
        for (std::size_t i = 0; i < bytes.size(); ++i) all[i] = {bytes[i].data(), numbers[i].data()};
        return all;
    }

    std::vector<std::vector<Value>> patients;
    std::vector<std::vector<std::uint8_t>> bytes;
    std::vector<std::vector<std::int32_t>> numbers;
};

struct Rules {
    explicit Rules(std::uint64_t seed) : random{seed} {
        for (std::size_t i = 0; i < 120; ++i) conditions.push_back(random.condition());
        const auto attributes = random.attributes(5);
        std::vector<ProgramRule> rules{{nullptr, columns}};
        for (const Condition& condition : conditions) rules.push_back({&condition, columns});
        program.emplace(random.names(), random.definitions(), rules, 5,
                        [&](Column column, NameId name) { return attributes[column][name]; });
    }

    support::RandomRules random;
    std::vector<Condition> conditions;
    std::vector<Column> columns{0, 1, 2, 3, 4};
    std::optional<Program> program;
};

Truth at(const BlockAnswers& answers, ConditionId condition, std::size_t patient) {
    const auto bit = [&](const std::uint64_t* plane) { return (plane[patient / 64] >> patient % 64 & 1U) != 0; };
    if (bit(answers.yes(condition))) return Truth::yes;
    return bit(answers.possible(condition)) ? Truth::unknown : Truth::no;
}

TEST(Cohort, AnswersAsEachPatientAloneOnEveryKernel) {
    for (const std::uint64_t seed : {21U, 22U}) {
        Rules rules{seed};
        const Cohort cohort{*rules.program};
        ASSERT_TRUE(cohort.fits());
        const Block block{*rules.program, rules.random};
        const auto columns = block.columns();
        for (const Kernel* kernel : kernels()) {
            BlockAnswers answers;
            cohort.evaluate(columns, answers, *kernel);
            View view;
            Answers alone;
            for (std::size_t patient = 0; patient < block_patients; ++patient) {
                rules.program->fill(view, block.patients[patient]);
                rules.program->evaluate(view, alone);
                for (ConditionId condition = 0; condition < rules.program->conditions(); ++condition) {
                    ASSERT_EQ(at(answers, condition, patient), alone[condition])
                        << kernel->name << ", condition " << condition << ", patient " << patient;
                }
            }
        }
    }
}

TEST(Cohort, CountsWhatFires) {
    Rules rules{23};
    const Cohort cohort{*rules.program};
    const Block block{*rules.program, rules.random};
    const auto columns = block.columns();
    for (const Kernel* kernel : kernels()) {
        BlockAnswers answers;
        std::array<std::uint32_t, block_patients> counts{};
        cohort.evaluate(columns, answers, *kernel);
        cohort.count_fired(answers, counts, *kernel);
        for (std::size_t patient = 0; patient < block_patients; ++patient) {
            std::uint32_t expected = 0;
            for (std::uint32_t rule = 0; rule <= rules.conditions.size(); ++rule) {
                for (const Column column : rules.columns) {
                    const ConditionId condition = rules.program->condition(rule, column);
                    if (condition != no_condition && at(answers, condition, patient) == Truth::yes) ++expected;
                }
            }
            ASSERT_EQ(counts[patient], expected) << kernel->name << ", patient " << patient;
        }
    }
}

TEST(Cohort, RefusesALimitThatItsColumnsCannotHold) {
    Names names;
    names.add({"n", NameKind::fact, {FactType::number, "", 0, {}}});
    const std::vector<Column> about{0};
    for (const auto& [text, fits] : {std::pair{"n < 2147483647", true}, std::pair{"n < 2147483646", true},
                                     std::pair{"n > 2147483646", true}, std::pair{"n > 2147483647", false},
                                     std::pair{"n < -2147483646", true}, std::pair{"n < -2147483647", false}}) {
        const auto condition = compile(text, names, Strictness::monotone);
        ASSERT_TRUE(condition) << text << ": " << to_string(condition.error());
        const ProgramRule rule{&*condition, about};
        const Program program{names, {}, {&rule, 1}, 1, {}};
        EXPECT_EQ(Cohort{program}.fits(), fits) << text;
    }
}

// Limits of 16 bits are compared as such; values past that range are not.
TEST(Cohort, TellsBothSidesOfALimitOfAnySizeAndWhatIsUnknown) {
    for (const std::int64_t limit :
         {5, 0, 32766, 32767, 32768, -32766, -32767, -32768, 40000, 2147483646, -2147483646}) {
        Names names;
        names.add({"n", NameKind::fact, {FactType::number, "", 0, {}}});
        const auto condition = compile("n < " + std::to_string(limit), names, Strictness::monotone);
        ASSERT_TRUE(condition);
        const std::vector<Column> about{0};
        const ProgramRule rule{&*condition, about};
        const Program program{names, {}, {&rule, 1}, 1, {}};
        const Cohort cohort{program};
        ASSERT_TRUE(cohort.fits()) << limit;
        const std::vector<std::int64_t> known{-3'000'000'000, -40'000, -32'768, -32'767,   4,     5,
                                              32'767,         32'768,  40'000,  limit - 1, limit, limit + 1,
                                              3'000'000'000};
        std::vector<std::int32_t> numbers;
        for (const std::int64_t value : known) numbers.push_back(column_number(value));
        numbers.resize(block_patients, unknown_number);
        const std::vector<InputColumn> columns{{}, {nullptr, numbers.data()}};
        for (const Kernel* kernel : kernels()) {
            BlockAnswers answers;
            cohort.evaluate(columns, answers, *kernel);
            for (std::size_t i = 0; i < known.size(); ++i) {
                EXPECT_EQ(at(answers, 0, i), truth(known[i] < limit))
                    << kernel->name << ", " << known[i] << " < " << limit;
            }
            EXPECT_EQ(at(answers, 0, known.size()), Truth::unknown) << kernel->name;
        }
    }
}

TEST(ColumnNumber, StaysWithin32BitsAndNeverMeansUnknown) {
    EXPECT_EQ(column_number(7), 7);
    EXPECT_EQ(column_number(unbounded), std::numeric_limits<std::int32_t>::max());
    EXPECT_GT(column_number(-unbounded), unknown_number);
}

}  // namespace
