// SPDX-License-Identifier: Apache-2.0
// How outside JSON comes in: the one door, which refuses what parsers disagree about.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "euthymia/export.hpp"
#include "euthymia/result.hpp"

namespace euthymia {
inline namespace v1 {

/// What the door refuses. The host may change each.
struct JsonLimits {
    std::size_t bytes = 16U << 20U;  ///< whole document
    std::size_t depth = 64;  ///< nested arrays and objects
    std::size_t string_bytes = 1U << 20U;  ///< one string or key; FHIR R4 allows 1 MB
};

enum class JsonType : std::uint8_t { null, boolean, integer, real, string, array, object };

/// A value inside a `JsonDocument`, valid while the document lives. Two words; copy freely.
class EUTHYMIA_EXPORT JsonValue {
public:
    [[nodiscard]] JsonType type() const noexcept;
    [[nodiscard]] bool is(JsonType type) const noexcept { return this->type() == type; }

    /// Empty when the value is of another type.
    [[nodiscard]] std::optional<bool> boolean() const noexcept;
    [[nodiscard]] std::optional<std::int64_t> integer() const noexcept;
    [[nodiscard]] std::optional<double> number() const noexcept;  ///< integer or real
    [[nodiscard]] std::optional<std::string_view> string() const noexcept;

    /// Number of elements or members; 0 for anything but an array or object.
    [[nodiscard]] std::size_t size() const noexcept;
    /// The member of that name; empty when absent or this is no object.
    [[nodiscard]] std::optional<JsonValue> find(std::string_view key) const noexcept;
    /// The text of member `key`, or "" when absent or no string.
    [[nodiscard]] std::string_view text(std::string_view key) const noexcept;

    /// Calls `visit(index, value)` for each element of an array.
    template <class Visit>
    void each_element(Visit&& visit) const {
        auto step = [](void* to, std::size_t index, JsonValue value) {
            (*static_cast<std::remove_reference_t<Visit>*>(to))(index, value);
        };
        visit_elements(step, const_cast<void*>(static_cast<const void*>(&visit)));
    }
    /// Calls `visit(key, value)` for each member of an object, in the order of the text.
    template <class Visit>
    void each_member(Visit&& visit) const {
        auto step = [](void* to, std::string_view key, JsonValue value) {
            (*static_cast<std::remove_reference_t<Visit>*>(to))(key, value);
        };
        visit_members(step, const_cast<void*>(static_cast<const void*>(&visit)));
    }

    /// The value as JSON without white space, strings escaped as needed.
    [[nodiscard]] std::string minified() const;

private:
    friend class JsonDocument;
    friend struct JsonAccess;
    void visit_elements(void (*step)(void*, std::size_t, JsonValue), void* to) const;
    void visit_members(void (*step)(void*, std::string_view, JsonValue), void* to) const;
    std::array<std::uintptr_t, 2> at_{};
};

/// A parsed document. Immutable; safe to share between threads.
class EUTHYMIA_EXPORT JsonDocument {
public:
    /// Parses one JSON text. Refuses, each with its own code: too large, too deep, string too long,
    /// duplicate keys, numbers that are not finite, NUL bytes, invalid UTF-8, malformed text.
    [[nodiscard]] static Result<JsonDocument> parse(std::string_view text, const JsonLimits& limits = {});
    [[nodiscard]] JsonValue root() const noexcept;

private:
    struct Held;
    explicit JsonDocument(std::shared_ptr<const Held> held) noexcept : held_{std::move(held)} {}
    std::shared_ptr<const Held> held_;
};

/// One step of a JSON Pointer, escaped as RFC 6901 asks: "a/b" is "/a~1b".
[[nodiscard]] EUTHYMIA_EXPORT std::string pointer_step(std::string_view key);

}  // namespace v1
}  // namespace euthymia
