// SPDX-License-Identifier: Apache-2.0
// What is taken day by day, of what a pharmacy can dispense, and what the rules say of each of these days.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/advice.hpp"
#include "euthymia/advisor.hpp"
#include "euthymia/date.hpp"
#include "euthymia/export.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/patient.hpp"
#include "euthymia/result.hpp"

namespace euthymia {
inline namespace v1 {

/// A part of a day's dose.
struct DispensedPart {
    std::string form;  ///< "tablet", "oral solution", ...
    Mass strength;  ///< of a unit, or of a millilitre
    bool is_liquid = false;
    std::int32_t tenths = 0;  ///< of units or millilitres: 5 is half a tablet, 12 is 1.2 ml
    std::string statement;  ///< id of the product's row
};

/// "1 tablet of 20 mg and half a tablet of 10 mg", "2.5 ml of oral solution 2 mg/ml".
[[nodiscard]] EUTHYMIA_EXPORT std::string to_string(const std::vector<DispensedPart>& parts);

/// A sentence with its basis.
struct PlanNote {
    std::string text;
    std::string source;
    std::string place;
    std::string statement;  ///< id
    bool verified = false;
};

/// What is taken of one drug on some days.
struct PlanDose {
    std::string candidate;  ///< id, "citalopram", "bupropion.xl"
    std::string label;
    Date from;
    std::optional<Date> until;  ///< last day; empty: until the prescriber changes it
    Mass daily_dose;
    std::vector<DispensedPart> taken_as;
    std::optional<int> times_a_day;  ///< into how many the label divides it; empty: it does not say
};

/// What the rules say on some days of a plan.
struct PlanFinding {
    std::string candidate;  ///< of whom it is said
    Date from;
    Date until;
    bool is_after_last_dose = false;  ///< of a drug that is no longer taken but still in the body
    bool forbids = false;  ///< the plan, on these days
    Finding finding;
};

/// A day on which the person is seen or something is measured.
struct PlanVisit {
    Date from;
    Date until;
    std::vector<PlanNote> what;
};

/// How one antidepressant replaces another.
enum class SwitchWay : std::uint8_t {
    direct,  ///< the second starts on the day after the last dose of the first
    cross_taper,  ///< the second starts while the first comes down
    taper_then_start  ///< the first comes down and stops, then the second starts, at once or after days without either
};
[[nodiscard]] EUTHYMIA_EXPORT std::string_view name_of(SwitchWay way) noexcept;

/// A way that was looked at and what stands against it.
struct RefusedWay {
    SwitchWay way = SwitchWay::direct;
    std::chrono::days without{};  ///< days without either
    std::vector<PlanFinding> because;
};

enum class PlanKind : std::uint8_t { titration, switch_over };
[[nodiscard]] EUTHYMIA_EXPORT std::string_view name_of(PlanKind kind) noexcept;  ///< "titration", "switch"

/// Doses day by day. A draft for the prescriber's approval.
struct Plan {
    PlanKind kind = PlanKind::titration;
    std::string from;  ///< candidate that is left; empty in a titration
    std::string from_label;
    std::string to;  ///< candidate that is begun
    std::string to_label;
    std::string jurisdiction;  ///< whose products
    /// False: no plan; `alerts`, `findings` or `refused` say why. A specialist is asked, or the facts they wait for.
    bool is_possible = false;
    std::optional<SwitchWay> way;  ///< of a switch
    std::vector<PlanNote> way_basis;  ///< guidance for this pair, or that there is none
    std::vector<PlanDose> doses;  ///< by day
    std::optional<Date> last_day;  ///< of the drug that is left
    std::optional<Date> first_day;  ///< of the drug that is begun
    std::chrono::days without{};  ///< days without either
    std::optional<Mass> ceiling;  ///< highest daily dose of what is begun that is settled for this person
    std::optional<Mass> usual_up_to;  ///< highest usual dose within it; not gone to without need
    std::vector<Alert> alerts;  ///< what comes before any plan; with an urgent one there is none
    std::vector<PlanFinding> findings;  ///< of the days of the plan, worst first
    std::vector<RefusedWay> refused;  ///< ways of a switch that came before this one
    std::vector<PlanVisit> visits;  ///< by day
    std::vector<PlanNote> notes;
    Date as_of{};
    std::string edition;
    std::string hash;
};

struct TitrationRequest {
    std::string drug;  ///< candidate ("bupropion.xl") or substance: then the form taken least often a day
    std::optional<Mass> target;  ///< daily dose to reach; empty: the lowest usual one
    Date start{};  ///< first day of the drug; not before the day of the question
};

/// How a drug is begun and raised: from the lowest labelled starting dose by the smallest labelled step, not sooner
/// than the longest labelled interval, to the target: in doses that are dispensed, rounded down, and never above what
/// is settled for this person. Every day is checked as in a switch.
///
/// Errors, each at the member of the request: `unknown_name` (/drug), `out_of_range` (/start, /target), `unsupported`
/// (/drug: no starting dose is known for the person's conditions, or nothing is dispensed that makes it),
/// `invalid_argument` (/drug: it is taken already). Of the options: as `Advisor::advise`. Thread-safe.
[[nodiscard]] EUTHYMIA_EXPORT Result<Plan> plan_titration(const Knowledge& knowledge, const Patient& patient,
                                                          const AdviceOptions& options,
                                                          const TitrationRequest& request);

struct SwitchRequest {
    std::string from;  ///< substance taken now
    std::optional<Mass> from_daily_dose;  ///< empty: as the record has it
    std::string to;  ///< candidate ("bupropion.xl") or substance: then the form taken least often a day
    std::optional<Mass> target;  ///< daily dose of the second; empty: the lowest usual one
    Date start{};  ///< first day on which anything changes; not before the day of the question
    std::optional<SwitchWay> way;  ///< empty: the first of those that guidance names and the rules allow
    std::vector<std::string> forms;  ///< of the first: "tablet", "capsule", "liquid"; empty: all
};

/// A switch none of whose days the rules forbid: of each day they are asked what they would say if that day's doses
/// were the record, with the drug that is left counted as taken for as long as it is in the body. No day is
/// contraindicated, advised against, or left open by a fact that nobody recorded; what is to be done or watched is said
/// with its days. Facts about the person are those of the day of the question; medicines, their intervals and age are
/// those of each day. Of the drug that is left, what held before the plan is the reason to leave it, and forbids only
/// where it says to stop otherwise than by coming down; after its last dose only contraindications forbid.
///
/// The ways are tried in the order in which guidance for the pair has them, else one after the other; days without
/// either drug are added up to what any label asks for, and where that does not do until the first drug has left the
/// body. The first drug comes down by halves at most: to its smallest unit where days pass without either, to a usual
/// dose before a direct change, else to a dose it is begun with. Where guidance begins the second drug low it begins at
/// half. Where no way passes there is no plan.
///
/// Errors, each at the member of the request: `unknown_name` (/from, /to, /forms), `out_of_range` (/start, /target,
/// /from_daily_dose), `not_found` (/from: it is not taken, or nobody knows; /from_daily_dose: the record leaves it
/// open), `invalid_argument` (/to: the same drug, or one that is taken), `unsupported` (/from: taken in several forms,
/// or nothing is known of how fast it may come down; /from, /from_daily_dose, /to: nothing is dispensed that makes the
/// doses, or no starting dose is known). Of the options: as `Advisor::advise`. Thread-safe.
[[nodiscard]] EUTHYMIA_EXPORT Result<Plan> plan_switch(const Knowledge& knowledge, const Patient& patient,
                                                       const AdviceOptions& options, const SwitchRequest& request);

}  // namespace v1
}  // namespace euthymia
