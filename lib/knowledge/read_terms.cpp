// SPDX-License-Identifier: Apache-2.0
// How the tables of codes are read: value sets, code systems, groups of medicines, medicines, products.
#include "lib/core/text.hpp"
#include "lib/knowledge/reader.hpp"
#include "lib/knowledge/tables.hpp"

namespace euthymia::knowledge {

namespace {

constexpr std::string_view rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
constexpr std::string_view atc = "http://www.whocc.no/atc";
constexpr std::string_view gsn = "http://mimic.mit.edu/fhir/mimic/CodeSystem/mimic-medication-gsn";

ValueSet::Member read_member(JsonValue object, const Place& place, std::vector<Error>& errors) {
    ObjectReader reader{object, place, errors};
    ValueSet::Member member;
    member.code = {reader.required_text("system"), reader.required_text("code"), reader.text("display")};
    member.descendants = reader.boolean("descendants").value_or(false);
    (void)reader.boolean("unverified");
    (void)reader.text("note");
    reader.refuse_others();
    return member;
}

void read_value_set(JsonValue object, const Place& place, Base& base, std::vector<Error>& errors) {
    ObjectReader reader{object, place, errors};
    ValueSet set;
    set.place_in_file = place;
    set.id = reader.required_text("id");
    reader.call_it(set.id);
    set.label = reader.required_text("label");
    for (const auto& [code, at] : reader.objects("codes")) set.members.push_back(read_member(code, at, errors));
    for (const auto& [code, at] : reader.objects("not")) set.except.push_back(read_member(code, at, errors));
    (void)reader.text("source");
    (void)reader.text("place");
    (void)reader.text("note");
    reader.refuse_others();
    base.value_sets.push_back(std::move(set));
}

void add_codes(ObjectReader& reader, std::string_view key, std::string_view system, Substance& substance) {
    for (std::string& code : reader.texts(key)) substance.codes.push_back({std::string{system}, std::move(code), ""});
}

void read_medicine(JsonValue object, const Place& place, Base& base, std::vector<Error>& errors) {
    ObjectReader reader{object, place, errors};
    Substance substance;
    substance.id = reader.required_text("id");
    reader.call_it(substance.id);
    substance.label = reader.required_text("label");
    add_codes(reader, "rxcui", rxnorm, substance);
    add_codes(reader, "atc", atc, substance);
    add_codes(reader, "gsn", gsn, substance);
    substance.names.push_back(core::lower(substance.label));
    for (const std::string& name : reader.texts("names")) substance.names.push_back(core::lower(name));
    substance.groups = reader.texts("groups");
    substance.ingredients = reader.texts("ingredients");
    (void)reader.text("source");
    (void)reader.text("place");
    (void)reader.text("note");
    (void)reader.boolean("unverified");
    reader.refuse_others();
    base.substances.push_back(std::move(substance));
}

Product::Part read_part(JsonValue object, const Place& place, std::vector<Error>& errors) {
    ObjectReader reader{object, place, errors};
    Product::Part part;
    part.substance = reader.required_text("substance");
    part.form = reader.text("form");
    if (const auto thousandths = reader.thousandths("strength_mg")) part.strength = Mass::from_ug(*thousandths);
    reader.refuse_others();
    return part;
}

void read_product(JsonValue object, const Place& place, Base& base, std::vector<Error>& errors) {
    ObjectReader reader{object, place, errors};
    Product product;
    product.rxcui = reader.required_text("rxcui");
    reader.call_it(product.rxcui);
    product.name = reader.required_text("name");
    for (const auto& [part, at] : reader.objects("parts")) product.parts.push_back(read_part(part, at, errors));
    if (product.parts.empty()) reader.complain(ErrorCode::missing_member, "parts", "a product has ingredients");
    reader.refuse_others();
    base.products.push_back(std::move(product));
}

void read_group(JsonValue object, const Place& place, Base& base, std::vector<Error>& errors) {
    ObjectReader reader{object, place, errors};
    Group group;
    group.id = reader.required_text("id");
    reader.call_it(group.id);
    group.label = reader.required_text("label");
    group.includes = reader.texts("includes");
    (void)reader.text("note");
    reader.refuse_others();
    base.groups.push_back(std::move(group));
}

template <class ReadOne>
void read_rows(Table table, ReadOne read_one) {
    ObjectReader reader{table.root, {table.file, ""}, table.errors};
    (void)reader.text("schema");
    for (const auto& [object, place] : reader.objects("rows")) read_one(object, place, table.base, table.errors);
    reader.refuse_others();
}

}  // namespace

void read_value_sets(Table table) {
    ObjectReader reader{table.root, {table.file, ""}, table.errors};
    (void)reader.text("schema");
    for (const auto& [object, place] : reader.objects("rows")) {
        read_value_set(object, place, table.base, table.errors);
    }
    for (const auto& [object, place] : reader.objects("known_other")) {
        const auto member = read_member(object, place, table.errors);
        table.base.known_other.push_back({member.code, member.descendants});
    }
    reader.refuse_others();
}

void read_code_systems(Table table) {
    read_rows(table, [](JsonValue object, const Place& place, Base& base, std::vector<Error>& errors) {
        ObjectReader reader{object, place, errors};
        CodeSystem system;
        system.address = reader.required_text("address");
        reader.call_it(system.address);
        system.canonical = reader.text("canonical");
        system.label = reader.required_text("label");
        system.icd_without_dot = reader.boolean("icd_without_dot").value_or(false);
        (void)reader.text("licence");
        reader.refuse_others();
        base.systems[system.address] = system;
    });
}

void read_groups(Table table) { read_rows(table, read_group); }
void read_medicines(Table table) { read_rows(table, read_medicine); }
void read_products(Table table) { read_rows(table, read_product); }

}  // namespace euthymia::knowledge
