// SPDX-License-Identifier: Apache-2.0
// The knowledge base: what is stated, where that stands, and what codes mean.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "euthymia/code.hpp"
#include "euthymia/date.hpp"
#include "euthymia/export.hpp"
#include "euthymia/fact.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/result.hpp"

namespace euthymia {
inline namespace v1 {

/// What a code or a text means as a medicine.
struct MedicineMatch {
    struct Ingredient {
        std::string substance;  ///< id in the knowledge base
        std::string form;  ///< form id; empty when the product does not tell
        std::optional<Mass> strength;  ///< per unit (tablet, capsule); for liquids per millilitre
    };
    std::vector<Ingredient> ingredients;
    bool from_text = false;  ///< recognised from the display text, not from the code
    bool conflict = false;  ///< code and display name different medicines or strengths
    std::string product;  ///< the product's name in the table, or the text that was parsed
};

/// How a code of a FHIR resource bears on a fact.
struct CodeUse {
    const Fact* fact;
    const FhirBinding* binding;
};

/// One statement, as `kb show` prints it.
struct Statement {
    std::string id;
    std::string kind;
    std::string subject;  ///< substance, therapy, condition or topic
    std::string file;
    std::string text;  ///< the row as JSON
    bool verified = false;  ///< two independent readings of the original agree with it
    bool safety = false;  ///< contraindication, washout, limit, boxed warning, avoid, escalation
    bool disputed = false;  ///< a reader found something else in a text; the row says what
    std::string to_open;  ///< the text that somebody must still open or read again; empty when verified
};

/// How strongly a drug has an unwanted property, beside other antidepressants, as one published table grades it.
struct Profile {
    std::string substance;
    std::string aspect;  ///< "weight_gain", "sedation", ...
    std::string grade;  ///< "lowered", "none", "low", "moderate" or "high"
    std::string statement;  ///< id
    bool verified = false;
};

/// Where one guideline places a treatment of one condition.
struct TreatmentLine {
    std::string guideline;  ///< id
    std::string condition;  ///< id
    std::vector<std::string> subjects;  ///< substances, forms ("fluoxetine.daily"), groups or therapies
    int line = 0;  ///< 1 is first; 0: the guideline advises against it
    std::string population;  ///< for whom, in words; empty: everybody with the condition
    std::string when;  ///< for whom, as a condition of the rules; empty: always
    std::string place;  ///< in the guideline
    std::string statement;  ///< id
    bool verified = false;
};

/// One number of a trial or meta-analysis, as it prints it: what a treatment did beside another.
struct EffectEstimate {
    std::string about;  ///< "network_effect", "combined_treatment", "relapse_prevention", "dose_equivalence", ...
    std::string condition;  ///< id; empty: several pooled
    std::string population;  ///< who was studied, in words
    std::string intervention;
    std::string comparator;  ///< empty: none, as of a rate
    std::string outcome;  ///< "response", "remission", "relapse", ...
    std::string measure;  ///< "odds_ratio", "risk_ratio", "risk" (0 to 1), "smd", "mg_equivalent" (mg a day), ...
    double value = 0;  ///< in the direction intervention against comparator, in steps of 0.001
    std::optional<double> low;  ///< of the interval
    std::optional<double> high;
    std::string interval;  ///< "95% CI", "95% CrI" or "range"
    std::optional<double> at_weeks;
    std::optional<std::int64_t> trials;  ///< of the whole analysis, where the text prints no others
    std::optional<std::int64_t> participants;
    std::string certainty;  ///< as the text grades it
    std::string remark;  ///< which way is better, whom the numbers are of, what the text adds
    std::string source;  ///< title
    std::string place;  ///< in the source
    std::string statement;  ///< id
    bool verified = false;
};

/// How much of a transporter a daily dose occupies at steady state, as one published fit has it:
/// ceiling * dose / (half_dose + dose). Fits differ by method, region and people; none is the person's own.
struct EUTHYMIA_EXPORT OccupancyFit {
    std::string substance;
    std::string target;  ///< "SERT", "NET" or "DAT": the serotonin, noradrenaline or dopamine transporter
    std::string region;  ///< of the brain, as the paper names it
    std::string model;  ///< "sorensen-2022", ...
    bool is_of_single_doses = false;  ///< what repeated doses occupy may be more
    double ceiling = 1;  ///< share at an endless dose; some fits lie a little above 1; 1 where none is printed
    double half_dose = 0;  ///< mg a day
    std::string source;  ///< title
    std::string place;
    std::string statement;  ///< id
    bool verified = false;

    /// Share occupied, 0 to 1, in steps of 1e-6. No dose occupies nothing.
    [[nodiscard]] double occupancy(Mass daily_dose) const;
    /// The daily dose that occupies a share (0 to 1), to the microgram; empty when no dose does or it is no share.
    [[nodiscard]] std::optional<Mass> dose_for(double share) const;
};

/// What imaging found in some people at one dose.
struct OccupancyMeasured {
    std::string substance;
    std::string target;
    std::string region;
    std::string dosing;  ///< "single" or "repeated"
    Mass dose;
    double share = 0;  ///< mean, 0 to 1
    std::optional<double> hours_after;  ///< since the last dose
    std::optional<std::int64_t> people;
    std::string source;  ///< title
    std::string place;
    std::string statement;  ///< id
    bool verified = false;
};

/// What became of the check of every statement. Lists hold ids of statements.
struct SelfCheck {
    std::uint64_t statements = 0;
    std::uint64_t always = 0;  ///< statements without a condition
    std::uint64_t cases = 0;  ///< asked of the compiled rules and of their text
    std::uint64_t without_case = 0;  ///< cases that could not be made, because a condition calculates
    std::vector<std::string> wrong;  ///< the two disagree, or a case came out otherwise than it was made
    std::vector<std::string> never_fires;  ///< no record can make it fire
    std::vector<std::string> never_asked;  ///< about nothing that this edition can propose

    [[nodiscard]] bool passed() const noexcept { return wrong.empty() && never_fires.empty(); }
};

/// One library of the Clinical Quality Language (CQL 1.5), as a file to write.
struct CqlLibrary {
    std::string file;  ///< "EuthymiaSubstancesCitalopram.cql"; the library is called like it
    std::string text;
};

/// Read, checked and compiled knowledge. Immutable; safe to share between threads. One pointer wide.
class EUTHYMIA_EXPORT Knowledge {
public:
    /// The edition built into the library. Opens no file.
    [[nodiscard]] static Result<Knowledge> embedded();
    /// Reads every .json file of a folder on disk. All or nothing: one refused row refuses the edition;
    /// the errors are all listed by `check_folder`.
    [[nodiscard]] static Result<Knowledge> open_folder(std::string_view path);
    /// Every complaint about a folder's rows, in order of file and place; empty when it would open.
    [[nodiscard]] static std::vector<Error> check_folder(std::string_view path);

    [[nodiscard]] std::string_view edition() const noexcept;  ///< "2026.11"
    [[nodiscard]] std::string_view hash() const noexcept;  ///< identifies the content
    [[nodiscard]] Date review_by() const noexcept;  ///< past it every answer is marked stale

    [[nodiscard]] std::span<const Fact> facts() const noexcept;
    [[nodiscard]] const Fact* fact(std::string_view id) const noexcept;
    /// The facts a code of this resource type bears on; none when the code is not in the tables.
    [[nodiscard]] std::vector<CodeUse> uses(std::string_view resource, const Code& code) const;
    /// True for codes that are in the tables and bear on no fact: known, and not our business.
    [[nodiscard]] bool is_known_other(std::string_view resource, const Code& code) const;
    /// The canonical system and code behind one as recorded (local systems, ICD without the dot).
    [[nodiscard]] Code canonical(const Code& code) const;
    /// What a medicine's codings and text mean; empty when nothing recognises it.
    [[nodiscard]] std::optional<MedicineMatch> medicine(std::span<const Code> codings, std::string_view text) const;
    /// The label of a substance, group, fact, definition, condition, therapy or form; the id itself when unknown.
    [[nodiscard]] std::string_view label(std::string_view id) const noexcept;
    /// "; did you mean ...?" for a misspelt fact id, or nothing.
    [[nodiscard]] std::string suggestion(std::string_view fact) const;
    /// The same for the name of a medicine.
    [[nodiscard]] std::string medicine_suggestion(std::string_view name) const;
    /// The fact that records an allergy to this substance; null when there is none.
    [[nodiscard]] const Fact* allergy_fact(std::string_view substance) const noexcept;

    [[nodiscard]] std::span<const Statement> statements() const;
    /// By substance and aspect; tables that grade alike or differently stand beside each other.
    [[nodiscard]] std::vector<Profile> profiles() const;
    /// By guideline, condition and line, what is advised against last.
    [[nodiscard]] std::vector<TreatmentLine> treatment_lines() const;
    /// By condition, what they are about and statement.
    [[nodiscard]] std::vector<EffectEstimate> evidence() const;
    /// By substance, target, region and model.
    [[nodiscard]] std::vector<OccupancyFit> occupancy_fits() const;
    /// By substance, target, region, dosing, dose and hours after it.
    [[nodiscard]] std::vector<OccupancyMeasured> occupancy_measured() const;
    [[nodiscard]] std::vector<std::string> guideline_profiles() const;
    /// The conditions whose treatment is advised on, as fact ids.
    [[nodiscard]] std::vector<std::string> conditions() const;
    [[nodiscard]] std::vector<std::string> jurisdictions() const;
    /// Subjects by kind of statement, "verified/all" in each cell, with counts below, as text for a terminal.
    [[nodiscard]] std::string coverage_table() const;
    /// Every rule and definition as CQL, for engines and reviewers that do not know this library: one library for
    /// the definitions, then one per file of the knowledge base that has rules. Each stands alone; facts are
    /// parameters, rules are expressions that give true, false or null under the ids of their statements. The
    /// comments at the top of each tell how parameters are given. Same knowledge, same bytes.
    [[nodiscard]] std::vector<CqlLibrary> cql() const;
    /// Makes for each statement a record on which it fires, one on which it does not, and one that tells nothing, and
    /// asks the compiled rules; for a host to run once after loading. Tens of milliseconds.
    [[nodiscard]] SelfCheck self_check() const;

    struct Held;
    /// For the library's own use.
    [[nodiscard]] const Held& held() const noexcept { return *held_; }

private:
    explicit Knowledge(std::shared_ptr<const Held> held) noexcept : held_{std::move(held)} {}
    std::shared_ptr<const Held> held_;
};

}  // namespace v1
}  // namespace euthymia
