// SPDX-License-Identifier: Apache-2.0
// What a verdict depends on, for an audit: never advice, never a change to make.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/weigh/judge.hpp"
#include "lib/weigh/options.hpp"

namespace euthymia::advise {

/// A fact that alone could give the verdict another value.
struct Dependence {
    rules::NameId name;
    bool recorded;  ///< something is recorded, but out of date or not exact
    std::vector<Verdict> could_be;  ///< other verdicts, best first
};

/// Tries other values of one name at a time, all else as it is: of what nobody recorded; of measurements that are out
/// of date or not exact; and of the candidate's own daily dose. What else the record says of the person (age, sex,
/// diagnosis, history, pregnancy, suicidality, other medicines) is never tried as something else, however old or
/// vague it is. In the order in which the rules name them.
[[nodiscard]] std::vector<Dependence> depends_on(const weigh::Judge& judge, const weigh::Scope& scope,
                                                 std::uint32_t candidate, Action action);

}  // namespace euthymia::advise
