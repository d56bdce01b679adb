// SPDX-License-Identifier: Apache-2.0
// What comes before any choice of treatment.
#include "lib/advise/alerts.hpp"

#include <algorithm>
#include <tuple>

#include "lib/knowledge/content_hash.hpp"

namespace euthymia::advise {

namespace {

bool is_emergency(const Alert& alert) { return alert.level == "emergency"; }

void add_steps(const Judge& judge, const knowledge::Row& row, Alert& alert) {
    for (const std::string& step : row.steps) {
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
    const bool graver = found->text.empty() || (row.level == "emergency" && !is_emergency(*found));
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
            blocked.push_back({asked.rule, asked.missing, judge.situation().rules().person_column(), Action::start,
                               Verdict::contraindicated});
        }
    }
    for (Alert& alert : all) alert.id = knowledge::content_id("alert|" + alert.harm + "|" + alert.text);
    const auto rank = [](const Alert& alert) {
        return std::tuple{is_emergency(alert) ? 0 : 1, alert.harm == "suicide" ? 0 : 1, alert.harm};
    };
    std::sort(all.begin(), all.end(), [&](const Alert& a, const Alert& b) { return rank(a) < rank(b); });
    return all;
}

}  // namespace euthymia::advise
