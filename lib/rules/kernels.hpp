// SPDX-License-Identifier: Apache-2.0
// The kernels there are; those whose instructions the compiler cannot make have no loops.
#pragma once

#include <cstddef>
#include <cstdint>

#include "lib/rules/kernel.hpp"

namespace euthymia::rules {

extern const Kernel portable_kernel;
extern const Kernel sse2_kernel;
extern const Kernel avx2_kernel;
extern const Kernel avx512_kernel;

}  // namespace euthymia::rules
