// SPDX-License-Identifier: Apache-2.0
// Small questions to a FHIR resource: codings, dates, references, status words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/code.hpp"
#include "euthymia/date.hpp"
#include "euthymia/json.hpp"

namespace euthymia::adapt {

/// A CodeableConcept, with what the record calls it in words.
struct Concept {
    std::vector<Code> codings;
    std::string text;
    [[nodiscard]] bool empty() const noexcept { return codings.empty() && text.empty(); }
    /// The text, or the first display.
    [[nodiscard]] std::string words() const;
    /// "system|code" of the first coding, or "text only".
    [[nodiscard]] std::string what() const;
};

[[nodiscard]] Concept read_concept(const std::optional<JsonValue>& value);
/// The code of the first coding, or a plain string: status elements come as either.
[[nodiscard]] std::string status_of(const std::optional<JsonValue>& value);
/// A date, or the period between `start` and `end`, of the first member that is there.
[[nodiscard]] std::optional<DateRange> date_of(JsonValue resource, std::initializer_list<std::string_view> members);
[[nodiscard]] std::optional<DateRange> period_start(const std::optional<JsonValue>& period);
[[nodiscard]] std::optional<DateRange> period_end(const std::optional<JsonValue>& period);
/// "7" of "Patient/7", "urn:uuid:7", "http://host/Patient/7/_history/2", "#7".
[[nodiscard]] std::string key_of(std::string_view reference);
/// A member of a member; empty when either is absent.
[[nodiscard]] std::optional<JsonValue> find(JsonValue value, std::string_view first, std::string_view second);
[[nodiscard]] std::string lower(std::string_view text);

}  // namespace euthymia::adapt
