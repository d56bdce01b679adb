// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines: what a medicine record names.
#include <utility>

#include "lib/adapt/decimal.hpp"
#include "lib/adapt/fhir_reader.hpp"

namespace euthymia::adapt {

namespace {

// Some systems keep the name only among the identifiers.
std::string name_among_identifiers(JsonValue medication) {
    std::string name;
    const auto identifiers = medication.find("identifier");
    if (!identifiers) return name;
    identifiers->each_element([&](std::size_t, JsonValue identifier) {
        const bool is_name = identifier.text("system").ends_with("name");
        if (is_name && name.empty()) name = identifier.text("value");
    });
    return name;
}

Concept own_name(JsonValue medication) {
    Concept name = read_concept(medication.find("code"));
    if (name.text.empty()) name.text = name_among_identifiers(medication);
    return name;
}

// "50 mg in one tablet"; an amount in something else than one piece is no strength.
std::optional<Mass> strength_of(JsonValue ingredient) {
    const auto above = find(ingredient, "strength", "numerator");
    const auto below = find(ingredient, "strength", "denominator");
    const auto value = above ? above->find("value") : std::nullopt;
    const auto number = value ? thousandths(*value) : std::nullopt;
    const bool of_one_piece = below && whole(below->find("value")) == 1 && below->text("code") != "mL" &&
                              below->text("unit") != "mL" && below->text("code") != "L" && below->text("code") != "g";
    const bool in_mg =
        above && (above->text("code") == "mg" || (above->text("code").empty() && above->text("unit") == "mg"));
    if (!number || !of_one_piece || !in_mg) return std::nullopt;
    return Mass::from_ug(*number);
}

}  // namespace

std::vector<FhirReader::NamedMedicine> FhirReader::medicines_named(JsonValue record) const {
    Concept name = read_concept(record.find("medicationCodeableConcept"));
    const auto reference = record.find("medicationReference");
    if (!name.empty() || !reference) return {{std::move(name), std::nullopt}};
    name.text = reference->text("display");
    const auto medication = resources_.find(record, reference->text("reference"), "Medication");
    if (!medication) return {{std::move(name), std::nullopt}};
    Concept own = own_name(*medication);
    if (own.text.empty()) own.text = name.text;
    const auto ingredients = medication->find("ingredient");
    const bool recognised = !own.empty() && knowledge_.medicine(own.codings, own.text);
    if (recognised || !ingredients) return {{std::move(own), std::nullopt}};

    std::vector<NamedMedicine> parts;
    bool all_there = true;
    ingredients->each_element([&](std::size_t, JsonValue ingredient) {
        Concept part = read_concept(ingredient.find("itemCodeableConcept"));
        const auto item = ingredient.find("itemReference");
        if (part.empty() && item) part = ingredient_named(record, *medication, *item);
        all_there = all_there && !part.empty();
        if (!part.empty()) parts.push_back({std::move(part), strength_of(ingredient)});
    });
    // What is not in the record is listed once, however many parts are missing.
    if (!all_there || parts.empty()) parts.push_back({std::move(own), std::nullopt});
    return parts;
}

// A mixture of Medications; what those are made of is not followed further.
Concept FhirReader::ingredient_named(JsonValue record, JsonValue medication, JsonValue item) const {
    auto inner = resources_.find(medication, item.text("reference"), "Medication");
    if (!inner) inner = resources_.find(record, item.text("reference"), "Medication");
    Concept name;
    if (inner) name = own_name(*inner);
    if (name.text.empty()) name.text = item.text("display");
    return name;
}

std::string FhirReader::purpose_of(JsonValue record) const {
    std::vector<Concept> reasons;
    if (const auto codes = record.find("reasonCode")) {
        codes->each_element([&](std::size_t, JsonValue code) { reasons.push_back(read_concept(code)); });
    }
    if (const auto references = record.find("reasonReference")) {
        references->each_element([&](std::size_t, JsonValue reference) {
            const auto condition = resources_.find(record, reference.text("reference"), "Condition");
            if (condition) reasons.push_back(read_concept(condition->find("code")));
        });
    }
    bool coded = false;
    for (const Concept& reason : reasons) {
        for (const Code& coding : reason.codings) {
            coded = coded || !coding.code.empty();
            const auto uses = knowledge_.uses("Condition", coding);
            if (!uses.empty()) return uses.front().fact->id;
        }
    }
    // A reason in words alone may well be a depression: then the purpose is not known.
    return coded ? "other" : "";
}

}  // namespace euthymia::adapt
