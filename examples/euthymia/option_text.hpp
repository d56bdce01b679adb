// SPDX-License-Identifier: Apache-2.0
// What is said of one option: verdict, reasons without repetition, limits, what it waits for, how to leave it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/euthymia.hpp"
#include "terminal.hpp"

namespace cli {

/// Statements that say the same from several sources: same effect, harm, records and numbers.
struct Reason {
    const euthymia::Finding* finding;  ///< the first of them
    std::vector<const euthymia::Finding*> others;
};

[[nodiscard]] std::string verdict_text(euthymia::Verdict verdict);
[[nodiscard]] Ink verdict_ink(euthymia::Verdict verdict);
/// "continue sertraline"
[[nodiscard]] std::string action_text(const euthymia::Option& option);

/// "title, place (US), not yet verified"
[[nodiscard]] std::string source_text(const euthymia::Basis& basis);
/// The same with ", and 2 more sources (EU, US)".
[[nodiscard]] std::string source_text(const Reason& reason);

/// The findings of an option that hold and have at least this effect (`prefer` counts as high), merged, worst first.
[[nodiscard]] std::vector<Reason> reasons(const euthymia::Option& option, euthymia::Effect at_least);

/// "How to leave it: ..." of a finding's way.
[[nodiscard]] std::string way_to_leave(std::string_view leave);
/// "How to leave it: ...", each way once; nothing where nothing forbids going on.
[[nodiscard]] std::vector<std::string> ways_to_leave(const euthymia::Option& option);

/// "200 mg (75 mg?)": the limit, and in brackets what it would be if every unknown fact applied.
[[nodiscard]] std::string limit_text(const euthymia::DoseLimits& limits);
/// "75 mg at most if: CYP2C19 phenotype", or nothing.
[[nodiscard]] std::string limit_note(const euthymia::DoseLimits& limits);

/// The lists and facts whose answers the option waits for, named as the questions name them.
[[nodiscard]] std::vector<std::string> waits_for(const euthymia::Option& option, const euthymia::Advice& advice,
                                                 const euthymia::Knowledge& knowledge);

/// A fact or a list of facts for a reader: "medicines stopped lately", "age".
[[nodiscard]] std::string topic_text(std::string_view id, const euthymia::Knowledge& knowledge);

}  // namespace cli
