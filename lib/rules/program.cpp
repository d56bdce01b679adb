// SPDX-License-Identifier: Apache-2.0
// How an edition's conditions become rows of bits.
#include "lib/rules/program.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "lib/rules/asking.hpp"

#include <boost/container/small_vector.hpp>

namespace euthymia::rules {
namespace {

constexpr std::size_t words_for(std::size_t bits) { return (bits + 63) / 64; }

bool reads_attributes(const Condition& condition, const Names& names) {
    return std::any_of(condition.reads.begin(), condition.reads.end(),
                       [&](NameId name) { return names[name].kind == NameKind::attribute; });
}

std::size_t joint_clauses(const NormalForm& form) {
    return static_cast<std::size_t>(std::count_if(form.clauses.begin(), form.clauses.end(),
                                                  [](const Clause& clause) { return clause.size() > 1; }));
}

void set_bit(std::vector<std::uint64_t>& words, std::size_t bit) { words[bit / 64] |= std::uint64_t{1} << bit % 64; }

// How many of the sorted limits are at or below the value: halves without a branch to guess wrongly.
std::uint32_t limits_passed(std::span<const std::int64_t> limits, std::int64_t value) {
    const std::int64_t* first = limits.data();
    std::size_t count = limits.size();
    while (count > 8) {
        const std::size_t half = count / 2;
        first += first[half - 1] <= value ? half : 0;
        count -= half;
    }
    auto passed = static_cast<std::uint32_t>(first - limits.data());
    for (std::size_t i = 0; i < count; ++i) passed += first[i] <= value ? 1U : 0U;
    return passed;
}

// All ones when the value is of this kind and may be read, else 0: what follows needs no branch.
std::uint32_t readable(const Value& value, Value::Kind kind, bool refuses_assumed) {
    const unsigned refused = static_cast<unsigned>(value.assumed) & static_cast<unsigned>(refuses_assumed);
    return 0U - (static_cast<std::uint32_t>(value.kind == kind) & (refused ^ 1U));
}

std::uint32_t chosen(std::uint32_t known, std::uint32_t bucket, std::uint32_t otherwise) {
    return (bucket & known) | (otherwise & ~known);
}

}  // namespace

// Who uses each distinct form, until the forms have their order.
struct Program::Draft {
    struct Part {
        std::uint32_t rule;
        std::vector<std::uint64_t> mask;
    };
    std::map<NormalForm, std::vector<Part>> users;

    void add(const NormalForm& form, std::uint32_t rule, Column column, std::size_t words) {
        if (form.never) return;
        std::vector<Part>& parts = users[form];
        if (parts.empty() || parts.back().rule != rule) parts.push_back({rule, std::vector<std::uint64_t>(words)});
        set_bit(parts.back().mask, column);
    }
};

Program::Program(const Names& names, std::span<const std::optional<Condition>> definitions,
                 std::span<const ProgramRule> rules, std::size_t columns, const Attribute& attribute)
    : columns_{columns}, atoms_{names, definitions}, by_rule_(rules.size() * columns, no_condition) {
    Draft drafted;
    draft(rules, attribute, drafted);
    keep(drafted);
    lay_out();
    make_buckets();
    place_literals();
    make_rows();
    make_feeds();
}

void Program::draft(std::span<const ProgramRule> rules, const Attribute& attribute, Draft& draft) {
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
        const ProgramRule& rule = rules[i];
        NormalForm form;
        const bool differs = rule.when != nullptr && reads_attributes(*rule.when, atoms_.names());
        if (rule.when != nullptr && !differs) form = atoms_.normal_form(*rule.when, {});
        for (const Column column : rule.columns) {
            if (differs) {
                form = atoms_.normal_form(*rule.when, [&](NameId name) { return attribute(column, name); });
            }
            draft.add(form, i, column, mask_words());
        }
    }
}

// Conditions with the most clauses of several literals come first, so that each level of them is a prefix.
void Program::keep(Draft& draft) {
    std::vector<std::pair<const NormalForm*, const std::vector<Draft::Part>*>> ordered;
    for (const auto& [form, parts] : draft.users) ordered.emplace_back(&form, &parts);
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return joint_clauses(*a.first) > joint_clauses(*b.first); });
    use_begin_.push_back(0);
    for (const auto& [form, parts] : ordered) {
        const auto condition = static_cast<ConditionId>(forms_.size());
        forms_.push_back(*form);
        for (const Draft::Part& part : *parts) {
            uses_.push_back({part.rule, static_cast<std::uint32_t>(masks_.size())});
            masks_.insert(masks_.end(), part.mask.begin(), part.mask.end());
            for (Column column = 0; column < columns_; ++column) {
                if ((part.mask[column / 64] >> column % 64 & 1U) != 0) {
                    by_rule_[part.rule * columns_ + column] = condition;
                }
            }
        }
        use_begin_.push_back(static_cast<std::uint32_t>(uses_.size()));
    }
}

