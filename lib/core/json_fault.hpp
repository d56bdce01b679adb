// SPDX-License-Identifier: Apache-2.0
// Where and why a text that the fast JSON parser refused is not JSON we take.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "euthymia/result.hpp"

namespace euthymia::core {

/// What a slow reading of the whole text found.
struct JsonReading {
    std::optional<Error> fault;  ///< the first one, with its byte offset
    std::vector<std::size_t> wide_integers;  ///< offsets just past integers that no int64 holds
};

/// Reads `text` byte by byte by RFC 8259 and says what is wrong first: invalid UTF-8 anywhere, else bad
/// grammar, nesting over `depth_limit`, or a number no double can hold, whichever comes first.
///
/// Only used once the fast parser has refused a text: that parser gives no position, its choice among
/// several faults depends on the processor, and it refuses integers beyond 64 bits, which are valid.
[[nodiscard]] JsonReading read_slowly(std::string_view text, std::size_t depth_limit);

}  // namespace euthymia::core
