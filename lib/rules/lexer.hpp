// SPDX-License-Identifier: Apache-2.0
// Of which words, numbers, quoted texts and signs a condition consists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/result.hpp"

namespace euthymia::rules {

enum class TokenKind : std::uint8_t {
    end,  ///< after the last byte
    word,  ///< a name or keyword
    quoted_name,  ///< "name", CQL's quoted identifier
    number,  ///< 12, 0.5
    text,  ///< 'mmol/L': a unit or a choice
    sign  ///< one of ( ) { } , = != < <= > >= + - *
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Every part of `text`, the last one of kind `end`. Refuses text longer than `longest_condition`, bytes that
/// no part can start with, quotes that do not close, and comments.
[[nodiscard]] Result<std::vector<Token>> tokens(std::string_view text);

/// The words that CQL 1.5 reserves, with the operators this subset reads: a name spelt so needs double quotes.
/// [cql-1.5, app. H, cql.g4, reservedWord]
[[nodiscard]] bool is_reserved(std::string_view word) noexcept;

/// `text` in backquotes for a message; the end of a long one is left out.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace euthymia::rules
