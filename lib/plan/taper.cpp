// SPDX-License-Identifier: Apache-2.0
// How to stop an antidepressant: what the knowledge says of it, and the best way down of the doses there are.
#include "euthymia/taper.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/plan/descent.hpp"
#include "lib/plan/dispensable.hpp"
#include "lib/rules/held.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

using knowledge::Row;
using std::chrono::days;

constexpr double millionth = 1e6;
// Ten years of weekly steps: past that the request is a typing error.
constexpr days longest{3653};
// More rungs than anybody climbs down; keeps the search below a second.
constexpr std::size_t most_rungs = 104;

Error wrong(ErrorCode code, std::string where, std::string detail) {
    return {code, std::move(where), std::move(detail)};
}

bool is_liquid(std::string_view form) {
    return form.starts_with("oral solution") || form.starts_with("oral suspension") || form.starts_with("oral drops") ||
           form.starts_with("oral liquid");
}

std::string_view family(std::string_view form) {
    if (is_liquid(form)) return "liquid";
    if (form.find("capsule") != std::string_view::npos) return "capsule";
    return form.find("tablet") != std::string_view::npos ? std::string_view{"tablet"} : std::string_view{};
}

std::string_view member(const Row& row, std::string_view name) {
    const auto found = row.texts.find(name);
    return found == row.texts.end() ? std::string_view{} : std::string_view{found->second};
}

std::optional<std::int64_t> number(const Row& row, std::string_view name) {
    const auto found = row.numbers.find(name);
    if (found == row.numbers.end()) return std::nullopt;
    return found->second;
}

// Of a drug: the rows that bear on stopping it, in the order of the knowledge base.
class Facts {
public:
    Facts(const Knowledge& knowledge, std::string_view substance) : held_{knowledge.held()} {
        const rules::RuleBase& base = *held_.rules;
        std::set<std::uint32_t> forms;
        for (std::uint32_t i = 0; i < base.candidates.size(); ++i) {
            const rules::Candidate& candidate = base.candidates[i];
            if (candidate.substance != nullptr && candidate.substance->id == substance) forms.insert(i);
        }
        for (const rules::Rule& rule : base.rules) {
            const bool about = std::any_of(rule.candidates.begin(), rule.candidates.end(),
                                           [&](std::uint32_t candidate) { return forms.contains(candidate); });
            if (about) rows_.push_back(rule.row);
        }
        known_ = !forms.empty();
    }

    [[nodiscard]] bool known() const { return known_; }
    [[nodiscard]] const std::vector<const Row*>& rows() const { return rows_; }

    [[nodiscard]] TaperNote note(const Row& row, std::string text) const {
        return {std::move(text), std::string{held_.rules->base.source(row.source)->title}, std::string{row.place},
                std::string{row.id}, row.verified};
    }
    [[nodiscard]] std::string wording(std::string_view message) const {
        const auto& messages = held_.rules->base.messages;
        const auto found = messages.find(message);
        return found == messages.end() ? std::string{message} : std::string{found->second};
    }
    [[nodiscard]] const Knowledge::Held& held() const { return held_; }

private:
    const Knowledge::Held& held_;
    std::vector<const Row*> rows_;
    bool known_ = false;
};

bool is_for(const Row& row, std::string_view jurisdiction) {
    return row.jurisdiction.empty() || row.jurisdiction == jurisdiction;
}

// What is dispensed in one country.
std::vector<const Row*> products_in(const Facts& facts, std::string_view jurisdiction) {
    std::vector<const Row*> all;
    for (const Row* row : facts.rows()) {
        const bool is_taken = row->kind == "product" && !family(member(*row, "product_form")).empty();
        const bool has_strength = number(*row, "strength_mg") || number(*row, "mg_per_ml");
        if (is_taken && has_strength && row->jurisdiction == jurisdiction) all.push_back(row);
    }
    return all;
}

std::string release_of(const Row& row) {
    const std::string_view release = member(row, "release");
    return release.empty() ? "immediate" : std::string{release};
}

