// SPDX-License-Identifier: Apache-2.0
// The same program over 512 patients at a time: a pair of planes of bits (yes, possible) for each question, `and` and
// `or` of pairs for each condition. Conditions that begin alike share what they have in common.
//
// Patients come as columns, one per input, in blocks; whoever holds a cohort in columns of its own pays for nothing
// else. A patient whose number is known only as a range, or who is seen differently by some candidates, is a case for
// `Program::evaluate` (or for a lane of his own per view).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lib/rules/kernel.hpp"
#include "lib/rules/program.hpp"

namespace euthymia::rules {

/// A number as a column holds it: 64 bits brought within 32, which no limit of a rule may pass.
[[nodiscard]] std::int32_t column_number(std::int64_t value) noexcept;

/// The values of one input, one per patient; which of the two it has follows from the input's type.
struct InputColumn {
    const std::uint8_t* bytes = nullptr;
    const std::int32_t* numbers = nullptr;
};

/// Answers of a block: two planes of `block_words` words per condition, "yes" and "possible".
class BlockAnswers {
public:
    [[nodiscard]] const std::uint64_t* yes(ConditionId condition) const noexcept {
        return planes_[2 * condition].words;
    }
    [[nodiscard]] const std::uint64_t* possible(ConditionId condition) const noexcept {
        return planes_[2 * condition + 1].words;
    }

private:
    friend class Cohort;
    struct alignas(64) Plane {
        std::uint64_t words[block_words];
    };
    std::vector<Plane> planes_;  // pairs: of the conditions, then of what they are made of
    std::vector<std::uint64_t> sums_;
};

/// A program arranged for blocks. Immutable once built; keeps the program by reference.
class Cohort {
public:
    /// Refuses (`fits` is false) a program with a limit past 32 bits or a choice of more than 254.
    explicit Cohort(const Program& program);
    [[nodiscard]] bool fits() const noexcept { return fits_; }

    /// Asks every condition of 512 patients. `columns` has one entry per input of the program, the first unused, each
    /// with 512 values; of inputs that are parts of conditions the caller works out the truths.
    void evaluate(std::span<const InputColumn> columns, BlockAnswers& answers, const Kernel& with) const;
    void evaluate(std::span<const InputColumn> columns, BlockAnswers& answers) const {
        evaluate(columns, answers, kernel());
    }

    /// How many rules, each counted once per candidate, fire for each of the 512 patients.
    void count_fired(BlockAnswers& answers, std::span<std::uint32_t, block_patients> counts, const Kernel& with) const;
    void count_fired(BlockAnswers& answers, std::span<std::uint32_t, block_patients> counts) const {
        count_fired(answers, counts, kernel());
    }

private:
    // The questions to one input: pairs made in one go, the first of them "unknown".
    struct Question {
        enum class Kind : std::uint8_t { letters, numbers, narrow_numbers };
        InputId input;
        Kind kind;
        std::uint32_t wanted;  // first of letters_, limits_ or narrow_limits_
        std::uint32_t count;
        std::uint32_t pair;  // first of the pairs made
    };
    class Planner;

    void answer(const Question& question, const InputColumn& column, std::uint64_t* pairs, const Kernel& with) const;
    void plan_count();

    const Program* program_;
    bool fits_ = true;
    std::vector<Question> questions_;
    std::vector<std::int32_t> limits_;
    std::vector<std::int16_t> narrow_limits_;
    std::vector<std::uint8_t> letters_;
    std::uint32_t pairs_ = 0;
    std::vector<PairStep> steps_;
    std::vector<std::uint32_t> operands_;
    std::vector<SumStep> sums_;
    std::vector<std::uint32_t> totals_;  // by power of two: the plane of the sum
    std::uint32_t sum_planes_ = 0;
};

}  // namespace euthymia::rules
