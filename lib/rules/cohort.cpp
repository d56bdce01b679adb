// SPDX-License-Identifier: Apache-2.0
// How a program is arranged for 512 patients at a time, and asked.
#include "lib/rules/cohort.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace euthymia::rules {
namespace {

// Pairs after those of the conditions that no input is asked for.
enum Constant : std::uint32_t { never, always, unknowable, constants };

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

// Decides which pairs of planes there are and how each is made. The pairs of conditions come first.
class Cohort::Planner {
public:
    explicit Planner(Cohort& cohort)
        : cohort_{cohort},
          program_{*cohort.program_},
          conditions_{static_cast<std::uint32_t>(program_.conditions())},
          pair_of_(2 * program_.atoms().size(), none) {
        cohort_.pairs_ = conditions_ + constants;
    }

    void plan() {
        std::map<InputId, std::set<std::uint32_t>> asked;
        for (ConditionId condition = 0; condition < conditions_; ++condition) {
            for (const Clause& clause : program_.form(condition).clauses) {
                for (const Literal literal : clause) asked[atom(atom_of(literal)).input].insert(atom_of(literal));
            }
        }
        for (const auto& [input, atoms] : asked) ask(input, {atoms.begin(), atoms.end()});
        if (cohort_.fits_) join_conditions();
    }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    [[nodiscard]] std::uint32_t constant(Constant which) const { return conditions_ + which; }
    [[nodiscard]] const Atom& atom(std::uint32_t index) const { return program_.atoms()[index]; }

    std::uint32_t step(PairStep::Kind kind, std::uint32_t start, std::span<const std::uint32_t> operands,
                       std::uint32_t result) {
        if (start == constant(always) && !operands.empty()) {
            start = operands.front();
            operands = operands.subspan(1);
        }
        cohort_.steps_.push_back({kind, start, static_cast<std::uint32_t>(cohort_.operands_.size()),
                                  static_cast<std::uint32_t>(operands.size()), result});
        cohort_.operands_.insert(cohort_.operands_.end(), operands.begin(), operands.end());
        return result;
    }

    std::uint32_t opposite(std::uint32_t pair) { return step(PairStep::Kind::opposite, pair, {}, cohort_.pairs_++); }

    std::uint32_t any_of(std::span<const std::uint32_t> pairs) {
        if (pairs.size() == 1) return pairs.front();
        return step(PairStep::Kind::any, pairs.front(), pairs.subspan(1), cohort_.pairs_++);
    }

    // ---- atoms

    void ask(InputId input, const std::vector<std::uint32_t>& atoms) {
        if (atom(atoms.front()).kind == Atom::Kind::never_known) {
            for (const std::uint32_t one : atoms) pair_of_[2 * one] = pair_of_[2 * one + 1] = constant(unknowable);
        } else if (program_.inputs()[input].type.kind == FactType::number) {
            ask_number(input, atoms);
        } else {
            ask_letters(input, atoms);
        }
    }

    [[nodiscard]] Question add(Question question) {
        question.pair = cohort_.pairs_;
        cohort_.pairs_ += question.count + 1;
        cohort_.questions_.push_back(question);
        return question;
    }

    void ask_number(InputId input, const std::vector<std::uint32_t>& atoms) {
        std::vector<std::int64_t> limits;
        for (const std::uint32_t one : atoms) {
            if (atom(one).kind == Atom::Kind::below) limits.push_back(atom(one).number);
        }
        const Question question = ask_limits(input, limits);
        std::uint32_t limit = question.pair;
        for (const std::uint32_t one : atoms) {
            pair_of_[2 * one] = atom(one).kind == Atom::Kind::known ? opposite(question.pair) : ++limit;
        }
    }

    // Limits that lie well within 16 bits are compared as such.
    Question ask_limits(InputId input, const std::vector<std::int64_t>& limits) {
        const bool narrow = std::all_of(limits.begin(), limits.end(), [](std::int64_t limit) {
            return std::abs(limit) < std::numeric_limits<std::int16_t>::max();
        });
        std::vector<std::int16_t>& narrow_limits = cohort_.narrow_limits_;
        std::vector<std::int32_t>& wide_limits = cohort_.limits_;
        const Question question = add({input, narrow ? Question::Kind::narrow_numbers : Question::Kind::numbers,
                                       static_cast<std::uint32_t>(narrow ? narrow_limits.size() : wide_limits.size()),
                                       static_cast<std::uint32_t>(limits.size()), 0});
        for (const std::int64_t limit : limits) {
            // A value brought up to the least that a column holds would not be less than a limit there.
            if (column_number(limit) != limit || column_number(limit - 1) != limit - 1) cohort_.fits_ = false;
            if (narrow) narrow_limits.push_back(static_cast<std::int16_t>(limit));
            if (!narrow) wide_limits.push_back(column_number(limit));
        }
        return question;
    }

