// SPDX-License-Identifier: Apache-2.0
// All rules of an edition compiled together: one patient is a join of rows of bits, and every rule's answer for every
// candidate falls out at once.
//
// At load time each condition becomes clauses (normal_form.hpp) with the candidate's attributes folded in; equal
// results share one bit. Each input's possible values fall into buckets: yes, no, a choice, the interval between two
// numbers that any rule compares with, unknown. A bucket has a row of bits: which conditions it makes not true, which
// it makes false, which clauses it makes true or possible. A patient is one bucket per input, so an evaluation is the
// `or` of those rows, and then a few words of logic. No allocation, no branch on the patient's values.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "lib/rules/kernel.hpp"
#include "lib/rules/language.hpp"
#include "lib/rules/normal_form.hpp"

namespace euthymia::rules {

/// A column of the answer: a candidate, or what else a rule may be about (the person). Numbered from 0.
using Column = std::uint32_t;

/// One distinct condition with the candidates' attributes folded in.
using ConditionId = std::uint32_t;
inline constexpr ConditionId no_condition = ~ConditionId{0};

/// A rule as the program takes it.
struct ProgramRule {
    const Condition* when = nullptr;  ///< null: always
    std::span<const Column> columns{};  ///< what it is about
};

/// The value of an attribute of a column.
using Attribute = std::function<Value(Column, NameId)>;

class Program;

/// One patient as seen from one column or several that see the same: a bucket per input. Filled by `Program::fill`,
/// then read only. Reused from patient to patient it allocates nothing after the first.
class View {
private:
    friend class Program;
    std::vector<const std::uint64_t*> rows_;
    std::vector<std::vector<std::uint64_t>> ranges_;  // rows made for numbers known only as a range
    std::size_t ranges_used_ = 0;
    std::vector<Truth> parts_;  // answers of the inputs that are parts of conditions, by `Feed::part`
    std::vector<Value> worked_out_;  // while a part is asked
};

/// The answers of every condition for one view: bit i of `yes` and `possible` is condition i. Possible means not no.
class Answers {
public:
    [[nodiscard]] Truth operator[](ConditionId condition) const noexcept {
        const std::uint64_t bit = std::uint64_t{1} << condition % 64;
        if ((yes_[condition / 64] & bit) != 0) return Truth::yes;
        return (possible_[condition / 64] & bit) != 0 ? Truth::unknown : Truth::no;
    }
    [[nodiscard]] std::span<const std::uint64_t> yes() const noexcept { return yes_; }
    [[nodiscard]] std::span<const std::uint64_t> possible() const noexcept { return possible_; }

private:
    friend class Program;
    std::vector<std::uint64_t> yes_;
    std::vector<std::uint64_t> possible_;
    std::vector<std::uint64_t> joined_;
};

/// A rule that shares a condition, and the columns for which it does.
struct Use {
    std::uint32_t rule;
    std::uint32_t mask;  ///< where its words begin in `Program::masks`
};

/// Immutable once built; safe to share between threads. Keeps `names` and `definitions` by reference.
class Program {
public:
    Program(const Names& names, std::span<const std::optional<Condition>> definitions,
            std::span<const ProgramRule> rules, std::size_t columns, const Attribute& attribute);

    /// An empty one, to be read from an image.
    Program(const Names& names, std::span<const std::optional<Condition>> definitions)
        : columns_{0}, atoms_{names, definitions} {}
    static void pass(auto& self, auto& archive) {
        archive(self.columns_, self.atoms_, self.forms_, self.by_rule_, self.uses_, self.use_begin_, self.masks_);
        archive(self.condition_words_, self.row_words_, self.levels_, self.buckets_, self.truths_, self.choices_,
                self.numbers_, self.parts_, self.limits_, self.bucket_table_, self.part_of_, self.rows_, self.start_);
    }

    /// Puts each input's value into its bucket. `values` has one value per name (see `Names`); what does not fit its
    /// name's type reads as unknown, and an assumed value reads as unknown in monotone rules.
    void fill(View& view, std::span<const Value> values) const;
    /// Asks every condition.
    void evaluate(const View& view, Answers& answers) const { evaluate(view, answers, kernel()); }
    void evaluate(const View& view, Answers& answers, const Kernel& with) const;

    /// The condition of a rule for a column; `no_condition` when the rule is not about it or can never hold there.
    [[nodiscard]] ConditionId condition(std::uint32_t rule, Column column) const noexcept {
        return by_rule_[rule * columns_ + column];
    }
    /// Which inputs keep a condition open, sorted, none that could not matter: clauses that are settled, and those
    /// that another open clause implies, are left out. Empty when the answer is settled. Once all of them have one
    /// exact value, so has a monotone condition. `view` was filled from `values`.
    void missing(ConditionId condition, const View& view, std::span<const Value> values,
                 std::vector<InputId>& inputs) const;

    /// The rules behind a condition.
    [[nodiscard]] std::span<const Use> uses(ConditionId condition) const noexcept {
        return {uses_.data() + use_begin_[condition], uses_.data() + use_begin_[condition + 1]};
    }
    /// The columns of a use, one bit each, `mask_words()` words.
    [[nodiscard]] const std::uint64_t* mask(const Use& use) const noexcept { return masks_.data() + use.mask; }
    [[nodiscard]] std::size_t mask_words() const noexcept { return (columns_ + 63) / 64; }

