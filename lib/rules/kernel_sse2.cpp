// SPDX-License-Identifier: Apache-2.0
// The kernel in SSE2, which every x86-64 processor has.
#include "lib/rules/kernels.hpp"

#ifdef __SSE2__
#include <emmintrin.h>

namespace euthymia::rules {
namespace {

struct Sse2 {
    static constexpr std::size_t words = 2;
    __m128i bits;

    static Sse2 load(const std::uint64_t* from) { return {_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))}; }
    void store(std::uint64_t* to) const { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bits); }
    static Sse2 ones() { return {_mm_set1_epi32(-1)}; }
    friend Sse2 operator|(Sse2 a, Sse2 b) { return {_mm_or_si128(a.bits, b.bits)}; }
    friend Sse2 operator&(Sse2 a, Sse2 b) { return {_mm_and_si128(a.bits, b.bits)}; }
    friend Sse2 operator^(Sse2 a, Sse2 b) { return {_mm_xor_si128(a.bits, b.bits)}; }

    struct Block {
        __m128i parts[16];
    };
    struct Narrow {
        __m128i parts[8];
    };
    struct Letters {
        __m128i parts[4];
    };

    static Block numbers(const std::int32_t* values) {
        Block block;
        for (std::size_t i = 0; i < 16; ++i) {
            block.parts[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(values + 4 * i));
        }
        return block;
    }
    static std::uint64_t below(const Block& block, std::int32_t limit) {
        const __m128i limits = _mm_set1_epi32(limit);
        std::uint64_t plane = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const __m128i* const part = block.parts + 4 * i;
            const __m128i low = _mm_packs_epi32(_mm_cmplt_epi32(part[0], limits), _mm_cmplt_epi32(part[1], limits));
            const __m128i high = _mm_packs_epi32(_mm_cmplt_epi32(part[2], limits), _mm_cmplt_epi32(part[3], limits));
            const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
            plane |= static_cast<std::uint64_t>(mask) << (16 * i);
        }
        return plane;
    }

    static Narrow narrow_numbers(const std::int32_t* values) {
        const Block wide = numbers(values);
        Narrow narrow;
        for (std::size_t i = 0; i < 8; ++i) {
            narrow.parts[i] = _mm_packs_epi32(wide.parts[2 * i], wide.parts[2 * i + 1]);
        }
        return narrow;
    }
    static std::uint64_t below_narrow(const Narrow& narrow, std::int16_t limit) {
        const __m128i limits = _mm_set1_epi16(limit);
        std::uint64_t plane = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const __m128i low = _mm_cmplt_epi16(narrow.parts[2 * i], limits);
            const __m128i high = _mm_cmplt_epi16(narrow.parts[2 * i + 1], limits);
            const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
            plane |= static_cast<std::uint64_t>(mask) << (16 * i);
        }
        return plane;
    }

    static Letters letters(const std::uint8_t* bytes) {
        Letters letters;
        for (std::size_t i = 0; i < 4; ++i) {
            letters.parts[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
        }
        return letters;
    }
    static std::uint64_t equal(const Letters& letters, std::uint8_t wanted) {
        const __m128i all_wanted = _mm_set1_epi8(static_cast<char>(wanted));
        std::uint64_t plane = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto mask =
                static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(letters.parts[i], all_wanted)));
            plane |= static_cast<std::uint64_t>(mask) << (16 * i);
        }
        return plane;
    }
};

}  // namespace

namespace sse2 {
#define EUTHYMIA_KERNEL_LANES Sse2
#include "lib/rules/kernel_loops.hpp"
}  // namespace sse2

const Kernel sse2_kernel{"sse2", sse2::join, sse2::below, sse2::below_narrow, sse2::equal, sse2::combine, sse2::add};

}  // namespace euthymia::rules

#else

namespace euthymia::rules {
const Kernel sse2_kernel{};
}  // namespace euthymia::rules

#endif
