// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace differential {

class Draw {
public:
    explicit Draw(std::uint64_t seed) : engine_{seed} {}

    /// 0 to below `count`; the standard's distributions differ between libraries, a remainder does not.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
    bool percent(std::size_t chance) { return below(100) < chance; }

    template <class Item>
    const Item& one_of(const std::vector<Item>& items) {
        return items[below(items.size())];
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace differential
