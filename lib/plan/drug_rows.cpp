// SPDX-License-Identifier: Apache-2.0
// What the knowledge says of one drug, and where.
#include "lib/plan/drug_rows.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/core/text.hpp"

namespace euthymia::plan {

namespace {

// Of "bupropion.xl" the drug.
std::string_view without_form(std::string_view subject) { return subject.substr(0, subject.find('.')); }

// Whether a subject is the drug, a form of it or a group of its.
bool names(std::string_view subject, const knowledge::Substance& drug) {
    const std::string_view id = without_form(subject);
    return id == drug.id || std::find(drug.groups.begin(), drug.groups.end(), id) != drug.groups.end();
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
        if (rule.row->kind == "washout" && drug != nullptr) add_waits(*rule.row, *drug);
    }
}

void DrugRows::add_waits(const knowledge::Row& row, const knowledge::Substance& drug) {
    const std::string_view of = row.text("of");
    for (const std::string_view subject : row.applies_to) {
        const bool is_before = row.text("direction") == "before";
        const std::string_view next = without_form(is_before ? of : subject);
        if (names(is_before ? subject : of, drug) && next != drug.id) waits_after_.push_back({&row, next});
    }
}

std::optional<std::chrono::days> days_of(const knowledge::Row& row, std::string_view name) {
    constexpr std::int64_t thousandth = 1000;
    const auto number = row.number(name);
    if (!number) return std::nullopt;
    return std::chrono::days{static_cast<std::chrono::days::rep>((*number + thousandth - 1) / thousandth)};
}

std::set<std::string_view> DrugRows::members(std::string_view id) const {
    std::set<std::string_view> all;
    for (const knowledge::Substance& one : base_.base.substances) {
        if (names(id, one)) all.insert(one.id);
    }
    return all;
}

PlanNote DrugRows::note(const knowledge::Row& row, std::string text) const {
    return {std::move(text), std::string{base_.base.source(row.source)->title}, std::string{row.place},
            std::string{row.id}, row.verified};
}

std::string DrugRows::wording(std::string_view message, const knowledge::Row& row) const {
    const auto found = base_.base.messages.find(message);
    std::string text{found == base_.base.messages.end() ? message : std::string_view{found->second}};
    for (const auto& [name, value] : row.numbers) {
        text = core::replaced(std::move(text), core::joined({"{", name, "}"}), core::format_decimal(value, 3));
    }
    return text;
}

}  // namespace euthymia::plan
