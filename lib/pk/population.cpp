// SPDX-License-Identifier: Apache-2.0
// How much people differ: a band around the course of one.
#include "lib/pk/population.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>

namespace euthymia::pk {

namespace {

// A factor with median 1 whose coefficient of variation is cv: exp(sigma z), sigma^2 = ln(1 + cv^2).
double factor(double cv, double z) { return std::exp(std::sqrt(std::log1p(cv * cv)) * z); }

// What is ordered stands on a grid, so that the last bits of one machine decide no rank.
double on_grid(double amount) { return std::round(amount * 1e9) / 1e9; }

double at_rank(std::vector<double>& values, double share) {
    const auto rank = static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return values[static_cast<std::size_t>(rank)];
}

}  // namespace

std::vector<Band> bands(const LinearModel& model, const Course& course, const Variability& variability,
                        std::size_t substance, Draw draw) {
    assert(draw.persons > 0 && substance < moieties(model));
    boost::random::mt19937_64 engine{draw.seed};
    boost::random::normal_distribution<double> normal;
    std::vector<std::vector<double>> by_sample(course.samples, std::vector<double>(draw.persons));
    for (std::size_t person = 0; person < draw.persons; ++person) {
        LinearModel own = model;
        own.absorption *= factor(variability.absorption, normal(engine));
        own.elimination *= factor(variability.elimination, normal(engine));
        for (Metabolite& metabolite : own.metabolites) {
            metabolite.elimination *= factor(variability.metabolites, normal(engine));
        }
        const Levels levels = simulate(own, course);
        for (std::size_t sample = 0; sample < course.samples; ++sample) {
            by_sample[sample][person] = on_grid(levels.at(sample, substance));
        }
    }
    std::vector<Band> all;
    all.reserve(course.samples);
    for (std::vector<double>& values : by_sample) {
        all.push_back({at_rank(values, 0.05), at_rank(values, 0.5), at_rank(values, 0.95)});
    }
    return all;
}

}  // namespace euthymia::pk
