// SPDX-License-Identifier: Apache-2.0
// How tests say in one line who the patient is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "euthymia/date.hpp"
#include "euthymia/fact.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/patient.hpp"

namespace euthymia::tests {

/// 40_mg, 12.5_mg: exact, because the digits are read as text.
[[nodiscard]] Mass operator""_mg(const char* digits);

/// "2026-11-23" as a day; aborts the test when it is none.
[[nodiscard]] Date on(std::string_view text);
/// "2026-11" as a range of days; aborts the test when it is none.
[[nodiscard]] DateRange during(std::string_view text);

/// Records of one person, by and by:
///
///   a_patient().aged(72).taking("citalopram", 40_mg).stopped("phenelzine", "2026-11-10")
///              .with("seizure_disorder").with("qtc", 480).reviewed("safety").build()
///
/// Facts and reviews carry the day of the question, which is 2026-11-23 unless `as_of` says otherwise;
/// the order of calls does not matter. Knows no dictionary: numbers are given scaled, in the fact's unit.
class PatientSheet {
public:
    PatientSheet& as_of(std::string_view day);
    PatientSheet& aged(int completed_years);
    PatientSheet& born(std::string_view when);

    /// A live order, once a day; `since` empty when nobody recorded the start.
    PatientSheet& taking(std::string substance, std::optional<Mass> dose = {}, std::string_view since = {},
                         std::string form = {});
    /// A stopped order; `when` empty when nobody recorded the day.
    PatientSheet& stopped(std::string substance, std::string_view when = {}, std::string form = {});
    PatientSheet& medicine(MedicineRecord record);

    /// A fact that holds, does not hold, or has a value. `when` empty: on the day of the question.
    PatientSheet& with(std::string fact);
    PatientSheet& without(std::string fact);
    PatientSheet& with(std::string fact, std::int64_t scaled, std::string_view when = {});
    PatientSheet& with(std::string fact, Number range, std::string_view when = {});
    PatientSheet& with(std::string fact, std::string_view choice, std::string_view when = {});
    PatientSheet& with_since(std::string fact, std::string_view when);
    PatientSheet& fact(FactRecord record);

    PatientSheet& reviewed(std::string scope, std::string_view when = {});
    /// The record has that list: "conditions", "medicines", "allergies", "observations".
    PatientSheet& listing(std::string_view list);
    PatientSheet& not_read(NotRead entry);

    /// The day of the question.
    [[nodiscard]] Date day() const { return as_of_; }
    [[nodiscard]] Patient build() const;

private:
    [[nodiscard]] std::string next_reference(std::string_view resource);

    Date as_of_ = on("2026-11-23");
    std::optional<int> age_;
    std::vector<DateRange> births_;
    std::vector<MedicineRecord> medicines_;
    std::vector<std::pair<FactRecord, bool>> facts_;  ///< true: dated on the day of the question
    std::vector<std::pair<Review, bool>> reviews_;  ///< the same
    std::vector<std::string> lists_;
    std::vector<NotRead> not_read_;
    int references_ = 0;
};

[[nodiscard]] inline PatientSheet a_patient() { return {}; }

}  // namespace euthymia::tests
