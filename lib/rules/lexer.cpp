// SPDX-License-Identifier: Apache-2.0
// Of which words, numbers, quoted texts and signs a condition consists.
#include "lib/rules/lexer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "lib/rules/language.hpp"

namespace euthymia::rules {
namespace {

// What a message quotes at most; a whole condition would bury the complaint.
constexpr std::size_t longest_shown = 80;

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr bool starts_word(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool continues_word(char c) noexcept { return starts_word(c) || is_digit(c); }
constexpr bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Sorted, for a binary search.
constexpr std::array<std::string_view, 79> reserved{
    "Code",     "Concept",    "Interval", "List",     "Tuple",    "after",       "aggregate",    "all",     "and",
    "as",       "before",     "between",  "case",     "cast",     "collapse",    "contains",     "convert", "day",
    "days",     "difference", "distinct", "div",      "duration", "during",      "else",         "except",  "exists",
    "expand",   "false",      "flatten",  "from",     "hour",     "hours",       "if",           "implies", "in",
    "included", "intersect",  "is",       "let",      "maximum",  "millisecond", "milliseconds", "minimum", "minute",
    "minutes",  "mod",        "month",    "months",   "not",      "null",        "occurs",       "of",      "on",
    "or",       "per",        "point",    "properly", "return",   "same",        "second",       "seconds", "singleton",
    "sort",     "such",       "that",     "then",     "to",       "true",        "union",        "week",    "weeks",
    "when",     "with",       "within",   "without",  "xor",      "year",        "years"};
static_assert(std::is_sorted(reserved.begin(), reserved.end()));

struct Foreign {
    std::string_view sign;
    ErrorCode code;
    std::string_view message;
};

// Signs of other languages, and those of CQL that the subset leaves out. Longer ones first.
constexpr std::array<Foreign, 19> foreign_signs{{
    {"//", ErrorCode::unsupported, "comments are not part of a condition"},
    {"/*", ErrorCode::unsupported, "comments are not part of a condition"},
    {"==", ErrorCode::malformed_text, "expected '=': CQL compares with a single equals sign"},
    {"<>", ErrorCode::malformed_text, "expected '!=': CQL 1.5 has no '<>'"},
    {"&&", ErrorCode::malformed_text, "expected 'and'"},
    {"||", ErrorCode::malformed_text, "expected 'or'"},
    {"!~", ErrorCode::unsupported, "'!~' is outside the subset because it reads null as a value; write '!='"},
    {"~", ErrorCode::unsupported, "'~' is outside the subset because it reads null as a value; write '='"},
    {"/", ErrorCode::unsupported, "division is outside the subset; multiply the other side instead"},
    {"^", ErrorCode::unsupported, "powers are outside the subset"},
    {"&", ErrorCode::unsupported, "joining texts is outside the subset; for logic write 'and'"},
    {"|", ErrorCode::unsupported, "'|' is outside the subset; for logic write 'or'"},
    {"!", ErrorCode::malformed_text, "expected 'not (...)' or '!='"},
    {"[", ErrorCode::unsupported, "retrieves and indexes are outside the subset; use a fact of the dictionary"},
    {".", ErrorCode::unsupported, "paths are outside the subset; use a fact of the dictionary"},
    {"@", ErrorCode::unsupported, "dates are outside the subset; use a fact that counts days"},
    {"`", ErrorCode::unsupported, "expected a name in double quotes instead of back quotes"},
    {"%", ErrorCode::unsupported, "external constants are outside the subset"},
    {";", ErrorCode::malformed_text, "expected one expression without ';'"},
}};

constexpr std::array<std::string_view, 14> signs{"!=", "<=", ">=", "(", ")", "{", "}",
                                                 ",",  "=",  "<",  ">", "+", "-", "*"};

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_{text} {}

    Result<std::vector<Token>> all() {
        while (skip_space(), at_ < text_.size()) {
            if (auto error = next()) return std::move(*error);
        }
        found_.push_back({TokenKind::end, text_.size(), text_.size()});
        return std::move(found_);
    }

private:
    void skip_space() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }

