// SPDX-License-Identifier: Apache-2.0
// Where and why a text that the fast JSON parser refused is not JSON we take.
#include "lib/core/json_fault.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>

namespace euthymia::core {
namespace {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Bytes of the well-formed UTF-8 sequence at `at`, or 0 [unicode-15, table 3-7].
std::size_t utf8_length(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) -> unsigned {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    if (lead < 0xE0) return continues(1) ? 2 : 0;
    // The second byte is narrower where the sequence would be overlong, a surrogate or past U+10FFFF.
    const unsigned least = lead == 0xE0 ? 0xA0U : lead == 0xF0 ? 0x90U : 0x80U;
    const unsigned most = lead == 0xED ? 0x9FU : lead == 0xF4 ? 0x8FU : 0xBFU;
    if (byte(1) < least || byte(1) > most || !continues(2)) return 0;
    if (lead < 0xF0) return 3;
    return continues(3) ? 4 : 0;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text, at);
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

// Position of the leading non-zero digit: 1 for "5.0", 0 for "0.5", 3 for "1.25e2". Empty for zero.
std::optional<std::int64_t> magnitude(std::string_view number) noexcept {
    constexpr std::int64_t beyond_any_double = 1'000'000'000;
    const std::size_t end = std::min(number.find_first_of("eE"), number.size());
    const std::size_t point = std::min(number.find('.'), end);
    const std::size_t leading = number.find_first_of("123456789");
    if (leading >= end) return std::nullopt;
    auto place = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(leading);
    if (leading > point) ++place;
    if (end == number.size()) return place;
    std::string_view exponent = number.substr(end + 1);
    const bool negative = exponent.starts_with('-');
    if (!is_digit(exponent.front())) exponent.remove_prefix(1);
    std::int64_t power = 0;
    for (const char digit : exponent) power = std::min(power * 10 + (digit - '0'), beyond_any_double);
    return negative ? place - power : place + power;
}

// The standard's "out of range" also covers numbers too small for a double, which read as zero here.
bool overflows(std::string_view number) noexcept {
    constexpr std::int64_t largest_decade = 309;  // the largest double is 1.8e308
    const std::int64_t place = magnitude(number).value_or(0);
    if (place != largest_decade) return place > largest_decade;
    double value = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
    return read.ec == std::errc::result_out_of_range;
}

bool fits_int64(std::string_view integer) noexcept {
    std::int64_t value = 0;
    return std::from_chars(integer.data(), integer.data() + integer.size(), value).ec == std::errc{};
}

// One reading, front to back. Open brackets are kept on a list, not on the stack: the host may allow any
// depth.
class Reader {
public:
    Reader(std::string_view text, std::size_t depth_limit) : text_{text}, depth_limit_{depth_limit} {}

    JsonReading read() {
        for (bool more = value(); more;) more = open_.empty() ? end() : next();
        return std::move(reading_);
    }

private:
    [[nodiscard]] bool at_end() const noexcept { return at_ == text_.size(); }
    [[nodiscard]] char here() const noexcept { return at_end() ? '\0' : text_[at_]; }

    void skip_space() noexcept {
        while (!at_end() && is_space(text_[at_])) ++at_;
    }

    bool take(char expected) noexcept {
        if (here() != expected || at_end()) return false;
        ++at_;
        return true;
    }

    // Each reading function says whether to go on; a fault ends the reading.
    bool fault(ErrorCode code, std::string_view detail) {
        reading_.fault = Error{code, "", std::string{detail}, at_};
        return false;
    }
    bool malformed(std::string_view expected) {
        return fault(ErrorCode::malformed_text,
                     at_end() ? "the text ends too early" : "expected " + std::string{expected});
    }

    bool end() {
        skip_space();
        if (at_end()) return false;
        return malformed("nothing after the document");
    }

    // After a value inside an array or object: its end, or a comma and the next value.
    bool next() {
        skip_space();
        const bool in_object = open_.back() == '{';
        if (take(in_object ? '}' : ']')) {
            open_.pop_back();
            return true;
        }
        if (!take(',')) return malformed(in_object ? "',' or '}'" : "',' or ']'");
        skip_space();
        return in_object ? name() && value() : value();
    }

