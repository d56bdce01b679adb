// SPDX-License-Identifier: Apache-2.0
// The smallest sets of missing facts: each settles its condition, no part of it does, and none is left out.
#include "lib/rules/cases.hpp"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "tests/support/random_rules.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::rules;
using support::RandomRules;

class Settling : public testing::TestWithParam<std::uint64_t> {
protected:
    Settling() {
        for (int i = 0; i < 60; ++i) conditions_.push_back(random_.condition());
        std::vector<ProgramRule> rules;
        for (const Condition& condition : conditions_) rules.push_back({&condition, columns_});
        program_.emplace(random_.names(), random_.definitions(), rules, 1,
                         [](Column, NameId) { return Value::of(Truth::no); });
    }

    [[nodiscard]] Truth answer_to(ConditionId condition, const std::vector<Value>& values) {
        program_->fill(view_, values);
        program_->evaluate(view_, answers_);
        return answers_[condition];
    }

    // Is there a choice of values for these inputs that settles the condition?
    [[nodiscard]] bool can_settle(ConditionId condition, const std::vector<InputId>& inputs, std::size_t at,
                                  std::vector<Value>& values) {
        if (at == inputs.size()) return answer_to(condition, values) != Truth::unknown;
        const NameId name = program_->inputs()[inputs[at]].name;
        const Value before = values[name];
        const auto try_value = [&](const Value& value) {
            values[name] = value;
            return can_settle(condition, inputs, at + 1, values);
        };
        const auto all = program_->some_values(inputs[at]);
        const bool found = std::any_of(all.begin(), all.end() - 1, try_value);
        values[name] = before;
        return found;
    }

    // Inputs that are plain names of which nothing is known.
    [[nodiscard]] bool is_plain(InputId input, const std::vector<Value>& values) const {
        if (input == 0 || program_->inputs()[input].part) return false;
        return values[program_->inputs()[input].name].kind == Value::Kind::unknown;
    }

    [[nodiscard]] bool any_input(ConditionId condition, const std::function<bool(InputId)>& is) const {
        const auto& clauses = program_->form(condition).clauses;
        return std::any_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
            return std::any_of(clause.begin(), clause.end(),
                               [&](Literal literal) { return is(program_->atoms()[atom_of(literal)].input); });
        });
    }
    [[nodiscard]] bool reads(ConditionId condition, InputId wanted) const {
        return any_input(condition, [&](InputId input) { return input == wanted; });
    }
    // A part that is worked out from several values has none of its own to try.
    [[nodiscard]] bool has_part(ConditionId condition) const {
        return any_input(condition, [this](InputId input) { return !!program_->inputs()[input].part; });
    }

    RandomRules random_{GetParam()};
    std::vector<Column> columns_{0};
    std::vector<Condition> conditions_;
    std::optional<Program> program_;
    View view_;
    Answers answers_;
};

TEST_P(Settling, SetsAreEnoughAndNoneOfTheirPartsIs) {
    const Cases cases{*program_};
    int checked = 0;
    for (int patient = 0; patient < 40; ++patient) {
        std::vector<Value> values = random_.values();
        for (ConditionId condition = 0; condition < program_->conditions(); ++condition) {
            if (has_part(condition)) continue;
            const bool open = answer_to(condition, values) == Truth::unknown;
            program_->fill(view_, values);
            const Cases::Sets found = cases.settling(condition, view_, values);
            if (!found.all && found.sets.empty()) continue;
            if (!open) {
                EXPECT_TRUE(found.sets.empty());
            }
            for (const std::vector<InputId>& set : found.sets) {
                const auto plain = [&](InputId input) { return is_plain(input, values); };
                if (set.size() > 3 || !std::all_of(set.begin(), set.end(), plain)) continue;
                ++checked;
                EXPECT_TRUE(can_settle(condition, set, 0, values));
                for (std::size_t leave_out = 0; leave_out < set.size(); ++leave_out) {
                    std::vector<InputId> part = set;
                    part.erase(part.begin() + static_cast<std::ptrdiff_t>(leave_out));
                    EXPECT_FALSE(can_settle(condition, part, 0, values));
                }
            }
        }
    }
    EXPECT_GT(checked, 100);
}