void Program::lay_out() {
    condition_words_ = words_for(forms_.size());
    std::size_t at = 2 * condition_words_;
    for (std::size_t level = 0;; ++level) {
        const auto conditions = static_cast<std::size_t>(std::count_if(
            forms_.begin(), forms_.end(), [&](const NormalForm& form) { return joint_clauses(form) > level; }));
        if (conditions == 0) break;
        const std::size_t words = words_for(conditions);
        levels_.push_back({conditions, words, at, at + words});
        at += 2 * words;
    }
    row_words_ = (at + row_grain - 1) / row_grain * row_grain;

    // Past the last condition everything is "no"; past the last of a level its clauses ask nothing.
    start_.assign(row_words_, 0);
    for (std::size_t bit = forms_.size(); bit < 64 * condition_words_; ++bit) {
        set_bit(start_, bit);
        set_bit(start_, 64 * condition_words_ + bit);
    }
    for (const Level& level : levels_) {
        for (std::size_t bit = level.conditions; bit < 64 * level.words; ++bit) {
            set_bit(start_, 64 * level.yes_at + bit);
            set_bit(start_, 64 * level.possible_at + bit);
        }
    }
}

void Program::make_buckets() {
    const std::vector<Input>& inputs = atoms_.inputs();
    buckets_.resize(inputs.size());
    for (const Atom& atom : atoms_.atoms()) {
        if (atom.kind == Atom::Kind::below) buckets_[atom.input].limits.push_back(atom.number);
    }
    std::size_t row = 0;
    for (InputId input = 0; input < inputs.size(); ++input) {
        Buckets& buckets = buckets_[input];
        std::vector<std::int64_t>& limits = buckets.limits;
        std::sort(limits.begin(), limits.end());
        limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
        const Type& type = inputs[input].type;
        if (type.kind == FactType::truth) buckets.count = 3;
        if (type.kind == FactType::choice) buckets.count = static_cast<std::uint32_t>(type.choices.size()) + 1;
        if (type.kind == FactType::number) buckets.count = static_cast<std::uint32_t>(limits.size()) + 2;
        buckets.first_row = row;
        row += buckets.count;
    }
    rows_.assign(row * row_words_, 0);
}

void Program::place_literals() {
    for (ConditionId condition = 0; condition < forms_.size(); ++condition) {
        const std::size_t word = condition / 64;
        const std::uint64_t bit = std::uint64_t{1} << condition % 64;
        std::size_t level = 0;
        for (const Clause& clause : forms_[condition].clauses) {
            const bool alone = clause.size() == 1;
            const std::size_t first = alone ? word : levels_[level].yes_at + word;
            const std::size_t second = alone ? condition_words_ + word : levels_[level].possible_at + word;
            if (!alone) ++level;
            for (const Literal literal : clause) {
                const Place place{literal, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(second), bit,
                                  alone};
                const Atom& atom = atoms_.atoms()[atom_of(literal)];
                if (atom.kind == Atom::Kind::never_known) mark(start_.data(), place, Truth::unknown);
                buckets_[atom.input].places.push_back(place);
            }
        }
    }
}

void Program::mark(std::uint64_t* row, const Place& place, Truth truth) {
    const bool first = place.alone ? truth != Truth::yes : truth == Truth::yes;
    const bool second = place.alone ? truth == Truth::no : truth != Truth::no;
    if (first) row[place.first] |= place.bit;
    if (second) row[place.second] |= place.bit;
}

// A value of the bucket: the least number of an interval, or one below the first limit.
Value Program::bucket_value(const Input& input, const Buckets& buckets, std::uint32_t bucket) {
    if (bucket + 1 == buckets.count) return {};
    if (input.type.kind == FactType::truth) return Value::of(truth(bucket == 1));
    if (input.type.kind == FactType::choice) return Value::of_choice(bucket);
    if (buckets.limits.empty()) return Value::of(Number::exactly(0));
    return Value::of(Number::exactly(bucket == 0 ? buckets.limits.front() - 1 : buckets.limits[bucket - 1]));
}

std::vector<Value> Program::some_values(InputId input) const {
    std::vector<Value> values;
    for (std::uint32_t bucket = 0; bucket < buckets_[input].count; ++bucket) {
        values.push_back(bucket_value(atoms_.inputs()[input], buckets_[input], bucket));
    }
    return values;
}