    // The bytes for which an atom is true, as bits.
    static std::uint64_t letters_of(const Atom& atom) {
        constexpr std::uint64_t yes = 1;
        if (atom.kind == Atom::Kind::yes) return std::uint64_t{1} << yes;
        return atom.kind == Atom::Kind::one_of ? atom.choices : 0;
    }

    void ask_letters(InputId input, const std::vector<std::uint32_t>& atoms) {
        if (program_.inputs()[input].type.choices.size() >= unknown_byte) cohort_.fits_ = false;
        std::uint64_t used = 0;
        for (const std::uint32_t one : atoms) used |= letters_of(atom(one));
        const Question question =
            add({input, Question::Kind::letters, static_cast<std::uint32_t>(cohort_.letters_.size()),
                 static_cast<std::uint32_t>(std::popcount(used)), 0});
        std::array<std::uint32_t, 64> pair_of_letter{};
        std::uint32_t pair = question.pair;
        for (std::uint64_t rest = used; rest != 0; rest &= rest - 1) {
            const auto letter = static_cast<std::uint8_t>(std::countr_zero(rest));
            cohort_.letters_.push_back(letter);
            pair_of_letter[letter] = ++pair;
        }
        for (const std::uint32_t one : atoms) {
            std::vector<std::uint32_t> pairs;
            for (std::uint64_t rest = letters_of(atom(one)); rest != 0; rest &= rest - 1) {
                pairs.push_back(pair_of_letter[static_cast<std::size_t>(std::countr_zero(rest))]);
            }
            pair_of_[2 * one] = pairs.empty() ? opposite(question.pair) : any_of(pairs);
        }
    }

    // ---- clauses and conditions

    std::uint32_t pair_of(Literal literal) {
        std::uint32_t& pair = pair_of_[literal];
        if (pair == none) pair = opposite(pair_of_[2 * atom_of(literal)]);
        return pair;
    }

    std::uint32_t pair_of(const Clause& clause) {
        if (clause.size() == 1) return pair_of(clause.front());
        const auto [known, is_new] = pair_of_clause_.try_emplace(clause, none);
        if (is_new) {
            std::vector<std::uint32_t> pairs;
            for (const Literal literal : clause) pairs.push_back(pair_of(literal));
            known->second = any_of(pairs);
        }
        return known->second;
    }

    // A condition as the pairs it is the `and` of; those that most conditions have come first.
    struct Path {
        std::vector<std::uint32_t> pairs;
        ConditionId condition;
    };

    void join_conditions() {
        std::vector<Path> paths;
        std::map<std::uint32_t, std::size_t> uses;
        for (ConditionId condition = 0; condition < conditions_; ++condition) {
            std::set<std::uint32_t> pairs;
            for (const Clause& clause : program_.form(condition).clauses) pairs.insert(pair_of(clause));
            for (const std::uint32_t pair : pairs) ++uses[pair];
            paths.push_back({{pairs.begin(), pairs.end()}, condition});
        }
        const auto before = [&](std::uint32_t a, std::uint32_t b) {
            return std::pair{uses[b], a} < std::pair{uses[a], b};
        };
        for (Path& path : paths) std::sort(path.pairs.begin(), path.pairs.end(), before);
        std::sort(paths.begin(), paths.end(), [&](const Path& a, const Path& b) {
            return std::lexicographical_compare(a.pairs.begin(), a.pairs.end(), b.pairs.begin(), b.pairs.end(), before);
        });
        join(paths, 0, constant(always), {});
    }

