// SPDX-License-Identifier: Apache-2.0
// One option: a candidate and an action, with verdict, limits, doses and everything that speaks for or against.
#include "lib/weigh/options.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/knowledge/content_hash.hpp"
#include "lib/weigh/limits.hpp"
#include "lib/weigh/standing.hpp"

namespace euthymia::weigh {

namespace {

using rules::Candidate;

void worsen(Verdict& verdict, Verdict other) { verdict = std::max(verdict, other); }

bool forbids(Effect effect) { return effect == Effect::contraindicate || effect == Effect::avoid; }

// Builds one option step by step; every step may worsen the verdict and add findings.
class Builder {
public:
    Builder(const Judge& judge, const Scope& scope, std::uint32_t candidate, Action action,
            std::vector<Blocked>& blocked)
        : judge_{judge},
          scope_{scope},
          index_{candidate},
          candidate_{judge.situation().rules().candidates[candidate]},
          action_{action},
          blocked_{blocked},
          first_blocked_{blocked.size()} {}

    Option build() {
        name_it();
        option_.verdict = option_.worst_possible = Verdict::acceptable;
        weigh_rules();
        if (candidate_.substance != nullptr) weigh_dose();
        if (action_ == Action::start) weigh_standing();
        weigh_what_else_is_taken();
        if (action_ == Action::continue_as_is) weigh_response();
        if (action_ == Action::stop) weigh_stop();
        if (action_ == Action::start) place_in_line(judge_, scope_, index_, option_);
        const bool is_first = option_.line == 1 && option_.line_missing.empty();
        if (option_.verdict == Verdict::acceptable && is_first) option_.verdict = Verdict::preferred;
        worsen(option_.worst_possible, option_.verdict);
        drop_what_moves_nothing();
        sort_findings();
        identify_findings();
        return std::move(option_);
    }

private:
    void name_it() {
        option_.candidate = candidate_.id;
        option_.label = candidate_.label;
        option_.kind = candidate_.substance == nullptr ? "therapy" : "drug";
        if (candidate_.substance != nullptr) {
            option_.drug_class = judge_.situation().group_label(candidate_.substance->drug_class);
            option_.taken = judge_.situation().taken(candidate_);
        }
        option_.action = action_;
    }

    void weigh_rules() {
        for (const Asked& asked : judge_.ask_all(index_, action_)) {
            const std::string_view kind = asked.rule->row->kind;
            if (kind != "rule" && kind != "washout" && kind != "boxed_warning") continue;
            weigh(asked);
        }
    }

    void weigh(const Asked& asked) {
        if (asked.holds == Truth::no) return;
        const Effect effect = asked.rule->row->effect;
        if (asked.holds == Truth::yes) {
            settle(verdict_of(effect));
            if (effect == Effect::prefer && option_.verdict == Verdict::acceptable)
                option_.verdict = Verdict::preferred;
            add(judge_.finding(asked, &candidate_, action_));
            return;
        }
        const bool of_medicines = effect == Effect::caution && is_about_medicines(asked.missing);
        const bool is_asked = forbids(effect) || asked.rule->row->asks_first;
        blocked_.push_back({asked.rule, asked.missing, index_, action_, verdict_of(effect), is_asked || of_medicines});
        if (of_medicines) to_watch_with_.insert(asked.missing.begin(), asked.missing.end());
        worsen(option_.worst_possible, verdict_of(effect));
        if (!is_asked) return;
        leave_open(verdict_of(effect));
        add(judge_.finding(asked, &candidate_, action_));
    }

    // What else is taken is asked as one list. While that is open, so is what would call for caution beside it, and
    // whether what could be started is taken already; it is said once.
    [[nodiscard]] bool is_about_medicines(const std::vector<rules::NameId>& names) const {
        return std::any_of(names.begin(), names.end(), [&](rules::NameId name) {
            return judge_.situation().rules().origins[name].kind == rules::Origin::Kind::family;
        });
    }

    void weigh_what_else_is_taken() {
        const bool could_be_worse = action_ == Action::start || settled_ < Verdict::caution;
        if (to_watch_with_.empty() || !could_be_worse) return;
        leave_open(Verdict::caution);
        const bool is_open_anyhow = std::any_of(option_.findings.begin(), option_.findings.end(),
                                                [](const Finding& one) { return one.holds == Truth::unknown; });
        if (is_open_anyhow) return;
        say(Effect::caution, "medicines/open", Truth::unknown,
            judge_.fact_ids({to_watch_with_.begin(), to_watch_with_.end()}));
    }

    // The verdict with all that is settled; what is open can only make it worse.
    void settle(Verdict verdict) {
        worsen(settled_, verdict);
        worsen(option_.verdict, verdict);
    }
    void leave_open(Verdict worst) {
        worsen(option_.verdict, Verdict::ask_first);
        worsen(option_.worst_possible, worst);
    }

