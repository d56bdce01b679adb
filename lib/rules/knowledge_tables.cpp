// SPDX-License-Identifier: Apache-2.0
// The rows of a kind as a table: profiles, lines of treatment, evidence, occupancy of transporters.
#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "euthymia/knowledge.hpp"
#include "lib/pk/occupancy.hpp"
#include "lib/rules/held.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

constexpr std::int64_t thousand = 1000;  // numbers of rows are in thousandths

std::string text_of(const knowledge::Row& row, std::string_view name) { return std::string{row.text(name)}; }

std::optional<double> number_of(const knowledge::Row& row, std::string_view name) {
    const auto found = row.number(name);
    if (!found) return std::nullopt;
    return static_cast<double>(*found) / static_cast<double>(thousand);
}

std::optional<std::int64_t> count_of(const knowledge::Row& row, std::string_view name) {
    const auto found = row.number(name);
    return found ? std::optional{*found / thousand} : std::nullopt;
}

EffectEstimate estimate(const knowledge::Row& row, const knowledge::Source& source) {
    const auto text = [&](std::string_view name) { return text_of(row, name); };
    const auto number = [&](std::string_view name) { return number_of(row, name); };
    const auto count = [&](std::string_view name) { return count_of(row, name); };
    EffectEstimate one;
    one.about = text("about");
    one.condition = row.condition;
    one.population = text("population");
    one.intervention = text("intervention");
    one.comparator = text("comparator");
    one.outcome = text("outcome");
    one.measure = text("measure");
    one.value = number("value").value_or(0);
    one.low = number("low");
    one.high = number("high");
    one.interval = text("interval");
    one.at_weeks = number("at_weeks");
    one.trials = count("trials");
    one.participants = count("participants");
    one.certainty = text("certainty");
    one.remark = text("remark");
    one.source = source.title;
    one.place = row.place;
    one.statement = row.id;
    one.verified = row.verified;
    return one;
}

}  // namespace

std::vector<Profile> Knowledge::profiles() const {
    std::vector<Profile> all;
    for (const rules::Rule& rule : held_->rules->rules) {
        const knowledge::Row& row = *rule.row;
        if (row.kind != "profile") continue;
        for (const std::string_view substance : row.applies_to) {
            all.push_back({std::string{substance}, text_of(row, "aspect"), text_of(row, "grade"), std::string{row.id},
                           row.verified});
        }
    }
    std::sort(all.begin(), all.end(), [](const Profile& a, const Profile& b) {
        return std::tie(a.substance, a.aspect, a.statement) < std::tie(b.substance, b.aspect, b.statement);
    });
    return all;
}

std::vector<TreatmentLine> Knowledge::treatment_lines() const {
    std::vector<TreatmentLine> all;
    for (const rules::Rule& rule : held_->rules->rules) {
        const knowledge::Row& row = *rule.row;
        if (row.kind != "line") continue;
        TreatmentLine& line = all.emplace_back();
        line.guideline = row.guideline;
        line.condition = row.condition;
        line.subjects.assign(row.applies_to.begin(), row.applies_to.end());
        line.line = static_cast<int>(count_of(row, "line").value_or(0));
        line.population = text_of(row, "population");
        line.when = rule.condition;
        line.place = row.place;
        line.statement = row.id;
        line.verified = row.verified;
    }
    const auto place_of = [](const TreatmentLine& one) {
        return one.line == 0 ? std::numeric_limits<int>::max() : one.line;
    };
    std::sort(all.begin(), all.end(), [&](const TreatmentLine& a, const TreatmentLine& b) {
        return std::tuple{std::string_view{a.guideline}, std::string_view{a.condition}, place_of(a),
                          std::string_view{a.statement}} < std::tuple{std::string_view{b.guideline},
                                                                      std::string_view{b.condition}, place_of(b),
                                                                      std::string_view{b.statement}};
    });
    return all;
}

std::vector<EffectEstimate> Knowledge::evidence() const {
    std::vector<EffectEstimate> all;
    for (const rules::Rule& rule : held_->rules->rules) {
        const knowledge::Row& row = *rule.row;
        if (row.kind != "evidence") continue;
        all.push_back(estimate(row, *held_->rules->base.source(row.source)));
    }
    std::sort(all.begin(), all.end(), [](const EffectEstimate& a, const EffectEstimate& b) {
        return std::tie(a.condition, a.about, a.statement) < std::tie(b.condition, b.about, b.statement);
    });
    return all;
}

std::vector<OccupancyFit> Knowledge::occupancy_fits() const {
    constexpr double percent = 100.0;
    std::vector<OccupancyFit> all;
    for (const rules::Rule& rule : held_->rules->rules) {
        const knowledge::Row& row = *rule.row;
        if (row.kind != "occupancy_fit") continue;
        for (const std::string_view substance : row.applies_to) {
            OccupancyFit& fit = all.emplace_back();
            fit.substance = substance;
            fit.target = text_of(row, "target");
            fit.region = text_of(row, "region");
            fit.model = text_of(row, "model");
            fit.is_of_single_doses = row.text("dosing") == "single";
            fit.ceiling = number_of(row, "ceiling_percent").value_or(percent) / percent;
            fit.half_dose = number_of(row, "half_dose_mg").value_or(0.0);
            fit.source = held_->rules->base.source(row.source)->title;
            fit.place = row.place;
            fit.statement = row.id;
            fit.verified = row.verified;
        }
    }
    std::sort(all.begin(), all.end(), [](const OccupancyFit& a, const OccupancyFit& b) {
        return std::tie(a.substance, a.target, a.region, a.model, a.statement) <
               std::tie(b.substance, b.target, b.region, b.model, b.statement);
    });
    return all;
}

std::vector<OccupancyMeasured> Knowledge::occupancy_measured() const {
    constexpr double percent = 100.0;
    std::vector<OccupancyMeasured> all;
    for (const rules::Rule& rule : held_->rules->rules) {
        const knowledge::Row& row = *rule.row;
        if (row.kind != "occupancy_measured") continue;
        for (const std::string_view substance : row.applies_to) {
            OccupancyMeasured& one = all.emplace_back();
            one.substance = substance;
            one.target = text_of(row, "target");
            one.region = text_of(row, "region");
            one.dosing = text_of(row, "dosing");
            one.dose = Mass::from_ug(row.number("mg").value_or(0));
            one.share = number_of(row, "percent").value_or(0.0) / percent;
            one.hours_after = number_of(row, "hours_after");
            one.people = count_of(row, "people");
            one.source = held_->rules->base.source(row.source)->title;
            one.place = row.place;
            one.statement = row.id;
            one.verified = row.verified;
        }
    }
    std::sort(all.begin(), all.end(), [](const OccupancyMeasured& a, const OccupancyMeasured& b) {
        return std::tie(a.substance, a.target, a.region, a.dosing, a.dose, a.hours_after, a.statement) <
               std::tie(b.substance, b.target, b.region, b.dosing, b.dose, b.hours_after, b.statement);
    });
    return all;
}

double OccupancyFit::occupancy(Mass daily_dose) const {
    return daily_dose <= Mass{} ? 0.0 : pk::occupancy({ceiling, half_dose}, daily_dose.mg());
}

std::optional<Mass> OccupancyFit::dose_for(double share) const {
    const auto mg = pk::dose_for({ceiling, half_dose}, share);
    // Past a kilogram the curve has no answer that anybody could take.
    constexpr double most = 1e6;
    if (!mg || !(*mg <= most)) return std::nullopt;
    return Mass::from_ug(std::llround(*mg * static_cast<double>(thousand)));
}

}  // namespace v1
}  // namespace euthymia
