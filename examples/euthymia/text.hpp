// SPDX-License-Identifier: Apache-2.0
// Text made safe for a terminal, measured, broken into lines, and misspelt names.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

/// `text` with every control character as '?': a record must not steer the terminal. `keep` stays as it is.
[[nodiscard]] std::string printable(std::string_view text, std::string_view keep = {});

/// Columns that UTF-8 text takes, one for each code point.
[[nodiscard]] std::size_t columns(std::string_view text);

/// `text` broken at spaces into lines of at most `width` columns, at least one line; what is longer than a line is
/// cut. Later lines have `hang` columns less.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t hang = 0);

/// "1 record", "3 records".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

/// The parts with ", " between.
[[nodiscard]] std::string joined(std::span<const std::string> parts);

/// `text` with every `what` replaced. @pre `what` is not empty
[[nodiscard]] std::string replaced(std::string_view text, std::string_view what, std::string_view with);

/// The name most likely meant by a misspelt one; nothing when none is near.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name, std::span<const std::string> names);

/// "; did you mean 'advise'?", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string> names);

}  // namespace cli