    // Brackets that open in a row are read in one loop.
    bool value() {
        for (;;) {
            skip_space();
            const char c = here();
            if (c != '{' && c != '[') return scalar();
            if (open_.size() >= depth_limit_) return fault(ErrorCode::too_deep, "nested too deep");
            open_.push_back(c);
            ++at_;
            skip_space();
            if (here() == (c == '{' ? '}' : ']')) return true;
            if (c == '{' && !name()) return false;
        }
    }

    // A member's name with its colon.
    bool name() {
        if (here() != '"') return malformed("a member's name");
        if (!string()) return false;
        skip_space();
        return take(':') || malformed("':'");
    }

    bool scalar() {
        const char c = here();
        if (c == '"') return string();
        if (c == '-' || is_digit(c)) return number();
        for (const std::string_view word : {"true", "false", "null"}) {
            if (text_.substr(at_, word.size()) != word) continue;
            at_ += word.size();
            return true;
        }
        return malformed("a value");
    }

    bool string() {
        ++at_;
        while (!at_end()) {
            const char c = text_[at_];
            if (static_cast<unsigned char>(c) < 0x20) return malformed("no control character in a string");
            if (c == '\\') {
                if (!escape()) return false;
                continue;
            }
            ++at_;
            if (c == '"') return true;
        }
        return malformed("'\"'");
    }

    bool escape() {
        const std::string_view rest = text_.substr(at_);
        if (rest.size() > 1 && std::string_view{"\"\\/bfnrt"}.find(rest[1]) != rest.npos) {
            at_ += 2;
            return true;
        }
        const std::optional<unsigned> unit = utf16_unit(rest);
        if (!unit) return malformed("an escape");
        if (*unit >= 0xDC00 && *unit <= 0xDFFF) return malformed("a high surrogate before this low one");
        if (*unit < 0xD800 || *unit > 0xDFFF) {
            at_ += 6;
            return true;
        }
        const std::optional<unsigned> low = utf16_unit(rest.substr(6));
        if (!low || *low < 0xDC00 || *low > 0xDFFF) return malformed("a low surrogate after this high one");
        at_ += 12;
        return true;
    }

    // The four digits of "\uD83D".
    static std::optional<unsigned> utf16_unit(std::string_view text) noexcept {
        if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return std::nullopt;
        unsigned unit = 0;
        const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
        if (error != std::errc{} || end != text.data() + 6) return std::nullopt;
        return unit;
    }

    bool digits() {
        if (!is_digit(here())) return malformed("a digit");
        while (is_digit(here())) ++at_;
        return true;
    }

    bool number() {
        const std::size_t first = at_;
        take('-');
        if (here() == '0' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) {
            return malformed("no leading zero");
        }
        if (!digits()) return false;
        bool is_integer = true;
        if (take('.')) {
            is_integer = false;
            if (!digits()) return false;
        }
        if (take('e') || take('E')) {
            is_integer = false;
            if (!take('-')) take('+');
            if (!digits()) return false;
        }
        const std::string_view read = text_.substr(first, at_ - first);
        if (is_integer && fits_int64(read)) return true;
        if (overflows(read)) {
            at_ = first;
            return fault(ErrorCode::not_finite, "a number no double can hold");
        }
        if (is_integer) reading_.wide_integers.push_back(at_);
        return true;
    }

    std::string_view text_;
    std::size_t depth_limit_;
    std::size_t at_ = 0;
    std::vector<char> open_;
    JsonReading reading_;
};

}  // namespace

JsonReading read_slowly(std::string_view text, std::size_t depth_limit) {
    if (const std::optional<std::size_t> at = first_invalid_utf8(text)) {
        JsonReading reading;
        reading.fault = Error{ErrorCode::invalid_utf8, "", "not UTF-8", *at};
        return reading;
    }
    return Reader{text, depth_limit}.read();
}

}  // namespace euthymia::core
