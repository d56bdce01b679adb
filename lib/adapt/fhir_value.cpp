// SPDX-License-Identifier: Apache-2.0
// What a measured or answered value means for a fact: its type, its unit, its coded answer.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "lib/adapt/decimal.hpp"
#include "lib/adapt/fhir_reader.hpp"
#include "lib/adapt/units.hpp"

namespace euthymia::adapt {

namespace {

constexpr std::array<std::string_view, 11> value_members{
    "valueQuantity", "valueInteger", "valueDecimal",  "valueBoolean", "valueCodeableConcept",
    "valueCoding",   "valueString",  "valueDateTime", "valueDate",    "valueRange",
    "valueRatio"};

// The score that an answer carries, in either of the two extensions FHIR has used for it.
std::optional<double> score_of(JsonValue coding) {
    const auto extensions = coding.find("extension");
    std::optional<double> score;
    if (!extensions) return score;
    extensions->each_element([&](std::size_t, JsonValue extension) {
        const std::string_view url = extension.text("url");
        if (!url.ends_with("/ordinalValue") && !url.ends_with("/itemWeight")) return;
        if (const auto value = extension.find("valueDecimal")) score = value->number();
    });
    return score;
}

// The fact's value that one coding answers.
std::optional<FactValue> answered(const Fact& fact, const FhirBinding& binding, const Code& given) {
    for (const auto& [code, means] : binding.answers) {
        const bool same = given.code == code.code && (given.system == code.system || given.system.empty());
        if (!same) continue;
        if (fact.type == FactType::truth) return truth(means == "yes");
        if (fact.type == FactType::choice) return means;
        std::int64_t number = 0;
        const auto* end = means.data() + means.size();
        if (std::from_chars(means.data(), end, number).ptr == end) return Number::exactly(number);
    }
    return std::nullopt;
}

Reading read_quantity(const Fact& fact, JsonValue quantity) {
    const auto member = quantity.find("value");
    const auto value = member ? member->number() : std::nullopt;
    if (!value) return {std::nullopt, "no number"};
    if (!quantity.text("comparator").empty()) return {std::nullopt, "a bound, not a value"};
    const std::string_view code = quantity.text("code");
    const std::string_view unit = quantity.text("unit");
    if (fact.unit.empty()) {
        if (is_unity(code) || is_unity(unit)) return number_value(fact, *value);
        return {std::nullopt, "has a unit where none belongs"};
    }
    if (code.empty() && unit.empty()) return {std::nullopt, "no unit"};
    const auto by_code = convert(*value, code, fact.unit);
    const auto by_unit = convert(*value, unit, fact.unit);
    if (by_code && by_unit && *by_code != *by_unit) return {std::nullopt, "unit and its code disagree"};
    if (by_code) return number_value(fact, *by_code);
    if (by_unit && code.empty()) return number_value(fact, *by_unit);
    return {std::nullopt, "unit does not convert to " + fact.unit};
}

// A bare number is of the fact's unit only when the fact has none.
Reading read_bare_number(const Fact& fact, double value) {
    if (!fact.unit.empty()) return {std::nullopt, "no unit"};
    return number_value(fact, value);
}

Reading read_number(const Fact& fact, JsonValue holder) {
    if (const auto quantity = holder.find("valueQuantity")) return read_quantity(fact, *quantity);
    for (const std::string_view member : {"valueInteger", "valueDecimal"}) {
        const auto value = holder.find(member);
        if (value && value->number()) return read_bare_number(fact, *value->number());
    }
    // Some publish a total as text; only digits are read.
    const std::string_view text = holder.text("valueString");
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    int number = 0;
    constexpr std::size_t longest = 6;
    const bool plain = !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), is_digit);
    if (plain && std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{}) {
        return read_bare_number(fact, number);
    }
    return {std::nullopt, "no value that could be read"};
}

struct GivenCodes {
    std::vector<Code> codes;
    std::vector<double> scores;
};

GivenCodes codes_in(JsonValue holder) {
    GivenCodes given;
    const auto add = [&](JsonValue coding) {
        given.codes.push_back({std::string{coding.text("system")}, std::string{coding.text("code")}, ""});
        if (const auto score = score_of(coding)) given.scores.push_back(*score);
    };
    if (const auto coding = holder.find("valueCoding")) add(*coding);
    const auto codings = find(holder, "valueCodeableConcept", "coding");
    if (codings) codings->each_element([&](std::size_t, JsonValue coding) { add(coding); });
    return given;
}

// All codings and scores of one answer have to agree: a positive answer must not be outvoted.
Reading read_codes(const Fact& fact, const FhirBinding& binding, JsonValue holder) {
    const GivenCodes given = codes_in(holder);
    std::optional<FactValue> value;
    bool agree = true;
    const auto say = [&](FactValue next) {
        agree = agree && (!value || *value == next);
        value = std::move(next);
    };
    for (const Code& code : given.codes) {
        if (auto meant = answered(fact, binding, code)) say(std::move(*meant));
    }
    if (fact.type == FactType::number) {
        for (const double score : given.scores) {
            Reading read = read_bare_number(fact, score);
            if (!read.value) return read;
            say(std::move(*read.value));
        }
    }
    if (!agree) return {std::nullopt, "answer and score disagree"};
    if (value) return {std::move(value), ""};
    return {std::nullopt, "answer not in the tables"};
}

}  // namespace

bool has_value(JsonValue holder) {
    return std::any_of(value_members.begin(), value_members.end(),
                       [&](std::string_view member) { return holder.find(member).has_value(); });
}

Reading number_value(const Fact& fact, double value) {
    const auto number = on_grid(value, fact.decimals);
    const bool plausible = number && number->at_least >= fact.at_least && number->at_most <= fact.at_most;
    if (!plausible) return {std::nullopt, "outside the plausible range"};
    return {*number, ""};
}

Reading read_value(const Fact& fact, const FhirBinding& binding, JsonValue holder) {
    if (holder.find("dataAbsentReason")) return {std::nullopt, "the record says why there is no value"};
    if (holder.find("valueCoding") || holder.find("valueCodeableConcept")) return read_codes(fact, binding, holder);
    if (const auto flag = holder.find("valueBoolean"); flag && flag->boolean()) {
        if (fact.type == FactType::truth) return {truth(*flag->boolean()), ""};
        return {std::nullopt, "yes or no where a value belongs"};
    }
    if (fact.type == FactType::number) return read_number(fact, holder);
    // That it was observed at all is the fact.
    if (binding.reads == "present" && !has_value(holder)) return {Truth::yes, ""};
    const std::string_view choice = holder.text("valueString");
    if (fact.type == FactType::choice &&
        std::find(fact.choices.begin(), fact.choices.end(), choice) != fact.choices.end()) {
        return {std::string{choice}, ""};
    }
    return {std::nullopt, has_value(holder) ? "value of another type" : "no value"};
}

}  // namespace euthymia::adapt
