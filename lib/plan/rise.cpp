// SPDX-License-Identifier: Apache-2.0
// How a drug is begun and raised for one person: from the lowest labelled dose, by the smallest labelled step.
#include "lib/plan/rise.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/plan/drug_rows.hpp"
#include "lib/plan/products.hpp"
#include "lib/weigh/alerts.hpp"
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
            const bool is_in_scope = row.condition.empty() || std::any_of(scope_.active.begin(), scope_.active.end(),
                                                                          [&](const knowledge::ConditionTreated* one) {
                                                                              return one->id == row.condition;
                                                                          });
            if (asked.holds != Truth::no && is_in_scope) use(row, asked.holds);
        }
    }

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
        const days interval{static_cast<days::rep>((*row.number("at_least_days") + thousandth - 1) / thousandth)};
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
        const Mass start = *option_.starting_dose;
        if (wanted_.target && (*wanted_.target < start || above_ceiling(*wanted_.target))) {
            return Error{ErrorCode::out_of_range, "/target",
                         "from " + to_string(start) +
                             (rise_.ceiling ? " to " + to_string(*rise_.ceiling) : std::string{}) + " a day"};
        }
        Mass target = wanted_.target.value_or(std::max(usual.from.value_or(start), start));
        if (rise_.ceiling) target = std::min(target, *rise_.ceiling);
        const auto dispensed =
            dispensed_for(drug_, {judge_.options().jurisdiction, candidate().form, {}, target, false});
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
        note_usual(usual);
        return std::move(rise_);
    }

private:
    [[nodiscard]] const rules::Candidate& candidate() const {
        return judge_.situation().rules().candidates[rise_.candidate];
    }
    [[nodiscard]] bool above_ceiling(Mass dose) const { return rise_.ceiling && dose > *rise_.ceiling; }

    void note_start(const Dispensable& first, Mass start) {
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
            const Mass wanted = raising.step ? std::min(target, at->dose + *raising.step) : target;
            const Dispensable* next = at_most(doses, wanted);
            if (next == nullptr || next->dose <= at->dose) break;
            at = next;
            rise_.steps.push_back({at->dose, at->parts, *raising.interval});
        }
        if (at->dose < target) rise_.notes.push_back(remark(judge_, "titration/rounded"));
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
    std::optional<Rise> best;  // of several forms the one that most is known of
    for (std::uint32_t i = 0; i < candidates.size(); ++i) {
        const rules::Candidate& one = candidates[i];
        if (one.substance == nullptr || (one.id != wanted.drug && one.substance->id != wanted.drug)) continue;
        const DrugRows drug{knowledge, one.substance->id};
        auto rise = Builder{drug, judge, i, wanted}.build();
        if (!rise && !first) first = rise.error();
        if (rise && (!best || known(rise->candidate) > known(best->candidate))) best = std::move(*rise);
    }
    if (best) return std::move(*best);
    if (first) return *first;
    return Error{ErrorCode::unknown_name, std::string{wanted.where}, "no drug that can be proposed is called so"};
}

std::vector<Alert> alerts_of(const weigh::Judge& judge) {
    std::vector<weigh::Blocked> ignored;
    return weigh::alerts(judge, ignored);
}

bool is_urgent(const std::vector<Alert>& alerts) {
    return std::any_of(alerts.begin(), alerts.end(), [](const Alert& alert) { return alert.urgent(); });
}

bool is_taken(const rules::Situation& situation, std::string_view substance) {
    const auto& all = situation.regimens();
    return std::any_of(all.begin(), all.end(),
                       [&](const Regimen& one) { return one.substance == substance && one.taking != Truth::no; });
}

std::optional<Error> refuse_start(Date start, Date as_of) {
    constexpr days far{366};
    if (start >= as_of && start <= as_of + far) return std::nullopt;
    return Error{ErrorCode::out_of_range, "/start",
                 "from " + to_string(as_of) + ", the day of the question, to a year later"};
}

PlanNote remark(const weigh::Judge& judge, std::string_view message) {
    return {judge.wording(message), {}, {}, std::string{message}, true};
}

}  // namespace euthymia::plan