void Program::make_rows() {
    for (InputId input = 0; input < buckets_.size(); ++input) {
        const Buckets& buckets = buckets_[input];
        for (std::uint32_t bucket = 0; bucket < buckets.count; ++bucket) {
            const Value value = bucket_value(atoms_.inputs()[input], buckets, bucket);
            std::uint64_t* const row = rows_.data() + (buckets.first_row + bucket) * row_words_;
            for (const Place& place : buckets.places) {
                const Truth answered = answer(atoms_.atoms()[atom_of(place.literal)], value);
                mark(row, place, is_opposite(place.literal) ? opposite(answered) : answered);
            }
        }
    }
}

// Input 0, which is never known, is in `start_` already.
void Program::make_feeds() {
    const std::vector<Input>& inputs = atoms_.inputs();
    part_of_.resize(inputs.size());
    for (InputId id = 1; id < inputs.size(); ++id) {
        const Input& input = inputs[id];
        Feed feed{};
        feed.name = input.name;
        feed.input = id;
        feed.refuses_assumed = input.reading == Strictness::monotone;
        feed.unknown = buckets_[id].count - 1;
        feed.first_row = buckets_[id].first_row * row_words_;
        if (input.part) {
            feed.part = part_of_[id] = static_cast<std::uint32_t>(parts_.size());
            parts_.push_back(feed);
        } else if (input.type.kind == FactType::truth) {
            truths_.push_back(feed);
        } else if (input.type.kind == FactType::choice) {
            choices_.push_back(feed);
        } else {
            feed_number(feed);
        }
    }
}

// Limits that lie close together are looked up by value; those of doses in micrograms are searched.
void Program::feed_number(Feed feed) {
    constexpr std::int64_t widest_table = 2048;  // 4 KiB: the tables of all numbers stay near the processor
    const std::vector<std::int64_t>& limits = buckets_[feed.input].limits;
    const bool close = !limits.empty() && limits.back() - limits.front() < widest_table;
    feed.least = close ? limits.front() - 1 : 1;
    feed.most = close ? limits.back() : 0;
    feed.first_limit = close ? bucket_table_.size() : limits_.size();
    if (!close) limits_.insert(limits_.end(), limits.begin(), limits.end());
    for (std::int64_t value = feed.least; value <= feed.most; ++value) {
        bucket_table_.push_back(static_cast<std::uint16_t>(limits_passed(limits, value)));
    }
    numbers_.push_back(feed);
}

std::uint32_t Program::bucket_of(const Feed& feed, std::int64_t value) const noexcept {
    if (feed.most < feed.least) return limits_passed({limits_.data() + feed.first_limit, feed.unknown - 1}, value);
    const std::int64_t entry = std::min(std::max(value, feed.least), feed.most) - feed.least;
    return bucket_table_[feed.first_limit + static_cast<std::size_t>(entry)];
}

void Program::fill(View& view, std::span<const Value> values) const {
    view.rows_.resize(truths_.size() + choices_.size() + numbers_.size() + parts_.size());
    view.parts_.resize(parts_.size());
    view.ranges_used_ = 0;
    const std::uint64_t** next = view.rows_.data();
    for (const Feed& feed : truths_) {
        const Value& value = values[feed.name];
        const auto truth = static_cast<std::uint32_t>(value.truth);
        const std::uint32_t settled = (truth & 1U) - 1U;  // all ones unless unknown, which is 1
        const std::uint32_t known = readable(value, Value::Kind::truth, feed.refuses_assumed) & settled;
        *next++ = row(feed, chosen(known, truth / 2, feed.unknown));
    }
    for (const Feed& feed : choices_) {
        const Value& value = values[feed.name];
        const std::uint32_t known = readable(value, Value::Kind::choice, feed.refuses_assumed);
        *next++ = row(feed, chosen(known, std::min(value.choice, feed.unknown), feed.unknown));
    }
    for (const Feed& feed : numbers_) *next++ = number_row(feed, values[feed.name], view);
    for (const Feed& feed : parts_) {
        const Truth answered = part_answer(*atoms_.inputs()[feed.input].part, values, view);
        view.parts_[feed.part] = answered;
        *next++ = row(feed, answered == Truth::unknown ? feed.unknown : static_cast<std::uint32_t>(answered) / 2U);
    }
}

const std::uint64_t* Program::number_row(const Feed& feed, const Value& value, View& view) const {
    const std::uint32_t known = readable(value, Value::Kind::number, feed.refuses_assumed);
    const Number number = value.number;
    // Rare, so the guess is right.
    if (!number.is_exact() && known != 0) {
        return number.at_least > number.at_most ? row(feed, feed.unknown) : range_row(feed.input, value, view);
    }
    return row(feed, chosen(known, bucket_of(feed, number.at_least), feed.unknown));
}

