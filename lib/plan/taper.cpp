// SPDX-License-Identifier: Apache-2.0
// How to stop an antidepressant: what the knowledge says of it, and the best way down of the doses there are.
#include "euthymia/taper.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/plan/descent.hpp"
#include "lib/plan/drug_rows.hpp"
#include "lib/plan/pace.hpp"
#include "lib/plan/products.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

using knowledge::Row;
using plan::Dispensable;
using plan::DrugRows;
using std::chrono::days;

constexpr double millionth = 1e6;
// Ten years of weekly steps: past that the request is a typing error.
constexpr days longest{3653};
constexpr days a_year{366};
// More rungs than anybody climbs down, and more doses than any product has; together they keep the search short.
constexpr std::size_t most_rungs = 104;
constexpr std::size_t most_doses = 1000;

Error wrong(ErrorCode code, std::string where, std::string detail) {
    return {code, std::move(where), std::move(detail)};
}

// How high a dose stands on the way, 0 to 1: what the method makes even.
class Measure {
public:
    Measure(TaperMethod method, std::optional<OccupancyFit> fit, Mass top, Mass smallest)
        : method_{method}, fit_{std::move(fit)}, top_{top}, smallest_{smallest} {}

    /// In millionths of the whole way.
    [[nodiscard]] std::int64_t height(Mass dose) const { return std::llround(raw(dose) / raw(top_) * millionth); }

private:
    [[nodiscard]] double raw(Mass dose) const {
        if (method_ == TaperMethod::linear) return dose.mg();
        if (method_ == TaperMethod::occupancy && fit_) return fit_->occupancy(dose);
        // Even steps are even shares of the dose before, and even amounts below the smallest unit there is.
        return std::log1p(dose.mg() / smallest_.mg());
    }

    TaperMethod method_;
    std::optional<OccupancyFit> fit_;
    Mass top_;
    Mass smallest_;
};

// Of several fits the one asked for; else of repeated doses, of the serotonin transporter, with a printed ceiling, in
// the striatum, and then the one that stays occupied down to the lowest doses, which makes the end of a taper the most
// careful.
Result<std::optional<OccupancyFit>> fit_of(const Knowledge& knowledge, const TaperRequest& request) {
    std::set<std::string> models;
    std::optional<OccupancyFit> first;
    const auto rank = [](const OccupancyFit& one) {
        return std::tuple{one.target != "SERT", one.ceiling == 1.0, one.region.find("striatum") == std::string::npos,
                          one.half_dose};
    };
    for (OccupancyFit& fit : knowledge.occupancy_fits()) {
        if (fit.substance != request.substance) continue;
        models.insert(fit.model);
        const bool is_wanted = request.model.empty() ? !fit.is_of_single_doses : fit.model == request.model;
        if (is_wanted && (!first || rank(fit) < rank(*first))) first = std::move(fit);
    }
    if (request.model.empty() || first) return first;
    return wrong(ErrorCode::unknown_name, "/model",
                 models.empty() ? "the drug has no fit" : "there are " + core::listed(models));
}

bool is_between(std::optional<days> length, days least, days most) {
    return !length || (*length >= least && *length <= most);
}

std::optional<Error> out_of_range(const TaperRequest& request) {
    const Date first = std::chrono::year{1} / 1 / 1;
    const Date last = std::chrono::year{9999} / 12 / 31;
    if (request.daily_dose.value_or(Mass{}) <= Mass{})
        return wrong(ErrorCode::out_of_range, "/daily_dose", "a dose above 0 is needed");
    if (request.start < first || request.start > last - static_cast<int>(most_rungs) * a_year) {
        return wrong(ErrorCode::out_of_range, "/start", "a day that calendars can write");
    }
    if (request.duration && request.largest_step) {
        return wrong(ErrorCode::invalid_argument, "/duration", "give a duration or a largest step, not both");
    }
    if (!is_between(request.duration, days{1}, longest)) {
        return wrong(ErrorCode::out_of_range, "/duration", "a day to ten years");
    }
    if (!is_between(request.interval, days{1}, a_year)) {
        return wrong(ErrorCode::out_of_range, "/interval", "a day to a year");
    }
    if (request.largest_step && !(*request.largest_step > 0.0 && *request.largest_step <= 1.0)) {
        return wrong(ErrorCode::out_of_range, "/largest_step", "above 0 and up to 1");
    }
    return std::nullopt;
}

// Days of `whole` for each of `count` doses: even, and what is left over to the last and smallest.
std::vector<days> shared_out(days whole, std::size_t count) {
    const auto parts = static_cast<days::rep>(count);
    std::vector<days> each(count, days{whole.count() / parts});
    for (auto left = whole.count() % parts; left > 0; --left) ++each[count - static_cast<std::size_t>(left)];
    return each;
}

struct Way {
    plan::Descent descent;
    std::vector<days> lengths;  // of each rung
    bool is_steeper_than_usual = false;
};

