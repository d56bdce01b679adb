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

/// Rows of bits have a multiple of this many words, so that every kernel runs without a rest.
inline constexpr std::size_t row_grain = 8;

/// One literal of a clause over planes.
struct LiteralStep {
    std::uint32_t yes;  ///< plane where the atom is true
    std::uint32_t known;  ///< plane where it is not unknown
    std::uint32_t opposite;  ///< 1 where the literal is the atom's opposite
    std::uint32_t ends;  ///< bit 0: last of its clause; bit 1: last of its condition
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
    /// For each limit, in order: the plane where value < limit, of 512 values; `limits` may be any number.
    void (*below)(const std::int32_t* values, const std::int32_t* limits, std::size_t count, std::uint64_t* planes);
    /// The same for limits of 16 bits, twice as fast: values are brought within 16 bits first, so no limit may be at
    /// either end of their range.
    void (*below_narrow)(const std::int32_t* values, const std::int16_t* limits, std::size_t count,
                         std::uint64_t* planes);
    /// For each wanted byte, in order: the plane where byte == wanted, of 512 bytes.
    void (*equal)(const std::uint8_t* bytes, const std::uint8_t* wanted, std::size_t count, std::uint64_t* planes);
    /// Per condition the planes "true" and "possible", from the planes of atoms.
    void (*judge)(const LiteralStep* steps, std::size_t count, const std::uint64_t* planes, std::uint64_t* out);
    /// Runs the steps of a sum over planes.
    void (*add)(const SumStep* steps, std::size_t count, const std::uint64_t* planes, std::uint64_t* sums);
};

/// What this processor runs best.
[[nodiscard]] const Kernel& kernel();
/// All that this processor can run, the portable one first: for tests and benchmarks.
[[nodiscard]] std::span<const Kernel* const> kernels();

}  // namespace euthymia::rules