// A number known only between two bounds: rare, so its row is made when it is met.
const std::uint64_t* Program::range_row(InputId input, const Value& value, View& view) const {
    if (view.ranges_used_ == view.ranges_.size()) view.ranges_.emplace_back();
    std::vector<std::uint64_t>& row = view.ranges_[view.ranges_used_++];
    row.assign(row_words_, 0);
    for (const Place& place : buckets_[input].places) {
        const Truth answered = answer(atoms_.atoms()[atom_of(place.literal)], value);
        mark(row.data(), place, is_opposite(place.literal) ? opposite(answered) : answered);
    }
    return row.data();
}

Truth Program::part_answer(const Condition& part, std::span<const Value> values, View& view) const {
    std::vector<Value>& found = view.worked_out_;
    found.clear();
    for (const Node& node : part.nodes) {
        if (node.op != Op::name) {
            found.push_back(operation(part, node, found));
            continue;
        }
        Value value = values[node.name];
        const bool refused = value.assumed && part.strictness == Strictness::monotone;
        if (refused || !fits(value, node.type)) value = {};
        found.push_back(value);
    }
    return truth_of(found.back());
}

void Program::evaluate(const View& view, Answers& answers, const Kernel& with) const {
    answers.joined_.resize(row_words_);
    answers.yes_.resize(condition_words_);
    answers.possible_.resize(condition_words_);
    std::uint64_t* const joined = answers.joined_.data();
    with.join(view.rows_.data(), view.rows_.size(), start_.data(), row_words_, joined);
    for (std::size_t word = 0; word < condition_words_; ++word) {
        answers.yes_[word] = ~joined[word];
        answers.possible_[word] = ~joined[condition_words_ + word];
    }
    for (const Level& level : levels_) {
        for (std::size_t word = 0; word < level.words; ++word) {
            answers.yes_[word] &= joined[level.yes_at + word];
            answers.possible_[word] &= joined[level.possible_at + word];
        }
    }
}

Value Program::input_value(InputId id, const View& view, std::span<const Value> values) const {
    const Input& input = atoms_.inputs()[id];
    if (input.part) return Value::of(view.parts_[part_of_[id]]);
    const Value& value = values[input.name];
    const bool refused = value.assumed && input.reading == Strictness::monotone;
    return refused || !fits(value, input.type) ? Value{} : value;
}

namespace {

// The unknown literals of the clauses that are open. A condition has few, so they lie on the stack.
struct OpenClauses {
    boost::container::small_vector<Literal, 48> literals;
    boost::container::small_vector<std::uint32_t, 16> ends;

    [[nodiscard]] std::span<const Literal> clause(std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : ends[i - 1];
        return {literals.data() + begin, ends[i] - begin};
    }
    // Does another open clause that is shorter say all that this one says?
    [[nodiscard]] bool is_implied(std::size_t i) const {
        const auto mine = clause(i);
        for (std::size_t j = 0; j < ends.size(); ++j) {
            const auto other = clause(j);
            if (other.size() < mine.size() && std::includes(mine.begin(), mine.end(), other.begin(), other.end())) {
                return true;
            }
        }
        return false;
    }
};

}  // namespace

void Program::missing(ConditionId condition, const View& view, std::span<const Value> values,
                      std::vector<InputId>& inputs) const {
    inputs.clear();
    OpenClauses open;
    for (const Clause& clause : forms_[condition].clauses) {
        Truth whole = Truth::no;
        const std::size_t begin = open.literals.size();
        for (const Literal literal : clause) {
            const Atom& atom = atoms_.atoms()[atom_of(literal)];
            const Truth said = answer(atom, atom.input == 0 ? Value{} : input_value(atom.input, view, values));
            whole = any_of(whole, is_opposite(literal) ? opposite(said) : said);
            if (said == Truth::unknown) open.literals.push_back(literal);
        }
        if (whole == Truth::no) return;
        if (whole == Truth::yes) open.literals.resize(begin);
        if (whole == Truth::unknown) open.ends.push_back(static_cast<std::uint32_t>(open.literals.size()));
    }
    for (std::size_t i = 0; i < open.ends.size(); ++i) {
        if (open.ends.size() > 1 && open.is_implied(i)) continue;
        for (const Literal literal : open.clause(i)) inputs.push_back(atoms_.atoms()[atom_of(literal)].input);
    }
    std::sort(inputs.begin(), inputs.end());
    inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
}

}  // namespace euthymia::rules
