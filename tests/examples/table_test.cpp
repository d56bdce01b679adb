// SPDX-License-Identifier: Apache-2.0
// Tables and pages within a width, with and without colour.
#include "examples/euthymia/table.hpp"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace cli {
namespace {

std::string written(const Table& table, const Layout& layout) {
    std::ostringstream out;
    Page page{out, layout};
    table.write(page, 2);
    return out.str();
}

Table two_rows() {
    Table table{{{""}, {"name"}, {"dose", 5}}};
    table.add({{"good", Ink::good}, {"a b"}, {"50 mg"}});
    table.add({{"bad", Ink::bad}, {"long name"}, {"10 mg or 5"}});
    table.note("a note");
    return table;
}

TEST(Table, AlignsColumnsAndPutsNotesUnderTheSecond) {
    EXPECT_EQ(written(two_rows(), {}),
              "        name       dose\n"
              "  good  a b        50 mg\n"
              "  bad   long name  10 mg\n"
              "                   or 5\n"
              "        a note\n");
}

TEST(Table, WrapsTheWidestColumnWhenThePageIsNarrow) {
    Table table{{{""}, {""}}};
    table.add({{"x"}, {"aaaa bbbb cccc"}});

    EXPECT_EQ(written(table, {.width = 14}), "  x  aaaa bbbb\n     cccc\n");
}

TEST(Table, PaintsCellsOnlyWhereColourIsWanted) {
    EXPECT_EQ(written(two_rows(), {}).find('\x1b'), std::string::npos);
    EXPECT_NE(written(two_rows(), {.colour = true}).find("\x1b[1;32mgood\x1b[0m"), std::string::npos);
}

TEST(Page, LeavesNoControlCharacterOfARecordInALine) {
    std::ostringstream out;
    const Layout layout;
    Page page{out, layout};

    page.line("a\x1b]0;title\x07", 0);
    page.labelled("SAME\x1b", Ink::alarm, "b", 0, 2);

    EXPECT_EQ(out.str(), "a?]0;title?\nSAME? b\n");
}

}  // namespace
}  // namespace cli
