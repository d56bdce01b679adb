// SPDX-License-Identifier: Apache-2.0
// Advice as text for a clinician at a terminal.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

#include "euthymia/euthymia.hpp"

namespace cli {

/// How text is laid out: the width in columns, colour or not, everything or the most important.
struct Layout {
    std::size_t width = 80;
    bool colour = false;
    bool all = false;
};

/// Width and colour of standard output: a terminal's own width, else COLUMNS, else 80; colour only on a terminal
/// and never with NO_COLOR.
[[nodiscard]] Layout layout_of_terminal();

/// `text` broken at words so that no line is longer than `width`; following lines start with `indent` spaces.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

void write_report(std::ostream& out, const euthymia::Advice& advice, const euthymia::Knowledge& knowledge,
                  const Layout& layout);

}  // namespace cli
