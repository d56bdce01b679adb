// SPDX-License-Identifier: Apache-2.0
// What the parser knows of single words and numbers, and how it tells authors about CQL's readings.
#include "lib/rules/words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/rules/lexer.hpp"

namespace euthymia::rules {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 9> hints{{
    {"null", "comparing with null is always null; a rule that asks or informs may write `x is null`"},
    {"exists", "`exists` is outside the subset; use a fact that counts or a yes/no fact"},
    {"case", "`case` is outside the subset; join the cases by `or`"},
    {"if", "`if` is outside the subset; write `(a and b) or (not (a) and c)`"},
    {"Interval", "intervals are outside the subset; write `x between 1 and 2`"},
    {"div", "division is outside the subset; multiply the other side instead"},
    {"mod", "division is outside the subset; multiply the other side instead"},
    {"contains", "`contains` is outside the subset; write `x = 'a' or x = 'b'`"},
    {"cast", "conversions are outside the subset; names have their type from the dictionary"},
}};

constexpr std::array<Pair, 16> calendar_units{{
    {"year", "a"},
    {"years", "a"},
    {"month", "mo"},
    {"months", "mo"},
    {"week", "wk"},
    {"weeks", "wk"},
    {"day", "d"},
    {"days", "d"},
    {"hour", "h"},
    {"hours", "h"},
    {"minute", "min"},
    {"minutes", "min"},
    {"second", "s"},
    {"seconds", "s"},
    {"millisecond", "ms"},
    {"milliseconds", "ms"},
}};

constexpr std::array<std::string_view, 8> operators{"and", "or", "xor", "implies", "not", "between", "is", "in"};

// CQL's Integer, and what a Decimal may have before the point here: 2^31 - 1 [cql-1.5, app. B, Integer].
constexpr std::int64_t largest_integer = 2147483647;

template <std::size_t size>
std::string_view second_of(const std::array<Pair, size>& pairs, std::string_view first) noexcept {
    for (const auto& [key, value] : pairs) {
        if (key == first) return value;
    }
    return {};
}

std::string spaced(std::string_view a, std::string_view sign, std::string_view b) {
    return std::string{a} + " " + std::string{sign} + " " + std::string{b};
}

}  // namespace

std::optional<std::string_view> hint_for(std::string_view word) noexcept {
    const std::string_view hint = second_of(hints, word);
    if (hint.empty()) return std::nullopt;
    return hint;
}

std::string_view calendar_unit(std::string_view word) noexcept { return second_of(calendar_units, word); }

std::string_view operator_meant(std::string_view word) {
    const auto found = std::find(operators.begin(), operators.end(), core::lower(word));
    return found == operators.end() ? std::string_view{} : *found;
}

Result<ReadNumber> read_number(std::string_view digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::string_view fraction = digits.substr(std::min(point + 1, digits.size()));
    const std::size_t decimals = fraction.find_last_not_of('0') + 1;  // npos + 1 is 0
    const std::optional<std::int64_t> whole = core::parse_decimal(digits.substr(0, point), 0);
    if (!whole || *whole > largest_integer) {
        return Error{ErrorCode::out_of_range, "",
                     "expected at most " + std::to_string(largest_integer) + ", the largest Integer of CQL"};
    }
    if (decimals > static_cast<std::size_t>(most_decimals)) {
        return Error{ErrorCode::out_of_range, "",
                     "expected at most " + std::to_string(most_decimals) + " decimals, as a Decimal of CQL has"};
    }
    // At most 2147483647 * 10^8, so it fits.
    const auto value =
        core::parse_decimal(digits.substr(0, decimals == 0 ? point : point + 1 + decimals), static_cast<int>(decimals));
    return ReadNumber{Number::exactly(value.value_or(0)), static_cast<int>(decimals)};
}

std::string surprise(std::string_view whole, std::string_view reads, std::string_view also) {
    std::string detail = "CQL reads " + shown(whole) + " as " + shown(reads) + "; write it with these parentheses";
    if (!also.empty()) detail += ", or " + shown(also);
    return detail;
}

Level level_of(std::string_view sign) noexcept {
    if (sign == "between") return Level::between;
    if (sign == "<" || sign == "<=" || sign == ">" || sign == ">=") return Level::inequality;
    if (sign == "=" || sign == "!=") return Level::equality;
    return sign == "in" ? Level::membership : Level::none;
}

Op comparison_of(std::string_view sign) noexcept {
    if (sign == "<") return Op::less;
    if (sign == "<=") return Op::less_or_equal;
    if (sign == ">") return Op::greater;
    if (sign == ">=") return Op::greater_or_equal;
    return sign == "=" ? Op::equal : Op::not_equal;
}

std::string surprise(std::string_view whole, const Chain& chain) {
    const Level one = level_of(chain.one);
    const Level two = level_of(chain.two);
    const std::string left = spaced(chain.left, chain.one, chain.middle);
    const std::string right = spaced(chain.middle, chain.two, chain.right);
    // The tighter sign takes the middle; of equal ones the left.
    const std::string reads =
        two < one ? spaced(chain.left, chain.one, "(" + right + ")") : spaced("(" + left + ")", chain.two, chain.right);
    if (one != two || one == Level::between || one == Level::membership) return surprise(whole, reads);
    const std::string each = "(" + left + ") and (" + right + ")";
    if (one == Level::equality) return surprise(whole, reads, each);
    return "CQL reads " + shown(whole) + " as " + shown(reads) + "; comparisons do not chain, write " + shown(each);
}

}  // namespace euthymia::rules
