// SPDX-License-Identifier: Apache-2.0
// What labels and guidelines say of a candidate for the condition at hand: indication, line, first dose.
#include "lib/weigh/standing.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "lib/core/text.hpp"

namespace euthymia::weigh {

namespace {

using knowledge::Row;

bool asks_age(const Judge& judge, const rules::Rule& rule) {
    const rules::RuleBase& base = judge.situation().rules();
    return std::any_of(rule.reads.begin(), rule.reads.end(), [&](rules::NameId name) {
        const rules::Origin& origin = base.origins[name];
        return origin.kind == rules::Origin::Kind::fact && base.base.derivations[origin.index].reducer == "age_years";
    });
}

// Of a drug only a label's use does; a guideline's line for children admits a therapy, never an unlabelled medicine.
bool speaks_of_age(const Judge& judge, const rules::Rule& rule, const rules::Candidate& candidate) {
    return asks_age(judge, rule) && !(rule.row->kind == "line" && candidate.substance != nullptr);
}

// A row that names no age speaks of adults only.
Truth for_this_age(const Judge& judge, const Asked& asked, const rules::Candidate& candidate) {
    if (speaks_of_age(judge, *asked.rule, candidate)) return asked.holds;
    return all_of(asked.holds, judge.holds("adult", &candidate));
}

std::string standing_text(const Judge& judge, const Row& row) {
    std::string text = judge.wording(core::joined({"standing/", row.texts.at("status")}));
    text = core::replaced(text, "{condition}", judge.situation().group_label(row.condition));
    for (const knowledge::ConditionTreated& condition : judge.situation().rules().base.conditions) {
        if (condition.id == row.condition) text = core::replaced(text, row.condition, condition.label);
    }
    return row.jurisdiction.empty() ? text : core::joined({text, " (", row.jurisdiction, ")"});
}

// Of a guideline: the row with the lowest line that holds; where none does, that with the highest that still may, and
// what all that may hang on.
struct Line {
    const Row* settled = nullptr;
    const Row* possible = nullptr;
    std::set<std::string> missing;
    bool advised_against = false;

