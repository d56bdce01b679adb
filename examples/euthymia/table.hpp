// SPDX-License-Identifier: Apache-2.0
// Columns that fit the width of the page.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "page.hpp"

namespace cli {

struct Cell {
    std::string text;
    Ink ink = Ink::plain;
};

struct Column {
    std::string title;
    std::size_t at_most = 1000;  ///< wide enough for anything
};

/// Rows of cells under titles, with notes below a row. Too wide a table has its widest columns wrapped.
class Table {
public:
    explicit Table(std::vector<Column> columns) : columns_{std::move(columns)} {}

    /// @pre as many cells as columns
    void add(std::vector<Cell> cells) { rows_.push_back({std::move(cells), {}}); }
    /// Text below the last row, starting under its second column. @pre there is a row
    void note(std::string text, Ink ink = Ink::plain) { rows_.back().notes.push_back({std::move(text), ink}); }
    void write(Page& page, std::size_t indent) const;

private:
    struct Row {
        std::vector<Cell> cells;
        std::vector<Cell> notes;
    };
    [[nodiscard]] std::vector<std::size_t> widths(std::size_t available) const;

    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

}  // namespace cli
