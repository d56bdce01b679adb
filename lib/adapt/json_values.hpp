// SPDX-License-Identifier: Apache-2.0
// Values that every JSON answer writes alike.
#pragma once

#include <string_view>

#include "euthymia/mass.hpp"

#include <boost/json.hpp>

namespace euthymia::adapt {

/// Text for Boost.JSON; points into `text`.
[[nodiscard]] inline boost::json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

/// {"ug": 12500, "text": "12.5 mg"}
[[nodiscard]] inline boost::json::object dose(Mass mass) {
    return {{"ug", mass.ug()}, {"text", view(to_string(mass))}};
}

}  // namespace euthymia::adapt
