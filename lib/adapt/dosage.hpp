// SPDX-License-Identifier: Apache-2.0
// What one dosage says: how much each time, how often, from when to when.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "euthymia/date.hpp"
#include "euthymia/json.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/patient.hpp"

namespace euthymia::adapt {

/// How much is taken each time, in whichever way it was said.
struct Amount {
    std::optional<Mass> mass;  ///< "50 mg"
    std::optional<std::int64_t> units;  ///< thousandths of a tablet, capsule or patch

    friend bool operator==(const Amount&, const Amount&) = default;
    [[nodiscard]] bool empty() const noexcept { return !mass && !units; }
};

/// One line of a prescription. What is not said, or not in simple words, stays empty.
struct Dosage {
    Amount amount;
    std::optional<Frequency> frequency;
    bool as_needed = false;
    bool changes = false;  ///< speaks of increasing, tapering, a range: no single dose holds
    bool from_words = false;  ///< something was taken from free text
    std::optional<DateRange> start;
    std::optional<DateRange> stop;
};

/// Every line of a record's `dosageInstruction` or `dosage`, in order. Lines that follow each other
/// (`sequence`) without dates have no dose: which of them holds today, nobody knows.
[[nodiscard]] std::vector<Dosage> read_dosages(JsonValue record);

/// What words say when all of them are understood: "Take 1 tablet by mouth twice daily", "50 mg every
/// other day as needed". One word that is not understood leaves dose and frequency empty.
[[nodiscard]] Dosage read_dosage_words(std::string_view text);

/// Dose of one substance: units times the product's strength, or the mass. Empty when the two disagree.
[[nodiscard]] std::optional<Mass> dose_of(const Amount& amount, const std::optional<Mass>& strength);

}  // namespace euthymia::adapt
