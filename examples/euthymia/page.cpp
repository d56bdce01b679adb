// SPDX-License-Identifier: Apache-2.0
// Lines of text on a page of limited width.
#include "page.hpp"

#include <string>
#include <vector>

#include "text.hpp"

namespace cli {

void Page::heading(std::string_view text, Ink ink) {
    out_ << '\n';
    line(text, 0, 0, ink);
}

void Page::line(std::string_view text, std::size_t indent, std::size_t hang, Ink ink) {
    std::size_t margin = indent;
    for (const std::string& one : wrapped(printable(text), layout_.width - indent, hang)) {
        out_ << std::string(margin, ' ') << painted(one, ink, layout_) << '\n';
        margin = indent + hang;
    }
}

void Page::labelled(std::string_view label, Ink ink, std::string_view text, std::size_t indent, std::size_t hang) {
    const std::string shown = printable(label);
    const std::vector<std::string> lines = wrapped(shown + " " + printable(text), layout_.width - indent, hang);
    // The label stands at the start of the first line unless it was too long for it.
    const bool whole = lines.front().compare(0, shown.size(), shown) == 0;
    const std::string first = whole ? painted(shown, ink, layout_) + lines.front().substr(shown.size()) : lines.front();
    out_ << std::string(indent, ' ') << first << '\n';
    for (std::size_t i = 1; i < lines.size(); ++i) out_ << std::string(indent + hang, ' ') << lines[i] << '\n';
}

}  // namespace cli
