// SPDX-License-Identifier: Apache-2.0
// The kernel in plain C++, one word at a time: for processors without a kernel of their own, and the reference.
#include "lib/rules/kernels.hpp"

namespace euthymia::rules {
namespace {

struct Word {
    static constexpr std::size_t words = 1;
    std::uint64_t bits;

    static Word load(const std::uint64_t* from) { return {*from}; }
    void store(std::uint64_t* to) const { *to = bits; }
    static Word ones() { return {~std::uint64_t{0}}; }
    friend Word operator|(Word a, Word b) { return {a.bits | b.bits}; }
    friend Word operator&(Word a, Word b) { return {a.bits & b.bits}; }
    friend Word operator^(Word a, Word b) { return {a.bits ^ b.bits}; }

    static const std::int32_t* numbers(const std::int32_t* values) { return values; }
    static std::uint64_t below(const std::int32_t* values, std::int32_t limit) {
        std::uint64_t plane = 0;
        for (std::size_t i = 0; i < 64; ++i) plane |= static_cast<std::uint64_t>(values[i] < limit) << i;
        return plane;
    }
    static const std::int32_t* narrow_numbers(const std::int32_t* values) { return values; }
    static std::uint64_t below_narrow(const std::int32_t* values, std::int16_t limit) { return below(values, limit); }

    static const std::uint8_t* letters(const std::uint8_t* bytes) { return bytes; }
    static std::uint64_t equal(const std::uint8_t* bytes, std::uint8_t wanted) {
        std::uint64_t plane = 0;
        for (std::size_t i = 0; i < 64; ++i) plane |= static_cast<std::uint64_t>(bytes[i] == wanted) << i;
        return plane;
    }
};

}  // namespace

namespace portable {
#define EUTHYMIA_KERNEL_LANES Word
#include "lib/rules/kernel_loops.hpp"
}  // namespace portable

const Kernel portable_kernel{"portable",      portable::join,    portable::below, portable::below_narrow,
                             portable::equal, portable::combine, portable::add};

}  // namespace euthymia::rules
