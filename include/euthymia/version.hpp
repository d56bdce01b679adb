// SPDX-License-Identifier: Apache-2.0
// The library's version.
#pragma once

#include <string_view>

#include "euthymia/export.hpp"

// CMakeLists.txt reads the version from these three lines.
#define EUTHYMIA_VERSION_MAJOR 0
#define EUTHYMIA_VERSION_MINOR 1
#define EUTHYMIA_VERSION_PATCH 0

namespace euthymia {
inline namespace v1 {

/// "0.1.0", of the library that is linked.
[[nodiscard]] EUTHYMIA_EXPORT std::string_view version() noexcept;

}  // namespace v1
}  // namespace euthymia
