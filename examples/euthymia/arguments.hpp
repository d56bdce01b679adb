// SPDX-License-Identifier: Apache-2.0
// What the words after a command mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/program_options.hpp>

#include "commands.hpp"
#include "euthymia/euthymia.hpp"

namespace cli {

/// One command's words: named options, which help shows, and positional ones by name, which it does not.
class Arguments {
public:
    /// `help` stands before the options when the command is asked for help; `positional` are names in order.
    Arguments(std::string_view help, Words positional);

    Arguments& option(const char* name, const char* meaning);  ///< takes a text
    Arguments& flag(const char* name, const char* meaning);

    /// Reads the words. Gives an exit code when there is nothing more to do: help was shown, or a mistake was told
    /// on standard error with the option that was probably meant.
    [[nodiscard]] std::optional<int> read(const Words& words);

    [[nodiscard]] std::string text(const char* name) const;  ///< empty when not given
    [[nodiscard]] bool has(const char* name) const { return values_.count(name) > 0; }

private:
    [[nodiscard]] std::string complaint(const boost::program_options::error& problem) const;

    std::string_view help_;
    Words positional_;
    boost::program_options::options_description named_{"Options"};
    boost::program_options::variables_map values_;
};

/// The day of the question.
struct Day {
    euthymia::Date date;
    std::string origin;  ///< "today" where nobody named it
};
/// Complains on standard error of what an option was given; the exit code for that.
int refuse(std::string_view option, std::string_view takes, std::string_view text);
/// The day that an option gives, or today by the machine's clock and time zone; nothing, after a complaint, when it is
/// no date.
[[nodiscard]] std::optional<Day> day_of(const Arguments& arguments, const char* option);
/// The daily dose that an option gives; nothing, after a complaint, when it is none above 0.
[[nodiscard]] std::optional<euthymia::Mass> dose_of(const Arguments& arguments, const char* option);
/// The percentage that an option gives, above 0 and up to 100, as a share; nothing, after a complaint, when it is none.
[[nodiscard]] std::optional<double> share_of(const Arguments& arguments, const char* option);
/// Which of these words an option gives, the first where it is not given; nothing, after a complaint with the one
/// probably meant, when it is none of them.
[[nodiscard]] std::optional<std::string> choice_of(const Arguments& arguments, const char* option,
                                                   const Words& choices);

}  // namespace cli