    void add(Finding finding) {
        if (forbids(finding.effect) && finding.holds == Truth::yes && action_ != Action::start &&
            finding.leave.empty()) {
            finding.leave = "specialist";
        }
        const bool there = std::any_of(option_.findings.begin(), option_.findings.end(),
                                       [&](const Finding& other) { return is_same(other, finding); });
        if (!there) option_.findings.push_back(std::move(finding));
    }

    void say(Effect effect, std::string_view message, Truth holds, std::vector<std::string> missing = {}) {
        Finding finding;
        finding.effect = effect;
        finding.holds = holds;
        finding.text = judge_.wording(message, &candidate_);
        finding.missing = std::move(missing);
        finding.basis.rule = std::string{message};
        add(std::move(finding));
    }

    // A dose above what is allowed, or a raise that would go above it.
    void weigh_dose() {
        option_.limits = dose_limits(judge_, index_, action_, blocked_);
        if (action_ == Action::start) {
            choose_starting_dose(judge_, scope_, index_, option_, blocked_);
            return;
        }
        if (action_ == Action::stop) return;
        const auto dose = total_dose();
        const bool raising = action_ == Action::raise;
        if (!dose) {
            if (!raising) return;
            leave_open(Verdict::avoid);
            say(Effect::avoid, "dose/unknown", Truth::unknown, {"daily_dose"});
            return;
        }
        weigh_against(*dose, option_.limits.settled, Truth::yes, raising);
        if (option_.limits.cautious != option_.limits.settled) {
            weigh_against(*dose, option_.limits.cautious, Truth::unknown, raising);
        }
    }

    void weigh_against(Mass dose, const std::optional<Mass>& limit, Truth certainty, bool raising) {
        if (!limit) return;
        const bool beyond = raising ? dose >= *limit : dose > *limit;
        if (!beyond) return;
        const auto missing = undecided(certainty);
        if (certainty == Truth::unknown && missing.empty()) return;
        certainty == Truth::yes ? settle(Verdict::avoid) : leave_open(Verdict::avoid);
        say(Effect::avoid, raising ? "dose/at-limit" : "dose/above-limit", certainty, missing);
        Finding& finding = option_.findings.back();
        finding.text = core::replaced(finding.text, "{limit}", to_string(*limit));
        finding.text = core::replaced(finding.text, "{dose}", to_string(dose));
        // Where only the raise is advised against, nothing needs to be left.
        if (certainty == Truth::yes) finding.leave = raising ? "" : "lower";
        for (const Limit& one : option_.limits.limits) {
            if (one.at_most == *limit) finding.basis = one.basis;
        }
    }

    // The facts that would settle the lower limits. A genotype that nobody measured is not among them: it may lower
    // the ceiling, which the limits show, but must not hold every dose above it.
    [[nodiscard]] std::vector<std::string> undecided(Truth certainty) const {
        std::vector<std::string> facts;
        if (certainty == Truth::yes) return facts;
        for (const Limit& limit : option_.limits.limits) {
            if (limit.applies != Truth::unknown) continue;
            for (const FactRead& read : limit.basis.facts) {
                if (!read.known && !is_optional(judge_, read.fact)) facts.push_back(read.fact);
            }
        }
        return facts;
    }

    // The whole daily dose of what is taken, all forms; empty when a part of it is unknown.
    [[nodiscard]] std::optional<Mass> total_dose() const {
        if (const auto varied = judge_.varied("daily_dose")) return Mass::from_ug(varied->number.at_most);
        std::optional<Mass> total;
        for (const Regimen& regimen : option_.taken) {
            if (regimen.taking != Truth::yes || !regimen.daily_dose) return std::nullopt;
            total = total ? *total + *regimen.daily_dose : *regimen.daily_dose;
        }
        return total;
    }

    void weigh_standing() {
        const Standing standing = standing_of(judge_, scope_, index_, blocked_);
        option_.standing = standing.text;
        if (standing.assessed == Truth::yes) return;
        if (standing.assessed == Truth::unknown) {
            leave_open(Verdict::not_assessed);
            say(Effect::avoid, "standing/open", Truth::unknown, standing.missing);
            return;
        }
        settle(Verdict::not_assessed);
        say(Effect::inform, standing.message, Truth::yes);
    }

    void weigh_response() {
        const bool maybe = std::any_of(option_.taken.begin(), option_.taken.end(),
                                       [](const Regimen& regimen) { return regimen.taking == Truth::unknown; });
        if (maybe) say(Effect::inform, "taking/unsure", Truth::yes);
        if (judge_.holds("treatment_working", &candidate_) != Truth::yes) return;
        say(Effect::prefer, "response/working", Truth::yes);
        if (option_.verdict <= Verdict::caution) option_.verdict = Verdict::preferred;
    }

