// SPDX-License-Identifier: Apache-2.0
// Texts stay where they are, once each, as long as the store does.
#include "lib/core/text_store.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using euthymia::core::TextStore;

TEST(TextStore, KeepsEqualTextsOnce) {
    TextStore store;
    const auto first = store.keep("contraindicate");
    EXPECT_EQ(store.keep(std::string{"contra"} + "indicate").data(), first.data());
    EXPECT_NE(store.keep("avoid").data(), first.data());
    EXPECT_TRUE(store.keep("").empty());
}

TEST(TextStore, TextsStayWhenItGrowsAndMoves) {
    TextStore store;
    std::vector<std::string_view> kept;
    for (int i = 0; i < 5000; ++i) kept.push_back(store.keep(std::to_string(i)));  // short ones live in the strings
    const TextStore moved{std::move(store)};
    for (int i = 0; i < 5000; ++i) EXPECT_EQ(kept[static_cast<std::size_t>(i)], std::to_string(i));
}

}  // namespace
