// SPDX-License-Identifier: Apache-2.0
// Which patients rules are asked of, what our evaluator answers, and how both are written for the other engine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/rules/language.hpp"
#include "tests/rules/differential/draw.hpp"

namespace differential {

using euthymia::rules::Condition;
using euthymia::rules::NameId;
using euthymia::rules::Names;
using euthymia::rules::Value;

struct AskedRule {
    std::string id;
    const Condition* when = nullptr;  ///< null: always
};

struct AskedLibrary {
    std::string name;
    std::vector<AskedRule> rules;
};

/// Rules with what they refer to.
struct Subject {
    const Names& names;
    std::span<const std::optional<Condition>> definitions;
    std::vector<AskedLibrary> libraries;
};

struct Wanted {
    std::size_t patients = 0;
    std::size_t candidates = 1;  ///< sets of relations for each patient
    std::uint64_t seed = 1;
};

/// Writes, for each generated patient and candidate, a line with parameters and the compiled program's answers; ends
/// the program when the tree-walker gives others. Beside random patients
/// there are, for every name that a rule reads, one about whom only that is known and one about whom all but that is.
/// Numbers are drawn around the limits that rules name. Returns how many lines were written.
std::size_t write_cases(const Subject& subject, const Wanted& wanted, const std::filesystem::path& file);

/// `text` as a JSON string.
[[nodiscard]] std::string json_text(std::string_view text);

}  // namespace differential
