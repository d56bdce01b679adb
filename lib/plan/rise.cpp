// SPDX-License-Identifier: Apache-2.0
// How a drug is begun and raised for one person: from the lowest labelled dose, by the smallest labelled step.
#include "lib/plan/rise.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/plan/drug_rows.hpp"
#include "lib/plan/products.hpp"
#include "lib/weigh/options.hpp"

namespace euthymia::plan {

namespace {

using knowledge::Row;
using std::chrono::days;

constexpr std::int64_t thousandth = 1000;
// A dose that takes more raises than this is a typing error.
constexpr std::size_t most_steps = 60;

// The rows of one kind that hold, or may, for a candidate and the conditions in scope.
class Rows {
public:
    Rows(const weigh::Judge& judge, std::uint32_t candidate)
        : judge_{judge}, scope_{weigh::conditions_in_scope(judge)}, candidate_{candidate} {}

    template <class Use>
    void each(std::string_view kind, const Use& use) const {
        for (const weigh::Asked& asked : judge_.ask(candidate_, Action::start, kind)) {
            const Row& row = *asked.rule->row;
            if (asked.holds != Truth::no && is_in_scope(row)) use(row, asked.holds);
        }
    }

    [[nodiscard]] bool is_in_scope(const Row& row) const { return weigh::is_in_scope(scope_, row); }

private:
    const weigh::Judge& judge_;
    weigh::Scope scope_;
    std::uint32_t candidate_;
};

// How fast it is raised: the smallest step and the longest interval of all rows that hold or may.
struct Raising {
    std::optional<Mass> step;
    const Row* step_row = nullptr;
    std::optional<days> interval;
    const Row* interval_row = nullptr;
};

Raising raising_of(const Rows& rows) {
    Raising raising;
    rows.each("titration", [&](const Row& row, Truth) {
        if (const auto step = row.number("step_mg")) {
            const Mass mass = Mass::from_ug(*step);
            if (!raising.step || mass < *raising.step) {
                raising.step = mass;
                raising.step_row = &row;
            }
        }
        const days interval = days_of(row, "at_least_days").value_or(days{1});
        if (!raising.interval || interval > *raising.interval) {
            raising.interval = interval;
            raising.interval_row = &row;
        }
    });
    return raising;
}

// The lowest and the highest usual dose.
struct Usual {
    std::optional<Mass> from;
    std::optional<Mass> to;
    const Row* row = nullptr;
};

Usual usual_of(const Rows& rows) {
    Usual usual;
    rows.each("usual_dose", [&](const Row& row, Truth holds) {
        const Mass from = Mass::from_ug(*row.number("from_mg"));
        const Mass to = Mass::from_ug(*row.number("to_mg"));
        if (!usual.from || from < *usual.from) {
            usual.from = from;
            usual.row = &row;
        }
        if (holds == Truth::yes && (!usual.to || to > *usual.to)) usual.to = to;
    });
    return usual;
}

// The highest of the doses that are not above `dose`; null if none is.
const Dispensable* at_most(const std::vector<Dispensable>& doses, Mass dose) {
    const auto above = std::upper_bound(doses.begin(), doses.end(), dose,
                                        [](Mass mass, const Dispensable& one) { return mass < one.dose; });
    return above == doses.begin() ? nullptr : &*(above - 1);
}

class Builder {
public:
    Builder(const DrugRows& drug, const weigh::Judge& judge, std::uint32_t candidate, const RiseWanted& wanted)
        : drug_{drug}, judge_{judge}, wanted_{wanted}, rows_{judge, candidate} {
        rise_.candidate = candidate;
        const weigh::Scope scope = weigh::conditions_in_scope(judge);
        std::vector<weigh::Blocked> ignored;
        option_ = weigh::option(judge, scope, candidate, Action::start, ignored);
    }

