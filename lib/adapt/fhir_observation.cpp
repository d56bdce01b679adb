// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines: measurements and answers.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "lib/adapt/fhir_reader.hpp"

namespace euthymia::adapt {

namespace {

constexpr std::string_view loinc = "http://loinc.org";

struct Conversion {
    std::string_view from;
    std::string_view to;
    double factor;
    double offset;  ///< subtracted before the factor applies
};

// Exact by definition; only units that measure the same thing.
constexpr std::array<Conversion, 14> conversions{{
    {"g", "kg", 0.001, 0},
    {"[lb_av]", "kg", 0.45359237, 0},
    {"lb", "kg", 0.45359237, 0},
    {"[degF]", "Cel", 5.0 / 9.0, 32},
    {"degF", "Cel", 5.0 / 9.0, 32},
    {"C", "Cel", 1, 0},
    {"s", "ms", 1000, 0},
    {"msec", "ms", 1, 0},
    {"mmHg", "mm[Hg]", 1, 0},
    {"mm Hg", "mm[Hg]", 1, 0},
    {"mL/min/1.73m2", "mL/min/{1.73_m2}", 1, 0},
    {"mL/min/{1.73_m2}", "mL/min/{1.73_m2}", 1, 0},
    {"mL/min/1.73.m2", "mL/min/{1.73_m2}", 1, 0},
    {"ml/min", "mL/min", 1, 0},
}};

bool is_finished(std::string_view status) {
    return status != "entered-in-error" && status != "cancelled" && status != "registered";
}

// The score that an answer carries, in either of the two extensions FHIR has used for it.
std::optional<double> ordinal_of(JsonValue coding) {
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

}  // namespace

std::optional<double> convert(double value, std::string_view from, std::string_view to) {
    if (from == to) return value;
    for (const Conversion& conversion : conversions) {
        if (conversion.from == from && conversion.to == to) return (value - conversion.offset) * conversion.factor;
    }
    return std::nullopt;
}

std::optional<FactValue> FhirReader::number_value(const Fact& fact, double value) {
    double scale = 1;
    for (int i = 0; i < fact.decimals; ++i) scale *= 10;
    const double scaled = std::round(value * scale);
    const bool plausible = scaled >= static_cast<double>(fact.at_least) && scaled <= static_cast<double>(fact.at_most);
    if (!plausible) {
        skip(fact.id, "outside the plausible range");
        return std::nullopt;
    }
    return Number::exactly(static_cast<std::int64_t>(scaled));
}

std::optional<FactValue> FhirReader::quantity_value(const Fact& fact, JsonValue quantity) {
    const auto number = quantity.find("value");
    const auto value = number ? number->number() : std::nullopt;
    if (!value) {
        skip(fact.id, "no number");
        return std::nullopt;
    }
    if (!quantity.text("comparator").empty()) {
        skip(fact.id, "a bound, not a value");
        return std::nullopt;
    }
    if (fact.unit.empty()) return number_value(fact, *value);
    for (const std::string_view member : {"code", "unit"}) {
        if (const auto converted = convert(*value, quantity.text(member), fact.unit)) {
            return number_value(fact, *converted);
        }
    }
    skip(fact.id, "unit does not convert to " + fact.unit);
    return std::nullopt;
}

std::optional<FactValue> FhirReader::coded_value(const CodeUse& use, const std::vector<Code>& codes) const {
    for (const auto& answer : use.binding->answers) {
        const Code& code = answer.first;  // a structured binding cannot be captured
        const std::string& means = answer.second;
        const bool given = std::any_of(codes.begin(), codes.end(), [&](const Code& one) {
            return one.code == code.code && (one.system == code.system || one.system.empty());
        });
        if (!given) continue;
        if (use.fact->type == FactType::truth) return truth(means == "yes");
        if (use.fact->type == FactType::choice) return means;
        std::int64_t number = 0;
        const auto end = means.data() + means.size();
        if (std::from_chars(means.data(), end, number).ptr == end) return Number::exactly(number);
    }
    return std::nullopt;
}

std::optional<FactValue> FhirReader::value_of(const CodeUse& use, JsonValue holder) {
    const Fact& fact = *use.fact;
    if (const auto quantity = holder.find("valueQuantity"); quantity && fact.type == FactType::number) {
        return quantity_value(fact, *quantity);
    }
    for (const std::string_view member : {"valueInteger", "valueDecimal"}) {
        const auto value = holder.find(member);
        if (value && value->number() && fact.type == FactType::number) return number_value(fact, *value->number());
    }
    if (const auto answer = holder.find("valueBoolean"); answer && fact.type == FactType::truth) {
        if (answer->boolean()) return truth(*answer->boolean());
    }
    std::vector<Code> codes = read_concept(holder.find("valueCodeableConcept")).codings;
    if (const auto coding = holder.find("valueCoding")) {
        if (const auto score = ordinal_of(*coding); score && fact.type == FactType::number) {
            return number_value(fact, *score);
        }
        codes.push_back({std::string{coding->text("system")}, std::string{coding->text("code")}, ""});
    }
    return coded_value(use, codes);
}

void FhirReader::read_value(JsonValue holder, const Concept& code, const std::optional<DateRange>& when,
                            bool is_component) {
    bool known = false;
    for (const Code& coding : code.codings) {
        const auto uses = knowledge_.uses("Observation", coding);
        known = known || !uses.empty() || knowledge_.is_known_other("Observation", coding);
        for (const CodeUse& use : uses) {
            if (auto value = value_of(use, holder)) {
                add_fact(use, std::move(*value), when);
            } else if (holder.find("dataAbsentReason")) {
                skip(use.fact->id, "the record says why there is no value");
            }
        }
    }
    if (!known && !is_component) skip(code.what(), code.codings.empty() ? "no code" : "code not in the tables");
}

void FhirReader::read_observation(JsonValue observation) {
    builder_.list("observations");
    const Concept code = read_concept(observation.find("code"));
    const std::string_view status = observation.text("status");
    if (!is_finished(status)) return skip(code.what(), "status " + std::string{status});
    const auto when = date_of(observation, {"effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued"});
    const auto components = observation.find("component");
    read_value(observation, code, when, components.has_value());
    if (!components) return;
    components->each_element([&](std::size_t, JsonValue component) {
        read_value(component, read_concept(component.find("code")), when, true);
    });
}

void FhirReader::read_response(JsonValue response) {
    const std::string_view status = response.text("status");
    if (status == "entered-in-error" || status == "stopped") return skip("", "status " + std::string{status});
    const auto when = date_of(response, {"authored"});
    const bool own_review = response.text("questionnaire").find("/euthymia/") != std::string_view::npos;
    std::vector<JsonValue> items{response};
    while (!items.empty()) {
        const JsonValue holder = items.back();
        items.pop_back();
        const auto inner = holder.find("item");
        if (!inner) continue;
        inner->each_element([&](std::size_t, JsonValue item) {
            read_item(item, when, own_review);
            items.push_back(item);
        });
    }
}

// An item nobody answered was not asked; it says nothing.
void FhirReader::read_item(JsonValue item, const std::optional<DateRange>& when, bool own_review) {
    const auto answers = item.find("answer");
    if (!answers || answers->size() == 0) return;
    std::optional<JsonValue> answer;
    answers->each_element([&](std::size_t index, JsonValue value) {
        if (index == 0) answer = value;
    });
    const std::string link{item.text("linkId")};
    if (own_review) {
        constexpr std::string_view review = "review.";
        const auto flag = answer->find("valueBoolean");
        if (link.starts_with(review)) {
            if (flag && flag->boolean() == true && when) {
                builder_.add(Review{link.substr(review.size()), *when, record_});
            }
            return;
        }
        const Fact* fact = knowledge_.fact(link);
        static const FhirBinding direct{};
        if (fact == nullptr) return skip(link, "no fact is called so");
        if (auto value = value_of({fact, &direct}, *answer)) add_fact({fact, &direct}, std::move(*value), when);
        return;
    }
    const Code code{std::string{loinc}, key_of(link), ""};
    for (const CodeUse& use : knowledge_.uses("Observation", code)) {
        if (auto value = value_of(use, *answer)) add_fact(use, std::move(*value), when);
    }
}

}  // namespace euthymia::adapt
