// SPDX-License-Identifier: Apache-2.0
// What the commands share: options, files, opening the knowledge.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/program_options.hpp>

#include "commands.hpp"
#include "euthymia/euthymia.hpp"

namespace cli {

/// Parses words against named options and positional ones. On a mistake prints what is wrong to standard error and
/// returns nothing; with --help prints `help` and the options.
struct Parsed {
    boost::program_options::variables_map values;
    bool helped = false;
};
[[nodiscard]] std::optional<Parsed> parse(const Words& words, const boost::program_options::options_description& named,
                                          const boost::program_options::positional_options_description& positional,
                                          std::string_view help);

/// The bytes of a file, or of standard input for "-".
[[nodiscard]] std::optional<std::string> read_file(const std::string& path);

/// The embedded knowledge, or that of a folder; complaints go to standard error.
[[nodiscard]] std::optional<euthymia::Knowledge> open_knowledge(const std::string& folder);

/// The day given, or today; nothing when it is no date.
[[nodiscard]] std::optional<euthymia::Date> day_of(const std::string& text);

void print(const euthymia::Error& error, std::string_view what);

}  // namespace cli
