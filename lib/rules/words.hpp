// SPDX-License-Identifier: Apache-2.0
// What the parser knows of single words and numbers, and how it tells authors about CQL's readings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "euthymia/result.hpp"
#include "lib/rules/language.hpp"

namespace euthymia::rules {

/// What to write instead of a word that CQL has and the subset leaves out, where that can be said.
[[nodiscard]] std::optional<std::string_view> hint_for(std::string_view word) noexcept;

/// The UCUM unit behind a CQL calendar word: "days" is "d". Empty for other words.
[[nodiscard]] std::string_view calendar_unit(std::string_view word) noexcept;

/// An operator spelt as a word, or the word itself in lower case if that is one; empty otherwise.
[[nodiscard]] std::string_view operator_meant(std::string_view word);

/// The value of "12" or "0.50" with as many decimals as it needs (0.50 has one). Refuses what is no Integer of
/// CQL before the point or no Decimal after it; the error has no offset.
struct ReadNumber {
    Number value;
    int decimals;
};
[[nodiscard]] Result<ReadNumber> read_number(std::string_view digits);

/// "CQL reads `whole` as `reads`; write it with these parentheses, or `also`".
[[nodiscard]] std::string surprise(std::string_view whole, std::string_view reads, std::string_view also = {});

/// Tightest first [cql-1.5, app. H, cql.g4, expression]; `none` is no comparison.
enum class Level : std::uint8_t { between, inequality, equality, membership, none };

[[nodiscard]] Level level_of(std::string_view sign) noexcept;

/// What comparison a sign stands for. @pre level_of(sign) is inequality or equality
[[nodiscard]] Op comparison_of(std::string_view sign) noexcept;

/// Two comparisons without parentheses, `left one middle two right`.
struct Chain {
    std::string_view left, one, middle, two, right;
};

/// How CQL reads a chain and what its author may have meant.
[[nodiscard]] std::string surprise(std::string_view whole, const Chain& chain);

}  // namespace euthymia::rules