    Result<Rise> build() {
        if (!option_.starting_dose) {
            return Error{ErrorCode::unsupported, std::string{wanted_.where},
                         "no starting dose is known for what the record says is treated"};
        }
        rise_.ceiling = option_.limits.settled;
        const Usual usual = usual_of(rows_);
        const Mass start = starting_dose();
        if (wanted_.target && (*wanted_.target < start || above_ceiling(*wanted_.target))) {
            const bool is_one = rise_.ceiling == start;
            return Error{ErrorCode::out_of_range, "/target",
                         (is_one ? "nothing but " : "from ") + to_string(start) +
                             (rise_.ceiling && !is_one ? " to " + to_string(*rise_.ceiling) : std::string{}) +
                             " a day for this person"};
        }
        Mass target = wanted_.target.value_or(std::max(usual.from.value_or(start), start));
        if (rise_.ceiling) target = std::min(target, *rise_.ceiling);
        auto dispensed = dispensed_for(drug_, {wanted_.country, candidate().form, {}, target, false});
        if (!dispensed) {
            const bool is_country = dispensed.error().where == "/jurisdiction";
            return Error{dispensed.error().code, is_country ? "/jurisdiction" : std::string{wanted_.where},
                         dispensed.error().detail};
        }
        rise_.country = dispensed->country;
        const Dispensable* first = at_most(dispensed->doses, std::min(start, target));
        if (first == nullptr) {
            return Error{ErrorCode::unsupported, std::string{wanted_.where},
                         "no product makes the starting dose of " + to_string(start)};
        }
        note_start(*first, start);
        climb(dispensed->doses, first, target);
        if (const Dispensable* half = at_most(dispensed->doses, Mass::from_ug(first->dose.ug() / 2))) {
            rise_.low = Rise::Step{half->dose, half->parts, days{0}};
        }
        note_usual(usual);
        note_single_doses();
        return std::move(rise_);
    }

private:
    [[nodiscard]] const rules::Candidate& candidate() const {
        return judge_.situation().rules().candidates[rise_.candidate];
    }
    [[nodiscard]] bool above_ceiling(Mass dose) const { return rise_.ceiling && dose > *rise_.ceiling; }

    // The lowest labelled one that holds, or may for a fact that should be known.
    [[nodiscard]] Mass starting_dose() const {
        Mass lowest = *option_.starting_dose;
        for (const weigh::Asked& asked : judge_.ask(rise_.candidate, Action::start, "starting_dose")) {
            const auto missing = judge_.fact_ids(asked.missing);
            const bool is_asked = std::any_of(missing.begin(), missing.end(), [&](const std::string& fact) {
                return !weigh::is_optional(judge_, fact);
            });
            const bool is_open = asked.holds == Truth::unknown && is_asked && rows_.is_in_scope(*asked.rule->row);
            if (is_open) lowest = std::min(lowest, Mass::from_ug(*asked.rule->row->number("mg")));
        }
        return lowest;
    }

    void note_start(const Dispensable& first, Mass start) {
        rows_.each("starting_dose", [&](const Row& row, Truth) {
            const auto times = row.number("doses_per_day");
            if (row.id == option_.starting_basis.rule && times)
                rise_.times_a_day = static_cast<int>(*times / thousandth);
        });
        if (start < *option_.starting_dose) rise_.notes.push_back(remark(judge_, "titration/lower-start"));
        const Basis& basis = option_.starting_basis;
        rise_.notes.push_back({core::replaced(judge_.wording("titration/start"), "{dose}", option_.starting_text),
                               basis.source, basis.place, basis.rule, basis.verified});
        if (first.dose < start) rise_.notes.push_back(remark(judge_, "titration/rounded"));
    }

    void climb(const std::vector<Dispensable>& doses, const Dispensable* at, Mass target) {
        const Raising raising = raising_of(rows_);
        rise_.steps.push_back({at->dose, at->parts, days{0}});
        const bool is_higher = target > at->dose;
        if (is_higher && !raising.interval) rise_.notes.push_back(remark(judge_, "titration/no-pace"));
        if (!is_higher || !raising.interval) return;
        while (at->dose < target && rise_.steps.size() < most_steps) {
            // Where no text prints a step, one like the first dose.
            const Mass step = raising.step.value_or(rise_.steps.front().daily_dose);
            const Mass wanted = std::min(target, at->dose + step);
            const Dispensable* next = at_most(doses, wanted);
            if (next == nullptr || next->dose <= at->dose) break;
            at = next;
            rise_.steps.push_back({at->dose, at->parts, *raising.interval});
        }
        if (at->dose < target) {
            PlanNote note = remark(judge_, "titration/not-reached");
            note.text = core::replaced(std::move(note.text), "{target}", to_string(target));
            rise_.notes.push_back(std::move(note));
        }
        note_raising(raising);
    }

