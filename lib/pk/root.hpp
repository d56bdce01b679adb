// SPDX-License-Identifier: Apache-2.0
// Where a function changes its sign.
#pragma once

#include <cassert>
#include <cstdint>
#include <utility>

#include <boost/math/tools/toms748_solve.hpp>

namespace euthymia::pk {

/// The ends of an interval so small that 50 bits of them agree, around the root of `f` between `low` and `high`.
/// @pre  f has different signs at both.
template <class F>
std::pair<double, double> root(const F& f, double low, double high) {
    assert((f(low) <= 0.0) != (f(high) < 0.0) || f(low) == 0.0 || f(high) == 0.0);
    // The default policy throws what a host would have to catch, with a text that depends on its locale.
    namespace policies = boost::math::policies;
    using Quiet = policies::policy<policies::domain_error<policies::ignore_error>,
                                   policies::evaluation_error<policies::ignore_error>>;
    std::uintmax_t steps = 200;  // about ten are taken
    return boost::math::tools::toms748_solve(f, low, high, boost::math::tools::eps_tolerance<double>(50), steps,
                                             Quiet{});
}

}  // namespace euthymia::pk
