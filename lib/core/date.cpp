// SPDX-License-Identifier: Apache-2.0
// How days and FHIR dates are read and written, and how old someone is.
#include "euthymia/date.hpp"

#include <algorithm>
#include <cstddef>

namespace euthymia {
inline namespace v1 {
namespace {

using std::chrono::day;
using std::chrono::last;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// The digits of `text` at [at, at + count) as a number; empty when one is missing.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) noexcept {
    if (at > text.size() || text.size() - at < count) return std::nullopt;
    int number = 0;
    for (const char c : text.substr(at, count)) {
        if (!is_digit(c)) return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

bool is_pair_up_to(std::string_view text, std::size_t at, int largest) noexcept {
    const std::optional<int> number = digits(text, at, 2);
    return number && *number <= largest;
}

bool has(std::string_view text, std::size_t at, char expected) noexcept {
    return at < text.size() && text[at] == expected;
}

std::optional<year> read_year(std::string_view text) noexcept {
    const std::optional<int> number = digits(text, 0, 4);
    if (!number || *number == 0) return std::nullopt;  // FHIR has no year 0
    return year{*number};
}

std::optional<month> read_month(std::string_view text) noexcept {
    const std::optional<int> number = has(text, 4, '-') ? digits(text, 5, 2) : std::nullopt;
    if (!number || *number < 1 || *number > 12) return std::nullopt;
    return month{static_cast<unsigned>(*number)};
}

// "Z" or an offset up to 14 hours, as FHIR's dateTime has it.
bool is_zone(std::string_view text) noexcept {
    if (text == "Z") return true;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
    return text.substr(1) == "14:00" || (is_pair_up_to(text, 1, 13) && is_pair_up_to(text, 4, 59));
}

// "T10:00:00Z", "T10:00:00.125+01:00". FHIR R4 wants seconds and a zone wherever there is a time.
bool is_time(std::string_view text) noexcept {
    // The 60th second is a leap second.
    const bool reads = has(text, 0, 'T') && is_pair_up_to(text, 1, 23) && has(text, 3, ':') &&
                       is_pair_up_to(text, 4, 59) && has(text, 6, ':') && is_pair_up_to(text, 7, 60);
    if (!reads) return false;
    text.remove_prefix(9);
    if (has(text, 0, '.')) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
        if (end == 1) return false;
        text.remove_prefix(end);
    }
    return is_zone(text);
}

std::string padded(int number, std::size_t width) {
    std::string text = std::to_string(number < 0 ? -number : number);
    if (text.size() < width) text.insert(0, width - text.size(), '0');
    return number < 0 ? "-" + text : text;
}

std::string to_text(year y) { return padded(static_cast<int>(y), 4); }

std::string to_text(year y, month m) {
    return to_text(y) + "-" + padded(static_cast<int>(static_cast<unsigned>(m)), 2);
}

int completed_years(Date born, Date as_of) {
    const year_month_day from{born};
    const year_month_day to{as_of};
    const int years = static_cast<int>(to.year()) - static_cast<int>(from.year());
    const bool before_birthday = to.month() < from.month() || (to.month() == from.month() && to.day() < from.day());
    return before_birthday ? years - 1 : years;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    const std::optional<year> y = read_year(text);
    const std::optional<month> m = read_month(text);
    const std::optional<int> d = has(text, 7, '-') ? digits(text, 8, 2) : std::nullopt;
    if (text.size() != 10 || !y || !m || !d) return std::nullopt;
    const year_month_day date{*y, *m, day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    return Date{date};
}

std::optional<DateRange> parse_date_range(std::string_view text) {
    if (text.size() >= 10) {
        const std::optional<Date> date = parse_date(text.substr(0, 10));
        if (!date || (text.size() > 10 && !is_time(text.substr(10)))) return std::nullopt;
        return DateRange{*date, *date};
    }
    const std::optional<year> y = read_year(text);
    if (!y) return std::nullopt;
    if (text.size() == 4) return DateRange{Date{*y / 1 / 1}, Date{*y / 12 / 31}};
    const std::optional<month> m = read_month(text);
    if (!m || text.size() != 7) return std::nullopt;
    return DateRange{Date{*y / *m / 1}, Date{*y / *m / last}};
}

std::string to_string(Date date) {
    const year_month_day parts{date};
    return to_text(parts.year(), parts.month()) + "-" + padded(static_cast<int>(static_cast<unsigned>(parts.day())), 2);
}

std::string to_string(const DateRange& range) {
    if (range.first == range.last) return to_string(range.first);
    const year_month_day from{range.first};
    const year_month_day to{range.last};
    const bool starts_month = from.day() == day{1};
    const bool ends_month = to == year_month_day{to.year() / to.month() / last};
    if (starts_month && ends_month && from.year() == to.year()) {
        if (from.month() == to.month()) return to_text(from.year(), from.month());
        if (from.month() == month{1} && to.month() == month{12}) return to_text(from.year());
    }
    return to_string(range.first) + "/" + to_string(range.last);
}

// Someone born on 29 February completes a year on 1 March of a common year.
Years completed_years(const DateRange& born, Date as_of) {
    return {completed_years(born.last, as_of), completed_years(born.first, as_of)};
}

}  // namespace v1
}  // namespace euthymia
