// SPDX-License-Identifier: Apache-2.0
// What the words of a dosage say, when every one of them is understood.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>
#include <string>

#include "lib/adapt/dosage.hpp"
#include "lib/adapt/fhir_json.hpp"

namespace euthymia::adapt {

namespace {

using Words = std::vector<std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// Runs of letters, numbers with their point, and single signs; "50mg" is two words. White space, commas,
// colons, brackets and full stops separate.
Words split(std::string_view text) {
    const std::string all = lower(text);
    Words words;
    for (std::size_t i = 0; i < all.size();) {
        const std::size_t from = i;
        if (is_digit(all[i])) {
            while (i < all.size() &&
                   (is_digit(all[i]) || (all[i] == '.' && i + 1 < all.size() && is_digit(all[i + 1]))))
                ++i;
        } else if (is_letter(all[i])) {
            while (i < all.size() && is_letter(all[i])) ++i;
        } else {
            ++i;
            constexpr std::string_view separators = " \t\r\n,;:()";
            const bool before_digit = i < all.size() && is_digit(all[i]);  // ".5" must not read as 5
            if (separators.find(all[from]) != std::string_view::npos || (all[from] == '.' && !before_digit)) continue;
        }
        words.push_back(all.substr(from, i - from));
    }
    return words;
}

struct Often {
    std::string_view phrase;
    Frequency frequency;
};

// Longer phrases first: "twice a week" is not "twice a day", "every other day" not "every day".
constexpr std::array<Often, 69> often{{
    {"once every other day", {1, 2}},
    {"every other day", {1, 2}},
    {"every second day", {1, 2}},
    {"on alternate days", {1, 2}},
    {"alternate days", {1, 2}},
    {"every 2 days", {1, 2}},
    {"every 3 days", {1, 3}},
    {"every 2 weeks", {1, 14}},
    {"every other week", {1, 14}},
    {"three times a week", {3, 7}},
    {"three times per week", {3, 7}},
    {"three times weekly", {3, 7}},
    {"3 times a week", {3, 7}},
    {"3 times per week", {3, 7}},
    {"3 times weekly", {3, 7}},
    {"twice a week", {2, 7}},
    {"twice per week", {2, 7}},
    {"twice weekly", {2, 7}},
    {"2 times a week", {2, 7}},
    {"two times a week", {2, 7}},
    {"once a week", {1, 7}},
    {"once per week", {1, 7}},
    {"once weekly", {1, 7}},
    {"every week", {1, 7}},
    {"weekly", {1, 7}},
    {"four times a day", {4, 1}},
    {"four times daily", {4, 1}},
    {"4 times a day", {4, 1}},
    {"4 times daily", {4, 1}},
    {"4 times per day", {4, 1}},
    {"three times a day", {3, 1}},
    {"three times daily", {3, 1}},
    {"3 times a day", {3, 1}},
    {"3 times daily", {3, 1}},
    {"3 times per day", {3, 1}},
    {"two times a day", {2, 1}},
    {"two times daily", {2, 1}},
    {"2 times a day", {2, 1}},
    {"2 times daily", {2, 1}},
    {"2 times per day", {2, 1}},
    {"twice a day", {2, 1}},
    {"twice per day", {2, 1}},
    {"twice daily", {2, 1}},
    {"one time a day", {1, 1}},
    {"1 time a day", {1, 1}},
    {"one time daily", {1, 1}},
    {"once a day", {1, 1}},
    {"once per day", {1, 1}},
    {"once daily", {1, 1}},
    {"once every day", {1, 1}},
    {"every day", {1, 1}},
    {"each day", {1, 1}},
    {"per day", {1, 1}},
    {"a day", {1, 1}},
    {"daily", {1, 1}},
    {"qd", {1, 1}},
    {"qday", {1, 1}},
    {"qod", {1, 2}},
    {"bid", {2, 1}},
    {"b i d", {2, 1}},
    {"tid", {3, 1}},
    {"t i d", {3, 1}},
    {"qid", {4, 1}},
    {"q i d", {4, 1}},
    {"/ day", {1, 1}},
    {"/ d", {1, 1}},
    {"qwk", {1, 7}},
    {"qweek", {1, 7}},
    {"every four weeks", {1, 28}},
}};

// A part of the day: once a day when nothing else says how often, and only one is named.
constexpr std::array<std::string_view, 19> times_of_day{"every morning",
                                                        "in the morning",
                                                        "each morning",
                                                        "every evening",
                                                        "in the evening",
                                                        "each evening",
                                                        "every night",
                                                        "at night",
                                                        "each night",
                                                        "nightly",
                                                        "at bedtime",
                                                        "before bed",
                                                        "qam",
                                                        "qpm",
                                                        "qhs",
                                                        "hs",
                                                        "am",
                                                        "with breakfast",
                                                        "with supper"};

constexpr std::array<std::string_view, 6> needed{"as needed",   "when needed",   "if needed",
                                                 "as required", "when required", "prn"};

// Words that change nothing.
constexpr std::array<std::string_view, 26> plain{"take by mouth",
                                                 "give by mouth",
                                                 "by mouth",
                                                 "with food",
                                                 "with water",
                                                 "with meals",
                                                 "on the skin",
                                                 "to the skin",
                                                 "take",
                                                 "give",
                                                 "apply",
                                                 "use",
                                                 "swallow",
                                                 "administer",
                                                 "po",
                                                 "oral",
                                                 "orally",
                                                 "the",
                                                 "dose",
                                                 "of",
                                                 "a",
                                                 "transdermal",
                                                 "topically",
                                                 "patient",
                                                 "daytime",
                                                 "oral route"};

// A dose that is said to change, or that depends: whatever else the words say, no single dose holds.
constexpr std::array<std::string_view, 24> changing{
    "then",    "increase",  "increasing", "decrease",  "decreasing", "taper",    "tapering",    "tapered",
    "titrate", "titration", "titrated",   "titrating", "reduce",     "reducing", "escalate",    "adjust",
    "wean",    "max",       "maximum",    "exceed",    "sliding",    "until",    "alternating", "except"};

// Reads along a list of words and takes what it recognises.
class Reading {
public:
    explicit Reading(Words words) : words_{std::move(words)} {}

