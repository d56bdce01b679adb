// SPDX-License-Identifier: Apache-2.0
// How one JSON object of the knowledge base is read, every complaint with its file, place and row.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "euthymia/date.hpp"
#include "euthymia/json.hpp"
#include "euthymia/result.hpp"
#include "lib/knowledge/base.hpp"

namespace euthymia::knowledge {

/// Reads members of one object and notes what is missing, of the wrong type or not foreseen. The getters
/// return an empty value after a complaint, so that one reading finds every complaint.
class ObjectReader {
public:
    ObjectReader(JsonValue object, Place place, std::vector<Error>& errors);

    [[nodiscard]] std::string required_text(std::string_view key);
    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key);
    /// A number in thousandths, exact: 12.5 is 12500.
    [[nodiscard]] std::optional<std::int64_t> thousandths(std::string_view key);
    [[nodiscard]] std::optional<bool> boolean(std::string_view key);
    [[nodiscard]] std::optional<Date> date(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    /// The elements of an array of objects, each with its place.
    [[nodiscard]] std::vector<std::pair<JsonValue, Place>> objects(std::string_view key);
    [[nodiscard]] std::optional<JsonValue> raw(std::string_view key);

    void complain(ErrorCode code, std::string_view key, std::string detail);
    /// Names every member that no getter asked for, with the nearest one that exists.
    void refuse_others();

    [[nodiscard]] const Place& place() const noexcept { return place_; }
    /// Put before the detail of every complaint, so that it names the row.
    void call_it(std::string_view id) { id_ = id; }

private:
    std::optional<JsonValue> member(std::string_view key);
    std::optional<std::string> read_text(std::string_view key);

    JsonValue object_;
    Place place_;
    std::vector<Error>& errors_;
    std::vector<std::string> asked_;
    std::string id_;
};

}  // namespace euthymia::knowledge
