// SPDX-License-Identifier: Apache-2.0
// How wide the terminal is, whether it shows colour, and how text is broken into lines.
#include <algorithm>
#include <cstdlib>

#include "report.hpp"

#if defined(__unix__)
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace cli {

namespace {

constexpr std::size_t narrowest = 50;
constexpr std::size_t widest = 110;  // longer lines are hard to read

}  // namespace

Layout layout_of_terminal() {
    Layout layout;
    std::size_t width = 0;
#if defined(__unix__)
    winsize size{};
    const bool terminal = isatty(STDOUT_FILENO) == 1;
    if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
    layout.colour = terminal && std::getenv("NO_COLOR") == nullptr;
#endif
    if (width == 0) {
        if (const char* columns = std::getenv("COLUMNS")) width = std::strtoul(columns, nullptr, 10);
    }
    if (width != 0) layout.width = std::clamp(width, narrowest, widest);
    return layout;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
    std::string result;
    std::size_t column = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        if (column > indent && column + 1 + word.size() > width) {
            result += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            result += ' ';
            ++column;
        } else if (column < indent) {
            column = indent;  // the caller has written the indent of the first line
        }
        result += word;
        column += word.size();
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

}  // namespace cli
