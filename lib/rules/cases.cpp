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
    const InputId input = program_.atoms()[atom_of(literal)].input;
    const auto [place, is_new] = left.try_emplace(input);
    if (is_new) place->second = program_.some_values(input);
    return narrow(literal, wanted, place->second);
}

bool Cases::narrow(Literal literal, Truth wanted, std::vector<Value>& values) const {
    const Atom& atom = program_.atoms()[atom_of(literal)];
    std::erase_if(values, [&](const Value& value) {
        const Truth said = answer(atom, value);
        return (is_opposite(literal) ? opposite(said) : said) != wanted;
    });
    return !values.empty();
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

Cases::Open Cases::open(ConditionId condition, const View& view, std::span<const Value> values, Left& start) const {
    Open open;
    for (const Clause& clause : program_.form(condition).clauses) {
        Clause rest;
        Truth whole = Truth::no;
        for (const Literal literal : clause) {
            const Atom& atom = program_.atoms()[atom_of(literal)];
            open.has_presence_test = open.has_presence_test || atom.kind == Atom::Kind::known;
            const Value value = program_.value_of(atom.input, view, values);
            // Whether there is a value is open as long as there is none.
            const bool may_come = atom.kind == Atom::Kind::known && value.kind == Value::Kind::unknown;
            const Truth said = may_come ? Truth::unknown : answer(atom, value);
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
        if (whole == Truth::no) return {Truth::no, open.has_presence_test, {}};
        if (whole == Truth::unknown) open.clauses.push_back(std::move(rest));
    }
    if (open.clauses.empty()) open.holds = Truth::yes;
    return open;
}

Cases::Sets Cases::settling(ConditionId condition, const View& view, std::span<const Value> values) const {
    Left start;
    const Open open = this->open(condition, view, values, start);
    if (open.has_presence_test) return {{}, false};
    if (open.holds != Truth::unknown) return {};
    Search search{program_,
                  [this](Literal literal, Truth wanted, Left& left) { return narrow(literal, wanted, left); }};
    search.to_no(open.clauses, start);
    search.to_yes(open.clauses, start, {});
    return search.sets();
}

namespace {

// Looks for two patients who differ in the asked inputs only, one with a condition that holds, one with none.
class Pair {
public:
    using Narrow = std::function<bool(Literal, Truth, std::vector<Value>&)>;

    Pair(const Program& program, std::span<const InputId> asked, const std::vector<std::vector<Clause>>& conditions,
         const Left& start, Narrow narrow)
        : program_{program}, asked_{asked}, conditions_{conditions}, narrow_{std::move(narrow)} {
        for (const auto& [input, values] : start) {
            with_[input] = values;
            if (is_asked(input)) without_[input] = values;
        }
    }

    [[nodiscard]] bool exists() {
        for (const std::vector<Clause>& holds : conditions_) {
            if (reads_asked(holds) && make_hold(holds)) return true;
        }
        return steps_ > most_steps;
    }

private:
    [[nodiscard]] InputId input_of(Literal literal) const { return program_.atoms()[atom_of(literal)].input; }
    [[nodiscard]] bool is_asked(InputId input) const { return std::binary_search(asked_.begin(), asked_.end(), input); }
    [[nodiscard]] bool reads_asked(const std::vector<Clause>& clauses) const {
        return std::any_of(clauses.begin(), clauses.end(), [this](const Clause& clause) {
            return std::any_of(clause.begin(), clause.end(),
                               [this](Literal literal) { return is_asked(input_of(literal)); });
        });
    }

    // One literal of every clause is yes for the first patient; then no condition may hold for the second.
    bool make_hold(std::span<const Clause> clauses) {
        if (++steps_ > most_steps) return false;
        if (clauses.empty()) return make_none_hold(conditions_);
        for (const Literal literal : clauses.front()) {
            if (tried({&literal, 1}, Truth::yes, with_, [&] { return make_hold(clauses.subspan(1)); })) return true;
        }
        return false;
    }

    // Every literal of one clause of each condition is no for the second.
    bool make_none_hold(std::span<const std::vector<Clause>> conditions) {
        if (++steps_ > most_steps) return false;
        if (conditions.empty()) return true;
        const auto rest = conditions.subspan(1);
        return std::any_of(conditions.front().begin(), conditions.front().end(), [&](const Clause& clause) {
            return tried(clause, Truth::no, without_, [&] { return make_none_hold(rest); });
        });
    }

    // Do these literals leave values, and does what follows succeed with them? Else all is as it was. The second
    // patient's other inputs are the first one's.
    template <typename Next>
    bool tried(std::span<const Literal> literals, Truth wanted, Left& of_asked, const Next& next) {
        std::vector<std::pair<std::vector<Value>*, std::vector<Value>>> before;
        bool possible = true;
        for (const Literal literal : literals) {
            const InputId input = input_of(literal);
            Left& left = is_asked(input) ? of_asked : with_;
            const auto [place, is_new] = left.try_emplace(input);
            if (is_new) place->second = program_.some_values(input);
            before.emplace_back(&place->second, place->second);
            possible = narrow_(literal, wanted, place->second);
            if (!possible) break;
        }
        if (possible && next()) return true;
        for (auto saved = before.rbegin(); saved != before.rend(); ++saved) *saved->first = std::move(saved->second);
        return false;
    }

    const Program& program_;
    std::span<const InputId> asked_;
    const std::vector<std::vector<Clause>>& conditions_;
    Narrow narrow_;
    Left with_;  // the first patient's values, and those both share
    Left without_;  // the second patient's values of the asked inputs
    int steps_ = 0;
};

}  // namespace

bool Cases::turns_on(std::span<const ConditionId> conditions, std::span<const InputId> asked, const View& view,
                     std::span<const Value> values) const {
    Left start;
    std::vector<std::vector<Clause>> open_ones;
    for (const ConditionId condition : conditions) {
        Open open = this->open(condition, view, values, start);
        if (open.holds == Truth::yes) return false;
        if (open.holds == Truth::unknown) open_ones.push_back(std::move(open.clauses));
    }
    Pair pair{program_, asked, open_ones, start, [this](Literal literal, Truth wanted, std::vector<Value>& left) {
                  return narrow(literal, wanted, left);
              }};
    return pair.exists();
}

}  // namespace euthymia::rules
