// SPDX-License-Identifier: Apache-2.0
// What comes before any choice of treatment.
#include "lib/weigh/alerts.hpp"

#include <algorithm>
#include <tuple>

#include "lib/knowledge/content_hash.hpp"

namespace euthymia::weigh {

namespace {

// 0 is the gravest.
int rank_of(std::string_view level) { return level == "emergency" ? 0 : level == "same_day" ? 1 : 2; }

void add_steps(const Judge& judge, const knowledge::Row& row, Alert& alert) {
    for (const std::string_view step : row.steps) {
        std::string text = judge.wording(step);
        const bool there = std::find(alert.actions.begin(), alert.actions.end(), text) != alert.actions.end();
        if (!there) alert.actions.push_back(std::move(text));
    }
}

// One harm, one item: of several rules the gravest gives the words, all give their basis.
void add(const Judge& judge, const Asked& asked, std::vector<Alert>& all) {
    const knowledge::Row& row = *asked.rule->row;
    auto found = std::find_if(all.begin(), all.end(), [&](const Alert& alert) { return alert.harm == row.harm; });
    if (found == all.end()) {
        all.push_back({});
        found = all.end() - 1;
        found->harm = row.harm;
    }
    const bool graver = found->text.empty() || rank_of(row.level) < rank_of(found->level);
    if (graver) {
        found->level = row.level;
        found->text = judge.text_of(*asked.rule, nullptr, Action::start);
    }
    add_steps(judge, row, *found);
    found->bases.push_back(judge.basis(*asked.rule, nullptr, Action::start));
}

}  // namespace

std::vector<Alert> alerts(const Judge& judge, std::vector<Blocked>& blocked) {
    std::vector<Alert> all;
    for (const Asked& asked : judge.ask_person("escalation")) {
        if (asked.holds == Truth::yes) add(judge, asked, all);
        if (asked.holds == Truth::unknown) {
            const bool urgent = rank_of(asked.rule->row->level) < rank_of("this_visit");
            blocked.push_back({asked.rule, asked.missing, judge.situation().rules().person_column(), Action::start,
                               urgent ? Verdict::contraindicated : Verdict::caution});
        }
    }
    for (Alert& alert : all) alert.id = knowledge::content_id("alert|" + alert.harm + "|" + alert.text);
    const auto rank = [](const Alert& alert) {
        return std::tuple{rank_of(alert.level), alert.harm == "suicide" ? 0 : 1, alert.harm};
    };
    std::sort(all.begin(), all.end(), [&](const Alert& a, const Alert& b) { return rank(a) < rank(b); });
    return all;
}

}  // namespace euthymia::weigh
