// SPDX-License-Identifier: Apache-2.0
// A checked and compiled edition as bytes: what is built into the library, read in a few milliseconds.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "euthymia/result.hpp"
#include "lib/rules/held.hpp"

namespace euthymia::rules {

/// The image of an edition: equal editions give equal bytes on one kind of machine. For the same version of the
/// library on that kind only.
[[nodiscard]] std::string write_image(const Knowledge::Held& held);

/// The edition of an image. Refuses bytes of another version or kind of machine, and damaged ones, by a checksum:
/// against accidents, not against somebody who means harm. The bytes must outlive the edition.
[[nodiscard]] Result<std::shared_ptr<const Knowledge::Held>> read_image(std::span<const std::byte> image);

/// The image built into the library.
[[nodiscard]] std::span<const std::byte> embedded_image();

}  // namespace euthymia::rules
