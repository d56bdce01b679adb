// SPDX-License-Identifier: Apache-2.0
// Which kinds of statement there are, and which members each must and may have.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace euthymia::knowledge {

enum class FieldType : unsigned char { number, text };

/// Which numbers a member may have: above `above` and up to `at_most`.
struct Range {
    std::int64_t above;
    std::int64_t at_most;
    bool whole = false;
};

/// One member that a kind adds to those every row has.
struct Field {
    std::string_view name;
    FieldType type;
    bool required = false;
    std::vector<std::string_view> choices{};  ///< of a text; empty: any
    std::optional<Range> range{};  ///< of a number; empty: any
};

struct RowKind {
    std::string_view id;
    std::string_view label;  ///< as the coverage table heads it
    bool needs_message = false;
    bool about_a_candidate = true;  ///< names substances, groups or therapies; else it is about the person
    bool always_safety = false;  ///< counts as a safety statement whatever its effect
    std::vector<Field> fields;
};

/// All kinds, in the order of the coverage table.
[[nodiscard]] std::span<const RowKind> row_kinds();
[[nodiscard]] const RowKind* row_kind(std::string_view id);

}  // namespace euthymia::knowledge
