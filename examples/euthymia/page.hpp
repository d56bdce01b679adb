// SPDX-License-Identifier: Apache-2.0
// Lines of text on a page of limited width.
#pragma once

#include <cstddef>
#include <ostream>
#include <string_view>

#include "terminal.hpp"

namespace cli {

/// Writes wrapped lines. Whatever it is given is made safe for a terminal first.
class Page {
public:
    Page(std::ostream& out, const Layout& layout) : out_{out}, layout_{layout} {}

    void heading(std::string_view text, Ink ink = Ink::bold);
    /// Indented text; lines after the first stand `hang` columns further right.
    void line(std::string_view text, std::size_t indent, std::size_t hang = 0, Ink ink = Ink::plain);
    /// A coloured word, then text, as one line.
    void labelled(std::string_view label, Ink ink, std::string_view text, std::size_t indent, std::size_t hang);
    /// A line that is finished as it is.
    void raw(std::string_view text) { out_ << text << '\n'; }

    [[nodiscard]] const Layout& layout() const noexcept { return layout_; }

private:
    std::ostream& out_;
    const Layout& layout_;
};

}  // namespace cli
