// SPDX-License-Identifier: Apache-2.0
// What one dosage says: how much each time, how often, only as needed or not.
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "lib/adapt/fhir_reader.hpp"

namespace euthymia::adapt {

namespace {

struct Often {
    std::string_view words;
    Frequency frequency;
};

// Codes and plain words for how often. Longer ones first: "every other day" is not "every day".
constexpr std::array<Often, 32> often{{
    {"every other day", {1, 2}},
    {"alternate days", {1, 2}},
    {"every 12 hours", {2, 1}},
    {"every 8 hours", {3, 1}},
    {"every 6 hours", {4, 1}},
    {"every 24 hours", {1, 1}},
    {"four times", {4, 1}},
    {"three times a week", {3, 7}},
    {"three times", {3, 1}},
    {"twice", {2, 1}},
    {"two times", {2, 1}},
    {"once a week", {1, 7}},
    {"once weekly", {1, 7}},
    {"every week", {1, 7}},
    {"weekly", {1, 7}},
    {"q12h", {2, 1}},
    {"q8h", {3, 1}},
    {"q6h", {4, 1}},
    {"q24h", {1, 1}},
    {"qod", {1, 2}},
    {"bid", {2, 1}},
    {"tid", {3, 1}},
    {"qid", {4, 1}},
    {"at bedtime", {1, 1}},
    {"nightly", {1, 1}},
    {"every morning", {1, 1}},
    {"every day", {1, 1}},
    {"once daily", {1, 1}},
    {"once a day", {1, 1}},
    {"qhs", {1, 1}},
    {"daily", {1, 1}},
    {"qd", {1, 1}},
}};

std::optional<Frequency> how_often(std::string_view text) {
    const std::string words = lower(text);
    for (const Often& one : often) {
        if (words.find(one.words) != std::string::npos) return one.frequency;
    }
    return std::nullopt;
}

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : lower(text) + " ") {
        const bool inside = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
        if (inside) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

std::optional<double> count_of(const std::string& word) {
    if (word == "one" || word == "a") return 1;
    if (word == "two") return 2;
    if (word == "half") return 0.5;
    double value = 0;
    const auto* end = word.data() + word.size();
    const auto result = std::from_chars(word.data(), end, value);
    if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
    return value;
}

bool is_unit_dose(std::string_view word) {
    return word.starts_with("tab") || word.starts_with("cap") || word == "pill" || word == "pills";
}

std::optional<Mass> times(const std::optional<Mass>& strength, double count) {
    constexpr double most_units = 100;  // at a time; past that it is a typing error
    if (!strength || count <= 0 || count > most_units) return std::nullopt;
    return Mass::from_ug(std::llround(static_cast<double>(strength->ug()) * count));
}

std::optional<Mass> quantity_dose(JsonValue quantity, const std::optional<Mass>& strength) {
    const auto number = quantity.find("value");
    const auto value = number ? number->number() : std::nullopt;
    if (!value) return std::nullopt;
    constexpr double most_mg = 100'000;
    for (const std::string_view member : {"code", "unit"}) {
        const std::string unit = lower(quantity.text(member));
        const auto one = parse_mass("1", unit);
        if (one && *value > 0 && *value < most_mg) {
            return Mass::from_ug(std::llround(static_cast<double>(one->ug()) * *value));
        }
    }
    const std::string unit = lower(quantity.text("unit")) + " " + lower(quantity.text("code"));
    const bool countable = unit == " " || unit.find("tab") != std::string::npos ||
                           unit.find("cap") != std::string::npos || unit.find("1") != std::string::npos;
    return countable ? times(strength, *value) : std::nullopt;
}

std::optional<Frequency> repeat_frequency(JsonValue repeat) {
    const auto number = [&](std::string_view member) -> std::optional<int> {
        const auto value = repeat.find(member);
        const auto read = value ? value->number() : std::nullopt;
        constexpr double most = 1000;
        if (!read || *read < 1 || *read > most || *read != std::floor(*read)) return std::nullopt;
        return static_cast<int>(*read);
    };
    if (repeat.find("frequencyMax") || repeat.find("periodMax")) return std::nullopt;
    const int frequency = number("frequency").value_or(1);
    const auto period = number("period");
    const std::string_view unit = repeat.text("periodUnit");
    if (!period) return std::nullopt;
    if (unit == "d") return Frequency{frequency, *period};
    if (unit == "wk") return Frequency{frequency, *period * 7};
    constexpr int hours_a_day = 24;
    if (unit == "h" && hours_a_day % *period == 0) return Frequency{frequency * hours_a_day / *period, 1};
    if (unit == "h" && *period % hours_a_day == 0) return Frequency{frequency, *period / hours_a_day};
    return std::nullopt;
}

std::optional<Frequency> timing_frequency(JsonValue timing) {
    if (const auto repeat = timing.find("repeat")) {
        if (const auto frequency = repeat_frequency(*repeat)) return frequency;
    }
    const Concept code = read_concept(timing.find("code"));
    for (const Code& coding : code.codings) {
        if (const auto frequency = how_often(coding.code)) return frequency;
    }
    return how_often(code.words());
}

}  // namespace

OneDosage read_dosage_words(std::string_view text, const std::optional<Mass>& strength) {
    OneDosage read;
    read.frequency = how_often(text);
    const auto words = split_words(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "prn" || (words[i] == "as" && i + 1 < words.size() && words[i + 1] == "needed")) {
            read.as_needed = true;
        }
        if (read.dose || i + 1 >= words.size()) continue;
        read.dose = parse_mass(words[i], words[i + 1]);
        if (read.dose || !is_unit_dose(words[i + 1])) continue;
        if (const auto count = count_of(words[i])) read.dose = times(strength, *count);
    }
    return read;
}

OneDosage read_dosage(JsonValue dosage, const std::optional<Mass>& strength) {
    OneDosage read = read_dosage_words(dosage.text("text"), strength);
    if (const auto needed = dosage.find("asNeededBoolean")) {
        read.as_needed = read.as_needed || needed->boolean() == true;
    }
    read.as_needed = read.as_needed || dosage.find("asNeededCodeableConcept").has_value();
    if (const auto timing = dosage.find("timing")) {
        if (const auto frequency = timing_frequency(*timing)) read.frequency = frequency;
    }
    std::optional<JsonValue> quantity = dosage.find("doseQuantity");
    bool ranged = dosage.find("doseRange").has_value();
    if (const auto rates = dosage.find("doseAndRate")) {
        rates->each_element([&](std::size_t index, JsonValue rate) {
            if (index == 0) quantity = rate.find("doseQuantity");
            ranged = ranged || rate.find("doseRange").has_value();
        });
    }
    if (quantity) read.dose = quantity_dose(*quantity, strength);
    if (ranged) read.dose = std::nullopt;
    return read;
}

}  // namespace euthymia::adapt
