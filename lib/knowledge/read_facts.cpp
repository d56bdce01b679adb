// SPDX-License-Identifier: Apache-2.0
// How the fact dictionary is read.
#include <algorithm>
#include <array>
#include <string>

#include "lib/core/text.hpp"
#include "lib/knowledge/reader.hpp"
#include "lib/knowledge/tables.hpp"

namespace euthymia::knowledge {

namespace {

constexpr std::array<std::string_view, 10> reducers_of_facts{
    "any",          "latest",     "age_years", "days_since", "percent_drop", "maximum_within",
    "count_within", "daily_dose", "days_on",   "setting"};
constexpr std::array<std::string_view, 7> reducers_of_families{
    "taking", "other", "days_since", "days_since_other", "count_other", "dose_of", "belongs"};

template <std::size_t size>
void expect_one_of(ObjectReader& reader, std::string_view key, std::string_view value,
                   const std::array<std::string_view, size>& choices) {
    if (value.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) return;
    std::string detail = "\"" + std::string{value} + "\" is not one of";
    for (const std::string_view choice : choices) detail += " " + std::string{choice};
    reader.complain(ErrorCode::unknown_name, key, std::move(detail));
}

FactType read_type(ObjectReader& reader) {
    const std::string type = reader.required_text("type");
    expect_one_of<3>(reader, "type", type, {"truth", "number", "choice"});
    if (type == "number") return FactType::number;
    return type == "choice" ? FactType::choice : FactType::truth;
}

void read_range(ObjectReader& reader, Fact& fact) {
    const auto range = reader.raw("range");
    if (!range) {
        if (fact.type == FactType::number) {
            reader.complain(ErrorCode::missing_member, "range", "a number needs its plausible range");
        }
        return;
    }
    std::vector<std::int64_t> bounds;
    range->each_element([&](std::size_t, JsonValue bound) {
        const auto number = bound.number();
        const auto scaled = number ? core::scaled(*number, fact.decimals) : std::nullopt;
        if (scaled) bounds.push_back(*scaled);
    });
    if (bounds.size() != 2 || bounds[0] > bounds[1]) {
        reader.complain(ErrorCode::wrong_type, "range", "[smallest, largest] with the fact's decimals was expected");
        return;
    }
    fact.at_least = bounds[0];
    fact.at_most = bounds[1];
}

FhirBinding read_binding(JsonValue object, const Place& place, std::vector<Error>& errors, const std::string& id) {
    ObjectReader reader{object, place, errors};
    reader.call_it(id);
    FhirBinding binding;
    binding.resource = reader.required_text("resource");
    binding.reads = reader.required_text("reads");
    expect_one_of<6>(reader, "reads", binding.reads, {"present", "quantity", "integer", "code", "date", "answer"});
    binding.period = reader.text("period");
    expect_one_of<2>(reader, "period", binding.period, {"active", "ever"});
    // The value set's id stands here until all files are read; then its codes take its place.
    binding.below = {reader.required_text("value_set")};
    for (const auto& [answer, answer_place] : reader.objects("answers")) {
        ObjectReader one{answer, answer_place, errors};
        one.call_it(id);
        Code code{one.required_text("system"), one.required_text("code"), one.text("display")};
        binding.answers.emplace_back(std::move(code), one.required_text("means"));
        one.refuse_others();
    }
    reader.refuse_others();
    return binding;
}

Derivation read_derivation(ObjectReader& reader, const Fact& fact, std::vector<Error>& errors) {
    Derivation derivation;
    derivation.reducer = reader.text("reduce");
    if (derivation.reducer.empty()) derivation.reducer = fact.type == FactType::truth ? "any" : "latest";
    expect_one_of<2>(reader, "reduce", derivation.reducer, {"any", "latest"});
    const auto derived = reader.raw("derive");
    if (!derived) return derivation;
    ObjectReader inner{*derived, {reader.place().file, reader.place().pointer + "/derive"}, errors};
    inner.call_it(fact.id);
    derivation.reducer = inner.required_text("reducer");
    expect_one_of(inner, "reducer", derivation.reducer, reducers_of_facts);
    derivation.of = inner.text("of");
    derivation.days = static_cast<int>(std::clamp<std::int64_t>(inner.integer("days").value_or(0), 0, 100'000));
    derivation.relation = derivation.reducer == "daily_dose" || derivation.reducer == "days_on";
    derivation.setting = derivation.reducer == "setting";
    inner.refuse_others();
    return derivation;
}

void read_fact(JsonValue object, const Place& place, Base& base, std::vector<Error>& errors) {
    ObjectReader reader{object, place, errors};
    Fact fact;
    fact.id = reader.required_text("id");
    reader.call_it(fact.id);
    fact.label = reader.required_text("label");
    fact.type = read_type(reader);
    fact.unit = reader.text("unit");
    fact.decimals = static_cast<int>(std::clamp<std::int64_t>(reader.integer("decimals").value_or(0), 0, 3));
    read_range(reader, fact);
    fact.choices = reader.texts("choices");
    if (fact.type == FactType::choice && fact.choices.empty()) {
        reader.complain(ErrorCode::missing_member, "choices", "a choice needs its choices");
    }
    if (const auto valid = reader.integer("valid_days")) fact.valid = std::chrono::days{*valid};
    if (const auto valid = reader.integer("valid_yes_days")) fact.valid_yes = std::chrono::days{*valid};
    const std::string absence = reader.text("absence");
    expect_one_of<2>(reader, "absence", absence, {"unknown", "assumed_no"});
    fact.absence = absence == "assumed_no" ? Absence::assumed_no : Absence::unknown;
    fact.asked_with = reader.text("asked_with");
    if (!fact.asked_with.empty() && fact.absence == Absence::assumed_no) {
        reader.complain(ErrorCode::unsupported, "absence", "what a safety list asks is never assumed");
    }
    fact.ask = reader.text("ask");
    fact.meaning = reader.text("meaning");
    fact.implies = reader.texts("implies");
    fact.measured = reader.boolean("measured").value_or(false);
    for (const auto& [binding, binding_place] : reader.objects("fhir")) {
        fact.fhir.push_back(read_binding(binding, binding_place, errors, fact.id));
    }
    base.derivations.push_back(read_derivation(reader, fact, errors));
    base.facts.push_back(std::move(fact));
    reader.refuse_others();
}

void read_family(JsonValue object, const Place& place, Base& base, std::vector<Error>& errors) {
    ObjectReader reader{object, place, errors};
    Family family;
    std::string id = reader.required_text("id");
    reader.call_it(id);
    if (!id.ends_with('*')) reader.complain(ErrorCode::malformed_text, "id", "a family's name ends in \"*\"");
    if (!id.empty()) id.pop_back();
    family.prefix = id;
    family.reducer = reader.required_text("reducer");
    expect_one_of(reader, "reducer", family.reducer, reducers_of_families);
    family.type = read_type(reader);
    family.unit = reader.text("unit");
    family.decimals = static_cast<int>(std::clamp<std::int64_t>(reader.integer("decimals").value_or(0), 0, 3));
    family.relation =
        family.reducer == "other" || family.reducer == "count_other" || family.reducer == "days_since_other";
    family.attribute = family.reducer == "belongs";
    family.label = reader.required_text("label");
    family.ask = family.attribute ? "" : reader.required_text("ask");
    reader.refuse_others();
    base.families.push_back(std::move(family));
}

void read_review(JsonValue object, const Place& place, Base& base, std::vector<Error>& errors) {
    ObjectReader reader{object, place, errors};
    ReviewScope scope;
    scope.id = reader.required_text("id");
    reader.call_it(scope.id);
    scope.label = reader.required_text("label");
    scope.ask = reader.required_text("ask");
    const auto valid = reader.integer("valid_days");
    if (!valid) reader.complain(ErrorCode::missing_member, "valid_days", "how long the answer stands is missing");
    scope.valid = std::chrono::days{valid.value_or(0)};
    reader.refuse_others();
    base.reviews.push_back(std::move(scope));
}

}  // namespace

std::span<const std::string_view> fact_reducers() { return reducers_of_facts; }
std::span<const std::string_view> family_reducers() { return reducers_of_families; }

void read_facts(Table table) {
    ObjectReader reader{table.root, {table.file, ""}, table.errors};
    (void)reader.text("schema");
    for (const auto& [object, place] : reader.objects("rows")) read_fact(object, place, table.base, table.errors);
    for (const auto& [object, place] : reader.objects("families")) {
        read_family(object, place, table.base, table.errors);
    }
    for (const auto& [object, place] : reader.objects("reviews")) {
        read_review(object, place, table.base, table.errors);
    }
    reader.refuse_others();
}

}  // namespace euthymia::knowledge
