// SPDX-License-Identifier: Apache-2.0
// Text for a terminal: wrapping, control characters, misspelt names.
#include "examples/euthymia/text.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cli {
namespace {

using Lines = std::vector<std::string>;

TEST(Wrapped, BreaksAtSpacesWithinTheWidth) {
    EXPECT_EQ(wrapped("one two three", 7), (Lines{"one two", "three"}));
    EXPECT_EQ(wrapped("one two three", 6), (Lines{"one", "two", "three"}));
}

TEST(Wrapped, GivesLaterLinesLessRoomByTheHang) {
    EXPECT_EQ(wrapped("aaa bbb ccc", 7, 4), (Lines{"aaa bbb", "ccc"}));
    EXPECT_EQ(wrapped("aaa bbb ccc dd", 7, 1), (Lines{"aaa bbb", "ccc dd"}));
}

TEST(Wrapped, CutsAWordLongerThanTheLine) { EXPECT_EQ(wrapped("abcdefgh", 3), (Lines{"abc", "def", "gh"})); }

TEST(Wrapped, CountsCodePointsAndNeverCutsOneInHalf) {
    EXPECT_EQ(wrapped("\xC3\xA4\xC3\xB6\xC3\xBC", 2), (Lines{"\xC3\xA4\xC3\xB6", "\xC3\xBC"}));
}

TEST(Wrapped, OfNothingIsOneEmptyLine) { EXPECT_EQ(wrapped("", 10), Lines{""}); }

TEST(Printable, TakesTheSteeringCharactersOutOfARecord) {
    EXPECT_EQ(printable("a\x1b[31mb\n"), "a?[31mb?");
    EXPECT_EQ(printable("a\xC2\x9B"
                        "b"),
              "a?b");
    EXPECT_EQ(printable("do \xE2\x80\xAE"
                        "not"),
              "do ?not");
}

TEST(Printable, LeavesLettersOfAllScriptsAndWhatIsKept) {
    EXPECT_EQ(printable("caf\xC3\xA9"), "caf\xC3\xA9");
    EXPECT_EQ(printable("a\nb", "\n"), "a\nb");
}

TEST(Nearest, FindsTheNameThatWasMistyped) {
    const Lines names{"advise", "explain", "kb"};

    EXPECT_EQ(nearest("advize", names), "advise");
    EXPECT_EQ(nearest("EXPLAN", names), "explain");
    EXPECT_EQ(nearest("explian", names), "explain");
    EXPECT_EQ(nearest("bk", names), "kb");
    EXPECT_EQ(nearest("delete", names), std::nullopt);
    EXPECT_EQ(nearest("", names), std::nullopt);
}

TEST(Counted, ChoosesBetweenOneAndMany) {
    EXPECT_EQ(counted(1, "verdict", "verdicts"), "1 verdict");
    EXPECT_EQ(counted(0, "verdict", "verdicts"), "0 verdicts");
}

}  // namespace
}  // namespace cli
