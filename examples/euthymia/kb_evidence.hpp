// SPDX-License-Identifier: Apache-2.0
// What trials and meta-analyses found, with intervals where they print them.
#pragma once

#include <string>

#include "euthymia/euthymia.hpp"

namespace cli {

/// Which estimates to print; an empty text stands for all.
struct EvidenceAsked {
    std::string condition;  ///< "panic-disorder"
    std::string about;  ///< "combined-treatment"
    std::string
        subject;  ///< part of the name of either treatment, of the source or of the statement; case does not count
};

/// Prints them by condition and by what they are about. Returns the exit code.
int evidence(const euthymia::Knowledge& knowledge, EvidenceAsked asked);

}  // namespace cli
