// SPDX-License-Identifier: Apache-2.0
// The public CQL conformance tests: cases read from XML, and what our language makes of each.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

struct Case {
    std::string name;  ///< "CqlLogicalOperatorsTest/And/TrueAndTrue"
    std::string expression;
    std::string output;  ///< a literal; empty when the expression is invalid
    bool is_invalid = false;  ///< must be refused
};

/// The cases of some groups of one file, in its order.
///
/// @param groups  names; empty: all
[[nodiscard]] std::vector<Case> cases_of(const std::filesystem::path& file, const std::vector<std::string>& groups);

struct Outcome {
    bool passed = false;
    std::string why_not{};  ///< what the checker or the answer said; empty when passed
};

/// Asks the case's expression, as it stands and in the spellings this language has for the same operator:
///   null               the name of a fact without a value (of each type in turn)
///   a leading literal  the name of a fact with that value, since a text alone and `1 in {..}` have no type
///   IsNull(x)          x is null; likewise IsTrue, IsFalse
///   x in Interval[a, b], Interval[a, b] contains x
///                      x between a and b
/// Passed when at least one spelling compiles and all that compile give the output.
[[nodiscard]] Outcome outcome_of(const Case& one);

}  // namespace conformance
