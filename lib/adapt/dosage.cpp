// SPDX-License-Identifier: Apache-2.0
// What one dosage says in its structured members, and where its words add to them or contradict them.
#include "lib/adapt/dosage.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "lib/adapt/decimal.hpp"
#include "lib/adapt/fhir_json.hpp"

namespace euthymia::adapt {

namespace {

// ---- How much

std::optional<std::int64_t> ug_per(std::string_view unit) {
    const std::string name = lower(unit);
    if (name == "mg" || name == "milligram" || name == "milligrams") return 1000;
    if (name == "ug" || name == "mcg" || name == "microgram") return 1;
    if (name == "g" || name == "gm" || name == "gram") return 1'000'000;
    return std::nullopt;
}

// Units in which a product is counted out: UCUM annotations, HL7's orderable drug forms, plain words.
bool counts_units(std::string_view unit) {
    constexpr std::array<std::string_view, 19> names{
        "{tablet}", "{tablets}", "{tbl}",   "{tab}", "{capsule}", "{capsules}", "{cap}",    "{patch}", "{pill}", "tab",
        "tabs",     "tablet",    "tablets", "cap",   "caps",      "capsule",    "capsules", "patch",   "ptch"};
    const std::string name = lower(unit);
    return std::find(names.begin(), names.end(), name) != names.end() || name == "tablet(s)" || name == "capsule(s)";
}

Amount amount_in(std::int64_t thousandth_parts, std::string_view unit) {
    Amount amount;
    constexpr std::int64_t most = 1'000'000'000;  // past that it is a typing error
    if (thousandth_parts <= 0 || thousandth_parts > most) return amount;
    if (const auto ug = ug_per(unit)) {
        const bool in_whole_ug = *ug >= 1000 || thousandth_parts % 1000 == 0;
        if (in_whole_ug)
            amount.mass = Mass::from_ug(*ug >= 1000 ? thousandth_parts * (*ug / 1000) : thousandth_parts / 1000);
    } else if (counts_units(unit)) {
        amount.units = thousandth_parts;
    }
    return amount;
}

// A quantity whose unit is missing says nothing: 50 of what is not guessed.
Amount amount_of(JsonValue quantity) {
    const auto value = quantity.find("value");
    const auto number = value ? thousandths(*value) : std::nullopt;
    if (!number || !quantity.text("comparator").empty()) return {};
    const Amount coded = amount_in(*number, quantity.text("code"));
    const Amount written = amount_in(*number, quantity.text("unit"));
    if (coded.empty()) return written;
    return written.empty() || written == coded ? coded : Amount{};
}

// A patch: "6 mg per 24 hours" is 6 mg once a day.
std::optional<Amount> amount_per_day(JsonValue rate) {
    if (const auto quantity = rate.find("rateQuantity")) {
        constexpr std::array<std::string_view, 5> per_day{"mg/d", "mg/(24.h)", "mg/24h", "mg/{24.h}", "mg/24.h"};
        const auto value = quantity->find("value");
        const auto number = value ? thousandths(*value) : std::nullopt;
        const bool daily = std::find(per_day.begin(), per_day.end(), quantity->text("code")) != per_day.end() ||
                           std::find(per_day.begin(), per_day.end(), quantity->text("unit")) != per_day.end();
        return number && daily ? std::optional{amount_in(*number, "mg")} : std::nullopt;
    }
    const auto above = find(rate, "rateRatio", "numerator");
    const auto below = find(rate, "rateRatio", "denominator");
    const auto time = below ? whole(below->find("value")) : std::nullopt;
    if (!above || !time) return std::nullopt;
    const std::string unit = std::string{below->text("code").empty() ? below->text("unit") : below->text("code")};
    const bool daily = (unit == "h" && *time == 24) || (unit == "d" && *time == 1);
    return daily ? std::optional{amount_of(*above)} : std::nullopt;
}

// ---- How often

std::size_t length_of(JsonValue repeat, std::string_view member) {
    const auto list = repeat.find(member);
    return list ? list->size() : 0;
}

// How many times in each period. A list of times of day counts where no frequency is given; where both
// are, which of them multiplies the other is not guessed.
std::optional<int> times_in(JsonValue repeat) {
    const std::size_t times = std::max(length_of(repeat, "when"), length_of(repeat, "timeOfDay"));
    const auto member = repeat.find("frequency");
    if (member) {
        const auto frequency = whole(member);
        return frequency && *frequency >= 1 && times <= 1 ? frequency : std::nullopt;
    }
    constexpr std::size_t most = 24;
    if (times > most) return std::nullopt;
    return std::max(1, static_cast<int>(times));
}

std::optional<Frequency> every(int times, int period, std::string_view unit) {
    constexpr int most = 1000;
    if (times > most || period < 1 || period > most) return std::nullopt;
    if (unit == "d") return Frequency{times, period};
    if (unit == "wk") return Frequency{times, period * 7};
    if (unit == "h" && 24 % period == 0) return Frequency{times * (24 / period), 1};
    if (unit == "h" && period % 24 == 0) return Frequency{times, period / 24};
    return std::nullopt;
}

std::optional<Frequency> frequency_of(JsonValue repeat) {
    const bool ranged = repeat.find("frequencyMax") || repeat.find("periodMax") || repeat.find("count");
    const auto times = times_in(repeat);
    if (ranged || !times) return std::nullopt;
    if (const std::size_t days = length_of(repeat, "dayOfWeek"); days > 0) {
        const bool plain = days <= 7 && (!repeat.find("frequency") || *times == 1);
        return plain ? std::optional{Frequency{static_cast<int>(days) * *times, 7}} : std::nullopt;
    }
    const auto period = whole(repeat.find("period"));
    if (!period && (length_of(repeat, "timeOfDay") > 0 || length_of(repeat, "when") > 0)) return Frequency{*times, 1};
    return period ? every(*times, *period, repeat.text("periodUnit")) : std::nullopt;
}

std::optional<Frequency> frequency_of(const Concept& code) {
    for (const Code& coding : code.codings) {
        if (const auto read = read_dosage_words(coding.code); read.frequency) return read.frequency;
    }
    return read_dosage_words(code.words()).frequency;
}

struct Timing {
    std::optional<Frequency> frequency;
    bool as_needed = false;
    bool disagrees = false;
    bool told = false;  ///< something was said about how often, readable or not
};

Timing timing_of(JsonValue timing) {
    const auto repeat = timing.find("repeat");
    const Concept code = read_concept(timing.find("code"));
    const auto repeated = repeat ? frequency_of(*repeat) : std::nullopt;
    const auto coded = frequency_of(code);
    Timing read;
    read.told = !code.empty() || (repeat && (repeat->find("frequency") || repeat->find("period")));
    read.disagrees = repeated && coded && *repeated != *coded;
    read.frequency = repeated ? repeated : coded;
    for (const Code& coding : code.codings) read.as_needed = read.as_needed || read_dosage_words(coding.code).as_needed;
    return read;
}

// ---- From when to when

std::optional<DateRange> after(const std::optional<DateRange>& start, JsonValue duration) {
    const auto number = whole(duration.find("value"));
    const std::string_view unit = duration.text("code").empty() ? duration.text("unit") : duration.text("code");
    const int days_each = unit == "d" || unit == "day" || unit == "days" ? 1 : unit == "wk" ? 7 : 0;
    constexpr int longest = 3660;  // ten years of days; past that it is a typing error
    if (!start || !number || days_each == 0 || *number > longest) return std::nullopt;
    const std::chrono::days length{*number * days_each};
    return DateRange{start->first + length, start->last + length};
}

void read_bounds(JsonValue dosage, Dosage& read) {
    const auto repeat = find(dosage, "timing", "repeat");
    if (!repeat) return;
    const auto period = repeat->find("boundsPeriod");
    read.start = period_start(period);
    read.stop = period_end(period);
    if (const auto duration = repeat->find("boundsDuration")) read.stop = after(read.start, *duration);
}

// ---- All of it

// The amounts that a dosage states, each once; a range is no amount.
std::vector<Amount> amounts_of(JsonValue dosage, Dosage& read) {
    std::vector<Amount> amounts;
    const auto take = [&](JsonValue holder, std::string_view member) {
        if (holder.find("doseRange")) read.changes = true;
        const auto quantity = holder.find(member);
        if (!quantity) return;
        const Amount amount = amount_of(*quantity);
        if (std::find(amounts.begin(), amounts.end(), amount) == amounts.end()) amounts.push_back(amount);
    };
    take(dosage, "doseQuantity");
    take(dosage, "dose");  // of an administration
    const auto rates = dosage.find("doseAndRate");
    if (!rates) return amounts;
    rates->each_element([&](std::size_t, JsonValue rate) {
        take(rate, "doseQuantity");
        if (const auto daily = amount_per_day(rate); daily && !rate.find("doseQuantity")) {
            amounts.push_back(*daily);
            read.frequency = Frequency{1, 1};
        }
    });
    return amounts;
}

// Words add what the members leave out. Where both speak and differ, neither is taken.
void reconcile(const Dosage& words, bool timing_told, bool amount_told, Dosage& read) {
    read.as_needed = read.as_needed || words.as_needed;
    read.changes = read.changes || words.changes;
    if (!words.frequency && !words.as_needed) return;  // "50 mg tablet" names the product, not the dose
    if (!timing_told && words.frequency && !read.frequency) {
        read.frequency = words.frequency;
        read.from_words = true;
    } else if (read.frequency && words.frequency && *read.frequency != *words.frequency) {
        read.frequency.reset();
    }
    if (!amount_told && !words.amount.empty()) {
        read.amount = words.amount;
        read.from_words = true;
        return;
    }
    const bool differ = (read.amount.mass && words.amount.mass && *read.amount.mass != *words.amount.mass) ||
                        (read.amount.units && words.amount.units && *read.amount.units != *words.amount.units);
    if (differ) read.amount = {};
}

Dosage read_dosage(JsonValue dosage) {
    Dosage read;
    const auto needed = dosage.find("asNeededBoolean");
    read.as_needed =
        (needed && needed->boolean() == true) || dosage.find("asNeededCodeableConcept") || dosage.find("asNeededFor");
    const std::vector<Amount> amounts = amounts_of(dosage, read);
    if (amounts.size() == 1) read.amount = amounts.front();
    bool told = read.frequency.has_value();
    if (const auto timing = dosage.find("timing")) {
        const Timing often = timing_of(*timing);
        if (often.frequency) read.frequency = often.frequency;
        if (often.disagrees) read.frequency.reset();
        read.as_needed = read.as_needed || often.as_needed;
        told = told || often.told;
    }
    read_bounds(dosage, read);
    reconcile(read_dosage_words(dosage.text("text")), told, !amounts.empty(), read);
    read.changes = read.changes || read_dosage_words(dosage.text("patientInstruction")).changes;
    if (const auto more = dosage.find("additionalInstruction")) {
        more->each_element([&](std::size_t, JsonValue one) {
            read.changes = read.changes || read_dosage_words(read_concept(one).words()).changes;
        });
    }
    if (read.changes) read.amount = {};
    return read;
}

}  // namespace

std::vector<Dosage> read_dosages(JsonValue record) {
    std::vector<Dosage> all;
    std::set<int> steps;
    const auto take = [&](std::size_t, JsonValue dosage) {
        if (!dosage.is(JsonType::object)) return;
        all.push_back(read_dosage(dosage));
        steps.insert(whole(dosage.find("sequence")).value_or(0));
    };
    for (const std::string_view member : {"dosageInstruction", "dosage"}) {
        const auto list = record.find(member);
        if (!list) continue;
        list->each_element(take);
        take(0, *list);  // an administration has one, not a list
    }
    const bool undated = std::any_of(all.begin(), all.end(), [](const Dosage& one) { return !one.start && !one.stop; });
    if (steps.size() > 1 && undated) {
        for (Dosage& one : all) one.amount = {};
    }
    return all;
}

std::optional<Mass> dose_of(const Amount& amount, const std::optional<Mass>& strength) {
    if (!amount.units) return amount.mass;
    constexpr std::int64_t most = 100'000;  // 100 tablets at a time; past that it is a typing error
    constexpr Mass largest = Mass::from_mg(1'000'000);
    if (!strength || *amount.units > most || *strength > largest) return std::nullopt;
    if (strength->ug() * *amount.units % 1000 != 0) return std::nullopt;
    const Mass dose = Mass::from_ug(strength->ug() * *amount.units / 1000);
    // Beside pieces, milligrams name the product's strength or the dose; anything else contradicts.
    if (amount.mass && *amount.mass != dose && *amount.mass != *strength) return std::nullopt;
    return dose;
}

}  // namespace euthymia::adapt
