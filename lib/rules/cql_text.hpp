// SPDX-License-Identifier: Apache-2.0
// How conditions read as one library of the Clinical Quality Language that needs no other library and no data model.
//
// Names become parameters, so the library has no `context` (without a data model there is none) and includes no
// other: one engine in wide use does not follow includes from there. Units are left out of the text, since every
// parameter has one fixed unit; all else of a condition is copied as written, so that the translator's precedence
// is put to the test and not ours.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/rules/language.hpp"

namespace euthymia::rules {

/// A rule as a library defines it.
struct CqlRule {
    std::string id;
    std::string comment{};  ///< one line above the rule; empty: none
    std::optional<Condition> when{};  ///< empty: always
};

/// What one library holds. A definition that no rule uses is written when `definitions` names it.
struct CqlContent {
    std::string library;  ///< a plain identifier
    std::string version;
    std::vector<std::string> heading{};  ///< comment lines at the top
    std::vector<CqlRule> rules{};
    std::vector<NameId> definitions{};
};

/// The library's text. Parameters: "x" for every name that is read, in the type and with the unit its comment tells,
/// and "x assumed", true where the value rests on an assumption, for every name but settings that a monotone condition
/// reads. "known x" and "given x" are what monotone and open conditions read. The cast in both changes no value; it
/// makes null of a parameter that was not given, which cql-execution 3.3.2 would else take for true. Rules are defined
/// under their ids.
///
/// @param definitions  what `compile_definitions` gave for `names`
[[nodiscard]] std::string cql_library(const CqlContent& content, const Names& names,
                                      std::span<const std::optional<Condition>> definitions);

}  // namespace euthymia::rules
