// SPDX-License-Identifier: Apache-2.0
// Requests made of bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>

namespace euthymia::fuzz {

/// Takes values off the front of the bytes; zeros once they are used up.
class Bytes {
public:
    Bytes(const std::uint8_t* at, std::size_t left) : at_{at}, left_{left} {}

    template <class T>
    T next() {
        T value{};
        const std::size_t count = left_ < sizeof(T) ? left_ : sizeof(T);
        if (count > 0) std::memcpy(&value, at_, count);
        at_ += count;
        left_ -= count;
        return value;
    }
    std::string_view pick(std::span<const std::string_view> from) { return from[next<std::uint8_t>() % from.size()]; }

private:
    const std::uint8_t* at_;
    std::size_t left_;
};

/// A law of what is fuzzed.
inline void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace euthymia::fuzz