std::string listed(const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

// The country, the release and the products asked for, or what is there instead.
struct Dispensed {
    std::string jurisdiction;
    std::string release;
    std::vector<plan::Product> products;
};

Result<std::string> country_of(const Facts& facts, const TaperRequest& request) {
    std::set<std::string> with;
    for (const std::string& country : facts.held().rules->base.jurisdictions) {
        if (products_in(facts, country).empty()) continue;
        if (request.jurisdiction.empty() || request.jurisdiction == country) return country;
        with.insert(country);
    }
    if (with.empty()) {
        return wrong(ErrorCode::unsupported, "/substance", "no product of it that is taken by mouth is known here");
    }
    return wrong(ErrorCode::unknown_name, "/jurisdiction",
                 "no product is known there; there are some in " + listed(with));
}

Result<Dispensed> dispensed_for(const Facts& facts, const TaperRequest& request) {
    auto country = country_of(facts, request);
    if (!country) return country.error();
    Dispensed found{*country, request.release, {}};
    const std::vector<const Row*> rows = products_in(facts, *country);
    std::set<std::string> releases;
    for (const Row* row : rows) releases.insert(release_of(*row));
    releases.erase("weekly");  // no daily dose is made of them
    if (releases.empty()) {
        return wrong(ErrorCode::unsupported, "/substance", "no product of it is taken daily by mouth there");
    }
    if (found.release.empty()) found.release = releases.contains("immediate") ? "immediate" : *releases.begin();
    if (!releases.contains(found.release)) {
        return wrong(ErrorCode::unknown_name, "/release", "there are " + listed(releases));
    }
    std::set<std::string> forms;
    for (const Row* row : rows) {
        if (release_of(*row) != found.release) continue;
        const std::string_view form = member(*row, "product_form");
        const std::string_view kind = family(form);
        forms.emplace(kind);
        const bool is_wanted =
            request.forms.empty() || std::find(request.forms.begin(), request.forms.end(), kind) != request.forms.end();
        if (!is_wanted) continue;
        const std::int64_t strength = number(*row, is_liquid(form) ? "mg_per_ml" : "strength_mg").value_or(0);
        if (strength <= 0) continue;
        // Only a scored tablet that lets go of its drug at once is ever halved.
        const bool may_be_halved = kind == "tablet" && found.release == "immediate" && member(*row, "scored") == "yes";
        found.products.push_back(
            {std::string{form}, Mass::from_ug(strength), is_liquid(form), may_be_halved, std::string{row->id}});
    }
    for (const std::string& form : request.forms) {
        if (!forms.contains(form)) return wrong(ErrorCode::unknown_name, "/forms", "there are " + listed(forms));
    }
    return found;
}

// Limits of steps from the knowledge: the strictest that hold there.
struct Limits {
    double cut = 1.0;  // largest share of a dose that a step removes
    days interval{0};
    days usual_interval{1};
    double usual_step = 1.0;
};

Limits limits_of(const Facts& facts, std::string_view jurisdiction) {
    constexpr double percent = 100'000;  // a hundred percent, in thousandths
    constexpr std::int64_t thousandth = 1000;
    Limits limits;
    for (const Row* row : facts.rows()) {
        if (row->kind != "taper" || !is_for(*row, jurisdiction)) continue;
        const auto share = [&](std::string_view name) { return static_cast<double>(*number(*row, name)) / percent; };
        const auto length = [&](std::string_view name) { return days{*number(*row, name) / thousandth}; };
        if (number(*row, "most_percent")) limits.cut = std::min(limits.cut, share("most_percent"));
        if (number(*row, "at_least_days")) limits.interval = std::max(limits.interval, length("at_least_days"));
        if (number(*row, "usual_days")) limits.usual_interval = std::max(limits.usual_interval, length("usual_days"));
        if (number(*row, "usual_step_percent")) {
            limits.usual_step = std::min(limits.usual_step, share("usual_step_percent"));
        }
    }
    return limits;
}

// How high a dose stands on the way, 0 to 1: what the method makes even.
class Measure {
public:
    Measure(TaperMethod method, const std::optional<OccupancyFit>& fit, Mass top, Mass smallest)
        : method_{method}, fit_{fit}, top_{top}, smallest_{smallest} {}

    [[nodiscard]] double height(Mass dose) const { return raw(dose) / raw(top_); }

private:
    [[nodiscard]] double raw(Mass dose) const {
        if (method_ == TaperMethod::linear) return dose.mg();
        if (method_ == TaperMethod::occupancy && fit_) return fit_->occupancy(dose);
        // Even steps are even shares of the dose before, and even amounts below the smallest dose there is.
        return std::log1p(dose.mg() / smallest_.mg());
    }

    TaperMethod method_;
    const std::optional<OccupancyFit>& fit_;
    Mass top_;
    Mass smallest_;
};

Result<std::optional<OccupancyFit>> fit_of(const Knowledge& knowledge, const TaperRequest& request) {
    std::set<std::string> models;
    std::optional<OccupancyFit> first;
    for (OccupancyFit& fit : knowledge.occupancy_fits()) {
        if (fit.substance != request.substance) continue;
        models.insert(fit.model);
        const bool is_wanted = request.model.empty() || fit.model == request.model;
        // A fit of both kinds of transporter: that of serotonin, and of regions that of the striatum where there is one.
        const auto rank = [](const OccupancyFit& one) {
            return std::pair{one.target != "SERT", one.region.find("striatum") == std::string::npos};
        };
        if (is_wanted && (!first || rank(fit) < rank(*first))) first = std::move(fit);
    }
    if (!request.model.empty() && !first) {
        return wrong(ErrorCode::unknown_name, "/model",
                     models.empty() ? "the drug has no fit" : "there are " + listed(models));
    }
    return first;
}

std::optional<Error> out_of_range(const TaperRequest& request) {
    if (request.daily_dose <= Mass{}) return wrong(ErrorCode::out_of_range, "/daily_dose", "a dose above 0 is needed");
    if (request.duration && request.largest_step) {
        return wrong(ErrorCode::invalid_argument, "/duration", "give a duration or a largest step, not both");
    }
    if (request.duration && (*request.duration < days{1} || *request.duration > longest)) {
        return wrong(ErrorCode::out_of_range, "/duration", "a day to ten years");
    }
    if (request.interval && (*request.interval < days{1} || *request.interval > longest)) {
        return wrong(ErrorCode::out_of_range, "/interval", "a day to ten years");
    }
    if (request.largest_step && !(*request.largest_step > 0.0 && *request.largest_step <= 1.0)) {
        return wrong(ErrorCode::out_of_range, "/largest_step", "above 0 and up to 1");
    }
    return std::nullopt;
}

std::int64_t grid(double height) { return std::llround(height * millionth); }

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
};