    void note_raising(const Raising& raising) {
        if (raising.step_row != nullptr && raising.step_row != raising.interval_row) {
            rise_.notes.push_back(drug_.note(*raising.step_row, drug_.wording("titration/step", *raising.step_row)));
        }
        const bool is_both = raising.step_row == raising.interval_row;
        rise_.notes.push_back(drug_.note(
            *raising.interval_row,
            drug_.wording(is_both ? "titration/step-and-interval" : "titration/interval", *raising.interval_row)));
    }

    void note_usual(const Usual& usual) {
        rise_.usual_up_to = usual.to;
        if (rise_.usual_up_to && above_ceiling(*rise_.usual_up_to)) rise_.usual_up_to = rise_.ceiling;
        if (usual.row != nullptr && usual.to && *usual.to > rise_.steps.front().daily_dose) {
            rise_.notes.push_back(drug_.note(*usual.row, drug_.wording("titration/usual", *usual.row)));
        }
        for (const Limit& limit : option_.limits.limits) {
            const bool is_open = limit.applies == Truth::unknown;
            rise_.notes.push_back({is_open ? limit.text + " " + depends_on(limit) : limit.text, limit.basis.source,
                                   limit.basis.place, limit.rule, limit.basis.verified});
            if (!is_open) break;
        }
    }

    void note_single_doses() {
        rows_.each("single_dose_limit", [&](const Row& row, Truth holds) {
            if (holds != Truth::yes) return;
            rise_.notes.push_back(drug_.note(row, drug_.wording("taper/single-dose", row)));
        });
    }

    [[nodiscard]] std::string depends_on(const Limit& limit) const {
        std::set<std::string> facts;
        for (const FactRead& read : limit.basis.facts) {
            if (!read.known) facts.insert(read.label);
        }
        return core::replaced(judge_.wording("titration/depends"), "{facts}", core::listed(facts));
    }

    const DrugRows& drug_;
    const weigh::Judge& judge_;
    const RiseWanted& wanted_;
    Rows rows_;
    Option option_;
    Rise rise_{};
};

}  // namespace

Result<Rise> rise_of(const Knowledge& knowledge, const weigh::Judge& judge, const RiseWanted& wanted) {
    const auto& candidates = judge.situation().rules().candidates;
    const auto known = [&](std::uint32_t candidate) { return judge.ask_all(candidate, Action::start).size(); };
    std::optional<Error> first;
    std::optional<Rise> best;  // of several forms the one taken least often, then the one that most is known of
    for (std::uint32_t i = 0; i < candidates.size(); ++i) {
        const rules::Candidate& one = candidates[i];
        if (one.substance == nullptr || (one.id != wanted.drug && one.substance->id != wanted.drug)) continue;
        const DrugRows drug{knowledge, one.substance->id};
        auto rise = Builder{drug, judge, i, wanted}.build();
        if (!rise && !first) first = rise.error();
        if (!rise) continue;
        const auto rank = [&](const Rise& of) { return std::pair{-of.times_a_day.value_or(1), known(of.candidate)}; };
        if (!best || rank(*rise) > rank(*best)) best = std::move(*rise);
    }
    if (best) return std::move(*best);
    if (first) return *first;
    return Error{ErrorCode::unknown_name, std::string{wanted.where}, "no drug that can be proposed is called so"};
}

PlanNote remark(const weigh::Judge& judge, std::string_view message) {
    return {judge.wording(message), {}, {}, std::string{message}, true};
}

}  // namespace euthymia::plan
