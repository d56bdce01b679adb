// SPDX-License-Identifier: Apache-2.0
// What every name in a condition stands for, for one patient on one day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/advice.hpp"
#include "euthymia/patient.hpp"
#include "lib/rules/rule_base.hpp"

namespace euthymia::rules {

/// A value with where it came from, for the basis of a statement.
struct Evidence {
    Value value;
    std::optional<DateRange> when;
    std::vector<std::string> records;
    std::vector<std::string> medicines;  ///< substances that made a medicine name true
};

/// A day to come with what is taken and was taken by then.
struct DayToCome {
    Date day;
    std::vector<Regimen> regimens;
};

/// One patient's record, read on one day. Immutable once built; keeps references to both arguments.
class Situation {
public:
    Situation(const RuleBase& rules, const Patient& patient, Date as_of, std::string_view jurisdiction);
    /// The same record on a day to come: medicines and age are those of that day, all else stays as it is known now,
    /// also whether the lists of medicines are complete.
    Situation(const Situation& now, DayToCome to_come);

    /// The value of a name for a candidate (none: about the person) and an action.
    [[nodiscard]] Evidence evidence(NameId name, const Candidate* candidate, std::optional<Action> action) const;
    [[nodiscard]] Value value(NameId name, const Candidate* candidate, std::optional<Action> action) const {
        return evidence(name, candidate, action).value;
    }
    /// The values of all names that the program reads, by name.
    [[nodiscard]] std::vector<Value> values(const Candidate* candidate, std::optional<Action> action) const;
    /// The same as a person reads it.
    [[nodiscard]] FactRead read(NameId name, const Candidate* candidate, std::optional<Action> action) const;

    /// Does the record say anything about a name, however old or vague: the fact, what it is worked out from, a
    /// medicine of its group?
    [[nodiscard]] bool is_recorded(NameId name, const Candidate* candidate) const;

    [[nodiscard]] const std::vector<Regimen>& regimens() const noexcept { return regimens_; }
    /// Regimens of a candidate's substance and form; a regimen of unknown form counts for every form.
    [[nodiscard]] std::vector<Regimen> taken(const Candidate& candidate) const;
    [[nodiscard]] std::string_view group_label(std::string_view group) const;
    [[nodiscard]] Date as_of() const noexcept { return as_of_; }
    [[nodiscard]] const RuleBase& rules() const noexcept { return *rules_; }
    [[nodiscard]] const Patient& patient() const noexcept { return *patient_; }
    /// Is the list of medicines taken now complete? And that of medicines stopped lately?
    [[nodiscard]] bool medicines_complete() const noexcept { return medicines_complete_; }
    [[nodiscard]] bool recent_medicines_complete() const noexcept { return recent_complete_; }

private:
    using Exclude = const knowledge::Substance*;

    [[nodiscard]] Evidence fact(std::uint32_t index, const Candidate* candidate, std::optional<Action> action) const;
    [[nodiscard]] const Fact* implying(const FactRecord& record, const Fact& implied) const;
    [[nodiscard]] Evidence recorded(const Fact& fact, std::string_view reducer) const;
    [[nodiscard]] Evidence family(const Origin& origin, const Candidate* candidate) const;
    [[nodiscard]] static Evidence belonging(std::string_view group, const Candidate* candidate);
    [[nodiscard]] Evidence taking(std::string_view group, Exclude exclude) const;
    [[nodiscard]] Evidence days_since_medicine(std::string_view group, Exclude exclude) const;
    [[nodiscard]] Evidence dose_of(std::string_view group, std::string_view form) const;
    [[nodiscard]] Evidence count_taking(std::string_view group, Exclude exclude) const;
    [[nodiscard]] Evidence age() const;
    [[nodiscard]] Evidence days_since_event(std::string_view fact) const;
    [[nodiscard]] Evidence percent_drop(std::string_view fact, int days) const;
    [[nodiscard]] Evidence in_window(std::string_view fact, std::string_view reducer, int days) const;
    [[nodiscard]] Evidence days_on(const Candidate* candidate) const;
    [[nodiscard]] bool belongs(const Regimen& regimen, std::string_view group, Exclude exclude) const;
    [[nodiscard]] const Review* review(std::string_view scope) const;
    [[nodiscard]] bool is_current(const FactRecord& record, const Fact& fact) const;
    [[nodiscard]] const Fact* find_fact(std::string_view id) const;

    const RuleBase* rules_;
    const Patient* patient_;
    Date as_of_;
    Date day_;  ///< of age and medicines
    std::string jurisdiction_;
    std::vector<Regimen> regimens_;
    bool medicines_complete_ = false;
    bool recent_complete_ = false;
};

/// "61 a", "480 ms", "yes", "not recorded".
[[nodiscard]] std::string value_text(const Value& value, const Type& type);

}  // namespace euthymia::rules
