// SPDX-License-Identifier: Apache-2.0
// How the files of an edition become one base: each file by its schema, then the references between them.
#include <algorithm>
#include <array>
#include <string>

#include "euthymia/json.hpp"
#include "lib/core/text.hpp"
#include "lib/knowledge/base.hpp"
#include "lib/knowledge/check.hpp"
#include "lib/knowledge/content_hash.hpp"
#include "lib/knowledge/tables.hpp"

namespace euthymia::knowledge {

namespace {

struct Schema {
    std::string_view name;
    void (*read)(Table);
};

constexpr std::array<Schema, 15> schemas{{
    {"edition/1", read_edition},
    {"sources/1", read_sources},
    {"messages/1", read_messages},
    {"definitions/1", read_definitions},
    {"conditions/1", read_conditions},
    {"facts/1", read_facts},
    {"value_sets/1", read_value_sets},
    {"code_systems/1", read_code_systems},
    {"groups/1", read_groups},
    {"medicines/1", read_medicines},
    {"products/1", read_products},
    {"substance/1", read_substance},
    {"therapy/1", read_therapy},
    {"topic/1", read_topic},
    {"guideline/1", read_guideline},
}};

void read_file(const File& file, Base& base, std::vector<Error>& errors) {
    const auto document = JsonDocument::parse(file.text);
    if (!document) {
        Error error = document.error();
        error.where = file.path + error.where;
        errors.push_back(std::move(error));
        return;
    }
    const JsonValue root = document->root();
    const std::string_view name = root.text("schema");
    const auto schema =
        std::find_if(schemas.begin(), schemas.end(), [&](const Schema& candidate) { return candidate.name == name; });
    if (schema == schemas.end()) {
        std::vector<std::string_view> known;
        for (const Schema& candidate : schemas) known.push_back(candidate.name);
        errors.push_back({ErrorCode::unsupported, file.path + "/schema",
                          "no schema of this name and version is known" + core::did_you_mean(name, known)});
        return;
    }
    schema->read({root, file.path, base, errors});
}

template <class Named>
void index_by_id(const std::vector<Named>& all, core::TextIndex& index, std::string_view what,
                 std::vector<Error>& errors) {
    for (std::size_t i = 0; i < all.size(); ++i) index.add(all[i].id, i);
    index.sort();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (index.find(all[i].id) == i) continue;
        errors.push_back({ErrorCode::duplicate_id, core::joined({what, "/", all[i].id}), "this id exists twice"});
    }
}

// The text that somebody must still read of a statement that is not verified: the one its remark names, else the one
// that was read. Statements and rows stand in the same order here.
void name_texts_to_open(Base& base) {
    for (std::size_t i = 0; i < base.statements.size(); ++i) {
        std::string& text = base.statements[i].to_open;
        if (text.empty()) continue;
        constexpr std::string_view named = "open: ";
        const Source* source = base.source(base.rows[i].source);
        if (text.starts_with(named)) {
            text.erase(0, named.size());
        } else if (source != nullptr) {
            text = source->title;
        }
    }
}

void sort_statements(Base& base) {
    std::sort(base.statements.begin(), base.statements.end(),
              [](const Statement& a, const Statement& b) { return a.id < b.id; });
}

// What belongs to a group belongs to those that include it, and so on upward.
void close_upward(const Base& base, std::vector<std::string>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (const Group& group : base.groups) {
            const auto& inside = group.includes;
            if (std::find(inside.begin(), inside.end(), all[i]) == inside.end()) continue;
            if (std::find(all.begin(), all.end(), group.id) == all.end()) all.push_back(group.id);
        }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

void close_groups(Base& base) {
    for (Substance& substance : base.substances) {
        substance.groups.insert(substance.groups.begin(), substance.id);
        close_upward(base, substance.groups);
    }
    for (Therapy& therapy : base.therapies) close_upward(base, therapy.groups);
}

void resolve_implied(Base& base, std::vector<Error>& errors) {
    const auto takes_part = [&](std::size_t i) {
        return base.facts[i].type == FactType::truth && base.derivations[i].reducer == "any";
    };
    for (std::size_t i = 0; i < base.facts.size(); ++i) {
        for (const std::string& id : base.facts[i].implies) {
            const auto implied = base.fact_index.find(id);
            if (implied && takes_part(i) && takes_part(*implied)) {
                base.derivations[*implied].implied_by.push_back(base.facts[i].id);
                continue;
            }
            errors.push_back({ErrorCode::unresolved_id, "facts/" + base.facts[i].id + "/implies",
                              "\"" + id + "\" is no truth that records tell, or this is none"});
        }
    }
}

void put_codes(const ValueSet& set, FhirBinding& binding) {
    binding.below.clear();
    for (const ValueSet::Member& member : set.except) {
        binding.except.push_back(member.code.system + "|" + member.code.code);
    }
    for (const ValueSet::Member& member : set.members) {
        if (member.descendants) {
            binding.below.push_back(member.code.system + "|" + member.code.code);
        } else {
            binding.codes.push_back(member.code);
        }
    }
}

void resolve_value_sets(Base& base, std::vector<Error>& errors) {
    for (Fact& fact : base.facts) {
        for (FhirBinding& binding : fact.fhir) {
            const std::string id = binding.below.empty() ? "" : binding.below.front();
            const auto set = std::find_if(base.value_sets.begin(), base.value_sets.end(),
                                          [&](const ValueSet& candidate) { return candidate.id == id; });
            if (set != base.value_sets.end()) {
                put_codes(*set, binding);
                continue;
            }
            std::vector<std::string> known;
            for (const ValueSet& candidate : base.value_sets) known.push_back(candidate.id);
            errors.push_back({ErrorCode::unresolved_id, "facts/" + fact.id + "/fhir",
                              "no value set is called \"" + id + "\"" + core::did_you_mean(id, known)});
        }
    }
}

}  // namespace

Loaded load(std::span<const File> files) {
    Loaded loaded;
    Base& base = loaded.base;
    for (const File& file : files) read_file(file, base, loaded.errors);
    base.hash = content_hash(files);
    index_by_id(base.facts, base.fact_index, "facts", loaded.errors);
    index_by_id(base.substances, base.substance_index, "substances", loaded.errors);
    index_by_id(base.groups, base.group_index, "groups", loaded.errors);
    index_by_id(base.sources, base.source_index, "sources", loaded.errors);
    name_texts_to_open(base);
    sort_statements(base);
    close_groups(base);
    resolve_value_sets(base, loaded.errors);
    resolve_implied(base, loaded.errors);
    check_references(base, loaded.errors);
    check_overlaps(base, loaded.errors);
    return loaded;
}

}  // namespace euthymia::knowledge
