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

// ---- pairs of planes of 512 patients

// Steps over `count` vectors of each plane, beginning at word `at`.
template <std::size_t count>
void combine_some(const PairStep* steps, std::size_t step_count, const std::uint32_t* operands, std::uint64_t* pairs,
                  std::size_t at) {
    for (const PairStep* step = steps; step != steps + step_count; ++step) {
        const std::uint64_t* const start = pairs + step->start * pair_words + at;
        Lanes yes[count];
        Lanes possible[count];
        for (std::size_t i = 0; i < count; ++i) {
            yes[i] = Lanes::load(start + i * Lanes::words);
            possible[i] = Lanes::load(start + block_words + i * Lanes::words);
        }
        const std::uint32_t* const first = operands + step->first;
        const std::uint32_t* const last = first + step->count;
        if (step->kind == PairStep::Kind::all) {
            for (const std::uint32_t* operand = first; operand != last; ++operand) {
                const std::uint64_t* const pair = pairs + *operand * pair_words + at;
                for (std::size_t i = 0; i < count; ++i) {
                    yes[i] = yes[i] & Lanes::load(pair + i * Lanes::words);
                    possible[i] = possible[i] & Lanes::load(pair + block_words + i * Lanes::words);
                }
            }
        } else if (step->kind == PairStep::Kind::any) {
            for (const std::uint32_t* operand = first; operand != last; ++operand) {
                const std::uint64_t* const pair = pairs + *operand * pair_words + at;
                for (std::size_t i = 0; i < count; ++i) {
                    yes[i] = yes[i] | Lanes::load(pair + i * Lanes::words);
                    possible[i] = possible[i] | Lanes::load(pair + block_words + i * Lanes::words);
                }
            }
        } else {
            for (std::size_t i = 0; i < count; ++i) {
                const Lanes not_possible = possible[i] ^ Lanes::ones();
                possible[i] = yes[i] ^ Lanes::ones();
                yes[i] = not_possible;
            }
        }
        std::uint64_t* const result = pairs + step->result * pair_words + at;
        for (std::size_t i = 0; i < count; ++i) {
            yes[i].store(result + i * Lanes::words);
            possible[i].store(result + block_words + i * Lanes::words);
        }
    }
}

void combine(const PairStep* steps, std::size_t count, const std::uint32_t* operands, std::uint64_t* pairs) {
    constexpr std::size_t vectors = block_words / Lanes::words;
    constexpr std::size_t at_once = vectors < 4 ? vectors : 4;
    for (std::size_t at = 0; at < block_words; at += at_once * Lanes::words) {
        combine_some<at_once>(steps, count, operands, pairs, at);
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

void store_pair(std::uint64_t yes, std::uint64_t possible, std::size_t pair, std::size_t word, std::uint64_t* pairs) {
    pairs[pair * pair_words + word] = yes;
    pairs[pair * pair_words + block_words + word] = possible;
}

// What is unknown is less than any limit, and so possibly below it.
void below(const std::int32_t* values, const std::int32_t* limits, std::size_t count, std::uint64_t* pairs) {
    for (std::size_t word = 0; word < block_words; ++word) {
        const auto numbers = Lanes::numbers(values + word * 64);
        const std::uint64_t unknown = Lanes::below(numbers, unknown_number + 1);
        store_pair(unknown, unknown, 0, word, pairs);
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint64_t is_below = Lanes::below(numbers, limits[i]);
            store_pair(is_below & ~unknown, is_below, i + 1, word, pairs);
        }
    }
}

// What is unknown is told from a very small number only at full width.
void below_narrow(const std::int32_t* values, const std::int16_t* limits, std::size_t count, std::uint64_t* pairs) {
    for (std::size_t word = 0; word < block_words; ++word) {
        const std::uint64_t unknown = Lanes::below(Lanes::numbers(values + word * 64), unknown_number + 1);
        store_pair(unknown, unknown, 0, word, pairs);
        const auto numbers = Lanes::narrow_numbers(values + word * 64);
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint64_t is_below = Lanes::below_narrow(numbers, limits[i]);
            store_pair(is_below & ~unknown, is_below, i + 1, word, pairs);
        }
    }
}

void equal(const std::uint8_t* bytes, const std::uint8_t* wanted, std::size_t count, std::uint64_t* pairs) {
    for (std::size_t word = 0; word < block_words; ++word) {
        const auto letters = Lanes::letters(bytes + word * 64);
        const std::uint64_t unknown = Lanes::equal(letters, unknown_byte);
        store_pair(unknown, unknown, 0, word, pairs);
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint64_t is_wanted = Lanes::equal(letters, wanted[i]);
            store_pair(is_wanted, is_wanted | unknown, i + 1, word, pairs);
        }
    }
}

}  // namespace
