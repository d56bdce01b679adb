// SPDX-License-Identifier: Apache-2.0
// How one JSON object of the knowledge base is read, every complaint with its file, place and row.
#include "lib/knowledge/reader.hpp"

#include <algorithm>

#include "lib/core/text.hpp"

namespace euthymia::knowledge {

ObjectReader::ObjectReader(JsonValue object, Place place, std::vector<Error>& errors)
    : object_{object}, place_{std::move(place)}, errors_{errors} {
    if (!object_.is(JsonType::object)) complain(ErrorCode::wrong_type, "", "an object was expected");
}

void ObjectReader::complain(ErrorCode code, std::string_view key, std::string detail) {
    std::string where = place_.text();
    if (!key.empty()) where += pointer_step(key);
    if (!id_.empty()) detail = "row \"" + id_ + "\": " + detail;
    errors_.push_back({code, std::move(where), std::move(detail)});
}

std::optional<JsonValue> ObjectReader::member(std::string_view key) {
    asked_.emplace_back(key);
    return object_.find(key);
}

std::optional<JsonValue> ObjectReader::raw(std::string_view key) { return member(key); }

std::optional<std::string> ObjectReader::read_text(std::string_view key) {
    const auto value = member(key);
    if (!value) return std::nullopt;
    const auto text = value->string();
    if (!text) {
        complain(ErrorCode::wrong_type, key, "a text was expected");
        return std::nullopt;
    }
    return std::string{*text};
}

std::string ObjectReader::text(std::string_view key) { return read_text(key).value_or(""); }

std::string ObjectReader::required_text(std::string_view key) {
    if (!object_.find(key)) {
        asked_.emplace_back(key);
        complain(ErrorCode::missing_member, key, "\"" + std::string{key} + "\" is missing");
        return {};
    }
    std::string value = text(key);
    if (value.empty()) complain(ErrorCode::missing_member, key, "\"" + std::string{key} + "\" must not be empty");
    return value;
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view key) {
    const auto value = member(key);
    if (!value) return std::nullopt;
    const auto number = value->integer();
    if (!number) complain(ErrorCode::wrong_type, key, "a whole number was expected");
    return number;
}

std::optional<std::int64_t> ObjectReader::thousandths(std::string_view key) {
    const auto value = member(key);
    if (!value) return std::nullopt;
    const auto number = value->number();
    if (!number) {
        complain(ErrorCode::wrong_type, key, "a number was expected");
        return std::nullopt;
    }
    const auto scaled = core::scaled(*number, 3);
    if (!scaled) complain(ErrorCode::out_of_range, key, "at most three decimals are kept");
    return scaled;
}

std::optional<bool> ObjectReader::boolean(std::string_view key) {
    const auto value = member(key);
    if (!value) return std::nullopt;
    const auto answer = value->boolean();
    if (!answer) complain(ErrorCode::wrong_type, key, "true or false was expected");
    return answer;
}

std::optional<Date> ObjectReader::date(std::string_view key) {
    const auto written = read_text(key);
    if (!written) return std::nullopt;
    const auto day = parse_date(*written);
    if (!day) complain(ErrorCode::malformed_text, key, "a date like 2026-11-23 was expected");
    return day;
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
    const auto value = member(key);
    std::vector<std::string> all;
    if (!value) return all;
    if (!value->is(JsonType::array)) {
        complain(ErrorCode::wrong_type, key, "an array of texts was expected");
        return all;
    }
    value->each_element([&](std::size_t, JsonValue element) {
        if (const auto text = element.string()) {
            all.emplace_back(*text);
        } else {
            complain(ErrorCode::wrong_type, key, "an array of texts was expected");
        }
    });
    return all;
}

std::vector<std::pair<JsonValue, Place>> ObjectReader::objects(std::string_view key) {
    const auto value = member(key);
    std::vector<std::pair<JsonValue, Place>> all;
    if (!value) return all;
    if (!value->is(JsonType::array)) {
        complain(ErrorCode::wrong_type, key, "an array of objects was expected");
        return all;
    }
    const std::string base = place_.pointer + pointer_step(key);
    value->each_element([&](std::size_t index, JsonValue element) {
        all.emplace_back(element, Place{place_.file, base + "/" + std::to_string(index)});
    });
    return all;
}

void ObjectReader::refuse_others() {
    object_.each_member([&](std::string_view key, JsonValue) {
        if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) return;
        std::string detail = "no member is called \"" + std::string{key} + "\"";
        detail += core::did_you_mean(key, asked_);
        complain(ErrorCode::unknown_member, key, std::move(detail));
    });
}

}  // namespace euthymia::knowledge
