// SPDX-License-Identifier: Apache-2.0
// The best way down a ladder of doses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace euthymia::plan {

/// A dose that can be given.
struct Rung {
    std::int64_t dose;  ///< ug a day, > 0
    std::int64_t height;  ///< what steps are measured in, in millionths of the whole way; higher for more
    int units;  ///< the fewer the better
};

/// From `top` to nothing over rungs, at most `most` of them.
struct Descent {
    std::vector<std::size_t> rungs;  ///< indices, from high to low
    std::int64_t largest_step = 0;  ///< the last one, to nothing, counts as well
};

/// The descent whose largest step is smallest; among those the least sum of squared steps, then the fewest units,
/// then the fewest rungs.
///
/// Complete: first the smallest possible largest step is found over all descents, then the best among those that keep
/// to it. Time grows with most * rungs^2.
/// @param rungs  by dose, lowest first, each dose once; those not below the top are left out
/// @param most   >= 0
/// @param cut    no step between rungs, or from the top, removes more than this share of the dose, in millionths
[[nodiscard]] Descent smoothest(const std::vector<Rung>& rungs, const Rung& top, std::size_t most, std::int64_t cut);

/// The descent with the fewest rungs none of whose steps is larger than `step`, one at least where one may follow the
/// top; among those with as few the smoothest. Where none with at most `most` rungs keeps to `step`, the same for the
/// smallest step that one can keep to: look at `largest_step`.
[[nodiscard]] Descent shortest(const std::vector<Rung>& rungs, const Rung& top, std::int64_t step, std::size_t most,
                               std::int64_t cut);

}  // namespace euthymia::plan
