// SPDX-License-Identifier: Apache-2.0
// The loops of a kernel over a vector type `Lanes`; included by each kernel_<set>.cpp inside its own namespace.
//
// Lanes is one machine vector: `Lanes::words` words of 64 bits, load, store, and the four operators. This file
// includes nothing, so that no inline function of the standard library is compiled with a larger instruction set
// and then picked by the linker for everybody.
#ifndef EUTHYMIA_KERNEL_LANES
#error "include this file from a kernel, with EUTHYMIA_KERNEL_LANES naming its vector"
#endif

namespace {

using Lanes = EUTHYMIA_KERNEL_LANES;

// ---- rows of one patient

// `count` vectors of the result at once: they stay in registers while every row passes by.
template <std::size_t count>
void join_some(const std::uint64_t* const* rows, std::size_t row_count, const std::uint64_t* start, std::uint64_t* out,
               std::size_t at) {
    Lanes joined[count];
    for (std::size_t i = 0; i < count; ++i) joined[i] = Lanes::load(start + at + i * Lanes::words);
    for (std::size_t row = 0; row < row_count; ++row) {
        const std::uint64_t* const words = rows[row] + at;
        for (std::size_t i = 0; i < count; ++i) joined[i] = joined[i] | Lanes::load(words + i * Lanes::words);
    }
    for (std::size_t i = 0; i < count; ++i) joined[i].store(out + at + i * Lanes::words);
}

void join(const std::uint64_t* const* rows, std::size_t row_count, const std::uint64_t* start, std::size_t words,
          std::uint64_t* out) {
    std::size_t at = 0;
    for (; at + 8 * Lanes::words <= words; at += 8 * Lanes::words) join_some<8>(rows, row_count, start, out, at);
    for (; at + 4 * Lanes::words <= words; at += 4 * Lanes::words) join_some<4>(rows, row_count, start, out, at);
    for (; at + 2 * Lanes::words <= words; at += 2 * Lanes::words) join_some<2>(rows, row_count, start, out, at);
    for (; at < words; at += Lanes::words) join_some<1>(rows, row_count, start, out, at);
}

// ---- planes of 512 patients

// Conditions over `count` vectors of each plane, beginning at word `at`.
template <std::size_t count>
void judge_some(const LiteralStep* steps, std::size_t step_count, const std::uint64_t* planes, std::uint64_t* out,
                std::size_t at) {
    Lanes yes[count];
    Lanes possible[count];
    Lanes any_yes[count];
    Lanes any_possible[count];
    for (std::size_t i = 0; i < count; ++i) {
        yes[i] = possible[i] = Lanes::ones();
        any_yes[i] = any_possible[i] = Lanes::zeros();
    }
    for (const LiteralStep* step = steps; step != steps + step_count; ++step) {
        const std::uint64_t* const true_plane = planes + step->yes * block_words + at;
        const std::uint64_t* const known_plane = planes + step->known * block_words + at;
        const Lanes flip = Lanes::all(0 - static_cast<std::uint64_t>(step->opposite));
        for (std::size_t i = 0; i < count; ++i) {
            const Lanes said = Lanes::load(true_plane + i * Lanes::words) ^ flip;
            const Lanes known = Lanes::load(known_plane + i * Lanes::words);
            any_yes[i] = any_yes[i] | (known & said);
            any_possible[i] = any_possible[i] | Lanes::or_not(said, known);
        }
        if (step->ends == 0) continue;
        for (std::size_t i = 0; i < count; ++i) {
            yes[i] = yes[i] & any_yes[i];
            possible[i] = possible[i] & any_possible[i];
            any_yes[i] = any_possible[i] = Lanes::zeros();
        }
        if (step->ends == 1) continue;
        for (std::size_t i = 0; i < count; ++i) {
            yes[i].store(out + at + i * Lanes::words);
            possible[i].store(out + block_words + at + i * Lanes::words);
            yes[i] = possible[i] = Lanes::ones();
        }
        out += 2 * block_words;
    }
}

void judge(const LiteralStep* steps, std::size_t step_count, const std::uint64_t* planes, std::uint64_t* out) {
    constexpr std::size_t vectors = block_words / Lanes::words;
    constexpr std::size_t at_once = vectors < 2 ? 1 : 2;
    for (std::size_t at = 0; at < block_words; at += at_once * Lanes::words) {
        judge_some<at_once>(steps, step_count, planes, out, at);
    }
}

void add(const SumStep* steps, std::size_t count, const std::uint64_t* planes, std::uint64_t* sums) {
    const auto plane = [&](std::uint32_t index) {
        return (index & is_sum) != 0 ? sums + (index ^ is_sum) * block_words : planes + index * block_words;
    };
    for (const SumStep* step = steps; step != steps + count; ++step) {
        const std::uint64_t* const a = plane(step->a);
        const std::uint64_t* const b = plane(step->b);
        const std::uint64_t* const c = plane(step->c);
        std::uint64_t* const sum = sums + (step->sum ^ is_sum) * block_words;
        std::uint64_t* const carry = sums + (step->carry ^ is_sum) * block_words;
        for (std::size_t at = 0; at < block_words; at += Lanes::words) {
            const Lanes x = Lanes::load(a + at);
            const Lanes y = Lanes::load(b + at);
            const Lanes z = Lanes::load(c + at);
            const Lanes differs = x ^ y;
            (differs ^ z).store(sum + at);
            ((x & y) | (differs & z)).store(carry + at);
        }
    }
}

// ---- values of 512 patients

void below(const std::int32_t* values, const std::int32_t* limits, std::size_t count, std::uint64_t* planes) {
    for (std::size_t word = 0; word < block_words; ++word) {
        const auto numbers = Lanes::numbers(values + word * 64);
        for (std::size_t i = 0; i < count; ++i) {
            planes[i * block_words + word] = Lanes::below(numbers, limits[i]);
        }
    }
}

void below_narrow(const std::int32_t* values, const std::int16_t* limits, std::size_t count, std::uint64_t* planes) {
    for (std::size_t word = 0; word < block_words; ++word) {
        const auto numbers = Lanes::narrow_numbers(values + word * 64);
        for (std::size_t i = 0; i < count; ++i) {
            planes[i * block_words + word] = Lanes::below_narrow(numbers, limits[i]);
        }
    }
}

void equal(const std::uint8_t* bytes, const std::uint8_t* wanted, std::size_t count, std::uint64_t* planes) {
    for (std::size_t word = 0; word < block_words; ++word) {
        const auto letters = Lanes::letters(bytes + word * 64);
        for (std::size_t i = 0; i < count; ++i) {
            planes[i * block_words + word] = Lanes::equal(letters, wanted[i]);
        }
    }
}

}  // namespace
