// SPDX-License-Identifier: Apache-2.0
// Files, the knowledge base, and what to tell when one of them is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "euthymia/euthymia.hpp"

namespace cli {

/// The bytes of a file, or of standard input for "-"; complaints go to standard error.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path);

/// The embedded knowledge, or that of a folder; complaints go to standard error.
[[nodiscard]] std::optional<euthymia::Knowledge> open_knowledge(const std::string& folder);

/// What is wrong with a record, where (line and column for malformed text) and what to do about it. Names no value
/// of the patient.
[[nodiscard]] std::string refusal(const euthymia::Error& error, std::string_view path, std::string_view text);

}  // namespace cli