    [[nodiscard]] bool done() const { return at_ == words_.size(); }
    [[nodiscard]] std::span<const std::string> rest() const { return std::span{words_}.subspan(at_); }
    void skip(std::size_t count) { at_ += count; }

    /// Takes the phrase when the next words are it.
    bool take(std::string_view phrase) {
        std::size_t at = at_;
        while (!phrase.empty()) {
            const std::size_t end = std::min(phrase.find(' '), phrase.size());
            if (at == words_.size() || words_[at] != phrase.substr(0, end)) return false;
            ++at;
            phrase.remove_prefix(std::min(end + 1, phrase.size()));
        }
        at_ = at;
        return true;
    }

    template <class Phrases>
    bool take_one_of(const Phrases& phrases) {
        return std::any_of(phrases.begin(), phrases.end(), [this](std::string_view phrase) { return take(phrase); });
    }

    /// A number in thousandths: "2", "0.5", "1/2", "1 1/2", "one", "half".
    std::optional<std::int64_t> take_number() {
        const std::size_t before = at_;
        auto number = take_simple_number();
        if (!number) return std::nullopt;
        if (take("/")) {
            const auto below = take_simple_number();
            if (below && *below > 0 && (*number * 1000) % *below == 0) return *number * 1000 / *below;
            at_ = before;
            return std::nullopt;
        }
        if (take("and half") || take("and a half") || take("and 1 / 2") || take("1 / 2")) return *number + 500;
        return number;
    }

private:
    std::optional<std::int64_t> take_simple_number() {
        if (take("one half") || take("half a") || take("half")) return 500;
        constexpr std::array<std::string_view, 4> names{"one", "two", "three", "four"};
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (take(names[i])) return static_cast<std::int64_t>(i + 1) * 1000;
        }
        if (done() || !is_digit(words_[at_].front())) return std::nullopt;
        // A number of milligrams is one of thousandths of a milligram in whole micrograms.
        const auto read = parse_mass(words_[at_], "mg");
        if (!read) return std::nullopt;
        ++at_;
        return read->ug();
    }

