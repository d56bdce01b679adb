// SPDX-License-Identifier: Apache-2.0
// Columns that fit the width of the page.
#include "table.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "text.hpp"

namespace cli {

namespace {

constexpr std::size_t gap = 2;

std::string padding(std::size_t used, std::size_t width) { return std::string(width > used ? width - used : 0, ' '); }

// One row of cells as lines, each cell wrapped within its column, without spaces at the end.
std::vector<std::string> lines_of(const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                                  const Layout& layout) {
    std::vector<std::vector<std::string>> wrapped_cells;
    std::size_t height = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        wrapped_cells.push_back(wrapped(printable(cells[i].text), widths[i]));
        height = std::max(height, wrapped_cells.back().size());
    }
    std::vector<std::string> lines;
    for (std::size_t y = 0; y < height; ++y) {
        std::string line;
        std::string blank;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string text = y < wrapped_cells[i].size() ? wrapped_cells[i][y] : "";
            if (!text.empty()) line += std::exchange(blank, "") + painted(text, cells[i].ink, layout);
            blank += padding(columns(text), widths[i] + gap);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace

std::vector<std::size_t> Table::widths(std::size_t available) const {
    std::vector<std::size_t> widest;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::size_t width = columns(columns_[i].title);
        for (const Row& row : rows_) width = std::max(width, columns(row.cells[i].text));
        widest.push_back(std::min(width, columns_[i].at_most));
    }
    constexpr std::size_t narrowest = 4;
    const auto total = [&] { return std::accumulate(widest.begin(), widest.end(), gap * (widest.size() - 1)); };
    while (total() > available) {
        std::size_t& width = *std::max_element(widest.begin(), widest.end());
        if (width <= narrowest) break;
        --width;
    }
    return widest;
}

void Table::write(Page& page, std::size_t indent) const {
    const std::vector<std::size_t> all = widths(page.layout().width - indent);
    const std::string margin(indent, ' ');
    std::vector<Cell> titles;
    for (const Column& column : columns_) titles.push_back({column.title, Ink::plain});
    const auto print = [&](const std::vector<Cell>& cells) {
        for (const std::string& line : lines_of(cells, all, page.layout())) page.raw(margin + line);
    };
    const bool titled =
        std::any_of(titles.begin(), titles.end(), [](const Cell& title) { return !title.text.empty(); });
    if (titled) print(titles);
    for (const Row& row : rows_) {
        print(row.cells);
        for (const Cell& note : row.notes) page.line(note.text, indent + all.front() + gap, 2, note.ink);
    }
}

}  // namespace cli
