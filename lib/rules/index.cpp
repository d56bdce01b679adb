// SPDX-License-Identifier: Apache-2.0
// The look-up tables of codes and names, made once when an edition is opened.
#include <algorithm>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/rules/held.hpp"

namespace euthymia::rules {

namespace {

void index_facts(Knowledge::Held& held) {
    const auto& facts = held.rules->base.facts;
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
        for (std::uint32_t k = 0; k < facts[i].fhir.size(); ++k) {
            const FhirBinding& binding = facts[i].fhir[k];
            for (const Code& code : binding.codes) {
                held.uses.add(binding.resource + "|" + code.system + "|" + code.code, held.bindings.size());
            }
            for (const std::string& below : binding.below) {
                held.uses_below.add(binding.resource + "|" + below, held.bindings.size());
            }
            held.bindings.push_back({i, k});
        }
    }
}

void index_label(Knowledge::Held& held, const std::string& id, const std::string& label) {
    held.labels.add(id, held.label_texts.size());
    held.label_texts.push_back(label);
}

void index_name(Knowledge::Held& held, std::string_view name, std::size_t substance) {
    std::string phrase;
    std::size_t count = 0;
    for (const std::string_view word : core::words(name)) {
        phrase += (count == 0 ? "" : " ") + core::lower(word);
        ++count;
    }
    if (count == 0) return;
    held.substances_by_name.add(phrase, substance);
    held.longest_name = std::max<std::uint64_t>(held.longest_name, count);
}

void index_substances(Knowledge::Held& held) {
    const auto& substances = held.rules->base.substances;
    for (std::size_t i = 0; i < substances.size(); ++i) {
        for (const Code& code : substances[i].codes) held.substances_by_code.add(code.system + "|" + code.code, i);
        for (const std::string& name : substances[i].names) index_name(held, name, i);
        index_label(held, substances[i].id, substances[i].label);
    }
}

}  // namespace

void index(Knowledge::Held& held) {
    const knowledge::Base& base = held.rules->base;
    index_facts(held);
    index_substances(held);
    for (std::size_t i = 0; i < base.products.size(); ++i) held.products.add(base.products[i].rxcui, i);
    for (const knowledge::KnownOther& other : base.known_other) {
        held.known_other.add(other.code.system + "|" + other.code.code, other.descendants ? 1 : 0);
    }
    for (const knowledge::Group& group : base.groups) index_label(held, group.id, group.label);
    for (const Fact& fact : base.facts) index_label(held, fact.id, fact.label);
    for (const Candidate& candidate : held.rules->candidates) index_label(held, candidate.id, candidate.label);
    for (const knowledge::Definition& definition : base.definitions) index_label(held, definition.id, definition.label);
    for (core::TextIndex* index : {&held.uses, &held.uses_below, &held.known_other, &held.products,
                                   &held.substances_by_code, &held.substances_by_name, &held.labels}) {
        index->sort();
    }
}

}  // namespace euthymia::rules
