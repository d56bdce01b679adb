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

/// The drug a name means; nothing, after a complaint about that option with the name that was probably meant.
[[nodiscard]] std::optional<Drug> drug_of(const euthymia::Knowledge& knowledge, const std::string& name,
                                          std::string_view option = "drug");

/// "sorensen-2022? (single)": the model, whether it was not yet read twice, and whether it is of single doses.
[[nodiscard]] std::string name_of(const euthymia::OccupancyFit& fit);

/// "75.2 %", in tenths, without a needless ".0".
[[nodiscard]] std::string percent(double share);

}  // namespace cli
