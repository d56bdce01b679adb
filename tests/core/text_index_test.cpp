// SPDX-License-Identifier: Apache-2.0
// Texts to numbers: found exactly, all of one text in their order, nothing else.
#include "lib/core/text_index.hpp"

#include <gtest/gtest.h>

namespace {

using euthymia::core::TextIndex;

TEST(TextIndex, FindsWhatWasAddedAndNothingElse) {
    TextIndex index;
    index.add("sertraline", 3);
    index.add("", 7);
    index.add("sert", 1);
    index.add("sertraline", 2);
    index.sort();
    EXPECT_EQ(index.find("sertraline"), 3U);
    EXPECT_EQ(index.find("sert"), 1U);
    EXPECT_EQ(index.find(""), 7U);
    EXPECT_EQ(index.find("sertralin"), std::nullopt);
    EXPECT_EQ(index.find("zzz"), std::nullopt);
}

TEST(TextIndex, KeepsTheOrderOfEqualTexts) {
    TextIndex index;
    for (std::size_t i = 0; i < 5; ++i) index.add("b", 9 - i);
    index.add("a", 0);
    index.sort();
    const auto all = index.find_all("b");
    ASSERT_EQ(all.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(all[i].value, 9 - i);
    EXPECT_TRUE(index.find_all("c").empty());
    EXPECT_TRUE(TextIndex{}.find_all("").empty());
}

}  // namespace