    Words words_;
    std::size_t at_ = 0;
};

std::optional<std::int64_t> ug_per_unit(Reading& reading) {
    for (const std::string_view unit : {"mg", "milligram", "milligrams"}) {
        if (reading.take(unit)) return 1000;
    }
    for (const std::string_view unit : {"mcg", "ug", "microgram", "micrograms"}) {
        if (reading.take(unit)) return 1;
    }
    for (const std::string_view unit : {"g", "gm", "gram", "grams"}) {
        if (reading.take(unit)) return 1'000'000;
    }
    return std::nullopt;
}

constexpr std::array<std::string_view, 12> unit_doses{"tablets", "tablet", "tabs",  "tab",  "capsules", "capsule",
                                                      "caps",    "cap",    "pills", "pill", "patches",  "patch"};

// "q12h", "every 12 hours", "q 48 h": splits into words as "q 12 h".
std::optional<Frequency> take_hours(Reading& reading) {
    Reading ahead = reading;
    const bool begins = ahead.take("q") || ahead.take("every") || ahead.take("/") || ahead.take("per");
    const std::int64_t thousandths = begins ? ahead.take_number().value_or(0) : 0;
    const bool ends =
        ahead.take("hours") || ahead.take("hour") || ahead.take("hrs") || ahead.take("hr") || ahead.take("h");
    if (!ends || thousandths % 1000 != 0) return std::nullopt;
    const std::int64_t hours = thousandths / 1000;
    constexpr std::int64_t longest = 168;
    if (hours < 1 || hours > longest) return std::nullopt;
    if (24 % hours != 0 && hours % 24 != 0) return std::nullopt;
    reading = ahead;
    if (24 % hours == 0) return Frequency{static_cast<int>(24 / hours), 1};
    return Frequency{1, static_cast<int>(hours / 24)};
}

std::optional<Frequency> take_frequency(Reading& reading) {
    if (const auto hours = take_hours(reading)) return hours;
    for (const Often& one : often) {
        if (reading.take(one.phrase)) return one.frequency;
    }
    return std::nullopt;
}

// "for depression" at the end; "for 7 days" is a length of time and is not understood.
bool take_reason(Reading& reading) {
    constexpr std::size_t most_words = 4;
    const auto rest = reading.rest();
    if (rest.size() < 2 || rest.size() > most_words || rest.front() != "for") return false;
    constexpr std::array<std::string_view, 14> times{"day", "days", "week",  "weeks", "month", "months", "a",
                                                     "one", "two",  "three", "four",  "first", "next",   "then"};
    for (const std::string& word : rest.subspan(1)) {
        if (!is_letter(word.front())) return false;
        if (std::find(times.begin(), times.end(), word) != times.end()) return false;
    }
    reading.skip(rest.size());
    return true;
}

// What was found; a second finding of a kind makes the words ambiguous.
struct Found {
    std::vector<Mass> masses;
    std::vector<std::int64_t> counts;
    std::vector<Frequency> frequencies;
    int times_of_day = 0;
    bool as_needed = false;
};

bool take_amount(Reading& reading, Found& found) {
    Reading ahead = reading;
    const auto number = ahead.take_number();
    if (!number) {
        // "50 mg tablet": the word after a mass only names the shape.
        return !found.masses.empty() && reading.take_one_of(unit_doses);
    }
    constexpr std::int64_t most = 100'000'000;  // 100 g in micrograms; past that it is a typing error
    if (const auto unit = ug_per_unit(ahead); unit && *number <= most) {
        found.masses.push_back(Mass::from_ug(*unit == 1 ? *number / 1000 : *number * (*unit / 1000)));
        if (*unit == 1 && *number % 1000 != 0) return false;
    } else if (ahead.take_one_of(unit_doses)) {
        found.counts.push_back(*number);
    } else {
        return false;
    }
    reading = ahead;
    return true;
}

bool take_next(Reading& reading, Found& found) {
    if (reading.take_one_of(needed)) return found.as_needed = true;
    if (const auto frequency = take_frequency(reading)) {
        found.frequencies.push_back(*frequency);
        return true;
    }
    if (reading.take_one_of(times_of_day)) return ++found.times_of_day > 0;
    return take_amount(reading, found) || reading.take_one_of(plain) || take_reason(reading);
}

std::optional<Frequency> frequency_of(const Found& found) {
    if (found.frequencies.size() == 1 && found.times_of_day <= 1) return found.frequencies.front();
    if (found.frequencies.empty() && found.times_of_day == 1) return Frequency{1, 1};
    return std::nullopt;
}

// "1 tablet (50 mg)" gives both; whether they fit together is for who knows the product's strength.
Amount amount_of(const Found& found) {
    if (found.masses.size() > 1 || found.counts.size() > 1) return {};
    Amount amount;
    if (!found.masses.empty()) amount.mass = found.masses.front();
    if (!found.counts.empty()) amount.units = found.counts.front();
    return amount;
}

bool says_needed(const Words& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "prn") return true;
        const bool second = words[i] == "needed" || words[i] == "required" || words[i] == "necessary";
        if (second && i > 0 && (words[i - 1] == "as" || words[i - 1] == "when" || words[i - 1] == "if")) return true;
    }
    return false;
}

bool says_changing(const Words& words) {
    return std::any_of(words.begin(), words.end(), [](const std::string& word) {
        return std::find(changing.begin(), changing.end(), word) != changing.end();
    });
}

}  // namespace

Dosage read_dosage_words(std::string_view text) {
    Dosage dosage;
    const Words words = split(text);
    // A longer text is a note, not a dose.
    constexpr std::size_t most_words = 40;
    dosage.as_needed = says_needed(words);
    dosage.changes = says_changing(words);
    if (words.empty() || words.size() > most_words || dosage.changes) return dosage;
    Reading reading{words};
    Found found;
    while (!reading.done()) {
        if (!take_next(reading, found)) return dosage;
    }
    dosage.amount = amount_of(found);
    dosage.frequency = frequency_of(found);
    dosage.from_words = !dosage.amount.empty() || dosage.frequency.has_value();
    return dosage;
}

}  // namespace euthymia::adapt
