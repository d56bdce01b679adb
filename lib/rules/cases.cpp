// SPDX-License-Identifier: Apache-2.0
// How values that settle a condition are found: clause by clause, with a step back where two clauses disagree.
#include "lib/rules/cases.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace euthymia::rules {

namespace {

// More steps than this are not worth a reader's time; sets found until then are still right.
constexpr int most_steps = 4096;

using Set = std::vector<InputId>;

bool contains(const Set& large, const Set& small) {
    return std::includes(large.begin(), large.end(), small.begin(), small.end());
}

// Drops every set that contains another, and puts the rest in order.
std::vector<Set> smallest(const std::set<Set>& found) {
    std::vector<Set> ordered{found.begin(), found.end()};
    std::stable_sort(ordered.begin(), ordered.end(), [](const Set& a, const Set& b) { return a.size() < b.size(); });
    std::vector<Set> kept;
    for (Set& one : ordered) {
        const auto is_more = [&](const Set& other) { return contains(one, other); };
        if (std::none_of(kept.begin(), kept.end(), is_more)) kept.push_back(std::move(one));
    }
    return kept;
}

bool lies_within(const Value& value, const Value& range) {
    return value.number.at_least >= range.number.at_least && value.number.at_most <= range.number.at_most;
}

}  // namespace

std::optional<Left> Cases::firing(const NormalForm& form) const {
    Left left;
    if (!settle(form.clauses, left)) return std::nullopt;
    return left;
}

std::optional<Left> Cases::silent(const NormalForm& form) const {
    for (const Clause& clause : form.clauses) {
        Left left;
        const auto is_no = [&](Literal literal) { return narrow(literal, Truth::no, left); };
        if (std::all_of(clause.begin(), clause.end(), is_no)) return left;
    }
    return std::nullopt;
}

bool Cases::settle(std::span<const Clause> clauses, Left& left) const {
    if (clauses.empty()) return true;
    for (const Literal literal : clauses.front()) {
        Left narrowed = left;
        if (!narrow(literal, Truth::yes, narrowed) || !settle(clauses.subspan(1), narrowed)) continue;
        left = std::move(narrowed);
        return true;
    }
    return false;
}

// Keeps the values that give the literal this answer. Are there any?
bool Cases::narrow(Literal literal, Truth wanted, Left& left) const {
    const Atom& atom = program_.atoms()[atom_of(literal)];
    const auto [place, is_new] = left.try_emplace(atom.input);
    if (is_new) place->second = program_.some_values(atom.input);
    std::erase_if(place->second, [&](const Value& value) {
        const Truth said = answer(atom, value);
        return (is_opposite(literal) ? opposite(said) : said) != wanted;
    });
    return !place->second.empty();
}

namespace {

// Searches the open clauses of one condition.
class Search {
public:
    using Narrow = std::function<bool(Literal, Truth, Left&)>;

    Search(const Program& program, Narrow narrow) : program_{program}, narrow_{std::move(narrow)} {}

    // With every literal of one clause no, the condition is no.
    void to_no(const std::vector<Clause>& open, const Left& start) {
        for (const Clause& clause : open) {
            Left left = start;
            const auto is_no = [&](Literal literal) { return narrow_(literal, Truth::no, left); };
            if (std::all_of(clause.begin(), clause.end(), is_no)) found_.insert(inputs_of(clause));
        }
    }

    // With one literal of every clause yes, it is yes.
    void to_yes(std::span<const Clause> open, const Left& left, const Set& used) {
        if (++steps_ > most_steps) return;
        if (open.empty()) {
            found_.insert(used);
            return;
        }
        for (const Literal literal : open.front()) {
            Left narrowed = left;
            if (!narrow_(literal, Truth::yes, narrowed)) continue;
            Set with = used;
            const InputId input = program_.atoms()[atom_of(literal)].input;
            const auto place = std::lower_bound(with.begin(), with.end(), input);
            if (place == with.end() || *place != input) with.insert(place, input);
            to_yes(open.subspan(1), narrowed, with);
        }
    }

    [[nodiscard]] Cases::Sets sets() const { return {smallest(found_), steps_ <= most_steps}; }

private:
    [[nodiscard]] Set inputs_of(const Clause& clause) const {
        Set inputs;
        for (const Literal literal : clause) inputs.push_back(program_.atoms()[atom_of(literal)].input);
        std::sort(inputs.begin(), inputs.end());
        inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
        return inputs;
    }

    const Program& program_;
    Narrow narrow_;
    std::set<Set> found_;
    int steps_ = 0;
};

}  // namespace

Cases::Sets Cases::settling(ConditionId condition, const View& view, std::span<const Value> values) const {
    std::vector<Clause> open;
    Left start;
    for (const Clause& clause : program_.form(condition).clauses) {
        Clause rest;
        Truth whole = Truth::no;
        for (const Literal literal : clause) {
            const Atom& atom = program_.atoms()[atom_of(literal)];
            if (atom.kind == Atom::Kind::known) return {{}, false};
            const Value value = program_.value_of(atom.input, view, values);
            const Truth said = answer(atom, value);
            whole = any_of(whole, is_opposite(literal) ? opposite(said) : said);
            if (said != Truth::unknown) continue;
            rest.push_back(literal);
            // A number known as a range keeps to it.
            if (value.kind != Value::Kind::number) continue;
            std::vector<Value> within = program_.some_values(atom.input);
            std::erase_if(
                within, [&](const Value& one) { return one.kind != Value::Kind::number || !lies_within(one, value); });
            within.push_back(Value::of(Number::exactly(value.number.at_least)));
            start.try_emplace(atom.input, std::move(within));
        }
        if (whole == Truth::no) return {};
        if (whole == Truth::unknown) open.push_back(std::move(rest));
    }
    if (open.empty()) return {};
    Search search{program_,
                  [this](Literal literal, Truth wanted, Left& left) { return narrow(literal, wanted, left); }};
    search.to_no(open, start);
    search.to_yes(open, start, {});
    return search.sets();
}

}  // namespace euthymia::rules
