// SPDX-License-Identifier: Apache-2.0
// The same program over 512 patients at a time: one plane of bits per question, `and` and `or` of planes per condition.
//
// Patients come as columns, one per input, in blocks; whoever holds a cohort in columns of its own pays for nothing
// else. A patient whose number is known only as a range, or who is seen differently by some candidates, is a case for
// `Program::evaluate` (or for a lane of his own per view).
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "lib/rules/kernel.hpp"
#include "lib/rules/program.hpp"

namespace euthymia::rules {

/// In a column of bytes (truths: 0 no, 1 yes; choices: their index): not known.
inline constexpr std::uint8_t unknown_byte = 255;
/// In a column of numbers: not known. A value past the range of 32 bits is brought to its ends by `column_number`.
inline constexpr std::int32_t unknown_number = std::numeric_limits<std::int32_t>::min();

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
        return planes_.data() + 2 * block_words * condition;
    }
    [[nodiscard]] const std::uint64_t* possible(ConditionId condition) const noexcept {
        return yes(condition) + block_words;
    }

private:
    friend class Cohort;
    std::vector<std::uint64_t> planes_;
    std::vector<std::uint64_t> atoms_;
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
    // The questions to one input: planes made in one go, the first of them "unknown", then turned to "known".
    struct Question {
        enum class Kind : std::uint8_t { letters, numbers, narrow_numbers };
        InputId input;
        Kind kind;
        std::uint32_t wanted;  // first of letters_, limits_ or narrow_limits_
        std::uint32_t count;
        std::uint32_t plane;  // first of the planes made
    };
    // A plane that is the `or` of others: a choice that may be one of several.
    struct Joined {
        std::uint32_t plane;
        std::vector<std::uint32_t> of;
    };

    void ask(InputId input);
    void narrow(Question& question);
    void answer(const Question& question, const InputColumn& column, std::uint64_t* planes, const Kernel& with) const;
    void ask_number(InputId input, std::span<const std::uint32_t> atoms);
    void ask_letters(InputId input, std::span<const std::uint32_t> atoms);
    std::uint32_t letter(const Question& question, std::uint8_t wanted);
    void make_steps();
    void plan_count();

    const Program* program_;
    bool fits_ = true;
    std::uint32_t planes_ = 2;  // plane 0 is never, plane 1 always
    std::vector<Question> questions_;
    std::vector<std::int32_t> limits_;
    std::vector<std::int16_t> narrow_limits_;
    std::vector<std::uint8_t> letters_;
    std::vector<Joined> joined_;
    std::vector<std::uint32_t> plane_of_;  // by atom
    std::vector<std::uint32_t> known_of_;  // by atom
    std::vector<LiteralStep> steps_;
    std::vector<SumStep> sums_;
    std::vector<std::uint32_t> totals_;  // by power of two: the plane of the sum
    std::uint32_t sum_planes_ = 0;
};

}  // namespace euthymia::rules