    // Stopping is never free: how to stop is said here, and what forbids going on is said beside "continue".
    void weigh_stop() {
        for (const Asked& asked : judge_.ask(index_, action_, "discontinuation")) {
            if (asked.holds != Truth::yes) continue;
            Finding finding = judge_.finding(asked, &candidate_, action_);
            const bool taper = asked.rule->row->texts.at("taper") == "yes";
            finding.effect = taper ? Effect::caution : Effect::inform;
            finding.text = judge_.wording(taper ? "stop/taper" : "stop/no-taper", &candidate_);
            if (taper) settle(Verdict::caution);
            add(std::move(finding));
        }
        if (judge_.holds("treatment_working", &candidate_) != Truth::yes) return;
        settle(Verdict::caution);
        say(Effect::caution, "stop/working", Truth::yes);
    }

    // An open rule whose effect would change nothing beside what is settled moves no verdict.
    void drop_what_moves_nothing() {
        if (option_.verdict > Verdict::ask_first) settle(option_.verdict);
        for (std::size_t i = first_blocked_; i < blocked_.size(); ++i) {
            if (blocked_[i].could_be && *blocked_[i].could_be <= settled_) blocked_[i].could_be.reset();
        }
    }

    void sort_findings() {
        const auto rank = [](const Finding& finding) {
            return std::tuple{-static_cast<int>(finding.effect), finding.holds == Truth::yes ? 0 : 1,
                              !finding.basis.verified, finding.basis.rule, finding.text};
        };
        std::sort(option_.findings.begin(), option_.findings.end(),
                  [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
    }

    static bool is_same(const Finding& a, const Finding& b) {
        return a.holds == b.holds && a.effect == b.effect && a.harm == b.harm && a.text == b.text;
    }

    void identify_findings() {
        for (Finding& finding : option_.findings) identify(finding, candidate_.id, action_);
    }

    const Judge& judge_;
    const Scope& scope_;
    std::uint32_t index_;
    const Candidate& candidate_;
    Action action_;
    std::vector<Blocked>& blocked_;
    std::size_t first_blocked_;
    std::set<rules::NameId> to_watch_with_;  // other medicines beside which caution would be needed
    Verdict settled_ = Verdict::acceptable;
    Option option_;
};

// A drug in another form than the one taken is a planned switch, not a start.
bool takes_substance(const Judge& judge, const Candidate& candidate) {
    if (candidate.substance == nullptr) return false;
    const auto& regimens = judge.situation().regimens();
    return std::any_of(regimens.begin(), regimens.end(), [&](const Regimen& regimen) {
        return regimen.substance == candidate.substance->id && regimen.taking != Truth::no;
    });
}

}  // namespace

Verdict verdict_of(Effect effect) noexcept {
    switch (effect) {
        case Effect::contraindicate:
            return Verdict::contraindicated;
        case Effect::avoid:
            return Verdict::avoid;
        case Effect::caution:
            return Verdict::caution;
        default:
            return Verdict::acceptable;
    }
}

void identify(Finding& finding, std::string_view candidate, Action action) {
    finding.id = knowledge::content_id(core::joined(
        {candidate, "|", name_of(action), "|", name_of(finding.effect), "|", finding.harm, "|", finding.text}));
}

bool is_optional(const Judge& judge, std::string_view id) {
    const Fact* fact = judge.situation().rules().base.fact(id);
    return fact != nullptr && fact->type == FactType::choice && fact->asked_with.empty();
}

Scope conditions_in_scope(const Judge& judge) {
    Scope scope;
    for (const knowledge::ConditionTreated& condition : judge.situation().rules().base.conditions) {
        const Truth active = judge.holds(condition.id, nullptr);
        if (active == Truth::yes) scope.active.push_back(&condition);
    }
    scope.profile = judge.options().profile;
    if (scope.profile.empty() && !scope.active.empty()) scope.profile = scope.active.front()->profile;
    if (scope.profile.empty()) scope.profile = judge.situation().rules().base.default_profile;
    return scope;
}

bool is_in_scope(const Scope& scope, const knowledge::Row& row) {
    return row.condition.empty() ||
           std::any_of(scope.active.begin(), scope.active.end(),
                       [&](const knowledge::ConditionTreated* condition) { return row.condition == condition->id; });
}

Option option(const Judge& judge, const Scope& scope, std::uint32_t candidate, Action action,
              std::vector<Blocked>& blocked) {
    return Builder{judge, scope, candidate, action, blocked}.build();
}

std::vector<Option> options(const Judge& judge, const Scope& scope, std::vector<Blocked>& blocked) {
    std::vector<Option> all;
    const auto& candidates = judge.situation().rules().candidates;
    for (std::uint32_t i = 0; i < candidates.size(); ++i) {
        if (!judge.situation().taken(candidates[i]).empty()) {
            for (const Action action : {Action::continue_as_is, Action::raise, Action::stop}) {
                all.push_back(option(judge, scope, i, action, blocked));
            }
        } else if (!scope.active.empty() && !takes_substance(judge, candidates[i])) {
            all.push_back(option(judge, scope, i, Action::start, blocked));
        }
    }
    return all;
}

}  // namespace euthymia::weigh