TEST_P(Settling, NoInputThatCouldSettleAloneIsLeftOut) {
    const Cases cases{*program_};
    for (int patient = 0; patient < 40; ++patient) {
        std::vector<Value> values = random_.values();
        for (ConditionId condition = 0; condition < program_->conditions(); ++condition) {
            if (has_part(condition) || answer_to(condition, values) != Truth::unknown) continue;
            program_->fill(view_, values);
            const Cases::Sets found = cases.settling(condition, view_, values);
            if (!found.all) continue;
            for (InputId input = 1; input < program_->inputs().size(); ++input) {
                if (!is_plain(input, values) || !reads(condition, input)) continue;
                const bool listed =
                    std::find(found.sets.begin(), found.sets.end(), std::vector{input}) != found.sets.end();
                EXPECT_EQ(can_settle(condition, {input}, 0, values), listed);
            }
        }
    }
}

// Against every combination of the values of what is missing.
class Turning : public Settling {
protected:
    // Names that any of these conditions reads and nobody knows; none when there are too many to try, or when an
    // input is no plain name of its own.
    [[nodiscard]] std::vector<InputId> open_inputs(const std::vector<ConditionId>& conditions,
                                                   const std::vector<Value>& values) const {
        std::vector<InputId> open;
        std::vector<NameId> names;
        for (InputId input = 1; input < program_->inputs().size(); ++input) {
            const bool is_read = std::any_of(conditions.begin(), conditions.end(),
                                             [&](ConditionId condition) { return reads(condition, input); });
            if (!is_read || !is_plain(input, values)) continue;
            const NameId name = program_->inputs()[input].name;
            if (std::find(names.begin(), names.end(), name) != names.end()) return {};
            names.push_back(name);
            open.push_back(input);
        }
        return open.size() > 5 ? std::vector<InputId>{} : open;
    }

    [[nodiscard]] bool any_holds(const std::vector<ConditionId>& conditions, const std::vector<Value>& values) {
        program_->fill(view_, values);
        program_->evaluate(view_, answers_);
        return std::any_of(conditions.begin(), conditions.end(),
                           [this](ConditionId condition) { return answers_[condition] == Truth::yes; });
    }
    [[nodiscard]] bool all_no(const std::vector<ConditionId>& conditions) const {
        return std::all_of(conditions.begin(), conditions.end(),
                           [this](ConditionId condition) { return answers_[condition] == Truth::no; });
    }

    // Are there values of the others with which some value of the asked one gives yes, and another no?
    [[nodiscard]] bool turns(const std::vector<ConditionId>& conditions, const std::vector<InputId>& others,
                             std::size_t at, InputId asked, std::vector<Value>& values) {
        const InputId input = at == others.size() ? asked : others[at];
        const NameId name = program_->inputs()[input].name;
        const Value before = values[name];
        bool found = false, yes = false, no = false;
        for (const Value& value : program_->some_values(input)) {
            values[name] = value;
            if (at < others.size()) {
                found = found || turns(conditions, others, at + 1, asked, values);
            } else if (any_holds(conditions, values)) {
                yes = true;
            } else {
                no = no || all_no(conditions);
            }
        }
        values[name] = before;
        return found || (yes && no);
    }
};

TEST_P(Turning, AnAnswerCanMoveWhatItIsSaidToMoveAndNothingElse) {
    const Cases cases{*program_};
    int turned = 0, did_not = 0;
    for (int patient = 0; patient < 150; ++patient) {
        std::vector<Value> values = random_.values();
        for (Value& value : values) {  // known or not, nothing between
            value.assumed = false;
            value.number.at_most = value.number.at_least;
        }
        for (ConditionId first = 0; first + 2 < program_->conditions(); ++first) {
            const std::vector<ConditionId> conditions{first, first + 1, first + 2};
            const auto is_part = [this](ConditionId condition) { return has_part(condition); };
            if (std::any_of(conditions.begin(), conditions.end(), is_part)) continue;
            const std::vector<InputId> open = open_inputs(conditions, values);
            for (const InputId asked : open) {
                std::vector<InputId> others = open;
                std::erase(others, asked);
                const bool expected = turns(conditions, others, 0, asked, values);
                program_->fill(view_, values);
                EXPECT_EQ(cases.turns_on(conditions, {&asked, 1}, view_, values), expected);
                expected ? ++turned : ++did_not;
            }
        }
    }
    EXPECT_GT(turned, 30);
    EXPECT_GT(did_not, 100);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Turning, testing::Values(1U, 2U, 3U));

INSTANTIATE_TEST_SUITE_P(Seeds, Settling, testing::Values(1U, 2U, 3U));

}  // namespace
