// SPDX-License-Identifier: Apache-2.0
// What a dose becomes in the body, for drugs whose rates do not depend on how much is there.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "lib/pk/hours.hpp"

namespace euthymia::pk {

/// Exchange between blood and tissue, 1/h.
struct Exchange {
    double to_tissue;
    double to_blood;
};

/// An active metabolite.
struct Metabolite {
    std::size_t of = 0;  ///< what it is made from: 0 the drug, n the n-th metabolite, an earlier one
    double share = 1.0;  ///< of what its precursor loses, that becomes it; 0 to 1
    double elimination = 0.0;  ///< 1/h, > 0
};

/// One dose by mouth: gut -> blood -> (metabolites), with or without a tissue that fills and empties.
///
/// Amounts are in the unit of the dose that reaches the blood. A volume would divide them all alike and is left out:
/// nothing here speaks of concentrations.
struct LinearModel {
    double absorption = 0.0;  ///< from the gut, 1/h, > 0
    double elimination = 0.0;  ///< of the drug from the blood, 1/h, > 0
    std::optional<Exchange> tissue;
    std::vector<Metabolite> metabolites;  ///< at most `max_metabolites`
};

constexpr std::size_t max_metabolites = 5;
constexpr std::size_t max_states = max_metabolites + 3;

/// Amounts: gut, drug, metabolites in their order, tissue last. What the model does not have stays 0.
using State = std::array<double, max_states>;
constexpr std::size_t gut = 0;
constexpr std::size_t drug = 1;

/// Rates by [to * max_states + from], 1/h.
using Rates = std::array<double, max_states * max_states>;

/// How many of the states the model has.
[[nodiscard]] std::size_t states(const LinearModel& model);
/// How many active substances: the drug and its metabolites.
[[nodiscard]] std::size_t moieties(const LinearModel& model);

/// @param clearance  by substance, drug first, what its elimination is multiplied with: an inhibitor, a genotype, age;
///                   short lists are filled with 1
[[nodiscard]] Rates rates(const LinearModel& model, const std::vector<double>& clearance = {});

/// Elimination rate of a half-life: ln 2 / t_half, 1/h.
[[nodiscard]] double rate_of(Hours half_life);

/// The absorption rate that puts the peak of a single dose at `peak`, 1/h: the root of
/// ln(k_a / k_e) / (k_a - k_e) = peak. One compartment; there is always exactly one.
/// @param elimination  1/h, > 0
/// @param peak         > 0, below 40 times the mean time of elimination: no drug peaks as late
/// Source: [rowland-tozer-2011, appendix, oral dose].
[[nodiscard]] double absorption_of_peak(double elimination, Hours peak);

/// Amounts at steady state, averaged over the dosing interval; every state, the gut too.
/// @param mg_per_hour  >= 0
[[nodiscard]] State steady_average(const LinearModel& model, double mg_per_hour);

/// Peak at steady state over peak after the first dose, for equal doses of a one-compartment drug with instant
/// absorption: R = 1 / (1 - 2^(-tau / t_half)).
/// Source: [rowland-tozer-2011, ch. 11].
[[nodiscard]] double accumulation_ratio(Hours half_life, Hours tau);

}  // namespace euthymia::pk
