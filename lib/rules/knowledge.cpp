// SPDX-License-Identifier: Apache-2.0
// The public face of the knowledge: opening an edition and looking things up in it.
#include "euthymia/knowledge.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/rules/coverage.hpp"
#include "lib/rules/cql_export.hpp"
#include "lib/rules/held.hpp"
#include "lib/rules/image.hpp"
#include "lib/rules/self_check.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

constexpr std::string_view rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm";

using Ingredient = MedicineMatch::Ingredient;

std::string key(const Code& code) { return code.system + "|" + code.code; }

Result<std::shared_ptr<const Knowledge::Held>> hold(std::span<const knowledge::File> files) {
    auto built = rules::build(files);
    if (!built.errors.empty()) return built.errors.front();
    auto held = std::make_shared<Knowledge::Held>();
    held->rules = std::move(built.rules);
    rules::index(*held);
    return std::shared_ptr<const Knowledge::Held>{std::move(held)};
}

std::vector<Ingredient> by_code(const Knowledge::Held& held, const Code& code, std::string& product) {
    const knowledge::Base& base = held.rules->base;
    if (code.system == rxnorm) {
        if (const auto found = held.products.find(code.code)) {
            const knowledge::Product& row = base.products[*found];
            product = row.name;
            std::vector<Ingredient> parts;
            for (const auto& part : row.parts) parts.push_back({part.substance, part.form, part.strength});
            return parts;
        }
    }
    const auto found = held.substances_by_code.find(key(code));
    if (!found) return {};
    const knowledge::Substance& substance = base.substances[*found];
    product = substance.label;
    if (substance.ingredients.empty()) return {{substance.id, "", std::nullopt}};
    std::vector<Ingredient> parts;
    for (const std::string& id : substance.ingredients) parts.push_back({id, "", std::nullopt});
    return parts;
}

// Two readings of one medicine conflict when they name different substances or different strengths.
bool conflict(const std::vector<Ingredient>& a, const std::vector<Ingredient>& b) {
    for (const Ingredient& one : a) {
        const auto same =
            std::find_if(b.begin(), b.end(), [&](const Ingredient& other) { return other.substance == one.substance; });
        if (same == b.end()) return true;
        if (one.strength && same->strength && *one.strength != *same->strength) return true;
    }
    return a.size() != b.size();
}

// Of a conflict only this much is sure: it is one of these, in a dose nobody knows.
std::vector<Ingredient> either(const std::vector<Ingredient>& a, const std::vector<Ingredient>& b) {
    std::vector<Ingredient> all;
    for (const auto* list : {&a, &b}) {
        for (const Ingredient& one : *list) {
            const bool there = std::any_of(all.begin(), all.end(),
                                           [&](const Ingredient& other) { return other.substance == one.substance; });
            if (!there) all.push_back({one.substance, "", std::nullopt});
        }
    }
    return all;
}

// The code's reading, completed by what only the text tells (a form, a strength).
void complete(std::vector<Ingredient>& ingredients, const std::vector<Ingredient>& from_text) {
    for (Ingredient& one : ingredients) {
        for (const Ingredient& other : from_text) {
            if (other.substance != one.substance) continue;
            if (one.form.empty()) one.form = other.form;
            if (!one.strength) one.strength = other.strength;
        }
    }
}

std::vector<Ingredient> by_text(const Knowledge::Held& held, std::span<const Code> codings, std::string_view text,
                                std::string& product) {
    for (const Code& coding : codings) {
        auto found = rules::read_product_name(held, coding.display);
        if (found.empty()) continue;
        product = coding.display;
        return found;
    }
    product = text;
    return rules::read_product_name(held, text);
}

}  // namespace

Result<Knowledge> Knowledge::embedded() {
    auto held = rules::read_image(rules::embedded_image());
    if (!held) return held.error();
    return Knowledge{std::move(*held)};
}

Result<Knowledge> Knowledge::open_folder(std::string_view path) {
    const auto files = knowledge::read_folder(path);
    if (!files) return files.error();
    auto held = hold(*files);
    if (!held) return held.error();
    return Knowledge{std::move(*held)};
}

std::vector<Error> Knowledge::check_folder(std::string_view path) {
    const auto files = knowledge::read_folder(path);
    if (!files) return {files.error()};
    auto errors = rules::build(*files).errors;
    std::stable_sort(errors.begin(), errors.end(), [](const Error& a, const Error& b) { return a.where < b.where; });
    return errors;
}

std::string_view Knowledge::edition() const noexcept { return held_->rules->base.edition; }
std::string_view Knowledge::hash() const noexcept { return held_->rules->base.hash; }
Date Knowledge::review_by() const noexcept { return held_->rules->base.review_by; }
std::span<const Fact> Knowledge::facts() const noexcept { return held_->rules->base.facts; }
std::span<const Statement> Knowledge::statements() const { return rules::statements_of(*held_); }
std::vector<std::string> Knowledge::conditions() const {
    std::vector<std::string> ids;
    for (const knowledge::ConditionTreated& condition : held_->rules->base.conditions) ids.push_back(condition.id);
    return ids;
}

