// SPDX-License-Identifier: Apache-2.0
// The look-up tables of codes and names, made once when an edition is opened.
#include <algorithm>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/rules/held.hpp"

namespace euthymia::rules {

namespace {

void index_facts(Knowledge::Held& held) {
    for (const Fact& fact : held.rules->base.facts) {
        for (const FhirBinding& binding : fact.fhir) {
            for (const Code& code : binding.codes) {
                held.uses[binding.resource + "|" + code.system + "|" + code.code].push_back({&fact, &binding});
            }
            for (const std::string& below : binding.below) {
                held.uses_below[binding.resource + "|" + below].push_back({&fact, &binding});
            }
        }
    }
}

void index_name(Knowledge::Held& held, std::string_view name, std::size_t substance) {
    std::string phrase;
    std::size_t count = 0;
    for (const std::string_view word : core::words(name)) {
        phrase += (count == 0 ? "" : " ") + core::lower(word);
        ++count;
    }
    if (count == 0) return;
    held.substances_by_name.emplace(std::move(phrase), substance);
    held.longest_name = std::max(held.longest_name, count);
}

void index_substances(Knowledge::Held& held) {
    const auto& substances = held.rules->base.substances;
    for (std::size_t i = 0; i < substances.size(); ++i) {
        for (const Code& code : substances[i].codes) held.substances_by_code.emplace(code.system + "|" + code.code, i);
        for (const std::string& name : substances[i].names) index_name(held, name, i);
        held.labels[substances[i].id] = substances[i].label;
    }
}

std::string subject_of(const knowledge::Row& row) {
    std::string subject;
    for (const std::string& one : row.applies_to) subject += (subject.empty() ? "" : ", ") + one;
    return subject.empty() ? "person" : subject;
}

void index_statements(Knowledge::Held& held) {
    for (const knowledge::Row& row : held.rules->base.rows) {
        held.statements.push_back(
            {row.id, row.kind, subject_of(row), row.place_in_file.file, row.json, row.verified, row.safety});
    }
    std::sort(held.statements.begin(), held.statements.end(),
              [](const Statement& a, const Statement& b) { return a.id < b.id; });
}

}  // namespace

void index(Knowledge::Held& held) {
    const knowledge::Base& base = held.rules->base;
    index_facts(held);
    index_substances(held);
    index_statements(held);
    for (std::size_t i = 0; i < base.products.size(); ++i) held.products.emplace(base.products[i].rxcui, i);
    for (const knowledge::KnownOther& other : base.known_other) {
        held.known_other[other.code.system + "|" + other.code.code] = other.descendants;
    }
    for (const knowledge::Group& group : base.groups) held.labels.emplace(group.id, group.label);
    for (const Fact& fact : base.facts) held.labels.emplace(fact.id, fact.label);
    for (const Candidate& candidate : held.rules->candidates) held.labels.emplace(candidate.id, candidate.label);
}

}  // namespace euthymia::rules