    template <class Belongs>
    std::size_t run(std::size_t from, Belongs belongs) const {
        while (from < text_.size() && belongs(text_[from])) ++from;
        return from;
    }

    void take(TokenKind kind, std::size_t end) {
        found_.push_back({kind, at_, end});
        at_ = end;
    }

    std::optional<Error> next() {
        const char c = text_[at_];
        if (starts_word(c)) {
            take(TokenKind::word, run(at_, continues_word));
            return std::nullopt;
        }
        if (is_digit(c)) return number();
        if (c == '\'') return quoted(TokenKind::text);
        if (c == '"') return quoted(TokenKind::quoted_name);
        return sign();
    }

    std::optional<Error> number() {
        std::size_t end = run(at_, is_digit);
        if (end < text_.size() && text_[end] == '.') {
            const std::size_t digits = end + 1;
            end = run(digits, is_digit);
            if (end == digits) return Error{ErrorCode::malformed_text, "", "expected a digit after the point", digits};
        }
        if (end < text_.size() && starts_word(text_[end])) {
            const std::string_view unit = text_.substr(end, run(end, continues_word) - end);
            return Error{ErrorCode::malformed_text, "",
                         "expected a unit in quotes: " +
                             shown(std::string{text_.substr(at_, end - at_)} + " '" + std::string{unit} + "'"),
                         end};
        }
        take(TokenKind::number, end);
        return std::nullopt;
    }

    std::optional<Error> quoted(TokenKind kind) {
        const char quote = text_[at_];
        const std::size_t inside = at_ + 1;
        const std::size_t close = run(inside, [quote](char c) { return c != quote && c != '\\' && !is_control(c); });
        if (close == text_.size()) {
            return Error{ErrorCode::malformed_text, "", "expected a closing quote for the one that opens here", at_};
        }
        if (text_[close] == '\\') return Error{ErrorCode::unsupported, "", "escapes are outside the subset", close};
        if (text_[close] != quote) return Error{ErrorCode::malformed_text, "", "control character in quotes", close};
        if (close == inside) return Error{ErrorCode::malformed_text, "", "expected something between the quotes", at_};
        take(kind, close + 1);
        return std::nullopt;
    }

    std::optional<Error> sign() {
        const std::string_view rest = text_.substr(at_);
        for (const Foreign& foreign : foreign_signs) {
            if (rest.starts_with(foreign.sign) && !rest.starts_with("!=")) {
                return Error{foreign.code, "", std::string{foreign.message}, at_};
            }
        }
        for (const std::string_view known : signs) {
            if (!rest.starts_with(known)) continue;
            take(TokenKind::sign, at_ + known.size());
            return std::nullopt;
        }
        if (rest.front() == '\0') return Error{ErrorCode::nul_byte, "", "expected text without zero bytes", at_};
        return Error{ErrorCode::malformed_text, "", "expected a name, a number, a quoted text or a sign", at_};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Token> found_;
};

}  // namespace

Result<std::vector<Token>> tokens(std::string_view text) {
    if (text.size() > longest_condition) {
        return Error{ErrorCode::too_large, "",
                     "a condition has at most " + std::to_string(longest_condition) +
                         " bytes; move parts of it into definitions",
                     longest_condition};
    }
    return Lexer{text}.all();
}

bool is_reserved(std::string_view word) noexcept { return std::binary_search(reserved.begin(), reserved.end(), word); }

std::string shown(std::string_view text) {
    if (text.size() <= longest_shown) return "`" + std::string{text} + "`";
    std::size_t end = longest_shown;
    // Never in the middle of a UTF-8 sequence.
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return "`" + std::string{text.substr(0, end)} + "...`";
}

}  // namespace euthymia::rules
