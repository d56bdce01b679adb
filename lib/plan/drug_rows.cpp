// SPDX-License-Identifier: Apache-2.0
// What the knowledge says of one drug, and where.
#include "lib/plan/drug_rows.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace euthymia::plan {

namespace {

// Whether a row's subjects are the drug, a form of it or a group of its.
bool names(const knowledge::Row& row, const knowledge::Substance& drug) {
    return std::any_of(row.applies_to.begin(), row.applies_to.end(), [&](std::string_view subject) {
        const bool is_drug = subject == drug.id || subject.starts_with(drug.id + ".");
        return is_drug || std::find(drug.groups.begin(), drug.groups.end(), subject) != drug.groups.end();
    });
}

}  // namespace

DrugRows::DrugRows(const Knowledge& knowledge, std::string_view substance)
    : knowledge_{knowledge}, base_{*knowledge.held().rules} {
    std::set<std::uint32_t> forms;
    for (std::uint32_t i = 0; i < base_.candidates.size(); ++i) {
        const rules::Candidate& candidate = base_.candidates[i];
        if (candidate.substance != nullptr && candidate.substance->id == substance) forms.insert(i);
    }
    is_known_ = !forms.empty();
    const knowledge::Substance* drug = base_.base.substance(substance);
    for (const rules::Rule& rule : base_.rules) {
        const bool is_about = std::any_of(rule.candidates.begin(), rule.candidates.end(),
                                          [&](std::uint32_t candidate) { return forms.contains(candidate); });
        if (is_about) rows_.push_back(rule.row);
        // Asked of the drug that is to follow, so not among those about this one.
        const bool is_wait = rule.row->kind == "washout" && rule.row->text("direction") == "before";
        if (is_wait && drug != nullptr && names(*rule.row, *drug)) waits_after_.push_back(rule.row);
    }
}

TaperNote DrugRows::note(const knowledge::Row& row, std::string text) const {
    return {std::move(text), std::string{base_.base.source(row.source)->title}, std::string{row.place},
            std::string{row.id}, row.verified};
}

std::string DrugRows::wording(std::string_view message) const {
    const auto found = base_.base.messages.find(message);
    return found == base_.base.messages.end() ? std::string{message} : std::string{found->second};
}

}  // namespace euthymia::plan
