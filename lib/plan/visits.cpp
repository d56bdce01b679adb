// SPDX-License-Identifier: Apache-2.0
// When the person is seen and what is measured after a drug is begun.
#include "lib/plan/visits.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/plan/drug_rows.hpp"
#include "lib/weigh/options.hpp"

namespace euthymia::plan {

namespace {

using knowledge::Row;
using std::chrono::days;

struct Span {
    days from;
    days until;
};

// Of two members that print a range, or one of them.
std::optional<Span> span(const Row& row, std::string_view low_name, std::string_view high_name) {
    const auto low = days_of(row, low_name);
    const auto high = days_of(row, high_name);
    if (!low && !high) return std::nullopt;
    return Span{low.value_or(high.value_or(days{})), high.value_or(low.value_or(days{}))};
}

// Days after the first dose: the printed ones, else those of the first interval.
std::optional<Span> first_time(const Row& row) {
    if (row.text("topic") == "before") return Span{};
    const auto high = days_of(row, "days_high");
    if (high && !days_of(row, "days_low")) return Span{days{0}, *high};
    const auto printed = span(row, "days_low", "days_high");
    return printed ? printed : span(row, "every_days_low", "every_days_high");
}

std::string text_of(const DrugRows& rows, const weigh::Judge& judge, const Row& row) {
    std::string text = rows.wording(row.message, row);
    const auto every = span(row, "every_days_low", "every_days_high");
    if (!every) return text;
    std::string length = std::to_string(every->from.count());
    if (every->from != every->until) length += " to " + std::to_string(every->until.count());
    return text + " " + core::replaced(judge.wording("follow-up/every"), "{days}", length);
}

}  // namespace

FollowUp follow_up(const Knowledge& knowledge, const weigh::Judge& judge, std::uint32_t candidate, Date first) {
    const rules::Candidate& drug = judge.situation().rules().candidates[candidate];
    const DrugRows rows{knowledge, drug.substance->id};
    const weigh::Scope scope = weigh::conditions_in_scope(judge);
    std::vector<const Row*> found;
    std::set<std::string_view> topics;  // of which the country itself says something
    for (const weigh::Asked& asked : judge.ask(candidate, Action::start, "follow_up")) {
        const Row& row = *asked.rule->row;
        // What a missing fact could call for is better looked at than missed.
        if (asked.holds == Truth::no || !weigh::is_in_scope(scope, row)) continue;
        found.push_back(&row);
        if (is_for(row, judge.options().jurisdiction)) topics.insert(row.text("topic"));
    }
    FollowUp all;
    std::map<std::pair<Date, Date>, std::vector<PlanNote>> by_day;
    for (const Row* one : found) {
        const Row& row = *one;
        if (!is_for(row, judge.options().jurisdiction) && topics.contains(row.text("topic"))) continue;
        PlanNote note = rows.note(row, text_of(rows, judge, row));
        const bool is_elsewhere = !is_for(row, judge.options().jurisdiction);
        if (is_elsewhere) note.text += core::joined({" (", row.jurisdiction, ")"});
        if (const auto when = first_time(row)) {
            by_day[{first + when->from, first + when->until}].push_back(std::move(note));
        } else {
            all.undated.push_back(std::move(note));
        }
    }
    for (auto& [when, what] : by_day) all.visits.push_back({when.first, when.second, std::move(what)});
    return all;
}

}  // namespace euthymia::plan
