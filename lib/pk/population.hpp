// SPDX-License-Identifier: Apache-2.0
// How much people differ: a band around the course of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/pk/course.hpp"

namespace euthymia::pk {

/// Coefficients of variation between persons, log-normal around the model; 0: everybody alike.
struct Variability {
    double elimination = 0.0;  ///< of the drug
    double metabolites = 0.0;  ///< of the elimination of each metabolite, apart from each other
    double absorption = 0.0;
};

/// Who is drawn. The same people for the same numbers, on every machine.
struct Draw {
    std::size_t persons = 1000;  ///< > 0
    std::uint64_t seed = 1;
};

/// Of the persons drawn, amounts at one sample.
struct Band {
    double low;  ///< the 5th in a hundred
    double middle;
    double high;  ///< the 95th
};

/// For one active substance, a band for each sample. Persons are simulated one by one; memory is persons * samples.
[[nodiscard]] std::vector<Band> bands(const LinearModel& model, const Course& course, const Variability& variability,
                                      std::size_t substance, Draw draw = {});

}  // namespace euthymia::pk