struct Ladder {
    std::vector<plan::Rung> rungs;  // the dose of now is the last
    std::int64_t cut;  // millionths
    days interval;
};

Way way_of_duration(const Ladder& ladder, days duration) {
    const auto most = std::min(most_rungs, static_cast<std::size_t>(duration / ladder.interval));
    Way way{plan::smoothest(ladder.rungs, ladder.rungs.back(), most, ladder.cut), {}, false};
    if (!way.descent.rungs.empty()) way.lengths = shared_out(duration, way.descent.rungs.size());
    return way;
}

Result<Way> way_of_step(const Ladder& ladder, std::optional<double> wanted, std::optional<double> usual) {
    const plan::Rung& top = ladder.rungs.back();
    const std::int64_t step = std::llround(wanted.value_or(usual.value_or(0.0)) * millionth);
    plan::Descent descent = plan::shortest(ladder.rungs, top, step, most_rungs, ladder.cut);
    const std::size_t count = descent.rungs.size();
    const bool is_steeper = descent.largest_step > step;
    if (is_steeper && wanted && count > 0) {
        constexpr std::int64_t per_mille = 1000;
        return wrong(ErrorCode::unsupported, "/largest_step",
                     "no sequence of these products has steps that small; the smallest possible is " +
                         core::format_decimal((descent.largest_step + per_mille - 1) / per_mille, 1) +
                         " percent of the way");
    }
    return Way{std::move(descent), std::vector<days>(count, ladder.interval), is_steeper && !wanted};
}

// The longest wait before each drug or group that may follow: as the country has it, as another has it where the
// country says nothing. None is told twice: not that of a drug beside its group's, if it is no longer.
void add_waits(const DrugRows& drug, TaperPlan& plan) {
    struct Told {
        bool is_elsewhere;
        std::int64_t shorter;  // the longest first
        std::set<std::string_view> drugs;
        plan::Wait wait;
    };
    std::vector<Told> all;
    for (const plan::Wait& wait : drug.waits_after()) {
        all.push_back({!plan::is_for(*wait.row, plan.jurisdiction), -wait.row->number("days").value_or(0),
                       drug.members(wait.next), wait});
    }
    std::stable_sort(all.begin(), all.end(), [](const Told& a, const Told& b) {
        return std::tuple{a.is_elsewhere, a.shorter, b.drugs.size()} <
               std::tuple{b.is_elsewhere, b.shorter, a.drugs.size()};
    });
    for (auto one = all.begin(); one != all.end(); ++one) {
        const bool is_covered = std::any_of(all.begin(), one, [&](const Told& before) {
            return before.wait.next == one->wait.next ||
                   (!one->drugs.empty() &&
                    std::includes(before.drugs.begin(), before.drugs.end(), one->drugs.begin(), one->drugs.end()));
        });
        if (is_covered) continue;
        const Row& row = *one->wait.row;
        std::string text = drug.wording(one->is_elsewhere ? "taper/washout-elsewhere" : "taper/washout", row);
        text = core::replaced(std::move(text), "{next}", drug.label(one->wait.next));
        plan.notes.push_back(drug.note(row, core::replaced(std::move(text), "{country}", row.jurisdiction)));
    }
}

// Of one release alone is what names it.
bool is_of(const Row& row, std::string_view release) {
    return std::all_of(row.applies_to.begin(), row.applies_to.end(), [&](std::string_view subject) {
        const std::size_t dot = subject.find('.');
        return dot == std::string_view::npos || subject.substr(dot + 1) == release;
    });
}

// Statements on stopping the drug that hold for everybody who takes it.
void add_notes(const DrugRows& drug, TaperPlan& plan) {
    const Row* no_taper = nullptr;
    bool needs_taper = false;
    std::set<std::string> said;
    for (const Row* row : drug.rows()) {
        if (!plan::is_for(*row, plan.jurisdiction)) continue;
        if (row->kind == "discontinuation" && row->text("taper") != "no") needs_taper = true;
        if (row->kind == "discontinuation" && row->text("taper") == "no" && no_taper == nullptr) no_taper = row;
        if (row->kind != "taper" || row->message.empty() || !is_of(*row, plan.release)) continue;
        std::string text = drug.wording(row->message, *row);
        if (said.insert(text).second) plan.notes.push_back(drug.note(*row, std::move(text)));
    }
    add_waits(drug, plan);
    if (!needs_taper && no_taper != nullptr) {
        plan.not_needed = drug.note(*no_taper, drug.wording("taper/not-needed", *no_taper));
    }
}

bool is_ever_stopped(const DrugRows& drug) {
    return std::any_of(drug.rows().begin(), drug.rows().end(),
                       [](const Row* row) { return row->kind == "discontinuation"; });
}