std::vector<std::string> Knowledge::jurisdictions() const { return held_->rules->base.jurisdictions; }
std::string Knowledge::coverage_table() const { return rules::coverage_table(*held_->rules); }
SelfCheck Knowledge::self_check() const { return rules::self_check(*held_->rules); }
std::vector<CqlLibrary> Knowledge::cql() const { return rules::cql_libraries(*held_->rules); }

const Fact* Knowledge::fact(std::string_view id) const noexcept {
    const auto& facts = held_->rules->base.facts;
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.id == id; });
    return found == facts.end() ? nullptr : &*found;
}

const Fact* Knowledge::allergy_fact(std::string_view substance) const noexcept {
    const auto& facts = held_->rules->base.facts;
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) {
        constexpr std::string_view prefix = "allergy_";
        return fact.id.starts_with(prefix) && std::string_view{fact.id}.substr(prefix.size()) == substance;
    });
    return found == facts.end() ? nullptr : &*found;
}

std::string Knowledge::suggestion(std::string_view fact) const {
    std::vector<std::string_view> ids;
    for (const Fact& one : held_->rules->base.facts) ids.push_back(one.id);
    return core::did_you_mean(fact, ids);
}

std::string Knowledge::medicine_suggestion(std::string_view name) const {
    std::vector<std::string_view> names;
    for (const knowledge::Substance& substance : held_->rules->base.substances) {
        names.insert(names.end(), substance.names.begin(), substance.names.end());
    }
    return core::did_you_mean(core::lower(name), names);
}

std::string_view Knowledge::label(std::string_view id) const noexcept {
    const auto found = held_->labels.find(id);
    return found ? std::string_view{held_->label_texts[*found]} : id;
}

std::vector<std::string> Knowledge::guideline_profiles() const {
    std::vector<std::string> ids;
    for (const knowledge::Guideline& guideline : held_->rules->base.guidelines) ids.push_back(guideline.id);
    return ids;
}

Code Knowledge::canonical(const Code& code) const {
    const auto& systems = held_->rules->base.systems;
    const auto found = systems.find(code.system);
    if (found == systems.end()) return code;
    Code real = code;
    if (!found->second.canonical.empty()) real.system = found->second.canonical;
    constexpr std::size_t category = 3;  // ICD writes the dot after the category
    if (found->second.icd_without_dot && real.code.size() > category && real.code[category] != '.') {
        real.code.insert(category, ".");
    }
    return real;
}

std::vector<CodeUse> Knowledge::uses(std::string_view resource, const Code& recorded) const {
    const Code code = canonical(recorded);
    const std::string stem = std::string{resource} + "|" + code.system + "|";
    std::vector<CodeUse> found;
    const auto add = [&](const core::TextIndex& index, const std::string& text) {
        for (const core::TextIndex::Entry& entry : index.find_all(text)) {
            const Held::Binding& binding = held_->bindings[entry.value];
            const Fact& fact = held_->rules->base.facts[binding.fact];
            found.push_back({&fact, &fact.fhir[binding.binding]});
        }
    };
    add(held_->uses, stem + code.code);
    for (std::size_t length = code.code.size(); length > 0; --length) {
        add(held_->uses_below, stem + code.code.substr(0, length));
    }
    std::erase_if(found, [&](const CodeUse& use) {
        const auto& except = use.binding->except;
        return std::any_of(except.begin(), except.end(),
                           [&](const std::string& other) { return key(code).starts_with(other); });
    });
    return found;
}

bool Knowledge::is_known_other(std::string_view, const Code& recorded) const {
    const Code code = canonical(recorded);
    for (std::size_t length = code.code.size(); length > 0; --length) {
        const auto found = held_->known_other.find(code.system + "|" + code.code.substr(0, length));
        if (found && (*found == 1 || length == code.code.size())) return true;
    }
    return false;
}

std::optional<MedicineMatch> Knowledge::medicine(std::span<const Code> codings, std::string_view text) const {
    MedicineMatch match;
    std::vector<Ingredient> coded;
    for (const Code& recorded : codings) {
        const auto found = by_code(*held_, canonical(recorded), match.product);
        if (found.empty()) continue;
        if (coded.empty()) {
            coded = found;
        } else if (conflict(coded, found) && std::none_of(found.begin(), found.end(), [&](const Ingredient& one) {
                       return one.substance == coded.front().substance;
                   })) {
            coded = either(coded, found);
            match.conflict = true;
        }
    }
    std::string named_product;
    const auto named = by_text(*held_, codings, text, named_product);
    if (coded.empty() && named.empty()) return std::nullopt;
    if (coded.empty()) {
        match.ingredients = named;
        match.from_text = true;
        match.product = named_product;
        return match;
    }
    if (!match.conflict && !named.empty() && conflict(coded, named)) {
        match.conflict = true;
        coded = either(coded, named);
    }
    if (!match.conflict) complete(coded, named);
    match.ingredients = std::move(coded);
    return match;
}

}  // namespace v1
}  // namespace euthymia
