// SPDX-License-Identifier: Apache-2.0
// How a program is arranged for 512 patients at a time, and asked.
#include "lib/rules/cohort.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace euthymia::rules {
namespace {

constexpr std::uint32_t never = 0;
constexpr std::uint32_t always = 1;
constexpr std::int32_t least_known = unknown_number + 1;

std::uint64_t* at(std::vector<std::uint64_t>& planes, std::uint32_t plane) {
    return planes.data() + plane * block_words;
}

// Planes that a sum no longer needs are used again, so that the whole sum stays near the processor.
class Adder {
public:
    [[nodiscard]] std::vector<SumStep> steps() && { return std::move(steps_); }
    [[nodiscard]] std::uint32_t planes() const { return planes_; }

    void add(std::size_t power, std::uint32_t plane) {
        if (pending_.size() <= power) pending_.resize(power + 1);
        pending_[power].push_back(plane);
        if (pending_[power].size() < 3) return;
        const std::vector<std::uint32_t> three = std::exchange(pending_[power], {});
        const auto [sum, carry] = step(three[0], three[1], three[2]);
        pending_[power].push_back(sum);
        add(power + 1, carry);
    }

    // One plane for each power of two.
    [[nodiscard]] std::vector<std::uint32_t> totals(std::uint32_t zero) {
        std::vector<std::uint32_t> all;
        for (std::size_t power = 0; power < pending_.size(); ++power) {
            if (pending_[power].size() == 2) add(power, zero);
            all.push_back(pending_[power].empty() ? zero : pending_[power].front());
        }
        return all;
    }

private:
    std::pair<std::uint32_t, std::uint32_t> step(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        const std::uint32_t sum = fresh();
        const std::uint32_t carry = fresh();
        steps_.push_back({a, b, c, sum, carry});
        for (const std::uint32_t used : {a, b, c}) {
            if ((used & is_sum) != 0) free_.push_back(used);
        }
        return {sum, carry};
    }

    std::uint32_t fresh() {
        if (free_.empty()) return is_sum | planes_++;
        const std::uint32_t plane = free_.back();
        free_.pop_back();
        return plane;
    }

    std::vector<std::vector<std::uint32_t>> pending_;
    std::vector<std::uint32_t> free_;
    std::vector<SumStep> steps_;
    std::uint32_t planes_ = 0;
};

// Adds bit i of a plane, times `weight`, to byte i: eight bits at a time spread over eight bytes.
void spread(const std::uint64_t* plane, unsigned weight, std::span<std::uint8_t, block_patients> bytes) {
    for (std::size_t i = 0; i < block_patients; i += 8) {
        const std::uint64_t eight = plane[i / 64] >> i % 64 & 0xFF;
        const std::uint64_t low = (eight & 0x7F) * 0x0002040810204081U & 0x0101010101010101U;
        const std::uint64_t spaced = low | (eight >> 7U) << 56U;
        for (std::size_t j = 0; j < 8; ++j) {
            bytes[i + j] = static_cast<std::uint8_t>(bytes[i + j] + ((spaced >> 8 * j & 1U) << weight));
        }
    }
}

}  // namespace

std::int32_t column_number(std::int64_t value) noexcept {
    constexpr std::int64_t least = std::numeric_limits<std::int32_t>::min() + 1;
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::clamp(value, least, most));
}

Cohort::Cohort(const Program& program)
    : program_{&program}, plane_of_(program.atoms().size()), known_of_(program.atoms().size()) {
    for (InputId input = 1; input < program.inputs().size(); ++input) ask(input);
    if (!fits_) return;
    make_steps();
    plan_count();
}

void Cohort::ask(InputId input) {
    std::vector<std::uint32_t> atoms;
    for (std::uint32_t atom = 0; atom < program_->atoms().size(); ++atom) {
        const Atom& one = program_->atoms()[atom];
        if (one.input == input && one.kind != Atom::Kind::never_known) atoms.push_back(atom);
    }
    if (program_->inputs()[input].type.kind == FactType::number) {
        ask_number(input, atoms);
    } else {
        ask_letters(input, atoms);
    }
}

