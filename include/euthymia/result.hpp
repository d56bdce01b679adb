// SPDX-License-Identifier: Apache-2.0
// What went wrong with an input, and where in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "euthymia/export.hpp"

namespace euthymia {
inline namespace v1 {

/// Why an input was refused. Values are stable and only ever appended.
enum class ErrorCode : std::uint16_t {
    malformed_text = 1,  ///< not JSON, not a date, not a number
    too_large = 2,  ///< the whole document
    too_deep = 3,  ///< nesting
    string_too_long = 4,  ///< one string or key
    duplicate_key = 5,  ///< the same member twice in one object
    not_finite = 6,  ///< a number no double can hold
    nul_byte = 7,  ///< a zero byte in the text
    invalid_utf8 = 8,
    wrong_type = 9,  ///< a string where a number belongs
    missing_member = 10,
    unknown_member = 11,  ///< a member the schema does not name
    unknown_name = 12,  ///< a fact, group, rule or option nobody defined
    wrong_unit = 13,
    out_of_range = 14,
    duplicate_id = 15,
    unresolved_id = 16,  ///< an id that points at nothing
    cyclic_definition = 17,
    unsupported = 18,  ///< understood, but not admitted here
    not_found = 19,  ///< a file, a folder, or what a record was to hold
    invalid_argument = 20,
    out_of_memory = 21,  ///< only across the C interface
};

/// The code's stable name, "duplicate_key".
[[nodiscard]] EUTHYMIA_EXPORT std::string_view name_of(ErrorCode code) noexcept;

/// `where` is a JSON Pointer into what the caller gave (for knowledge: file, then pointer). `detail` is
/// for engineers and never holds a patient's value. `offset` is a byte position, for malformed text.
struct Error {
    ErrorCode code;
    std::string where;
    std::string detail;
    std::optional<std::size_t> offset{};

    friend bool operator==(const Error&, const Error&) = default;
};

/// "duplicate_key at /entry/3: ..." on one line.
[[nodiscard]] EUTHYMIA_EXPORT std::string to_string(const Error& error);

/// A value, or why there is none.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_{std::in_place_index<0>, std::move(value)} {}
    Result(Error error) : held_{std::in_place_index<1>, std::move(error)} {}

    [[nodiscard]] explicit operator bool() const noexcept { return held_.index() == 0; }
    /// @pre the result holds a value.
    [[nodiscard]] T& operator*() & noexcept { return *std::get_if<0>(&held_); }
    [[nodiscard]] const T& operator*() const& noexcept { return *std::get_if<0>(&held_); }
    [[nodiscard]] T&& operator*() && noexcept { return std::move(*std::get_if<0>(&held_)); }
    [[nodiscard]] T* operator->() noexcept { return std::get_if<0>(&held_); }
    [[nodiscard]] const T* operator->() const noexcept { return std::get_if<0>(&held_); }
    /// @pre the result holds an error.
    [[nodiscard]] const Error& error() const noexcept { return *std::get_if<1>(&held_); }

private:
    std::variant<T, Error> held_;
};

}  // namespace v1
}  // namespace euthymia
