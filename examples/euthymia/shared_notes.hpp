// SPDX-License-Identifier: Apache-2.0
// What is true of every option in a list, so that it is said once.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "option_text.hpp"

namespace cli {

using Options = std::vector<const euthymia::Option*>;

/// A statement with the option's own name left open: "Starting any of these is ...".
[[nodiscard]] std::string in_general(std::string_view text, const euthymia::Option& option);

/// Whether any of the statements behind a reason says one of these, in general words.
[[nodiscard]] bool is_said(const Reason& reason, const euthymia::Option& option, const std::set<std::string>& texts);

/// The options' reasons of at least this effect that all of them share, in general words and each with a basis, in
/// the order of the first option. Fewer than two options share nothing.
struct Shared {
    std::string text;
    Reason reason;
};
[[nodiscard]] std::vector<Shared> shared_reasons(const Options& options, euthymia::Effect at_least);

/// The topics that all of them wait for, in the order of the first.
[[nodiscard]] std::vector<std::string> shared_waits(const Options& options, const euthymia::Advice& advice,
                                                    const euthymia::Knowledge& knowledge);

}  // namespace cli
