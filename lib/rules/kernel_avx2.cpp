// SPDX-License-Identifier: Apache-2.0
// The kernel in AVX2.
#include "lib/rules/kernels.hpp"

#ifdef __AVX2__
#include <immintrin.h>

namespace euthymia::rules {
namespace {

struct Avx2 {
    static constexpr std::size_t words = 4;
    __m256i bits;

    static Avx2 load(const std::uint64_t* from) { return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from))}; }
    void store(std::uint64_t* to) const { _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), bits); }
    static Avx2 ones() { return {_mm256_set1_epi32(-1)}; }
    friend Avx2 operator|(Avx2 a, Avx2 b) { return {_mm256_or_si256(a.bits, b.bits)}; }
    friend Avx2 operator&(Avx2 a, Avx2 b) { return {_mm256_and_si256(a.bits, b.bits)}; }
    friend Avx2 operator^(Avx2 a, Avx2 b) { return {_mm256_xor_si256(a.bits, b.bits)}; }

    struct Block {
        __m256i parts[8];
    };
    struct Narrow {
        __m256i parts[4];
    };
    struct Letters {
        __m256i parts[2];
    };

    static Block numbers(const std::int32_t* values) {
        Block block;
        for (std::size_t i = 0; i < 8; ++i) {
            block.parts[i] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(values + 8 * i));
        }
        return block;
    }
    static std::uint64_t below(const Block& block, std::int32_t limit) {
        const __m256i limits = _mm256_set1_epi32(limit);
        // Packing works within halves of 128 bits; this puts the 32 bytes back in order.
        const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
        std::uint64_t plane = 0;
        for (std::size_t i = 0; i < 2; ++i) {
            const __m256i* const part = block.parts + 4 * i;
            const __m256i low =
                _mm256_packs_epi32(_mm256_cmpgt_epi32(limits, part[0]), _mm256_cmpgt_epi32(limits, part[1]));
            const __m256i high =
                _mm256_packs_epi32(_mm256_cmpgt_epi32(limits, part[2]), _mm256_cmpgt_epi32(limits, part[3]));
            const __m256i packed = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(low, high), order);
            const auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(packed));
            plane |= static_cast<std::uint64_t>(mask) << (32 * i);
        }
        return plane;
    }

    // Packing two vectors interleaves their halves; 0xD8 puts the four quarters back in order.
    static Narrow narrow_numbers(const std::int32_t* values) {
        const Block wide = numbers(values);
        Narrow narrow;
        for (std::size_t i = 0; i < 4; ++i) {
            const __m256i packed = _mm256_packs_epi32(wide.parts[2 * i], wide.parts[2 * i + 1]);
            narrow.parts[i] = _mm256_permute4x64_epi64(packed, 0xD8);
        }
        return narrow;
    }
    static std::uint64_t below_narrow(const Narrow& narrow, std::int16_t limit) {
        const __m256i limits = _mm256_set1_epi16(limit);
        std::uint64_t plane = 0;
        for (std::size_t i = 0; i < 2; ++i) {
            const __m256i packed = _mm256_packs_epi16(_mm256_cmpgt_epi16(limits, narrow.parts[2 * i]),
                                                      _mm256_cmpgt_epi16(limits, narrow.parts[2 * i + 1]));
            const auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_permute4x64_epi64(packed, 0xD8)));
            plane |= static_cast<std::uint64_t>(mask) << (32 * i);
        }
        return plane;
    }

    static Letters letters(const std::uint8_t* bytes) {
        return {{_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes)),
                 _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32))}};
    }
    static std::uint64_t equal(const Letters& letters, std::uint8_t wanted) {
        const __m256i all_wanted = _mm256_set1_epi8(static_cast<char>(wanted));
        const auto low =
            static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(letters.parts[0], all_wanted)));
        const auto high =
            static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(letters.parts[1], all_wanted)));
        return low | static_cast<std::uint64_t>(high) << 32U;
    }
};

}  // namespace

namespace avx2 {
#define EUTHYMIA_KERNEL_LANES Avx2
#include "lib/rules/kernel_loops.hpp"
}  // namespace avx2

const Kernel avx2_kernel{"avx2", avx2::join, avx2::below, avx2::below_narrow, avx2::equal, avx2::combine, avx2::add};

}  // namespace euthymia::rules

#else

namespace euthymia::rules {
const Kernel avx2_kernel{};
}  // namespace euthymia::rules

#endif
