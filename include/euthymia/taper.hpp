// SPDX-License-Identifier: Apache-2.0
// How to stop an antidepressant: doses a pharmacy can dispense, week by week, down to nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "euthymia/date.hpp"
#include "euthymia/export.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/mass.hpp"
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
    Mass daily_dose;  ///< taken now, above 0
    Date start;  ///< day of the first lower dose
    std::optional<std::chrono::days> duration;  ///< from the first lower dose to the first day without
    std::optional<double> largest_step;  ///< share of the whole way from the dose of now to nothing, above 0 to 1
    std::optional<std::chrono::days> interval;  ///< between steps; empty: the usual one; never shorter than sourced
    std::vector<std::string> forms;  ///< "tablet", "capsule", "liquid"; empty: all
    std::string release;  ///< "immediate", "extended", ...; empty: immediate where there is one
    std::string jurisdiction;  ///< where it is dispensed; empty: the first country with products
    std::string model;  ///< of the occupancy fit; empty: the first of the drug
    TaperMethod method = TaperMethod::occupancy;
};

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

struct TaperDose {
    Date from;
    Date until;  ///< last day of it
    Mass daily_dose;
    std::vector<DispensedPart> taken_as;
    std::optional<double> occupancy;  ///< at steady state, 0 to 1, where a fit exists
    double step = 0;  ///< from the dose before it, as a share of the whole way to nothing
};

/// A sentence with its basis.
struct TaperNote {
    std::string text;
    std::string source;
    std::string place;
    std::string statement;  ///< id
    bool verified = false;
};

/// Doses from the first lower one to the last before nothing. A draft for the prescriber's approval.
struct TaperPlan {
    std::string substance;
    std::string label;
    Mass daily_dose;  ///< before
    std::string jurisdiction;
    std::string release;
    TaperMethod method = TaperMethod::occupancy;
    std::optional<OccupancyFit> fit;  ///< what occupancy is read from
    std::optional<double> occupancy;  ///< before
    std::vector<TaperDose> doses;  ///< none when the smallest step is from the dose of now to nothing
    Date stop;  ///< the first day without
    double last_step = 0;  ///< to nothing, as a share of the whole way
    double largest_step = 0;
    double even_step = 0;  ///< as many steps, if every dose could be dispensed
    std::chrono::days interval{};
    std::optional<TaperNote> not_needed;  ///< the statement that no taper is needed
    std::vector<TaperNote> notes;
    std::string edition;
    std::string hash;
};

/// The sequence of dispensable doses whose largest step is smallest for the duration, or the shortest one for a
/// largest step; among those the one with the least sum of squared steps, then the fewest units. The search is
/// complete: no other sequence of these doses is better. No step but the last, to nothing, removes more than the
/// sourced share of the dose before it, and none comes sooner than the sourced interval.
/// Errors: `unknown_name` (drug, form, country, model, release), `out_of_range` (dose, duration, interval, step),
/// `unsupported` (no product that can be divided; a dose that no product makes; no sequence with so small a step),
/// `invalid_argument` (duration and largest step together). Thread-safe.
[[nodiscard]] EUTHYMIA_EXPORT Result<TaperPlan> plan_taper(const Knowledge& knowledge, const TaperRequest& request);

}  // namespace v1
}  // namespace euthymia
