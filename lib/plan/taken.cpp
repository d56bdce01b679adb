// SPDX-License-Identifier: Apache-2.0
// What is taken of the drug that a plan leaves, and whether anything may be planned for this person at all.
#include "lib/plan/taken.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/weigh/alerts.hpp"

namespace euthymia::plan {

Result<Taken> taken_of(const rules::Situation& situation, std::string_view substance, std::string_view where) {
    const auto wrong = [&](ErrorCode code, std::string detail) {
        return Error{code, std::string{where}, std::move(detail)};
    };
    const auto& candidates = situation.rules().candidates;
    const auto first = std::find_if(candidates.begin(), candidates.end(), [&](const rules::Candidate& one) {
        return one.substance != nullptr && one.substance->id == substance;
    });
    if (first == candidates.end()) return wrong(ErrorCode::unknown_name, "no drug that can be proposed is called so");
    std::set<std::string> forms;
    std::vector<Regimen> all;
    for (const Regimen& regimen : situation.regimens()) {
        if (regimen.substance != substance || regimen.taking == Truth::no) continue;
        forms.insert(regimen.form);
        all.push_back(regimen);
    }
    const auto surely =
        std::find_if(all.begin(), all.end(), [](const Regimen& one) { return one.taking == Truth::yes; });
    if (surely == all.end()) {
        return wrong(ErrorCode::not_found, all.empty() ? "the record does not say that it is taken"
                                                       : "it may be taken, but the record does not say so");
    }
    if (forms.size() > 1) return wrong(ErrorCode::unsupported, "it is taken in several forms: plan each by itself");
    const auto index = static_cast<std::uint32_t>(first - candidates.begin());
    Taken taken{of_release(situation.rules(), index, surely->form), surely->form, {}};
    if (all.size() == 1) taken.daily_dose = surely->daily_dose;
    return taken;
}

std::uint32_t of_release(const rules::RuleBase& rules, std::uint32_t candidate, std::string_view release) {
    const auto& all = rules.candidates;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        const bool is_drug = all[i].substance != nullptr && all[i].substance == all[candidate].substance;
        if (is_drug && all[i].form == release) return i;
    }
    return candidate;
}

bool is_taken(const rules::Situation& situation, std::string_view substance) {
    const auto& all = situation.regimens();
    return std::any_of(all.begin(), all.end(),
                       [&](const Regimen& one) { return one.substance == substance && one.taking != Truth::no; });
}

std::optional<Error> refuse_start(Date start, Date as_of) {
    constexpr std::chrono::days far{366};
    if (start >= as_of && start - far <= as_of) return std::nullopt;
    return Error{ErrorCode::out_of_range, "/start",
                 "from " + to_string(as_of) + ", the day of the question, to a year later"};
}

std::vector<Alert> alerts_of(const weigh::Judge& judge) {
    std::vector<weigh::Blocked> ignored;
    return weigh::alerts(judge, ignored);
}

bool is_urgent(const std::vector<Alert>& alerts) {
    return std::any_of(alerts.begin(), alerts.end(), [](const Alert& alert) { return alert.urgent(); });
}

bool is_forbidden(const std::vector<PlanFinding>& findings) {
    return std::any_of(findings.begin(), findings.end(), [](const PlanFinding& one) { return one.forbids; });
}

}  // namespace euthymia::plan