Result<Way> way_down(const TaperRequest& request, const std::vector<plan::Rung>& rungs, const plan::Rung& top,
                     const Limits& limits, days interval) {
    const std::int64_t cut = grid(limits.cut);
    if (request.duration) {
        const auto most = std::min(most_rungs, static_cast<std::size_t>(*request.duration / interval));
        Way way{plan::smoothest(rungs, top, most, cut), {}};
        if (!way.descent.rungs.empty()) way.lengths = shared_out(*request.duration, way.descent.rungs.size());
        return way;
    }
    const std::int64_t step = grid(request.largest_step.value_or(limits.usual_step));
    auto descent = plan::shortest(rungs, top, step, most_rungs, cut);
    if (!descent) {
        const std::int64_t smallest = plan::smoothest(rungs, top, most_rungs, cut).largest_step;
        if (request.largest_step) {
            constexpr std::int64_t per_mille = 1000;
            return wrong(ErrorCode::unsupported, "/largest_step",
                         "no sequence of these products has steps that small; the smallest possible is " +
                             core::format_decimal((smallest + per_mille - 1) / per_mille, 1) + " percent of the way");
        }
        descent = plan::shortest(rungs, top, smallest, most_rungs, cut);
    }
    return Way{*descent, std::vector<days>(descent->rungs.size(), interval)};
}

void add_notes(const Facts& facts, TaperPlan& plan) {
    for (const Row* row : facts.rows()) {
        if (row->kind == "discontinuation" && member(*row, "taper") == "no" && !plan.not_needed) {
            const std::string country = row->jurisdiction.empty() ? "" : " (" + std::string{row->jurisdiction} + ")";
            plan.not_needed = facts.note(*row, facts.wording("taper/not-needed") + country);
        }
        if (!is_for(*row, plan.jurisdiction)) continue;
        if (row->kind == "taper" && !row->message.empty()) {
            plan.notes.push_back(facts.note(*row, facts.wording(row->message)));
        }
    }
}

}  // namespace

