// SPDX-License-Identifier: Apache-2.0
// What the rules say about one patient: about each candidate and action, and about the person.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "euthymia/advice.hpp"
#include "euthymia/advisor.hpp"
#include "lib/rules/rule_base.hpp"
#include "lib/rules/situation.hpp"

namespace euthymia::weigh {

/// Why a question cannot be asked: a day that is not set or beyond all calendars, unknown profile or jurisdiction
/// names.
[[nodiscard]] std::optional<Error> refuse(const Knowledge& knowledge, const AdviceOptions& options);
/// A name that is given and none of those known, with the nearest of them.
[[nodiscard]] std::optional<Error> refuse_name(std::string_view where, std::string_view name,
                                               std::vector<std::string> known);

/// A rule that a missing fact keeps from being settled, for the questions.
struct Blocked {
    const rules::Rule* rule;
    std::vector<rules::NameId> missing;
    rules::Column column;  ///< of whom it was asked: a candidate, or the person
    Action action;
    /// What it could make of the verdict on that candidate and action; empty when it bears on a dose only, or when
    /// what is settled is as bad already.
    std::optional<Verdict> could_be{};
    bool is_asked = true;  ///< false: nobody need ask for it alone; it counts where its facts are asked for another
};

/// A rule with its answer.
struct Asked {
    const rules::Rule* rule;
    Truth holds;
    std::vector<rules::NameId> missing;  ///< when the answer is unknown
};

/// A name read as another value than the record's.
struct Varied {
    rules::NameId name;
    rules::Value value;
};

/// Asks the rules of one situation. Keeps references; one thread at a time.
class Judge {
public:
    /// With `varied`, what the rules would say if that name had that value.
    Judge(const rules::Situation& situation, const AdviceOptions& options, std::optional<Varied> varied = {});

    /// The rules about a candidate that are in force here, each asked for an action; of one kind only, if given.
    [[nodiscard]] std::vector<Asked> ask(std::uint32_t candidate, Action action, std::string_view kind = {}) const;
    /// All of them; stays valid as long as the judge.
    [[nodiscard]] const std::vector<Asked>& ask_all(std::uint32_t candidate, Action action) const;
    /// The rules about the person.
    [[nodiscard]] std::vector<Asked> ask_person(std::string_view kind) const;
    /// A named definition of the knowledge ("adult"), for a candidate or the person; unknown if there is none.
    [[nodiscard]] Truth holds(std::string_view definition, const rules::Candidate* candidate) const;

    [[nodiscard]] Finding finding(const Asked& asked, const rules::Candidate* candidate, Action action) const;
    [[nodiscard]] Basis basis(const rules::Rule& rule, const rules::Candidate* candidate, Action action) const;
    /// The wording of a rule with its blanks filled in: {candidate}, {medicines}, {at_most}, {days}, ...
    [[nodiscard]] std::string text_of(const rules::Rule& rule, const rules::Candidate* candidate, Action action) const;
    /// The wording of a message for this locality: {crisis_line}, {emergency}.
    [[nodiscard]] std::string wording(std::string_view message, const rules::Candidate* candidate = nullptr) const;
    /// Names whose lack left a rule open, as fact ids.
    [[nodiscard]] std::vector<std::string> fact_ids(const std::vector<rules::NameId>& names) const;

    /// The smallest sets of missing names that could settle an open rule (see rules::Cases::settling); none where
    /// the rule's condition is not searched.
    [[nodiscard]] std::vector<std::vector<rules::NameId>> settling(const Asked& asked, rules::Column column,
                                                                   Action action) const;
    /// Could whether any of these open rules holds turn on what is asked (see rules::Cases::turns_on)?
    [[nodiscard]] bool turns_on(const std::vector<const rules::Rule*>& open, rules::Column column, Action action,
                                const std::set<rules::NameId>& asked) const;
    /// By rule, what became of it for whatever it was asked of so far: yes where it held for any, else unknown where
    /// it was open for any, else no; empty where nobody asked.
    [[nodiscard]] std::vector<std::optional<Truth>> outcomes() const;

    /// The value that stands for a name instead of the record's, if any does.
    [[nodiscard]] std::optional<rules::Value> varied(std::string_view fact) const;

    [[nodiscard]] const rules::Situation& situation() const noexcept { return situation_; }
    [[nodiscard]] const AdviceOptions& options() const noexcept { return options_; }

private:
    // The record as one column or several that see the same see it, with every condition's answer.
    struct Seen {
        std::vector<rules::Value> values;
        rules::View view;
        rules::Answers answers;
    };

    [[nodiscard]] bool is_recorded(const rules::Candidate& candidate) const;
    [[nodiscard]] const Seen& seen(rules::Column column, Action action) const;
    [[nodiscard]] Asked ask_one(std::uint32_t rule, rules::Column column, const Seen& seen) const;
    [[nodiscard]] std::vector<rules::NameId> missing(rules::ConditionId condition, const rules::Rule& rule,
                                                     const Seen& seen) const;
    [[nodiscard]] std::string medicines(const rules::Rule& rule, const rules::Candidate* candidate,
                                        Action action) const;

    const rules::Situation& situation_;
    const AdviceOptions& options_;
    std::optional<Varied> varied_;
    const rules::InForce& in_force_;
    bool reads_action_ = false;  // does any condition?
    rules::Column unrecorded_drug_;  // the first drug of which the record says nothing
    mutable std::map<std::pair<std::uint32_t, Action>, std::vector<Asked>> asked_;
    mutable std::map<std::pair<rules::Column, int>, Seen> seen_;  // by the first column that sees the same
    using Turning = std::tuple<const Seen*, std::vector<rules::ConditionId>, std::vector<rules::InputId>>;
    mutable std::map<Turning, bool> turning_;  // what was answered before
};

}  // namespace euthymia::weigh
