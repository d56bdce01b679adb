// SPDX-License-Identifier: Apache-2.0
// Which daily-dose limits bind this person, and which cannot be decided yet.
#include "lib/weigh/limits.hpp"

#include <algorithm>
#include <utility>

namespace euthymia::weigh {

namespace {

void lower_to(std::optional<Mass>& ceiling, Mass limit) {
    if (!ceiling || limit < *ceiling) ceiling = limit;
}

}  // namespace

DoseLimits fold_limits(std::vector<Limit> limits) {
    std::sort(limits.begin(), limits.end(), [](const Limit& a, const Limit& b) {
        return a.at_most != b.at_most ? a.at_most < b.at_most : a.rule < b.rule;
    });
    DoseLimits folded;
    for (const Limit& limit : limits) {
        if (limit.applies == Truth::no) continue;
        if (limit.applies == Truth::yes) lower_to(folded.settled, limit.at_most);
        lower_to(folded.cautious, limit.at_most);
    }
    for (Limit& limit : limits) {
        if (limit.applies == Truth::no) continue;
        const bool would_lower = !folded.settled || limit.at_most < *folded.settled;
        if (limit.applies == Truth::unknown && would_lower) folded.undecided.push_back(limit.rule);
        if (limit.applies == Truth::yes || would_lower) folded.limits.push_back(std::move(limit));
    }
    return folded;
}

DoseLimits dose_limits(const Judge& judge, std::uint32_t candidate, Action action, std::vector<Blocked>& blocked) {
    const rules::Candidate& about = judge.situation().rules().candidates[candidate];
    std::vector<Limit> limits;
    for (const Asked& asked : judge.ask(candidate, action, "daily_dose_limit")) {
        const knowledge::Row& row = *asked.rule->row;
        limits.push_back({std::string{row.id}, Mass::from_ug(row.numbers.at("at_most_mg")), asked.holds,
                          judge.text_of(*asked.rule, &about, action), judge.basis(*asked.rule, &about, action)});
        if (asked.holds == Truth::unknown) blocked.push_back({asked.rule, asked.missing, candidate, action});
    }
    return fold_limits(std::move(limits));
}

}  // namespace euthymia::weigh
