// SPDX-License-Identifier: Apache-2.0
// Which concept of which code system.
#pragma once

#include <compare>
#include <string>

namespace euthymia {
inline namespace v1 {

/// One coding. `system` is the FHIR address of the code system, e.g. "http://snomed.info/sct".
struct Code {
    std::string system;
    std::string code;
    std::string display{};

    friend auto operator<=>(const Code&, const Code&) = default;
};

}  // namespace v1
}  // namespace euthymia
