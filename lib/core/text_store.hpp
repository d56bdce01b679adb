// SPDX-License-Identifier: Apache-2.0
// Keeps texts, once each, for the many places that only point at them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace euthymia::core {

/// Each text once. What `keep` gives is valid as long as the store, which may move and is not copied.
class TextStore {
public:
    TextStore() = default;
    TextStore(TextStore&&) = default;
    TextStore& operator=(TextStore&&) = default;

    [[nodiscard]] std::string_view keep(std::string text) { return *texts_.insert(std::move(text)).first; }

    /// Not in an image: there the texts lie where they are read.
    static void pass(auto& /*self*/, auto& /*archive*/) {}

private:
    std::unordered_set<std::string> texts_;
};

}  // namespace euthymia::core
