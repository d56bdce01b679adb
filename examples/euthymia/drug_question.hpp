// SPDX-License-Identifier: Apache-2.0
// What questions about one drug have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "euthymia/euthymia.hpp"

namespace cli {

struct Drug {
    std::string substance;  ///< id
    std::string form;  ///< id, where the name of a product tells it
};

/// The drug a name means; nothing, after a complaint with the name that was probably meant.
[[nodiscard]] std::optional<Drug> drug_of(const euthymia::Knowledge& knowledge, const std::string& name);

/// "50", "50 %": above 0 and up to 100, as a share; nothing when it is none.
[[nodiscard]] std::optional<double> share_of(std::string_view text);

/// "75.2 %", in tenths, without a needless ".0".
[[nodiscard]] std::string percent(double share);

}  // namespace cli
