// SPDX-License-Identifier: Apache-2.0
// Which daily doses a pharmacy can make of the products there are.
#pragma once

#include <string>
#include <vector>

#include "euthymia/plan.hpp"

namespace euthymia::plan {

struct Product {
    std::string form;
    Mass strength;  ///< of a unit, or of a millilitre
    bool is_liquid = false;
    bool may_be_halved = false;
    std::string statement;
};

/// A daily dose and the fewest units that make it.
struct Dispensable {
    Mass dose;
    std::vector<DispensedPart> parts;
    int units = 0;  ///< in tenths; a liquid counts as two and a half units, half a tablet as one and a half
};

/// Every dose up to `most`, by dose, each once. Whole and half units of one or two strengths of one form, at most
/// six; or one liquid in steps of a tenth of a millilitre, at most 20 ml.
[[nodiscard]] std::vector<Dispensable> dispensable_doses(const std::vector<Product>& products, Mass most);

/// The smallest dose of whole or half units; of a drug that is only a liquid, the smallest of that.
[[nodiscard]] Mass smallest_unit(const std::vector<Dispensable>& doses);

}  // namespace euthymia::plan
