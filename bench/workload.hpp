// SPDX-License-Identifier: Apache-2.0
// The synthetic rules, candidates and patients that every engine is timed on: the same for everybody, from one seed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace euthymia::bench {

enum class Kind : std::uint8_t { truth, number, choice };

/// A fact of the patient or an attribute of the candidate.
struct Variable {
    std::string name;  ///< t3, n7, c0 of the patient; u1, m2, k4 of the candidate
    Kind kind = Kind::truth;
    bool of_candidate = false;
    std::uint32_t choices = 0;  ///< how many, of a choice
    std::uint32_t yes_percent = 0;  ///< of a truth
    std::uint32_t unknown_percent = 0;  ///< of a fact
};

/// A truth is 0 or 1, a choice its index, a number 0 to 998.
using Cell = std::int32_t;
inline constexpr Cell unknown = std::numeric_limits<Cell>::min();

inline constexpr std::size_t fact_count = 60;  ///< 24 truths, 20 numbers, 16 choices
inline constexpr std::size_t attribute_count = 18;  ///< 8 truths, 5 numbers, 5 choices
inline constexpr std::size_t rule_count = 300;
inline constexpr std::size_t usual_candidates = 40;

using PatientRow = std::array<Cell, fact_count>;
using CandidateRow = std::array<Cell, attribute_count>;

enum class Relation : std::uint8_t { equal, not_equal, less, at_least };

/// One comparison of a variable with a constant or, for numbers, with an attribute of the candidate.
/// Truths have only `equal` to 0 or 1, choices `equal` and `not_equal`, numbers `less` and `at_least`.
struct Comparison {
    std::size_t variable = 0;  ///< index into `Workload::variables`
    Relation relation = Relation::equal;
    Cell constant = 0;
    std::optional<std::size_t> other{};  ///< a candidate's number in place of the constant

    friend auto operator<=>(const Comparison&, const Comparison&) = default;
};

/// Fires when all of `all` hold and, if `any` is not empty, one of `any`. No variable occurs twice in a rule.
struct Rule {
    std::vector<Comparison> all;
    std::vector<Comparison> any;
};

struct Workload {
    std::vector<Variable> variables;  ///< the facts, then the attributes
    std::vector<Rule> rules;
    std::vector<CandidateRow> candidates;
    std::vector<PatientRow> patients;
};

/// The first patients and candidates are the same whatever the counts.
[[nodiscard]] Workload make_workload(std::size_t patients, std::size_t candidates = usual_candidates);

/// "c2_5": how engines that have no enumerations spell choice 5 of c2.
[[nodiscard]] std::string choice_name(const Variable& variable, Cell choice);

/// For each patient, how many (rule, candidate) instances fired and how many were unknown.
struct Counts {
    std::vector<std::uint32_t> fired;
    std::vector<std::uint32_t> unknown;  ///< empty for an engine that has two values only

    friend bool operator==(const Counts&, const Counts&) = default;
};

/// "sum:hash" of the counts in order; the hash is 64-bit FNV-1a over each count as four bytes, lowest first.
[[nodiscard]] std::string checksum(const std::vector<std::uint32_t>& counts);

}  // namespace euthymia::bench
