// SPDX-License-Identifier: Apache-2.0
// How wide the terminal is and whether it shows colour.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cli {

/// How text is laid out: the width in columns, colour or not, everything or the most important.
struct Layout {
    std::size_t width = 80;
    bool colour = false;
    bool all = false;
};

/// Width and colour of standard output: a terminal's own width, else COLUMNS, else 80, within 50 to 110; colour only
/// on a terminal and never with NO_COLOR.
[[nodiscard]] Layout layout_of_terminal();

enum class Ink { plain, bold, good, fair, careful, open, bad, alarm };

/// `text` in that colour, or unchanged where the layout has none.
[[nodiscard]] std::string painted(std::string_view text, Ink ink, const Layout& layout);

}  // namespace cli
