// SPDX-License-Identifier: Apache-2.0
// What the benchmarks share: checks that end a program, the knowledge, memory in use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "euthymia/euthymia.hpp"

namespace euthymia::bench {

/// Ends the program with a message: a wrong answer is not worth timing.
void require(bool holds, std::string_view what);

/// The edition in the library, opened once.
[[nodiscard]] const Knowledge& edition();
[[nodiscard]] const Advisor& advisor();
[[nodiscard]] AdviceOptions question();

/// What the opened edition keeps in memory, bytes; 0 where the system does not tell.
[[nodiscard]] std::int64_t edition_bytes();

/// Fills the caches with something else.
void evict_caches();

/// Calls of operator new since the program started.
[[nodiscard]] std::int64_t allocations() noexcept;

template <typename T>
T value_of(Result<T> result, std::string_view what) {
    if (!result) require(false, std::string{what} + ": " + to_string(result.error()));
    return std::move(*result);
}

}  // namespace euthymia::bench