    [[nodiscard]] const Row* shown() const { return settled != nullptr ? settled : possible; }
};

constexpr std::int64_t thousand = 1000;  // numbers of rows are in thousandths

std::int64_t number_of(const Row& line) { return line.numbers.at("line") / thousand; }

Line line_of(const Judge& judge, const std::vector<Asked>& rows, const Scope& scope, std::string_view guideline) {
    Line line;
    for (const Asked& asked : rows) {
        const Row& row = *asked.rule->row;
        if (row.guideline != guideline || row.condition.empty() || !is_in_scope(scope, row) || asked.holds == Truth::no)
            continue;
        if (row.texts.contains("status")) {
            line.advised_against = line.advised_against || asked.holds == Truth::yes;
            continue;
        }
        if (!row.numbers.contains("line")) continue;
        if (asked.holds == Truth::yes) {
            if (line.settled == nullptr || number_of(row) < number_of(*line.settled)) line.settled = &row;
            continue;
        }
        if (line.possible == nullptr || number_of(row) > number_of(*line.possible)) line.possible = &row;
        for (std::string& fact : judge.fact_ids(asked.missing)) line.missing.insert(std::move(fact));
        if (asked.missing.empty()) line.missing.insert("age_years");
    }
    return line;
}

std::string elsewhere_text(const Judge& judge, const std::vector<Asked>& rows, const Scope& scope, const Line& here) {
    std::string text;
    for (const knowledge::Guideline& guideline : judge.situation().rules().base.guidelines) {
        if (guideline.id == scope.profile) continue;
        const Line there = line_of(judge, rows, scope, guideline.id);
        std::string place;
        if (there.advised_against) {
            place = judge.wording("line/not-recommended");
        } else if (there.settled != nullptr &&
                   (here.settled == nullptr || number_of(*there.settled) != number_of(*here.settled))) {
            place = judge.wording("line/" + std::to_string(number_of(*there.settled)));
        } else {
            continue;
        }
        text += (text.empty() ? "" : "; ") + guideline.label + ": " + place;
    }
    return text;
}

}  // namespace

Standing standing_of(const Judge& judge, const Scope& scope, std::uint32_t candidate, std::vector<Blocked>& blocked) {
    const rules::Candidate& about = judge.situation().rules().candidates[candidate];
    Standing standing;
    standing.message = "standing/none";
    bool not_marketed = false;
    for (const Asked& asked : judge.ask_all(candidate, Action::start)) {
        const Row& row = *asked.rule->row;
        const bool says = row.kind == "indication" || row.kind == "line";
        if (!says || row.condition.empty() || !is_in_scope(scope, row)) continue;
        if (row.text("status") == "not_recommended") continue;
        if (row.text("status") == "not_marketed") {
            not_marketed = not_marketed || row.jurisdiction == judge.options().jurisdiction;
            continue;
        }
        const Truth holds = for_this_age(judge, asked, about);
        if (holds == Truth::no) {
            const bool is_age = asked.holds != Truth::no || speaks_of_age(judge, *asked.rule, about);
            standing.message = is_age ? "standing/age" : "standing/other";
            continue;
        }
        if (holds == Truth::unknown && standing.assessed != Truth::yes) {
            standing.missing =
                asked.missing.empty() ? std::vector<std::string>{"age_years"} : judge.fact_ids(asked.missing);
            blocked.push_back({asked.rule, asked.missing, candidate, Action::start, Verdict::not_assessed});
        }
        standing.assessed = any_of(standing.assessed, holds);
        if (holds == Truth::yes && row.kind == "indication" && standing.text.empty()) {
            standing.text = standing_text(judge, row);
        }
    }
    if (not_marketed) return {Truth::no, "", "standing/not-marketed", {}};
    if (standing.assessed == Truth::yes && standing.text.empty() && about.substance != nullptr) {
        standing.text = judge.wording("standing/guideline-only");
    }
    return standing;
}

void place_in_line(const Judge& judge, const Scope& scope, std::uint32_t candidate, Option& option) {
    auto rows = judge.ask(candidate, Action::start, "line");
    const Truth is_adult = judge.holds("adult", &judge.situation().rules().candidates[candidate]);
    for (Asked& asked : rows) {
        if (!asks_age(judge, *asked.rule)) asked.holds = all_of(asked.holds, is_adult);
    }
    const Line line = line_of(judge, rows, scope, scope.profile);
    if (line.advised_against) {
        option.verdict = std::max(option.verdict, Verdict::avoid);
        option.elsewhere = judge.wording("line/not-recommended-here");
    }
    if (const Row* shown = line.shown(); shown != nullptr) {
        option.line = static_cast<int>(std::min<std::int64_t>(number_of(*shown), std::numeric_limits<int>::max()));
        for (const knowledge::Guideline& guideline : judge.situation().rules().base.guidelines) {
            if (guideline.id == scope.profile) option.line_source = core::joined({guideline.label, ", ", shown->place});
        }
        option.line_for = shown->text("population");
        option.line_verified = shown->verified;
        if (line.settled == nullptr) option.line_missing.assign(line.missing.begin(), line.missing.end());
    }
    const std::string others = elsewhere_text(judge, rows, scope, line);
    if (!others.empty()) option.elsewhere += (option.elsewhere.empty() ? "" : "; ") + others;
}

void choose_starting_dose(const Judge& judge, const Scope& scope, std::uint32_t candidate, Option& option,
                          std::vector<Blocked>& blocked) {
    const rules::Candidate& about = judge.situation().rules().candidates[candidate];
    std::optional<Mass> lowest_open;
    for (const Asked& asked : judge.ask(candidate, Action::start, "starting_dose")) {
        const Row& row = *asked.rule->row;
        if (asked.holds == Truth::no || !is_in_scope(scope, row)) continue;
        const Mass dose = Mass::from_ug(row.numbers.at("mg"));
        if (asked.holds == Truth::unknown) {
            if (!lowest_open || dose < *lowest_open) lowest_open = dose;
            blocked.push_back({asked.rule, asked.missing, candidate, Action::start});
            continue;
        }
        if (option.starting_dose && *option.starting_dose <= dose) continue;
        option.starting_dose = dose;
        const auto per_day = row.numbers.find("doses_per_day");
        option.starting_text = to_string(dose) + " " + judge.wording("word/a-day");
        if (per_day != row.numbers.end() && per_day->second > thousand) {
            option.starting_text +=
                core::replaced(judge.wording("word/in-doses"), "{doses}", core::format_decimal(per_day->second, 3));
        }
        option.starting_basis = judge.basis(*asked.rule, &about, Action::start);
    }
    const bool may_be_lower = lowest_open && option.starting_dose && *lowest_open < *option.starting_dose;
    if (may_be_lower) {
        option.starting_text += core::replaced(judge.wording("word/or-lower"), "{dose}", to_string(*lowest_open));
    }
}

}  // namespace euthymia::weigh
