// SPDX-License-Identifier: Apache-2.0
// How tests write dates, doses and names, and how failures print them.
#pragma once

#include <chrono>
#include <ostream>
#include <string>
#include <string_view>

#include "euthymia/advice.hpp"
#include "euthymia/date.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/result.hpp"
#include "euthymia/truth.hpp"

namespace euthymia::test {

/// The day on which tests ask; nothing reads the clock.
inline constexpr Date today{std::chrono::year{2026} / 11 / 23};

/// The day so many days before `today`.
[[nodiscard]] constexpr Date days_ago(int days) { return today - std::chrono::days{days}; }

/// One known day as the range that records hold.
[[nodiscard]] constexpr DateRange on(Date day) { return {day, day}; }

/// A literal day; the test program ends when the text is no date.
[[nodiscard]] Date day(std::string_view text);

namespace literals {

[[nodiscard]] constexpr Mass operator""_mg(unsigned long long mg) { return Mass::from_mg(static_cast<std::int64_t>(mg)); }
[[nodiscard]] constexpr Mass operator""_ug(unsigned long long ug) { return Mass::from_ug(static_cast<std::int64_t>(ug)); }

}  // namespace literals

/// The text of a file below the top of the source tree; the test program ends when there is none.
[[nodiscard]] std::string file_text(std::string_view path);

}  // namespace euthymia::test

// GoogleTest finds these by the namespace of the type.
namespace euthymia::inline v1 {

void PrintTo(Mass mass, std::ostream* out);
void PrintTo(Truth truth, std::ostream* out);
void PrintTo(Verdict verdict, std::ostream* out);
void PrintTo(Effect effect, std::ostream* out);
void PrintTo(Action action, std::ostream* out);
void PrintTo(const DateRange& range, std::ostream* out);
void PrintTo(const Error& error, std::ostream* out);

}  // namespace euthymia::inline v1