void Cohort::ask_number(InputId input, std::span<const std::uint32_t> atoms) {
    Question question{input, Question::Kind::numbers, static_cast<std::uint32_t>(limits_.size()), 1, planes_};
    limits_.push_back(least_known);
    for (const std::uint32_t atom : atoms) {
        const Atom& one = program_->atoms()[atom];
        known_of_[atom] = question.plane;
        plane_of_[atom] = question.plane;
        if (one.kind == Atom::Kind::known) {
            known_of_[atom] = always;
            continue;
        }
        // At the very ends a value brought within 32 bits could not be told from the limit.
        if (column_number(one.number) != one.number || column_number(one.number + 1) != one.number + 1) fits_ = false;
        plane_of_[atom] = question.plane + question.count++;
        limits_.push_back(column_number(one.number));
    }
    planes_ += question.count;
    narrow(question);
    questions_.push_back(question);
}

// Limits that lie well within 16 bits are compared as such.
void Cohort::narrow(Question& question) {
    constexpr std::int32_t most = std::numeric_limits<std::int16_t>::max();
    const auto first = limits_.begin() + question.wanted;
    const bool fits =
        std::all_of(first + 1, limits_.end(), [](std::int32_t limit) { return limit < most && -limit < most; });
    if (!fits) return;
    question.kind = Question::Kind::narrow_numbers;
    question.wanted = static_cast<std::uint32_t>(narrow_limits_.size());
    for (auto limit = first + 1; limit != limits_.end(); ++limit)
        narrow_limits_.push_back(static_cast<std::int16_t>(*limit));
    limits_.erase(first, limits_.end());
}

std::uint32_t Cohort::letter(const Question& question, std::uint8_t wanted) {
    for (std::uint32_t i = 0; i < question.count; ++i) {
        if (letters_[question.wanted + i] == wanted) return question.plane + i;
    }
    return never;
}

void Cohort::ask_letters(InputId input, std::span<const std::uint32_t> atoms) {
    const Type& type = program_->inputs()[input].type;
    if (type.choices.size() >= unknown_byte) fits_ = false;
    std::uint64_t used = type.kind == FactType::truth ? 2 : 0;
    for (const std::uint32_t atom : atoms) used |= program_->atoms()[atom].choices;
    Question question{input, Question::Kind::letters, static_cast<std::uint32_t>(letters_.size()), 1, planes_};
    letters_.push_back(unknown_byte);
    for (std::uint64_t rest = used; rest != 0; rest &= rest - 1) {
        letters_.push_back(static_cast<std::uint8_t>(std::countr_zero(rest)));
        ++question.count;
    }
    planes_ += question.count;
    questions_.push_back(question);
    for (const std::uint32_t atom : atoms) {
        const Atom& one = program_->atoms()[atom];
        known_of_[atom] = one.kind == Atom::Kind::known ? always : question.plane;
        plane_of_[atom] = question.plane;
        if (one.kind == Atom::Kind::yes) plane_of_[atom] = letter(question, 1);
        if (one.kind != Atom::Kind::one_of) continue;
        Joined joined{planes_++, {}};
        for (std::uint64_t rest = one.choices; rest != 0; rest &= rest - 1) {
            joined.of.push_back(letter(question, static_cast<std::uint8_t>(std::countr_zero(rest))));
        }
        plane_of_[atom] = joined.plane;
        joined_.push_back(std::move(joined));
    }
}

void Cohort::make_steps() {
    constexpr std::uint32_t ends_clause = 1;
    constexpr std::uint32_t ends_condition = 2;
    for (ConditionId condition = 0; condition < program_->conditions(); ++condition) {
        const auto& clauses = program_->form(condition).clauses;
        if (clauses.empty()) steps_.push_back({always, always, 0, ends_clause | ends_condition});
        for (const Clause& clause : clauses) {
            for (const Literal literal : clause) {
                const std::uint32_t atom = atom_of(literal);
                steps_.push_back({plane_of_[atom], known_of_[atom], is_opposite(literal) ? 1U : 0U, 0});
            }
            steps_.back().ends = ends_clause;
        }
        steps_.back().ends = ends_clause | ends_condition;
    }
}

