// SPDX-License-Identifier: Apache-2.0
// Whether unknown answers combine as Kleene's tables say.
#include "euthymia/truth.hpp"

#include <array>
#include <cstddef>

#include <gtest/gtest.h>

namespace euthymia {
namespace {

constexpr Truth no = Truth::no;
constexpr Truth unknown = Truth::unknown;
constexpr Truth yes = Truth::yes;
constexpr std::array all{no, unknown, yes};

// Rows and columns in the order no, unknown, yes.
using Table = std::array<std::array<Truth, 3>, 3>;

TEST(Truth, IsYesOfAllOnlyWhenEachIsYesAndNoAsSoonAsOneIsNo) {
    constexpr Table expected{{{no, no, no}, {no, unknown, unknown}, {no, unknown, yes}}};

    for (std::size_t a = 0; a < all.size(); ++a) {
        for (std::size_t b = 0; b < all.size(); ++b) EXPECT_EQ(all_of(all[a], all[b]), expected[a][b]) << a << b;
    }
}

TEST(Truth, IsYesOfAnyAsSoonAsOneIsYesAndNoOnlyWhenEachIsNo) {
    constexpr Table expected{{{no, unknown, yes}, {unknown, unknown, yes}, {yes, yes, yes}}};

    for (std::size_t a = 0; a < all.size(); ++a) {
        for (std::size_t b = 0; b < all.size(); ++b) EXPECT_EQ(any_of(all[a], all[b]), expected[a][b]) << a << b;
    }
}

TEST(Truth, StaysUnknownWhenDenied) {
    EXPECT_EQ(opposite(no), yes);
    EXPECT_EQ(opposite(unknown), unknown);
    EXPECT_EQ(opposite(yes), no);
}

TEST(Truth, OfAnAnswerIsNeverUnknown) {
    EXPECT_EQ(truth(true), yes);
    EXPECT_EQ(truth(false), no);
}

}  // namespace
}  // namespace euthymia
