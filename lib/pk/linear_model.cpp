// SPDX-License-Identifier: Apache-2.0
// What a dose becomes in the body, for drugs whose rates do not depend on how much is there.
#include "lib/pk/linear_model.hpp"

#include <cassert>
#include <cmath>
#include <numbers>

#include "lib/pk/root.hpp"

namespace euthymia::pk {

std::size_t moieties(const LinearModel& model) { return 1 + model.metabolites.size(); }

std::size_t states(const LinearModel& model) { return 1 + moieties(model) + (model.tissue ? 1 : 0); }

Rates rates(const LinearModel& model, const std::vector<double>& clearance) {
    assert(model.metabolites.size() <= max_metabolites);
    Rates all{};
    const auto flow = [&](std::size_t to, std::size_t from) -> double& { return all[to * max_states + from]; };
    const auto lost = [&](std::size_t substance) {
        const double rate = substance == 0 ? model.elimination : model.metabolites[substance - 1].elimination;
        return rate * (substance < clearance.size() ? clearance[substance] : 1.0);
    };
    flow(gut, gut) = -model.absorption;
    flow(drug, gut) = model.absorption;
    flow(drug, drug) = -lost(0);
    for (std::size_t i = 0; i < model.metabolites.size(); ++i) {
        const Metabolite& metabolite = model.metabolites[i];
        assert(metabolite.of <= i);
        flow(drug + 1 + i, drug + metabolite.of) = metabolite.share * lost(metabolite.of);
        flow(drug + 1 + i, drug + 1 + i) = -lost(i + 1);
    }
    if (model.tissue) {
        const std::size_t tissue = states(model) - 1;
        flow(drug, drug) -= model.tissue->to_tissue;
        flow(tissue, drug) = model.tissue->to_tissue;
        flow(drug, tissue) = model.tissue->to_blood;
        flow(tissue, tissue) = -model.tissue->to_blood;
    }
    return all;
}

double rate_of(Hours half_life) { return std::numbers::ln2 / half_life.count(); }

double absorption_of_peak(double elimination, Hours peak) {
    assert(elimination > 0.0 && peak.count() > 0.0 && peak.count() * elimination < 40.0);
    // In x = ln(k_a / k_e) the peak is x / (k_e * (e^x - 1)), which falls steadily through all times.
    const auto late = [&](double x) {
        const double at = x == 0.0 ? 1.0 / elimination : x / (elimination * std::expm1(x));
        return std::log(at / peak.count());
    };
    // e^-40 to e^40: from hours to ages of the universe, for any half-life.
    const auto [low, high] = root(late, -40.0, 40.0);
    return elimination * std::exp((low + high) / 2.0);
}

State steady_average(const LinearModel& model, double mg_per_hour) {
    State average{};
    std::array<double, max_metabolites + 1> flow{mg_per_hour};  // what each substance gains and loses, mg/h
    average[gut] = mg_per_hour / model.absorption;
    average[drug] = mg_per_hour / model.elimination;
    for (std::size_t i = 0; i < model.metabolites.size(); ++i) {
        const Metabolite& metabolite = model.metabolites[i];
        flow[i + 1] = flow[metabolite.of] * metabolite.share;
        average[drug + 1 + i] = flow[i + 1] / metabolite.elimination;
    }
    if (model.tissue) average[states(model) - 1] = average[drug] * model.tissue->to_tissue / model.tissue->to_blood;
    return average;
}

double accumulation_ratio(Hours half_life, Hours tau) { return 1.0 / (1.0 - std::exp2(-(tau / half_life))); }

}  // namespace euthymia::pk
