// SPDX-License-Identifier: Apache-2.0
// What went wrong with an input, and where in it.
#include "euthymia/result.hpp"

namespace euthymia {
inline namespace v1 {
namespace {

// A key in `where` may hold a line break; the promise is one line.
void keep_on_one_line(std::string& text) {
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) c = '?';
    }
}

}  // namespace

std::string_view name_of(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::malformed_text:
            return "malformed_text";
        case ErrorCode::too_large:
            return "too_large";
        case ErrorCode::too_deep:
            return "too_deep";
        case ErrorCode::string_too_long:
            return "string_too_long";
        case ErrorCode::duplicate_key:
            return "duplicate_key";
        case ErrorCode::not_finite:
            return "not_finite";
        case ErrorCode::nul_byte:
            return "nul_byte";
        case ErrorCode::invalid_utf8:
            return "invalid_utf8";
        case ErrorCode::wrong_type:
            return "wrong_type";
        case ErrorCode::missing_member:
            return "missing_member";
        case ErrorCode::unknown_member:
            return "unknown_member";
        case ErrorCode::unknown_name:
            return "unknown_name";
        case ErrorCode::wrong_unit:
            return "wrong_unit";
        case ErrorCode::out_of_range:
            return "out_of_range";
        case ErrorCode::duplicate_id:
            return "duplicate_id";
        case ErrorCode::unresolved_id:
            return "unresolved_id";
        case ErrorCode::cyclic_definition:
            return "cyclic_definition";
        case ErrorCode::unsupported:
            return "unsupported";
        case ErrorCode::not_found:
            return "not_found";
        case ErrorCode::invalid_argument:
            return "invalid_argument";
        case ErrorCode::out_of_memory:
            return "out_of_memory";
    }
    return "unnamed_error";  // a number that came through the C interface
}

std::string to_string(const Error& error) {
    std::string text{name_of(error.code)};
    if (!error.where.empty()) text += " at " + error.where;
    if (error.offset) text += " at byte " + std::to_string(*error.offset);
    if (!error.detail.empty()) text += ": " + error.detail;
    keep_on_one_line(text);
    return text;
}

}  // namespace v1
}  // namespace euthymia
