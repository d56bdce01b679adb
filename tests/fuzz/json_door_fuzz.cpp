// SPDX-License-Identifier: Apache-2.0
// Any bytes at the door for JSON: refused with a code, or a tree that writes and reads back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "euthymia/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text{reinterpret_cast<const char*>(bytes), size};
    const auto document = euthymia::JsonDocument::parse(text);
    if (!document) return 0;
    const std::string written = document->root().minified();
    const auto again = euthymia::JsonDocument::parse(written);
    if (!again || again->root().minified() != written) std::abort();
    return 0;
}
