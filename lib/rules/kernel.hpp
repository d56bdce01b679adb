// SPDX-License-Identifier: Apache-2.0
// The inner loops of evaluation, one source for every instruction set.
//
// Each kernel_<set>.cpp compiles kernel_loops.hpp with that set's instructions and nothing else; which one runs is
// chosen once by what the processor can do. All give the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace euthymia::rules {

/// 512 patients, one bit each.
inline constexpr std::size_t block_patients = 512;
inline constexpr std::size_t block_words = block_patients / 64;

/// In a column of bytes (truths: 0 no, 1 yes; choices: their index): not known.
inline constexpr std::uint8_t unknown_byte = 255;
/// In a column of numbers: not known, less than any number that is.
inline constexpr std::int32_t unknown_number = -2147483647 - 1;

/// Rows of bits have a multiple of this many words, so that every kernel runs without a rest.
inline constexpr std::size_t row_grain = 8;

/// Two planes side by side: where something is true, and where it is not false. Pairs are numbered from 0.
inline constexpr std::size_t pair_words = 2 * block_words;

/// Makes one pair of others: `start` joined with `count` operands, or the opposite of `start`.
struct PairStep {
    enum class Kind : std::uint32_t { any, all, opposite };
    Kind kind;
    std::uint32_t start;
    std::uint32_t first;  ///< of the operands, in a list of pairs
    std::uint32_t count;
    std::uint32_t result;
};

/// Adds three planes: sum = a xor b xor c, carry = at least two of them. An operand is a plane that was given, or, with
/// `is_sum` added, one that an earlier step made; results are of the latter kind.
inline constexpr std::uint32_t is_sum = std::uint32_t{1} << 31;
struct SumStep {
    std::uint32_t a, b, c;
    std::uint32_t sum, carry;
};

struct Kernel {
    std::string_view name;
    /// out = start | row | row | ...; `words` is a multiple of `row_grain`.
    void (*join)(const std::uint64_t* const* rows, std::size_t count, const std::uint64_t* start, std::size_t words,
                 std::uint64_t* out);
    /// Asks 512 numbers: the pair "unknown", then for each limit, in order, the pair "value < limit".
    void (*below)(const std::int32_t* values, const std::int32_t* limits, std::size_t count, std::uint64_t* pairs);
    /// The same for limits of 16 bits, twice as fast: values are brought within 16 bits first, so no limit may be at
    /// either end of their range.
    void (*below_narrow)(const std::int32_t* values, const std::int16_t* limits, std::size_t count,
                         std::uint64_t* pairs);
    /// Asks 512 bytes: the pair "unknown", then for each wanted byte, in order, the pair "byte == wanted".
    void (*equal)(const std::uint8_t* bytes, const std::uint8_t* wanted, std::size_t count, std::uint64_t* pairs);
    /// Runs steps in order over pairs.
    void (*combine)(const PairStep* steps, std::size_t count, const std::uint32_t* operands, std::uint64_t* pairs);
    /// Runs the steps of a sum over planes.
    void (*add)(const SumStep* steps, std::size_t count, const std::uint64_t* planes, std::uint64_t* sums);
};

/// What this processor runs best.
[[nodiscard]] const Kernel& kernel();
/// All that this processor can run, the portable one first: for tests and benchmarks.
[[nodiscard]] std::span<const Kernel* const> kernels();

}  // namespace euthymia::rules
