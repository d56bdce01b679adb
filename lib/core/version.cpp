// SPDX-License-Identifier: Apache-2.0
// The library's version.
#include "euthymia/version.hpp"

#define EUTHYMIA_TEXT_OF(number) #number
#define EUTHYMIA_DOTTED(major, minor, patch) \
    EUTHYMIA_TEXT_OF(major) "." EUTHYMIA_TEXT_OF(minor) "." EUTHYMIA_TEXT_OF(patch)

namespace euthymia {
inline namespace v1 {

std::string_view version() noexcept {
    return EUTHYMIA_DOTTED(EUTHYMIA_VERSION_MAJOR, EUTHYMIA_VERSION_MINOR, EUTHYMIA_VERSION_PATCH);
}

}  // namespace v1
}  // namespace euthymia
