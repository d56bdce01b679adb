// SPDX-License-Identifier: Apache-2.0
// The options of an answer on a page: what is taken, what could be started, what is not suitable and why.
#pragma once

#include "euthymia/euthymia.hpp"
#include "page.hpp"

namespace cli {

/// What an answer is written from.
struct Answer {
    const euthymia::Advice& advice;
    const euthymia::Knowledge& knowledge;
};

/// Going on with, raising and stopping what is taken, whatever the verdict.
void write_taken_options(Page& page, const Answer& answer);
/// What could be started, best first.
void write_starts(Page& page, const Answer& answer);
/// What should not be started, with sources.
void write_unsuitable(Page& page, const Answer& answer);

}  // namespace cli
