// SPDX-License-Identifier: Apache-2.0
// How names, words and decimal numbers in text are read, without locale and without floating point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace euthymia::core {

/// `text` with A-Z made a-z; every other byte, including those of UTF-8 sequences, stays.
[[nodiscard]] std::string lower(std::string_view text);

/// `text` without ASCII white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// Words of free text: runs of ASCII letters, digits and non-ASCII bytes; a '.' between two digits
/// belongs to its word, so "12.5" is one. "St. John's wort" is four words: St, John, s, wort.
[[nodiscard]] std::vector<std::string_view> words(std::string_view text);

/// Parts of `text` between separators, empty ones included; "" is one empty part.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// The texts one after the other.
[[nodiscard]] std::string joined(std::initializer_list<std::string_view> texts);
/// "a, b, c": of each item its text.
template <class Items, class Text = std::identity>
[[nodiscard]] std::string listed(const Items& items, Text text = {}) {
    std::string list;
    for (const auto& item : items) list.append(list.empty() ? "" : ", ").append(text(item));
    return list;
}

/// `text` with every `what` replaced by `with`.
///
/// @pre `what` is not empty
[[nodiscard]] std::string replaced(std::string_view text, std::string_view what, std::string_view with);

/// Fewest single-character insertions, deletions, replacements and swaps of neighbours that turn `a`
/// into `b` (optimal string alignment), counted in bytes.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate a mistyped name most likely meant, for "did you mean": within one edit per three
/// characters (at least one), whatever the case of letters. Order of candidates does not matter: ties
/// go to the alphabetically first. When none is close, the alphabetically first that begins with `name`,
/// if that has at least three letters. Empty when there is none, or `name` is longer than any name.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);
[[nodiscard]] std::optional<std::string> nearest(std::string_view name, std::span<const std::string_view> candidates);

/// "; did you mean 'citalopram'?" to append to an error's detail, or "" when nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

/// Reads "12.5", "-3", "1.25e1" as a whole number of 10^-decimals: "12.5" with 1 decimal is 125.
/// Exact or empty: refuses finer digits than `decimals`, overflow, a missing digit on either side of
/// the point, a plus sign before the number, white space and anything else. Trailing zeros are harmless.
///
/// @param decimals  -18 to 18; otherwise the result is empty. Negative ones count whole tens: "3000" with
///                  -3 decimals is 3.
[[nodiscard]] std::optional<std::int64_t> parse_decimal(std::string_view text, int decimals) noexcept;

/// The same for a number that came through JSON as a double: its shortest decimal form, which is what
/// was written whenever that had at most 15 significant digits. Empty when not finite.
[[nodiscard]] std::optional<std::int64_t> scaled(double value, int decimals) noexcept;

/// The shortest text of value * 10^-decimals: (125, 1) is "12.5", (20000, 3) is "20".
///
/// @param decimals  0 to 18; clamped to it
[[nodiscard]] std::string format_decimal(std::int64_t value, int decimals);

}  // namespace euthymia::core
