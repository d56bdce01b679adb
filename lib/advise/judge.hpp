// SPDX-License-Identifier: Apache-2.0
// What the rules say about one patient: about each candidate and action, and about the person.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/advice.hpp"
#include "euthymia/advisor.hpp"
#include "lib/rules/rule_base.hpp"
#include "lib/rules/situation.hpp"

namespace euthymia::advise {

/// A rule that a missing fact keeps from being settled, for the questions.
struct Blocked {
    const rules::Rule* rule;
    std::vector<rules::NameId> missing;
    std::string verdict;  ///< which verdict it could move: "citalopram start", "person"
};

/// A rule with its answer.
struct Asked {
    const rules::Rule* rule;
    Truth holds;
    std::vector<rules::NameId> missing;  ///< when the answer is unknown
};

/// Asks the rules of one situation. Keeps references; one thread at a time.
class Judge {
public:
    Judge(const rules::Situation& situation, const AdviceOptions& options);

    /// The rules about a candidate that are in force here, each asked for an action; of one kind only, if given.
    [[nodiscard]] std::vector<Asked> ask(std::uint32_t candidate, Action action, std::string_view kind = {}) const;
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

    [[nodiscard]] const rules::Situation& situation() const noexcept { return situation_; }
    [[nodiscard]] const AdviceOptions& options() const noexcept { return options_; }

private:
    [[nodiscard]] bool in_force(const rules::Rule& rule, std::uint32_t candidate) const;
    [[nodiscard]] Asked ask_one(const rules::Rule& rule, const rules::Candidate* candidate, Action action) const;
    [[nodiscard]] std::string medicines(const rules::Rule& rule, const rules::Candidate* candidate,
                                        Action action) const;
    void index_own_rows();

    const rules::Situation& situation_;
    const AdviceOptions& options_;
    std::vector<std::vector<const rules::Rule*>> by_candidate_;
    std::vector<const rules::Rule*> about_person_;
    std::map<std::string, bool> own_rows_;  ///< "kind|candidate|what": the chosen country has a row of its own
};

}  // namespace euthymia::advise
