// SPDX-License-Identifier: Apache-2.0
// What the knowledge says of one drug, and where.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/plan.hpp"
#include "lib/rules/held.hpp"

namespace euthymia::plan {

/// What must pass between a drug and what follows it.
struct Wait {
    const knowledge::Row* row;
    std::string_view next;  ///< substance or group
};

/// The rows about a drug in any of its forms, in the order of the knowledge base. Points into it.
class DrugRows {
public:
    DrugRows(const Knowledge& knowledge, std::string_view substance);

    /// Whether the knowledge base proposes a drug with this id.
    [[nodiscard]] bool is_known() const { return is_known_; }
    [[nodiscard]] const std::vector<const knowledge::Row*>& rows() const { return rows_; }
    /// The intervals that must pass after the drug before another may be started, as either's label has them.
    [[nodiscard]] const std::vector<Wait>& waits_after() const { return waits_after_; }
    /// The drugs that an id means: of a group its members, of a substance itself.
    [[nodiscard]] std::set<std::string_view> members(std::string_view id) const;
    [[nodiscard]] const std::vector<std::string>& countries() const { return base_.base.jurisdictions; }

    /// Of a substance or group; the id where it has none.
    [[nodiscard]] std::string_view label(std::string_view id) const { return knowledge_.label(id); }
    /// Text with the row's basis.
    [[nodiscard]] PlanNote note(const knowledge::Row& row, std::string text) const;
    /// The words of the message catalogue with the row's numbers in them; the id where it has none.
    [[nodiscard]] std::string wording(std::string_view message, const knowledge::Row& row) const;

private:
    void add_waits(const knowledge::Row& row, const knowledge::Substance& drug);

    const Knowledge& knowledge_;
    const rules::RuleBase& base_;
    std::vector<const knowledge::Row*> rows_;
    std::vector<Wait> waits_after_;
    bool is_known_ = false;
};

/// A number of days, a part of a day counted as one; nothing where the row has none.
[[nodiscard]] std::optional<std::chrono::days> days_of(const knowledge::Row& row, std::string_view name);

/// Whether a row holds in a country: it names that one or none.
[[nodiscard]] inline bool is_for(const knowledge::Row& row, std::string_view country) {
    return row.jurisdiction.empty() || row.jurisdiction == country;
}

}  // namespace euthymia::plan
