// SPDX-License-Identifier: Apache-2.0
// How wide the terminal is and whether it shows colour.
#include "terminal.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/ioctl.h>
#include <unistd.h>
#define EUTHYMIA_HAS_TERMINAL
#endif

namespace cli {

namespace {

constexpr std::size_t narrowest = 50;
constexpr std::size_t widest = 110;  // longer lines are hard to read

std::size_t width_from_environment() {
    const char* columns = std::getenv("COLUMNS");
    return columns == nullptr ? 0 : std::strtoul(columns, nullptr, 10);
}

}  // namespace

Layout layout_of_terminal() {
    Layout layout;
    std::size_t width = 0;
#if defined(EUTHYMIA_HAS_TERMINAL)
    if (isatty(STDOUT_FILENO) == 1) {
        winsize size{};
        if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
        const char* refused = std::getenv("NO_COLOR");
        layout.colour = refused == nullptr || *refused == '\0';  // as no-color.org has it
    }
#endif
    if (width == 0) width = width_from_environment();
    if (width != 0) layout.width = std::clamp(width, narrowest, widest);
    return layout;
}

std::string painted(std::string_view text, Ink ink, const Layout& layout) {
    static constexpr std::array<std::string_view, 8> codes{"", "1", "1;32", "32", "33", "36", "31", "1;31"};
    if (!layout.colour || ink == Ink::plain) return std::string{text};
    return "\x1b[" + std::string{codes[static_cast<std::size_t>(ink)]} + "m" + std::string{text} + "\x1b[0m";
}

}  // namespace cli
