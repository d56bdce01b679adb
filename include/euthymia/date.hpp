// SPDX-License-Identifier: Apache-2.0
// On which day, when the record may know only the month or the year.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "euthymia/export.hpp"

namespace euthymia {
inline namespace v1 {

/// One calendar day. Nothing in the library reads a clock: the day of the question comes in as `as_of`.
using Date = std::chrono::sys_days;

/// A day known to lie between two days, both included. FHIR's "2019-05" is the whole of May 2019.
struct DateRange {
    Date first;
    Date last;

    friend constexpr auto operator<=>(const DateRange&, const DateRange&) = default;
};

/// Reads "2026-11-23". Empty for anything else, including days that do not exist.
[[nodiscard]] EUTHYMIA_EXPORT std::optional<Date> parse_date(std::string_view text);

/// Reads a FHIR date or dateTime: "2026", "2026-11", "2026-11-23", "2026-11-23T10:00:00Z". The day is
/// the one written, whatever the offset. Empty for anything else.
[[nodiscard]] EUTHYMIA_EXPORT std::optional<DateRange> parse_date_range(std::string_view text);

/// "2026-11-23".
[[nodiscard]] EUTHYMIA_EXPORT std::string to_string(Date date);

/// "2026-11-23", "2026-11" or "2026" where the range is exactly a day, month or year, else "first/last".
[[nodiscard]] EUTHYMIA_EXPORT std::string to_string(const DateRange& range);

/// Completed years from a birth day to `as_of`, at least and at most.
struct Years {
    int at_least;
    int at_most;
};
[[nodiscard]] EUTHYMIA_EXPORT Years completed_years(const DateRange& born, Date as_of);

}  // namespace v1
}  // namespace euthymia
