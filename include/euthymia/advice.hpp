// SPDX-License-Identifier: Apache-2.0
// The answer: what is urgent, what fits, what does not and why, what to ask next.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "euthymia/date.hpp"
#include "euthymia/export.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/patient.hpp"
#include "euthymia/truth.hpp"

namespace euthymia {
inline namespace v1 {

/// What would be done with a candidate.
enum class Action : std::uint8_t { start, continue_as_is, raise, stop };

/// Ordered by how much speaks against the action. `ask_first` means that a fact nobody recorded could
/// still forbid it.
enum class Verdict : std::uint8_t { preferred, acceptable, caution, ask_first, not_assessed, avoid, contraindicated };

enum class Effect : std::uint8_t { prefer, inform, monitor, require, caution, avoid, contraindicate, escalate };

[[nodiscard]] EUTHYMIA_EXPORT std::string_view name_of(Action action) noexcept;
[[nodiscard]] EUTHYMIA_EXPORT std::string_view name_of(Verdict verdict) noexcept;
[[nodiscard]] EUTHYMIA_EXPORT std::string_view name_of(Effect effect) noexcept;

/// One fact as a rule read it.
struct FactRead {
    std::string fact;  ///< id
    std::string label;
    std::string value;  ///< "yes", "61 a", "480 ms", "not recorded"
    std::string when;  ///< date, or empty
    std::string record;  ///< reference, or empty
    bool known = false;
    bool assumed = false;
};

/// Why a statement is made: enough to check it without trusting the program.
struct Basis {
    std::string rule;  ///< row id
    std::string condition;  ///< as written in the row; empty when it always holds
    std::vector<FactRead> facts;
    std::string source;  ///< title of the document
    std::string place;  ///< section, table or page
    std::string address;  ///< where to read it; may be empty
    std::string jurisdiction;  ///< "US", or empty
    std::string strength;
    bool verified = false;  ///< two independent readings agree with the row
};

/// One thing said about one candidate and action.
struct Finding {
    std::string id;  ///< derived from its content: the same finding has the same id
    Effect effect = Effect::inform;
    Truth holds = Truth::yes;  ///< `unknown`: a missing fact decides
    std::string text;  ///< for the clinician
    std::string harm;  ///< "serotonin_toxicity", ...
    std::string leave;  ///< for a drug already taken: "stop_today", "taper", "specialist"
    std::vector<std::string> missing;  ///< facts that would settle it
    Basis basis;
};

/// One limit on the daily dose, judged for this person.
struct Limit {
    std::string rule;
    Mass at_most;
    Truth applies;
    std::string text;
    Basis basis;
};

struct DoseLimits {
    std::optional<Mass> settled;  ///< lowest limit known to apply
    std::optional<Mass> cautious;  ///< lowest if every unknown were answered yes
    std::vector<std::string> undecided;  ///< rows that would lower it once answered yes
    std::vector<Limit> limits;  ///< all that apply or may
};

struct Option {
    std::string candidate;  ///< id, "citalopram", "bupropion.xl", "cognitive_behavioural_therapy"
    std::string label;
    std::string kind;  ///< "drug" or "therapy"
    std::string drug_class;  ///< label of the class; empty for therapies
    Action action = Action::start;
    Verdict verdict = Verdict::not_assessed;
    Verdict worst_possible = Verdict::not_assessed;  ///< if every unknown fact were answered badly
    std::optional<int> line;  ///< line of treatment in the profile, 1 first; the last it can be where it is open
    std::vector<std::string> line_missing;  ///< fact ids the line hangs on: open, ordered after settled ones
    bool line_verified = false;  ///< two independent readings agree with it
    std::string line_source;  ///< guideline and place
    std::string line_for;  ///< whom the guideline means by it, in words; empty: everybody with the condition
    std::string elsewhere;  ///< where other guidelines place it differently
    std::string standing;  ///< "FDA-labelled for ...", "off-label", ...
    std::vector<Finding> findings;  ///< worst first
    DoseLimits limits;
    std::optional<Mass> starting_dose;  ///< per day
    std::string starting_text;  ///< "50 mg once a day"
    Basis starting_basis;
    std::vector<Regimen> taken;  ///< what of it the person takes
};

/// Something that comes before any treatment choice.
struct Alert {
    std::string id;
    std::string level;  ///< "emergency", "same_day", or "this_visit": to be settled before treatment is chosen
    std::string text;
    std::vector<std::string> actions;  ///< what to do, in order, with the locality's numbers
    std::string harm;
    std::vector<Basis> bases;  ///< every rule that raised it

    [[nodiscard]] bool urgent() const noexcept { return level != "this_visit"; }
};

struct Question {
    std::string id;  ///< fact id, or the list asked together: "safety", "medicines", ...
    std::vector<std::string> facts;  ///< what it would settle
    std::string text;
    std::string why;  ///< the worst harm it could uncover
    int moves = 0;  ///< verdicts that could change
    bool urgent = false;  ///< could raise an alert
};

/// The whole answer. Immutable; one pointer wide.
class EUTHYMIA_EXPORT Advice {
public:
    [[nodiscard]] Date as_of() const noexcept;
    [[nodiscard]] std::string_view edition() const noexcept;
    [[nodiscard]] std::string_view hash() const noexcept;
    [[nodiscard]] bool stale() const noexcept;  ///< knowledge past its review date
    [[nodiscard]] std::string_view profile() const noexcept;
    [[nodiscard]] std::string_view jurisdiction() const noexcept;

    [[nodiscard]] std::span<const Alert> alerts() const noexcept;
    /// Best first. Empty of starts when no condition in scope is recorded as active.
    [[nodiscard]] std::span<const Option> options() const noexcept;
    [[nodiscard]] std::span<const Question> questions() const noexcept;
    [[nodiscard]] std::span<const NotRead> not_read() const noexcept;
    [[nodiscard]] std::span<const Regimen> regimens() const noexcept;
    [[nodiscard]] std::span<const FactRead> known_facts() const noexcept;
    /// What was taken as "no" because a list exists and does not name it.
    [[nodiscard]] std::span<const FactRead> assumed() const noexcept;
    /// Statements about the whole answer: no condition in scope, conflicts between records, ...
    [[nodiscard]] std::span<const std::string> notes() const noexcept;
    /// Labels of the conditions in scope that are recorded as active.
    [[nodiscard]] std::span<const std::string> conditions() const noexcept;
    [[nodiscard]] std::string_view person() const noexcept;  ///< "61 years, major depression"

    struct Held;
    explicit Advice(std::shared_ptr<const Held> held) noexcept : held_{std::move(held)} {}

private:
    std::shared_ptr<const Held> held_;
};

}  // namespace v1
}  // namespace euthymia