    [[nodiscard]] std::size_t conditions() const noexcept { return forms_.size(); }
    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    [[nodiscard]] const std::vector<Input>& inputs() const noexcept { return atoms_.inputs(); }
    [[nodiscard]] const std::vector<Atom>& atoms() const noexcept { return atoms_.atoms(); }
    [[nodiscard]] const NormalForm& form(ConditionId condition) const noexcept { return forms_[condition]; }
    /// An input's value; unknown where it is assumed and the input refuses that. `view` was filled from `values`.
    [[nodiscard]] Value value_of(InputId input, const View& view, std::span<const Value> values) const {
        return input == 0 ? Value{} : input_value(input, view, values);
    }
    /// Values an input may have: one of each bucket, unknown last.
    [[nodiscard]] std::vector<Value> some_values(InputId input) const;
    /// Bytes of the tables that evaluation reads.
    [[nodiscard]] std::size_t table_bytes() const noexcept { return rows_.size() * sizeof(std::uint64_t); }

private:
    // Where an atom bears on a condition.
    struct Place {
        Literal literal;
        std::uint32_t first;  // word of "not true", or of "some literal true"
        std::uint32_t second;  // word of "false", or of "some literal possible"
        std::uint64_t bit;
        bool alone;  // the clause is this literal only
    };
    // An input's buckets: no, yes; or the choices; or the intervals between `limits`; and unknown, the last.
    struct Buckets {
        std::vector<std::int64_t> limits;
        std::uint32_t count = 0;
        std::size_t first_row = 0;
        std::vector<Place> places;
    };
    // The k-th clause with several literals of each condition that has so many.
    struct Level {
        std::size_t conditions;
        std::size_t words;
        std::size_t yes_at;
        std::size_t possible_at;
    };
    // An input as a view is filled: what its buckets need, side by side.
    struct Feed {
        NameId name;
        InputId input;
        bool refuses_assumed;
        std::uint32_t unknown;  // the last bucket
        std::size_t first_row;  // word in rows_
        std::size_t first_limit;  // in limits_, or in bucket_table_
        std::int64_t least;  // of a table: the value of its first entry
        std::int64_t most;  // the value of its last; below `least` when the limits are searched
        std::uint32_t part;  // number of a part among the parts
    };
    struct Draft;

    void draft(std::span<const ProgramRule> rules, const Attribute& attribute, Draft& draft);
    void keep(Draft& draft);
    void lay_out();
    void place_literals();
    void make_buckets();
    void make_rows();
    void make_feeds();
    void feed_number(Feed feed);
    [[nodiscard]] std::uint32_t bucket_of(const Feed& feed, std::int64_t value) const noexcept;
    [[nodiscard]] static Value bucket_value(const Input& input, const Buckets& buckets, std::uint32_t bucket);
    static void mark(std::uint64_t* row, const Place& place, Truth truth);
    [[nodiscard]] const std::uint64_t* row(const Feed& feed, std::uint32_t bucket) const noexcept {
        return rows_.data() + feed.first_row + bucket * row_words_;
    }
    [[nodiscard]] const std::uint64_t* number_row(const Feed& feed, const Value& value, View& view) const;
    [[nodiscard]] const std::uint64_t* range_row(InputId input, const Value& value, View& view) const;
    [[nodiscard]] Truth part_answer(const Condition& part, std::span<const Value> values, View& view) const;
    [[nodiscard]] Value input_value(InputId input, const View& view, std::span<const Value> values) const;

    std::size_t columns_;
    Atoms atoms_;
    std::vector<NormalForm> forms_;  // by condition; those with more clauses of several literals first
    std::vector<ConditionId> by_rule_;
    std::vector<Use> uses_;
    std::vector<std::uint32_t> use_begin_;
    std::vector<std::uint64_t> masks_;

    std::size_t condition_words_ = 0;
    std::size_t row_words_ = 0;
    std::vector<Level> levels_;
    std::vector<Buckets> buckets_;  // by input
    std::vector<Feed> truths_, choices_, numbers_, parts_;
    std::vector<std::int64_t> limits_;  // of numbers_, one after the other
    std::vector<std::uint16_t> bucket_table_;  // of numbers_ whose limits lie close together: value to bucket
    std::vector<std::uint32_t> part_of_;  // by input
    std::vector<std::uint64_t> rows_;
    std::vector<std::uint64_t> start_;  // what is there before any input: bits past the last condition are "no"
};

/// Calls `on(rule, mask)` for each rule that fires (of `bits` = yes), once per distinct condition it has.
template <typename Function>
void each_use(const Program& program, std::span<const std::uint64_t> bits, const Function& on) {
    for (std::size_t word = 0; word < bits.size(); ++word) {
        for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1) {
            const auto bit = static_cast<std::uint32_t>(std::countr_zero(rest));
            for (const Use& use : program.uses(static_cast<ConditionId>(64 * word) + bit)) on(use);
        }
    }
}

}  // namespace euthymia::rules
