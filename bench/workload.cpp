// SPDX-License-Identifier: Apache-2.0
// How the synthetic workload is drawn.
#include "bench/workload.hpp"

#include <algorithm>
#include <numeric>
#include <span>

namespace euthymia::bench {
namespace {

constexpr std::uint64_t seed = 20261123;

// Each part has a stream of its own, so that more patients leave rules and candidates as they are.
enum class Part : std::uint64_t { variables = 1, rules, candidates, patients };

// splitmix64 [steele-lea-flood-2014].
class Draw {
public:
    explicit Draw(Part part) : state_{seed + (static_cast<std::uint64_t>(part) << 40U)} {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    // 0 to count - 1. The bias of the remainder is below 1e-15 here.
    std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(next() % count); }
    std::uint32_t between(std::uint32_t least, std::uint32_t most) { return least + below(most - least + 1); }
    bool chance(std::uint32_t percent) { return below(100) < percent; }

private:
    std::uint64_t state_;
};

// ---- Variables.

void add_variables(std::vector<Variable>& all, char letter, Kind kind, bool of_candidate, int count, Draw& draw) {
    for (int i = 0; i < count; ++i) {
        Variable& variable = all.emplace_back();
        variable.name = letter + std::to_string(i);
        variable.kind = kind;
        variable.of_candidate = of_candidate;
        if (kind == Kind::choice) variable.choices = draw.between(3, 8);
        if (kind == Kind::truth) variable.yes_percent = draw.between(4, 40);
        // Ages and sexes are nearly always recorded, phenotypes seldom: 0 to 22 %, more often above the middle.
        if (!of_candidate) variable.unknown_percent = 22 - draw.below(23) * draw.below(23) * draw.below(23) / 484;
    }
}

std::vector<Variable> make_variables() {
    Draw draw{Part::variables};
    std::vector<Variable> all;
    add_variables(all, 't', Kind::truth, false, 24, draw);
    add_variables(all, 'n', Kind::number, false, 20, draw);
    add_variables(all, 'c', Kind::choice, false, 16, draw);
    add_variables(all, 'u', Kind::truth, true, 8, draw);
    add_variables(all, 'm', Kind::number, true, 5, draw);
    add_variables(all, 'k', Kind::choice, true, 5, draw);
    return all;
}

// Numbers cluster round the middle of 0 to 998, as laboratory values do.
Cell draw_number(Draw& draw) { return static_cast<Cell>(draw.below(500) + draw.below(500)); }

Cell draw_cell(const Variable& variable, Draw& draw) {
    switch (variable.kind) {
        case Kind::truth:
            return draw.chance(variable.yes_percent) ? 1 : 0;
        case Kind::number:
            return draw_number(draw);
        case Kind::choice:
            return static_cast<Cell>(draw.below(variable.choices));
    }
    return unknown;
}

template <typename Row>
std::vector<Row> draw_rows(std::span<const Variable> variables, std::size_t count, Part part) {
    Draw draw{part};
    std::vector<Row> rows(count);
    for (Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const Cell value = draw_cell(variables[i], draw);
            row[i] = draw.chance(variables[i].unknown_percent) ? unknown : value;
        }
    }
    return rows;
}

// ---- Rules.

class Author {
public:
    explicit Author(const std::vector<Variable>& variables) : variables_{variables} {}

    Rule rule() {
        used_.assign(variables_.size(), false);
        Rule rule;
        const std::uint32_t shape = draw_.below(100);
        if (shape < 74) {
            fill(rule.all, draw_.between(3, 6), 32);
        } else if (shape < 98) {
            rule.all.push_back(on_candidate());
            fill(rule.any, draw_.between(2, 5), 10);
        } else {
            fill(rule.any, draw_.between(3, 6), 40);
        }
        return rule;
    }

private:
    void fill(std::vector<Comparison>& into, std::uint32_t count, std::uint32_t candidate_percent) {
        for (std::uint32_t i = 0; i < count; ++i) {
            into.push_back(draw_.chance(candidate_percent) ? on_candidate() : on_patient());
        }
    }

    Comparison on_candidate() { return compare(unused(fact_count, variables_.size())); }

    Comparison on_patient() {
        Comparison comparison = compare(unused(0, fact_count));
        if (variables_[comparison.variable].kind == Kind::number && draw_.chance(15)) {
            comparison.other = candidate_number();
            comparison.constant = 0;
        }
        return comparison;
    }

    Comparison compare(std::size_t variable) {
        const Variable& about = variables_[variable];
        Comparison comparison{variable};
        switch (about.kind) {
            case Kind::truth:
                comparison.constant = draw_.chance(92) ? 1 : 0;
                break;
            case Kind::choice:
                comparison.constant = static_cast<Cell>(draw_.below(about.choices));
                if (draw_.chance(8)) comparison.relation = Relation::not_equal;
                break;
            case Kind::number:
                limit(comparison, about.of_candidate ? 3 : 5);
                break;
        }
        return comparison;
    }

    // One of a few usual limits on either side, as guidelines have them.
    void limit(Comparison& comparison, std::uint32_t limits) {
        const auto step = static_cast<Cell>(50 * draw_.below(limits));
        const bool low = draw_.chance(50);
        comparison.relation = low ? Relation::less : Relation::at_least;
        comparison.constant = low ? 150 + step : 850 - step;
    }

    std::size_t candidate_number() {
        const auto first = std::find_if(variables_.begin(), variables_.end(), [](const Variable& variable) {
            return variable.of_candidate && variable.kind == Kind::number;
        });
        return static_cast<std::size_t>(first - variables_.begin()) + draw_.below(5);
    }

    std::size_t unused(std::size_t begin, std::size_t end) {
        for (;;) {
            const std::size_t variable = begin + draw_.below(static_cast<std::uint32_t>(end - begin));
            if (used_[variable]) continue;
            used_[variable] = true;
            return variable;
        }
    }

    const std::vector<Variable>& variables_;
    std::vector<bool> used_;
    Draw draw_{Part::rules};
};

}  // namespace

Workload make_workload(std::size_t patients, std::size_t candidates) {
    Workload workload;
    workload.variables = make_variables();
    Author author{workload.variables};
    for (std::size_t i = 0; i < rule_count; ++i) workload.rules.push_back(author.rule());
    const std::span<const Variable> variables = workload.variables;
    workload.candidates = draw_rows<CandidateRow>(variables.subspan(fact_count), candidates, Part::candidates);
    workload.patients = draw_rows<PatientRow>(variables.first(fact_count), patients, Part::patients);
    return workload;
}

std::string choice_name(const Variable& variable, Cell choice) { return variable.name + "_" + std::to_string(choice); }

std::string checksum(const std::vector<std::uint32_t>& counts) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const std::uint32_t count : counts) {
        for (unsigned shift = 0; shift < 32; shift += 8) hash = (hash ^ (count >> shift & 0xFFU)) * 0x100000001B3U;
    }
    std::string digits;
    for (unsigned shift = 64; shift > 0; shift -= 4) digits += "0123456789abcdef"[hash >> (shift - 4) & 0xFU];
    return std::to_string(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0})) + ":" + digits;
}

}  // namespace euthymia::bench
