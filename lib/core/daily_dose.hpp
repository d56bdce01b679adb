// SPDX-License-Identifier: Apache-2.0
// How much the records of one substance and form add up to per day.
#pragma once

#include <optional>
#include <span>

#include "euthymia/mass.hpp"
#include "euthymia/patient.hpp"

namespace euthymia::core {

struct DailyDose {
    std::optional<Mass> total;  ///< to the nearest microgram; empty when any part of it is not known
    bool as_needed = false;
    bool duplicate_orders = false;  ///< orders of the very same product and dose; counted once
};

/// Adds up records of one substance and form that hold on the same day. Their order does not matter.
///
/// 1. The same tablets appear as an order, a statement and a dispense: only the orders count; without any
///    the statements, then the latest dispense, then the latest administration.
/// 2. Orders of different product, strength or dose add up; so do parts of one order (one reference).
/// 3. Orders alike in product, dose and frequency count once, a missing product being like any other.
///    Alike in product and dose but not in frequency, they may be a renewal or an addition: no total.
/// 4. No total either when a dose or frequency is missing, when a part is taken as needed, or when a
///    statement as new as the orders names an amount that is neither theirs nor that of one of them.
[[nodiscard]] DailyDose daily_dose(std::span<const MedicineRecord* const> records);

}  // namespace euthymia::core
