// SPDX-License-Identifier: Apache-2.0
// How names, words and decimal numbers in text are read, without locale and without floating point.
#include "lib/core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>
#include <utility>

namespace euthymia::core {
namespace {

// Longer than any id in the knowledge base; keeps hostile names from costing quadratic time.
constexpr std::size_t longest_name = 64;

// 10^18 is the largest power of ten an int64 holds.
constexpr int most_decimals = 18;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

constexpr bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr char small(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool is_word_character(char c) noexcept {
    return is_digit(c) || (small(c) >= 'a' && small(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool belongs_to_word(std::string_view text, std::size_t at) noexcept {
    if (is_word_character(text[at])) return true;
    return text[at] == '.' && at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]);
}

// The first in the alphabet of the names that begin with `wanted`.
template <class Name>
std::optional<std::string> longer_name(const std::string& wanted, std::span<const Name> candidates) {
    constexpr std::size_t fewest_letters = 3;  // two begin too many names
    std::optional<std::string_view> found;
    if (wanted.size() < fewest_letters) return std::nullopt;
    for (const std::string_view candidate : candidates) {
        if (lower(candidate).starts_with(wanted) && (!found || candidate < *found)) found = candidate;
    }
    if (!found) return std::nullopt;
    return std::string{*found};
}

template <class Name>
std::optional<std::string> nearest_of(std::string_view name, std::span<const Name> candidates) {
    if (name.empty() || name.size() > longest_name) return std::nullopt;
    const std::string wanted = lower(name);
    std::size_t closest = std::max<std::size_t>(1, name.size() / 3);
    std::optional<std::string_view> found;
    for (const std::string_view candidate : candidates) {
        if (candidate.empty() || candidate.size() > name.size() + closest) continue;
        const std::size_t distance = edit_distance(wanted, lower(candidate));
        const bool is_closer = distance < closest || (distance == closest && (!found || candidate < *found));
        if (!is_closer) continue;
        closest = distance;
        found = candidate;
    }
    if (found) return std::string{*found};
    return longer_name(wanted, candidates);
}

template <class Name>
std::string suggestion(std::string_view name, std::span<const Name> candidates) {
    const std::optional<std::string> meant = nearest(name, candidates);
    return meant ? "; did you mean '" + *meant + "'?" : std::string{};
}

// Takes the leading digits off `text`.
std::string_view take_digits(std::string_view& text) noexcept {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto count = static_cast<std::size_t>(end - text.begin());
    const std::string_view digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

bool take(std::string_view& text, char expected) noexcept {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

// Reads an exponent's digits; more than four are a typing error and refused.
std::optional<int> read_exponent(std::string_view& text) noexcept {
    if (!take(text, 'e') && !take(text, 'E')) return 0;
    const bool negative = take(text, '-');
    if (!negative) static_cast<void>(take(text, '+'));
    const std::string_view digits = take_digits(text);
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    int exponent = 0;
    for (const char digit : digits) exponent = exponent * 10 + (digit - '0');
    return negative ? -exponent : exponent;
}

bool times_ten_plus(std::int64_t& value, int digit) noexcept {
    if (value > (largest - digit) / 10) return false;
    value = value * 10 + digit;
    return true;
}

// value * 10^power, or nothing when it does not fit.
std::optional<std::int64_t> raise(std::int64_t value, std::int64_t power) noexcept {
    if (value == 0) return 0;
    for (; power > 0; --power) {
        if (!times_ten_plus(value, 0)) return std::nullopt;
    }
    return value;
}

// A number in two parts: mantissa * 10^zeros, the mantissa without trailing zeros.
struct Digits {
    std::int64_t mantissa = 0;
    std::int64_t zeros = 0;

    // Zeros wait until a digit follows them, so that "1.000...0" never overflows.
    bool append(std::string_view digits) noexcept {
        for (const char c : digits) {
            ++zeros;
            if (c == '0') continue;
            const std::optional<std::int64_t> raised = raise(mantissa, zeros - 1);
            if (!raised) return false;
            mantissa = *raised;
            if (!times_ten_plus(mantissa, c - '0')) return false;
            zeros = 0;
        }
        return true;
    }
};

}  // namespace

std::string lower(std::string_view text) {
    std::string result{text};
    for (char& c : result) c = small(c);
    return result;
}

std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> found;
    std::size_t first = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && belongs_to_word(text, at)) continue;
        if (at > first) found.push_back(text.substr(first, at - first));
        first = at + 1;
    }
    return found;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t end = text.find(separator); end != text.npos; end = text.find(separator)) {
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    parts.push_back(text);
    return parts;
}

std::string joined(std::initializer_list<std::string_view> texts) {
    std::string all;
    for (const std::string_view text : texts) all += text;
    return all;
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
    std::string result;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
        result += text.substr(0, at);
        result += with;
        text.remove_prefix(at + what.size());
    }
    return result += text;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> two_above(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(two_above, above);
        std::swap(above, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
    return nearest_of(name, candidates);
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string_view> candidates) {
    return nearest_of(name, candidates);
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
    return suggestion(name, candidates);
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
    return suggestion(name, candidates);
}

std::optional<std::int64_t> parse_decimal(std::string_view text, int decimals) noexcept {
    if (decimals < -most_decimals || decimals > most_decimals) return std::nullopt;
    const bool negative = take(text, '-');
    const std::string_view whole = take_digits(text);
    if (whole.empty()) return std::nullopt;
    const bool has_point = take(text, '.');
    const std::string_view fraction = has_point ? take_digits(text) : std::string_view{};
    if (has_point && fraction.empty()) return std::nullopt;
    const std::optional<int> exponent = read_exponent(text);
    if (!exponent || !text.empty()) return std::nullopt;

    Digits digits;
    if (!digits.append(whole) || !digits.append(fraction)) return std::nullopt;
    if (digits.mantissa == 0) return 0;
    const std::int64_t power = digits.zeros - static_cast<std::int64_t>(fraction.size()) + *exponent + decimals;
    if (power < 0) return std::nullopt;  // the mantissa ends in no zero, so digits would be lost
    const std::optional<std::int64_t> value = raise(digits.mantissa, power);
    if (!value) return std::nullopt;
    return negative ? -*value : *value;
}

std::optional<std::int64_t> scaled(double value, int decimals) noexcept {
    if (!std::isfinite(value)) return std::nullopt;
    std::array<char, 32> text;  // the shortest form of any double has at most 24 characters
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    return parse_decimal({text.data(), static_cast<std::size_t>(end - text.data())}, decimals);
}

std::string format_decimal(std::int64_t value, int decimals) {
    const auto places = static_cast<std::size_t>(std::clamp(decimals, 0, most_decimals));
    // Unsigned, so that the smallest int64 has a magnitude.
    const std::uint64_t bits = static_cast<std::uint64_t>(value);
    std::string text = std::to_string(value < 0 ? std::uint64_t{0} - bits : bits);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    if (places > 0) {
        text.insert(text.size() - places, 1, '.');
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return value < 0 ? "-" + text : text;
}

}  // namespace euthymia::core