// Each condition counts once for each candidate of each rule behind it.
void Cohort::plan_count() {
    Adder adder;
    for (ConditionId condition = 0; condition < program_->conditions(); ++condition) {
        std::uint64_t weight = 0;
        for (const Use& use : program_->uses(condition)) {
            for (std::size_t word = 0; word < program_->mask_words(); ++word) {
                weight += static_cast<std::uint64_t>(std::popcount(program_->mask(use)[word]));
            }
        }
        for (std::size_t power = 0; weight >> power != 0; ++power) {
            if ((weight >> power & 1U) != 0) adder.add(power, 2 * condition);
        }
    }
    const std::uint32_t zero = 2 * static_cast<std::uint32_t>(program_->conditions());
    totals_ = adder.totals(zero);
    sum_planes_ = adder.planes();
    sums_ = std::move(adder).steps();
}

void Cohort::answer(const Question& question, const InputColumn& column, std::uint64_t* planes,
                    const Kernel& with) const {
    switch (question.kind) {
        case Question::Kind::letters:
            return with.equal(column.bytes, letters_.data() + question.wanted, question.count, planes);
        case Question::Kind::numbers:
            return with.below(column.numbers, limits_.data() + question.wanted, question.count, planes);
        case Question::Kind::narrow_numbers:
            // What is unknown is told from a very small number only at full width.
            with.below(column.numbers, &least_known, 1, planes);
            return with.below_narrow(column.numbers, narrow_limits_.data() + question.wanted, question.count - 1,
                                     planes + block_words);
    }
}

void Cohort::evaluate(std::span<const InputColumn> columns, BlockAnswers& answers, const Kernel& with) const {
    answers.atoms_.resize(planes_ * block_words);
    // One plane more than the conditions have: zeros, for sums.
    answers.planes_.resize((2 * program_->conditions() + 1) * block_words);
    std::vector<std::uint64_t>& atoms = answers.atoms_;
    std::fill_n(at(atoms, never), block_words, 0);
    std::fill_n(at(atoms, always), block_words, ~std::uint64_t{0});
    for (const Question& question : questions_) {
        std::uint64_t* const planes = at(atoms, question.plane);
        answer(question, columns[question.input], planes, with);
        for (std::size_t word = 0; word < block_words; ++word) planes[word] = ~planes[word];
    }
    for (const Joined& joined : joined_) {
        std::uint64_t* const plane = at(atoms, joined.plane);
        std::fill_n(plane, block_words, 0);
        for (const std::uint32_t one : joined.of) {
            for (std::size_t word = 0; word < block_words; ++word) plane[word] |= at(atoms, one)[word];
        }
    }
    with.judge(steps_.data(), steps_.size(), atoms.data(), answers.planes_.data());
}

void Cohort::count_fired(BlockAnswers& answers, std::span<std::uint32_t, block_patients> counts,
                         const Kernel& with) const {
    answers.sums_.resize(sum_planes_ * block_words);
    with.add(sums_.data(), sums_.size(), answers.planes_.data(), answers.sums_.data());
    // Eight powers of two fill a byte.
    std::fill(counts.begin(), counts.end(), 0);
    for (std::size_t power = 0; power < totals_.size(); power += 8) {
        std::array<std::uint8_t, block_patients> bytes{};
        for (std::size_t i = power; i < std::min(power + 8, totals_.size()); ++i) {
            const std::uint32_t plane = totals_[i];
            const bool made = (plane & is_sum) != 0;
            const std::uint64_t* const words = made ? answers.sums_.data() + (plane ^ is_sum) * block_words
                                                    : answers.planes_.data() + plane * block_words;
            spread(words, static_cast<unsigned>(i - power), bytes);
        }
        for (std::size_t i = 0; i < block_patients; ++i) {
            counts[i] += static_cast<std::uint32_t>(bytes[i]) << power;
        }
    }
}

}  // namespace euthymia::rules