Result<TaperPlan> plan_taper(const Knowledge& knowledge, const TaperRequest& request) {
    if (auto error = out_of_range(request)) return *error;
    const Facts facts{knowledge, request.substance};
    if (!facts.known())
        return wrong(ErrorCode::unknown_name, "/substance", "no drug that can be proposed is called so");
    auto dispensed = dispensed_for(facts, request);
    if (!dispensed) return dispensed.error();
    auto fit = fit_of(knowledge, request);
    if (!fit) return fit.error();
    const std::vector<plan::Dispensable> doses = plan::dispensable_doses(dispensed->products, request.daily_dose);
    if (doses.empty() || doses.back().dose != request.daily_dose) {
        return wrong(ErrorCode::unsupported, "/daily_dose",
                     "no product of these forms makes this dose" +
                         (doses.empty() ? "" : "; the nearest below is " + to_string(doses.back().dose)));
    }
    const Limits limits = limits_of(facts, dispensed->jurisdiction);
    if (limits.cut >= 1.0 || limits.interval < days{1}) {
        return wrong(ErrorCode::unsupported, "/substance",
                     "nothing is known of how fast it may be reduced; ask a specialist");
    }
    const days interval = std::max(request.interval.value_or(limits.usual_interval), limits.interval);
    const Measure measure{request.method, *fit, request.daily_dose, doses.front().dose};
    std::vector<plan::Rung> rungs;
    for (const plan::Dispensable& one : doses)
        rungs.push_back({one.dose.ug(), grid(measure.height(one.dose)), one.units});
    auto way = way_down(request, rungs, rungs.back(), limits, interval);
    if (!way) return way.error();

    TaperPlan plan;
    plan.substance = request.substance;
    plan.label = knowledge.label(request.substance);
    plan.daily_dose = request.daily_dose;
    plan.jurisdiction = dispensed->jurisdiction;
    plan.release = dispensed->release;
    plan.method = request.method;
    plan.fit = *fit;
    plan.interval = interval;
    if (plan.fit) plan.occupancy = plan.fit->occupancy(request.daily_dose);
    Date day = request.start;
    std::int64_t height = rungs.back().height;
    for (std::size_t i = 0; i < way->descent.rungs.size(); ++i) {
        const std::size_t rung = way->descent.rungs[i];
        TaperDose& dose = plan.doses.emplace_back();
        dose.from = day;
        day += way->lengths[i];
        dose.until = day - days{1};
        dose.daily_dose = doses[rung].dose;
        dose.taken_as = doses[rung].parts;
        if (plan.fit) dose.occupancy = plan.fit->occupancy(dose.daily_dose);
        dose.step = static_cast<double>(height - rungs[rung].height) / millionth;
        height = rungs[rung].height;
    }
    plan.stop = day;
    plan.last_step = static_cast<double>(height) / millionth;
    plan.largest_step = static_cast<double>(way->descent.largest_step) / millionth;
    plan.even_step = 1.0 / static_cast<double>(plan.doses.size() + 1);
    add_notes(facts, plan);
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

std::string to_string(const std::vector<DispensedPart>& parts) {
    constexpr std::int32_t unit = 10;
    constexpr std::int32_t half = 5;
    std::string text;
    for (const DispensedPart& part : parts) {
        text += text.empty() ? "" : " and ";
        if (part.is_liquid) {
            text += core::format_decimal(std::int64_t{part.tenths} * 100, 3) + " ml of " + part.form + " " +
                    to_string(part.strength) + "/ml";
            continue;
        }
        const std::int32_t whole = part.tenths / unit;
        const bool is_more = whole > 0 && part.tenths % unit == half;
        if (whole > 0)
            text +=
                std::to_string(whole) + (is_more ? " and a half " : " ") + part.form + (part.tenths > unit ? "s" : "");
        if (whole == 0) text += "half a " + part.form;
        text += " of " + to_string(part.strength);
    }
    return text;
}

}  // namespace v1
}  // namespace euthymia
