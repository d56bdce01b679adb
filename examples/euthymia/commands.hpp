// SPDX-License-Identifier: Apache-2.0
// The commands of the program, each given its words.
#pragma once

#include <string>
#include <vector>

namespace cli {

/// What the program's exit code says. An urgent item has its own, far from the errors, so that a script can page
/// somebody without reading the answer and `1 to 3` always means that there is none.
enum Exit : int {
    answered = 0,  ///< the answer was given
    wrong_usage = 1,  ///< a command, option or name that does not exist
    unreadable_input = 2,  ///< the file is not there or was refused
    refused_knowledge = 3,  ///< the knowledge base was refused
    answered_urgent = 10,  ///< the answer was given and begins with an urgent item
    no_plan = 11  ///< the answer was given: there is no plan, and why
};

using Words = std::vector<std::string>;

[[nodiscard]] int run_advise(const Words& words);
[[nodiscard]] int run_check(const Words& words);
[[nodiscard]] int run_explain(const Words& words);
[[nodiscard]] int run_kb(const Words& words);
[[nodiscard]] int run_occupancy(const Words& words);
[[nodiscard]] int run_plan(const Words& words);

}  // namespace cli