    // All `paths` begin with the same `depth` pairs, whose `and` is that of `start` and `operands`.
    void join(std::span<const Path> paths, std::size_t depth, std::uint32_t start,
              const std::vector<std::uint32_t>& operands) {
        const auto made = [&](std::uint32_t result) {
            step(PairStep::Kind::all, start, operands, result);
            return result;
        };
        std::uint32_t shared = none;
        for (; !paths.empty() && paths.front().pairs.size() == depth; paths = paths.subspan(1)) {
            shared = made(paths.front().condition);
        }
        if (paths.empty()) return;
        const bool parts = paths.front().pairs[depth] != paths.back().pairs[depth];
        if (shared == none && parts && !operands.empty()) shared = made(cohort_.pairs_++);
        while (!paths.empty()) {
            const std::uint32_t next = paths.front().pairs[depth];
            const auto other =
                std::find_if(paths.begin(), paths.end(), [&](const Path& path) { return path.pairs[depth] != next; });
            std::vector<std::uint32_t> longer = shared == none ? operands : std::vector<std::uint32_t>{};
            longer.push_back(next);
            const auto alike = static_cast<std::size_t>(other - paths.begin());
            join(paths.first(alike), depth + 1, shared == none ? start : shared, longer);
            paths = paths.subspan(alike);
        }
    }

    Cohort& cohort_;
    const Program& program_;
    std::uint32_t conditions_;
    std::vector<std::uint32_t> pair_of_;  // by literal
    std::map<Clause, std::uint32_t> pair_of_clause_;
};

Cohort::Cohort(const Program& program) : program_{&program} {
    Planner{*this}.plan();
    if (fits_) plan_count();
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
    const std::uint32_t zero = 2 * static_cast<std::uint32_t>(program_->conditions() + never);
    totals_ = adder.totals(zero);
    sum_planes_ = adder.planes();
    sums_ = std::move(adder).steps();
}

void Cohort::answer(const Question& question, const InputColumn& column, std::uint64_t* pairs,
                    const Kernel& with) const {
    switch (question.kind) {
        case Question::Kind::letters:
            return with.equal(column.bytes, letters_.data() + question.wanted, question.count, pairs);
        case Question::Kind::numbers:
            return with.below(column.numbers, limits_.data() + question.wanted, question.count, pairs);
        case Question::Kind::narrow_numbers:
            return with.below_narrow(column.numbers, narrow_limits_.data() + question.wanted, question.count, pairs);
    }
}

void Cohort::evaluate(std::span<const InputColumn> columns, BlockAnswers& answers, const Kernel& with) const {
    answers.planes_.resize(2 * pairs_);
    const auto fill = [&](Constant pair, std::uint64_t yes, std::uint64_t possible) {
        BlockAnswers::Plane* const planes = &answers.planes_[2 * (program_->conditions() + pair)];
        std::fill_n(planes[0].words, block_words, yes);
        std::fill_n(planes[1].words, block_words, possible);
    };
    constexpr std::uint64_t all = ~std::uint64_t{0};
    fill(never, 0, 0);
    fill(always, all, all);
    fill(unknowable, 0, all);
    for (const Question& question : questions_) {
        answer(question, columns[question.input], answers.planes_[2 * question.pair].words, with);
    }
    with.combine(steps_.data(), steps_.size(), operands_.data(), answers.planes_.front().words);
}

void Cohort::count_fired(BlockAnswers& answers, std::span<std::uint32_t, block_patients> counts,
                         const Kernel& with) const {
    answers.sums_.resize(sum_planes_ * block_words);
    with.add(sums_.data(), sums_.size(), answers.planes_.front().words, answers.sums_.data());
    // Eight powers of two fill a byte.
    std::fill(counts.begin(), counts.end(), 0);
    for (std::size_t power = 0; power < totals_.size(); power += 8) {
        std::array<std::uint8_t, block_patients> bytes{};
        for (std::size_t i = power; i < std::min(power + 8, totals_.size()); ++i) {
            const std::uint32_t plane = totals_[i];
            const bool made = (plane & is_sum) != 0;
            const std::uint64_t* const words =
                made ? answers.sums_.data() + (plane ^ is_sum) * block_words : answers.planes_[plane].words;
            spread(words, static_cast<unsigned>(i - power), bytes);
        }
        for (std::size_t i = 0; i < block_patients; ++i) {
            counts[i] += static_cast<std::uint32_t>(bytes[i]) << power;
        }
    }
}

}  // namespace euthymia::rules
