// SPDX-License-Identifier: Apache-2.0
// Which products of a drug a plan may be made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "euthymia/mass.hpp"
#include "euthymia/result.hpp"
#include "lib/plan/dispensable.hpp"
#include "lib/plan/drug_rows.hpp"

namespace euthymia::plan {

/// Doses of one release of a drug in one country. Releases and salts are never mixed: their milligrams are not alike.
struct Dispensed {
    std::string country;
    std::string release;  ///< "ir", "xl", ...; "immediate", ... where the drug has no forms of its own
    bool is_immediate = false;
    std::vector<Dispensable> doses;  ///< up to the daily dose, which is the last of them
};

/// What is asked of them.
struct Wanted {
    std::string_view jurisdiction;  ///< empty: the first country with products
    std::string_view release;  ///< form id or its beginning; empty: any
    std::vector<std::string> forms;  ///< "tablet", "capsule", "liquid"; empty: all
    Mass daily_dose;
    bool is_exact = true;  ///< else the nearest dose below will do
};

/// The first release that makes the daily dose; immediate release before others.
/// Errors: as `plan_taper` for the drug's products, forms, release, country and daily dose.
[[nodiscard]] Result<Dispensed> dispensed_for(const DrugRows& drug, const Wanted& wanted);

}  // namespace euthymia::plan
