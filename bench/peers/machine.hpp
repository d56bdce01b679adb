// SPDX-License-Identifier: Apache-2.0
// What this machine allows at best, measured in the same run.
#pragma once

#include <cstddef>

namespace euthymia::bench {

/// Time to read a record of 128 bytes, ns, when a buffer far larger than the caches is read from front to back.
[[nodiscard]] double ns_per_streamed_record(std::size_t buffer_bytes);

/// Time that one wrongly predicted branch costs, ns.
[[nodiscard]] double ns_per_branch_miss();

}  // namespace euthymia::bench
