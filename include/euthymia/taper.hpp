// SPDX-License-Identifier: Apache-2.0
// How to stop an antidepressant: doses a pharmacy can dispense, week by week, down to nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/date.hpp"
#include "euthymia/export.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/plan.hpp"
#include "euthymia/result.hpp"

namespace euthymia {
inline namespace v1 {

/// In what the steps of a taper are made even.
enum class TaperMethod : std::uint8_t {
    occupancy,  ///< of the drug's transporter, by a published fit; proportional where there is none
    proportional,  ///< a share of the dose before, more and more a plain amount below the smallest dose
    linear  ///< in milligrams
};
[[nodiscard]] EUTHYMIA_EXPORT std::string_view name_of(TaperMethod method) noexcept;

/// What is asked. Give a duration, or the largest step, or neither: then the usual step of the knowledge base.
struct TaperRequest {
    std::string substance;  ///< id
    std::optional<Mass> daily_dose;  ///< taken now, above 0; may be left out where a record tells it
    Date start{};  ///< day of the first lower dose
    std::optional<std::chrono::days> duration;  ///< from the first lower dose to the first day without
    std::optional<double> largest_step;  ///< share of the whole way from the dose of now to nothing, above 0 to 1
    std::optional<std::chrono::days> interval;  ///< between steps; empty: the usual one; never shorter than sourced
    std::vector<std::string> forms;  ///< "tablet", "capsule", "liquid"; empty: all
    std::string release;  ///< form id ("ir", "xl") or its beginning; empty: immediate where it makes the daily dose
    std::string jurisdiction;  ///< where it is dispensed; empty: the first country with products
    /// Of the occupancy fit. Empty: of repeated doses, of the serotonin transporter before others, with a printed
    /// ceiling, in the striatum, then the one that stays occupied down to the lowest doses.
    std::string model;
    TaperMethod method = TaperMethod::occupancy;
};

/// What is taken from one step to the next.
struct TaperDose {
    Date from;
    Date until;  ///< last day of it
    Mass daily_dose;
    std::vector<DispensedPart> taken_as;
    std::optional<double> occupancy;  ///< at steady state, 0 to 1, where a fit exists
    double step = 0;  ///< from the dose before it, as a share of the whole way to nothing
};

/// Doses from the first lower one to the last before nothing. A draft for the prescriber's approval.
struct TaperPlan {
    std::string substance;
    std::string label;
    Mass daily_dose;  ///< before
    std::string jurisdiction;
    std::string release;
    bool may_be_divided = false;  ///< false: modified release, swallowed whole
    TaperMethod method = TaperMethod::occupancy;  ///< the one used: proportional where there is no fit
    std::optional<OccupancyFit> fit;  ///< what occupancy is read from
    std::optional<double> occupancy;  ///< before
    std::vector<TaperDose> doses;  ///< none only where no taper is needed and no smaller dose can be made
    Date stop;  ///< the first day without
    double last_step = 0;  ///< to nothing, as a share of the whole way
    double largest_step = 0;
    double even_step = 0;  ///< as many steps, if every dose could be dispensed
    bool is_steeper_than_usual = false;  ///< nothing was asked for, and these doses cannot keep to the usual step
    std::chrono::days interval{};  ///< shortest between two steps
    std::optional<PlanNote> not_needed;  ///< the statement that no taper is needed
    std::vector<PlanNote> notes;
    bool is_checked = false;  ///< against a record: what follows means something only then
    bool is_possible = true;  ///< false: no doses; `alerts` or `findings` say why, and how to leave the drug instead
    std::vector<Alert> alerts;  ///< what comes before any plan; with an urgent one there is none
    std::vector<PlanFinding> findings;  ///< of the days of the taper, worst first
    Date as_of{};
    std::string edition;
    std::string hash;
};

/// The sequence of dispensable doses whose largest step is smallest for the duration, or the shortest one for a
/// largest step, and of those as short the one whose largest step is smallest; then the one with the least sum of
/// squared steps, then the fewest units. The search is complete: no other sequence of these doses is better. No step
/// but the last, to nothing, removes more than the sourced share of the dose before it, and none comes sooner than the
/// sourced interval.
/// The person is not asked about: a record may hold what forbids it, or calls for stopping at once; see below.
///
/// Errors, each at the member of the request: `unknown_name` (/substance, /forms, /release, /jurisdiction, /model);
/// `out_of_range` (/daily_dose, /start, /duration, /interval, /largest_step); `invalid_argument` (/duration beside a
/// largest step); `unsupported`: at /substance nothing is known of stopping it or how fast, or nothing of it is
/// swallowed daily; at /daily_dose no product makes it, or no smaller dose may follow it; at /duration it would be an
/// abrupt stop; at /largest_step no sequence has steps so small. Thread-safe.
[[nodiscard]] EUTHYMIA_EXPORT Result<TaperPlan> plan_taper(const Knowledge& knowledge, const TaperRequest& request);

/// The same for one person's record, every day of it checked as in a switch. What the record says against going on
/// with the drug is the reason to leave it, unless it says to stop at once: then there is no taper, and `findings` say
/// so, also where no lower dose is dispensed. The country is that of the options where the request names none; a daily
/// dose that it does not name is taken from the record.
///
/// Errors: those of `plan_taper`; `not_found` at /substance (it is not taken, or nobody knows) and /daily_dose (the
/// record leaves it open), `unsupported` at /substance (taken in several forms), `invalid_argument` at /release
/// (another than is taken), `out_of_range` at /start (before the day of the question, or a year after it); of the
/// options those of `Advisor::advise`. Thread-safe.
[[nodiscard]] EUTHYMIA_EXPORT Result<TaperPlan> plan_taper(const Knowledge& knowledge, const Patient& patient,
                                                           const AdviceOptions& options, TaperRequest request);

}  // namespace v1
}  // namespace euthymia
