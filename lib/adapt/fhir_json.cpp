// SPDX-License-Identifier: Apache-2.0
// Small questions to a FHIR resource: codings, dates, references, status words.
#include "lib/adapt/fhir_json.hpp"

#include <algorithm>

namespace euthymia::adapt {

std::string Concept::words() const {
    if (!text.empty()) return text;
    for (const Code& coding : codings) {
        if (!coding.display.empty()) return coding.display;
    }
    return {};
}

std::string Concept::what() const {
    return codings.empty() ? "text only" : codings.front().system + "|" + codings.front().code;
}

Concept read_concept(const std::optional<JsonValue>& value) {
    Concept read;
    if (!value) return read;
    read.text = value->text("text");
    const auto codings = value->find("coding");
    if (!codings) return read;
    codings->each_element([&](std::size_t, JsonValue coding) {
        Code code{std::string{coding.text("system")}, std::string{coding.text("code")},
                  std::string{coding.text("display")}};
        if (!code.code.empty() || !code.display.empty()) read.codings.push_back(std::move(code));
    });
    return read;
}

std::string status_of(const std::optional<JsonValue>& value) {
    if (!value) return {};
    if (const auto text = value->string()) return std::string{*text};
    const Concept read = read_concept(value);
    return read.codings.empty() ? lower(read.text) : read.codings.front().code;
}

std::optional<DateRange> period_start(const std::optional<JsonValue>& period) {
    return period ? parse_date_range(period->text("start")) : std::nullopt;
}

std::optional<DateRange> period_end(const std::optional<JsonValue>& period) {
    return period ? parse_date_range(period->text("end")) : std::nullopt;
}

std::optional<DateRange> date_of(JsonValue resource, std::initializer_list<std::string_view> members) {
    for (const std::string_view member : members) {
        const auto value = resource.find(member);
        if (!value) continue;
        if (const auto text = value->string()) {
            if (auto date = parse_date_range(*text)) return date;
        } else if (auto start = period_start(value)) {
            return start;
        }
    }
    return std::nullopt;
}

std::string key_of(std::string_view reference) {
    constexpr std::string_view urn = "urn:uuid:";
    if (reference.starts_with(urn)) return std::string{reference.substr(urn.size())};
    if (reference.starts_with('#')) return std::string{reference.substr(1)};
    if (const auto history = reference.find("/_history/"); history != std::string_view::npos) {
        reference = reference.substr(0, history);
    }
    const auto slash = reference.rfind('/');
    return std::string{slash == std::string_view::npos ? reference : reference.substr(slash + 1)};
}

std::optional<JsonValue> find(JsonValue value, std::string_view first, std::string_view second) {
    const auto inner = value.find(first);
    return inner ? inner->find(second) : std::nullopt;
}

std::string lower(std::string_view text) {
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

}  // namespace euthymia::adapt