void fill(TaperPlan& plan, const Way& way, const Ladder& ladder, const std::vector<Dispensable>& doses, Date day) {
    std::int64_t height = ladder.rungs.back().height;
    for (std::size_t i = 0; i < way.descent.rungs.size(); ++i) {
        const std::size_t rung = way.descent.rungs[i];
        TaperDose& dose = plan.doses.emplace_back();
        dose.from = day;
        day += way.lengths[i];
        dose.until = day - days{1};
        dose.daily_dose = doses[rung].dose;
        dose.taken_as = doses[rung].parts;
        if (plan.fit) dose.occupancy = plan.fit->occupancy(dose.daily_dose);
        dose.step = static_cast<double>(height - ladder.rungs[rung].height) / millionth;
        height = ladder.rungs[rung].height;
    }
    plan.stop = day;
    plan.last_step = static_cast<double>(height) / millionth;
    plan.largest_step = static_cast<double>(way.descent.largest_step) / millionth;
    plan.even_step = 1.0 / static_cast<double>(plan.doses.size() + 1);
    plan.is_steeper_than_usual = way.is_steeper_than_usual;
}

// What nothing can be planned without, and how long a dose is kept.
Result<days> interval_of(const TaperRequest& request, const plan::Pace& pace) {
    const bool needs_usual = !request.duration && !request.largest_step && !pace.usual_step;
    if (!pace.cut || !pace.interval || !pace.usual_interval || needs_usual) {
        return wrong(ErrorCode::unsupported, "/substance",
                     "nothing is known of how fast it may be reduced; ask a specialist");
    }
    const days usual = std::max(*pace.usual_interval, *pace.interval);
    if (request.interval) return std::max(*request.interval, *pace.interval);
    // In a short time steps come sooner than usual, never sooner than sourced.
    return request.duration && *request.duration < 2 * usual ? *pace.interval : usual;
}

}  // namespace

Result<TaperPlan> plan_taper(const Knowledge& knowledge, const TaperRequest& request) {
    if (auto error = out_of_range(request)) return *error;
    const DrugRows drug{knowledge, request.substance};
    if (!drug.is_known())
        return wrong(ErrorCode::unknown_name, "/substance", "no drug that can be proposed is called so");
    if (!is_ever_stopped(drug)) return wrong(ErrorCode::unsupported, "/substance", "nothing is known of stopping it");
    auto fit = fit_of(knowledge, request);
    if (!fit) return fit.error();
    auto dispensed =
        plan::dispensed_for(drug, {request.jurisdiction, request.release, request.forms, *request.daily_dose});
    if (!dispensed) return dispensed.error();
    const std::vector<Dispensable>& doses = dispensed->doses;
    if (doses.size() > most_doses) return wrong(ErrorCode::unsupported, "/daily_dose", "too many doses can be made");
    const plan::Pace pace = plan::pace_of(drug, dispensed->country);
    const auto interval = interval_of(request, pace);
    if (!interval) return interval.error();

    const Measure measure{request.method, *fit, *request.daily_dose, plan::smallest_unit(doses)};
    Ladder ladder{{}, std::llround(*pace.cut * millionth), *interval};
    for (const Dispensable& one : doses) ladder.rungs.push_back({one.dose.ug(), measure.height(one.dose), one.units});
    auto way = request.duration ? Result<Way>{way_of_duration(ladder, *request.duration)}
                                : way_of_step(ladder, request.largest_step, pace.usual_step);
    if (!way) return way.error();

    TaperPlan plan;
    plan.substance = request.substance;
    plan.label = knowledge.label(request.substance);
    plan.daily_dose = *request.daily_dose;
    plan.jurisdiction = dispensed->country;
    plan.release = dispensed->release;
    plan.may_be_divided = dispensed->is_immediate;
    plan.fit = *fit;
    const bool has_no_fit = request.method == TaperMethod::occupancy && !plan.fit;
    plan.method = has_no_fit ? TaperMethod::proportional : request.method;
    plan.interval = *interval;
    if (plan.fit) plan.occupancy = plan.fit->occupancy(*request.daily_dose);
    add_notes(drug, plan);
    if (way->descent.rungs.empty() && !plan.not_needed) {
        if (request.duration && *request.duration < *interval) {
            return wrong(ErrorCode::unsupported, "/duration", "shorter than one step: that would be an abrupt stop");
        }
        return wrong(ErrorCode::unsupported, "/daily_dose",
                     "no smaller dose can be made that keeps to the largest cut: it would be an abrupt stop; ask for "
                     "other forms or a specialist");
    }
    fill(plan, *way, ladder, doses, request.start);
    plan.edition = knowledge.edition();
    plan.hash = knowledge.hash();
    return plan;
}

std::string_view name_of(TaperMethod method) noexcept {
    switch (method) {
        case TaperMethod::occupancy:
            return "occupancy";
        case TaperMethod::proportional:
            return "proportional";
        case TaperMethod::linear:
            break;
    }
    return "linear";
}

}  // namespace v1
}  // namespace euthymia
