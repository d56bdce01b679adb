// SPDX-License-Identifier: Apache-2.0
// The knowledge with its conditions compiled: what can be proposed, and which rules bear on it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/knowledge/base.hpp"
#include "lib/rules/language.hpp"
#include "lib/rules/program.hpp"

namespace euthymia::rules {

/// Something advice may propose: one form of a drug, or a therapy.
struct Candidate {
    std::string id;  ///< "citalopram", "bupropion.xl", "behavioural_activation"
    std::string label;
    const knowledge::Substance* substance = nullptr;  ///< null for a therapy
    std::string form;
    std::vector<std::string> groups;  ///< of the substance or therapy, closed upward
};

/// A row with its condition, which the program holds compiled; `condition_of` makes its tree for a reader.
struct Rule {
    const knowledge::Row* row = nullptr;
    std::string_view condition;  ///< empty: always; kept where the row's texts are
    Strictness strictness = Strictness::monotone;
    std::vector<NameId> reads;  ///< names the condition uses, in order of first use
    std::vector<std::uint32_t> candidates;  ///< empty: about the person
};

/// Whether a rule is about the person as such. An estimate of a paper is about nobody: no rule asks for it.
[[nodiscard]] inline bool is_about_the_person(const knowledge::Row& row) {
    return row.applies_to.empty() && row.kind != "evidence";
}

/// From where a name gets its value.
struct Origin {
    enum class Kind : std::uint8_t { fact, family, definition };
    Kind kind = Kind::fact;
    std::uint32_t index = 0;  ///< into facts or families
    std::string group{};  ///< of a family
};

/// By candidate, the rules in force in one country, as indices.
using InForce = std::vector<std::vector<std::uint32_t>>;

/// Everything an evaluation needs. Not copied: rows are pointed at.
struct RuleBase {
    RuleBase() = default;
    RuleBase(const RuleBase&) = delete;
    RuleBase& operator=(const RuleBase&) = delete;

    knowledge::Base base;
    Names names;
    std::vector<Origin> origins;  ///< by NameId
    std::vector<std::optional<Condition>> definitions;  ///< by NameId
    std::vector<Candidate> candidates;
    std::vector<Rule> rules;
    /// Substances of a group, by group or substance id.
    std::unordered_map<std::string, std::vector<std::string>> members;

    // What follows from the rules; only when there were no errors.
    std::map<std::string, InForce, std::less<>> in_force;  ///< by jurisdiction; "" is no country
    std::vector<std::uint32_t> about_person;  ///< rules about the person, as indices
    std::optional<Program> program;  ///< columns: the candidates, then the person
    std::vector<NameId> inputs;  ///< names that the program reads
    [[nodiscard]] Column person_column() const noexcept { return static_cast<Column>(candidates.size()); }

    [[nodiscard]] std::optional<std::uint32_t> candidate(std::string_view id) const;
};

struct Built {
    std::shared_ptr<const RuleBase> rules;  ///< whole only when there are no errors
    std::vector<Error> errors;
};

/// Which members of the families are among the names: those that some condition mentions, or every one.
enum class FamilyNames : std::uint8_t { mentioned, all };

/// Loads, compiles and verifies an edition. Every complaint names file, row and, for conditions, the column.
[[nodiscard]] Built build(std::span<const knowledge::File> files, FamilyNames names = FamilyNames::mentioned);

/// The value of an attribute ("candidate_ssri") of a candidate or the person.
[[nodiscard]] Value attribute_of(const RuleBase& rules, Column column, NameId name);

/// The tree of a rule's condition, made anew at each call: tens of microseconds.
/// @pre the rule has a condition
[[nodiscard]] Condition condition_of(const RuleBase& rules, const Rule& rule);

/// Does each recorded reading agree with its row? Complains where one does not. `conditions` has one per rule.
void verify_readings(const RuleBase& rules, std::span<const std::optional<Condition>> conditions,
                     std::vector<Error>& errors);

}  // namespace euthymia::rules
