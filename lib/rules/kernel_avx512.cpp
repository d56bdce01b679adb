// SPDX-License-Identifier: Apache-2.0
// The kernel in AVX-512 (F and BW).
#include "lib/rules/kernels.hpp"

#if defined(__AVX512F__) && defined(__AVX512BW__)
#include <immintrin.h>

namespace euthymia::rules {
namespace {

struct Avx512 {
    static constexpr std::size_t words = 8;
    __m512i bits;

    static Avx512 load(const std::uint64_t* from) { return {_mm512_loadu_si512(from)}; }
    void store(std::uint64_t* to) const { _mm512_storeu_si512(to, bits); }
    static Avx512 ones() { return {_mm512_set1_epi64(-1)}; }
    friend Avx512 operator|(Avx512 a, Avx512 b) { return {_mm512_or_si512(a.bits, b.bits)}; }
    friend Avx512 operator&(Avx512 a, Avx512 b) { return {_mm512_and_si512(a.bits, b.bits)}; }
    friend Avx512 operator^(Avx512 a, Avx512 b) { return {_mm512_xor_si512(a.bits, b.bits)}; }

    struct Block {
        __m512i parts[4];
    };

    static Block numbers(const std::int32_t* values) {
        return {{_mm512_loadu_si512(values), _mm512_loadu_si512(values + 16), _mm512_loadu_si512(values + 32),
                 _mm512_loadu_si512(values + 48)}};
    }
    static std::uint64_t below(const Block& block, std::int32_t limit) {
        const __m512i limits = _mm512_set1_epi32(limit);
        std::uint64_t plane = 0;
        for (unsigned i = 0; i < 4; ++i) {
            plane |= static_cast<std::uint64_t>(_mm512_cmplt_epi32_mask(block.parts[i], limits)) << (16 * i);
        }
        return plane;
    }

    struct Narrow {
        __m512i parts[2];
    };
    static Narrow narrow_numbers(const std::int32_t* values) {
        const Block wide = numbers(values);
        return {{pair(wide.parts[0], wide.parts[1]), pair(wide.parts[2], wide.parts[3])}};
    }
    // Packing interleaves the quarters of two vectors; the permutation puts them back in order. (The forms with a mask
    // of all ones, because GCC 12 warns in its own header about the others.)
    static __m512i pair(__m512i low, __m512i high) {
        const __m512i order = _mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7);
        return _mm512_maskz_permutexvar_epi64(0xFF, order, _mm512_maskz_packs_epi32(0xFFFFFFFF, low, high));
    }
    static std::uint64_t below_narrow(const Narrow& narrow, std::int16_t limit) {
        const __m512i limits = _mm512_set1_epi16(limit);
        return _mm512_cmplt_epi16_mask(narrow.parts[0], limits) |
               static_cast<std::uint64_t>(_mm512_cmplt_epi16_mask(narrow.parts[1], limits)) << 32U;
    }

    static __m512i letters(const std::uint8_t* bytes) { return _mm512_loadu_si512(bytes); }
    static std::uint64_t equal(const __m512i& letters, std::uint8_t wanted) {
        return _mm512_cmpeq_epi8_mask(letters, _mm512_set1_epi8(static_cast<char>(wanted)));
    }
};

}  // namespace

namespace avx512 {
#define EUTHYMIA_KERNEL_LANES Avx512
#include "lib/rules/kernel_loops.hpp"
}  // namespace avx512

const Kernel avx512_kernel{"avx512",      avx512::join,    avx512::below, avx512::below_narrow,
                           avx512::equal, avx512::combine, avx512::add};

}  // namespace euthymia::rules

#else

namespace euthymia::rules {
const Kernel avx512_kernel{};
}  // namespace euthymia::rules

#endif
