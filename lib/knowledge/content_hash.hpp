// SPDX-License-Identifier: Apache-2.0
// By what name the content of an edition, or of a finding, is known.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lib/knowledge/base.hpp"

namespace euthymia::knowledge {

/// A name that is the same for the same files whatever their order: a version 5 UUID [rfc-9562, sec. 5.5] over
/// paths and texts. It identifies an edition; it does not prove who made it.
[[nodiscard]] std::string content_hash(std::span<const File> files);

/// The same for one text, such as what a finding says.
[[nodiscard]] std::string content_id(std::string_view text);

}  // namespace euthymia::knowledge
