// SPDX-License-Identifier: Apache-2.0
// Random conditions over all of the language, and random records to ask them of; the same for the same seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "lib/rules/language.hpp"

namespace euthymia::support {

class RandomRules {
public:
    explicit RandomRules(std::uint64_t seed);

    [[nodiscard]] const rules::Names& names() const noexcept { return names_; }
    [[nodiscard]] const std::vector<std::optional<rules::Condition>>& definitions() const noexcept {
        return definitions_;
    }

    /// A condition of a random strictness.
    rules::Condition condition();
    /// A value per name: known, unknown, assumed or a range. Attributes and definitions stay unknown.
    std::vector<rules::Value> values();
    /// A value for every name that is unknown, assumed or a range in `values`, exact and recorded.
    std::vector<rules::Value> completed(std::vector<rules::Value> values);
    /// The attributes of `columns` candidates, by column and name.
    std::vector<std::vector<rules::Value>> attributes(std::size_t columns);
    /// 0 to `count` - 1.
    std::uint64_t below(std::uint64_t count) { return engine_() % count; }

private:
    std::string truth(int depth, bool open);
    std::string leaf(bool open);
    std::string number(bool open);
    std::string literal();
    std::string any_of(std::vector<std::string> names);
    rules::Value exact(const rules::Type& type);

    std::mt19937_64 engine_;
    rules::Names names_;
    std::vector<std::optional<rules::Condition>> definitions_;
};

}  // namespace euthymia::support
