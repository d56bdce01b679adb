// SPDX-License-Identifier: Apache-2.0
// How the files of statements and the small registers are read.
#include "lib/core/text.hpp"
#include "lib/knowledge/read_row.hpp"
#include "lib/knowledge/reader.hpp"
#include "lib/knowledge/tables.hpp"

namespace euthymia::knowledge {

namespace {

std::string subject_of(const Row& row) {
    std::string subject;
    for (const std::string_view one : row.applies_to) (subject += subject.empty() ? "" : ", ") += one;
    return subject.empty() ? "person" : subject;
}

void read_statements(ObjectReader& reader, const RowContext& context, Table& table) {
    for (const auto& [object, place] : reader.objects("rows")) {
        Row row = read_row(object, place, context, table.base.texts, table.errors);
        const bool disputed = !object.text("disagreement").empty();
        table.base.statements.push_back({std::string{row.id}, std::string{row.kind}, subject_of(row), place.file,
                                         object.minified(), row.verified, row.safety, disputed,
                                         std::string{object.text("unverified")}});
        table.base.rows.push_back(std::move(row));
    }
}

ObjectReader opened(Table& table) {
    ObjectReader reader{table.root, {table.file, ""}, table.errors};
    (void)reader.text("schema");
    return reader;
}

std::vector<Form> read_forms(ObjectReader& reader, std::vector<Error>& errors) {
    std::vector<Form> forms;
    for (const auto& [object, place] : reader.objects("forms")) {
        ObjectReader one{object, place, errors};
        forms.push_back({one.required_text("id"), one.required_text("label"), one.texts("words"),
                         one.boolean("otherwise").value_or(false)});
        one.refuse_others();
    }
    return forms;
}

std::vector<Code> read_codes(ObjectReader& reader, std::vector<Error>& errors) {
    std::vector<Code> codes;
    for (const auto& [object, place] : reader.objects("codes")) {
        ObjectReader one{object, place, errors};
        codes.push_back({one.required_text("system"), one.required_text("code"), one.text("display")});
        one.refuse_others();
    }
    return codes;
}

}  // namespace

void read_edition(Table table) {
    ObjectReader reader = opened(table);
    table.base.edition = reader.required_text("edition");
    if (!reader.required_text("review_by").empty()) {
        table.base.review_by = reader.date("review_by").value_or(Date{});
    }
    table.base.default_profile = reader.required_text("default_profile");
    table.base.jurisdictions = reader.texts("jurisdictions");
    for (const auto& [object, place] : reader.objects("localities")) {
        ObjectReader one{object, place, table.errors};
        table.base.localities.push_back({one.text("jurisdiction"), one.required_text("crisis_line"),
                                         one.required_text("emergency"), one.required_text("source")});
        (void)one.text("place");
        one.refuse_others();
    }
    reader.refuse_others();
}

void read_sources(Table table) {
    ObjectReader reader = opened(table);
    for (const auto& [object, place] : reader.objects("rows")) {
        ObjectReader one{object, place, table.errors};
        core::TextStore& texts = table.base.texts;
        Source source;
        source.id = texts.keep(one.required_text("id"));
        one.call_it(source.id);
        source.title = texts.keep(one.required_text("title"));
        source.address = texts.keep(one.text("address"));
        source.kind = texts.keep(one.required_text("kind"));
        source.jurisdiction = texts.keep(one.text("jurisdiction"));
        for (const char* of_the_text : {"publisher", "revision", "licence"}) (void)one.text(of_the_text);
        one.refuse_others();
        table.base.sources.push_back(source);
    }
    reader.refuse_others();
}

void read_messages(Table table) {
    ObjectReader reader = opened(table);
    (void)reader.required_text("language");
    for (const auto& [object, place] : reader.objects("rows")) {
        ObjectReader one{object, place, table.errors};
        std::string id = one.required_text("id");
        one.call_it(id);
        std::string text = one.required_text("text");
        one.refuse_others();
        if (!table.base.messages.emplace(id, std::move(text)).second) {
            one.complain(ErrorCode::duplicate_id, "id", "this wording exists already");
        }
    }
    reader.refuse_others();
}

void read_definitions(Table table) {
    ObjectReader reader = opened(table);
    for (const auto& [object, place] : reader.objects("rows")) {
        ObjectReader one{object, place, table.errors};
        Definition definition{one.required_text("id"), one.required_text("label"), one.required_text("expression"),
                              place};
        one.refuse_others();
        table.base.definitions.push_back(std::move(definition));
    }
    reader.refuse_others();
}

void read_conditions(Table table) {
    ObjectReader reader = opened(table);
    for (const auto& [object, place] : reader.objects("rows")) {
        ObjectReader one{object, place, table.errors};
        table.base.conditions.push_back({one.required_text("id"), one.required_text("label"), one.text("profile")});
        one.refuse_others();
    }
    reader.refuse_others();
}

void read_substance(Table table) {
    ObjectReader reader = opened(table);
    Substance substance;
    substance.id = reader.required_text("id");
    substance.label = reader.required_text("label");
    substance.drug_class = reader.required_text("class");
    substance.candidate = true;
    substance.forms = read_forms(reader, table.errors);
    substance.groups = reader.texts("groups");
    substance.codes = read_codes(reader, table.errors);
    substance.names.push_back(core::lower(substance.label));
    for (const std::string& name : reader.texts("names")) substance.names.push_back(core::lower(name));
    read_statements(reader, {{substance.id}, "", "", ""}, table);
    reader.refuse_others();
    table.base.substances.push_back(std::move(substance));
}

void read_therapy(Table table) {
    ObjectReader reader = opened(table);
    Therapy therapy{reader.required_text("id"), reader.required_text("label"), reader.texts("groups")};
    read_statements(reader, {{therapy.id}, "", "", ""}, table);
    reader.refuse_others();
    table.base.therapies.push_back(std::move(therapy));
}

void read_topic(Table table) {
    ObjectReader reader = opened(table);
    (void)reader.required_text("id");
    (void)reader.required_text("label");
    read_statements(reader, {}, table);
    reader.refuse_others();
}

void read_guideline(Table table) {
    ObjectReader reader = opened(table);
    Guideline guideline{reader.required_text("id"), reader.required_text("label"), reader.text("jurisdiction"),
                        reader.required_text("source")};
    read_statements(reader, {{}, guideline.id, "", guideline.source}, table);
    reader.refuse_others();
    table.base.guidelines.push_back(std::move(guideline));
}

}  // namespace euthymia::knowledge
