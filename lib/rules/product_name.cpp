// SPDX-License-Identifier: Apache-2.0
// What a product's name says: "24 HR bupropion hydrochloride 150 MG Extended Release Oral Tablet".
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/text.hpp"
#include "lib/rules/held.hpp"

namespace euthymia::rules {

namespace {

using Ingredient = MedicineMatch::Ingredient;

std::vector<std::string> lower_words(std::string_view text) {
    std::vector<std::string> words;
    for (const std::string_view word : core::words(text)) words.push_back(core::lower(word));
    return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t first, std::size_t count) {
    std::string phrase;
    for (std::size_t i = first; i < first + count; ++i) phrase += (i == first ? "" : " ") + words[i];
    return phrase;
}

bool has_phrase(const std::vector<std::string>& words, std::string_view phrase) {
    const auto wanted = lower_words(phrase);
    return !wanted.empty() && std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

struct Found {
    std::size_t substance;
    std::size_t words;
};

// The longest name that starts at this word.
std::optional<Found> name_at(const Knowledge::Held& held, const std::vector<std::string>& words, std::size_t at) {
    const std::size_t most = std::min<std::size_t>(held.longest_name, words.size() - at);
    for (std::size_t count = most; count > 0; --count) {
        const auto found = held.substances_by_name.find(joined(words, at, count));
        if (found) return Found{*found, count};
    }
    return std::nullopt;
}

// "150 mg" at this word, or "150mg" as one. A strength per volume ("20 mg ml") is per millilitre.
std::optional<Mass> strength_at(const std::vector<std::string>& words, std::size_t at) {
    if (at + 1 < words.size()) {
        if (const auto mass = parse_mass(words[at], words[at + 1])) return mass;
    }
    const std::size_t digits = words[at].find_first_not_of("0123456789.");
    if (digits == 0 || digits == std::string::npos) return std::nullopt;
    return parse_mass(words[at].substr(0, digits), words[at].substr(digits));
}

std::string form_of(const knowledge::Substance& substance, const std::vector<std::string>& words) {
    std::string otherwise;
    for (const knowledge::Form& form : substance.forms) {
        if (form.otherwise) otherwise = form.id;
        for (const std::string& phrase : form.words) {
            if (has_phrase(words, phrase)) return form.id;
        }
    }
    return otherwise;
}

void add(const knowledge::Base& base, std::size_t index, const std::vector<std::string>& words,
         std::vector<Ingredient>& ingredients) {
    const knowledge::Substance& substance = base.substances[index];
    const auto parts = substance.ingredients.empty() ? std::vector<std::string>{substance.id} : substance.ingredients;
    for (const std::string& id : parts) {
        const bool there = std::any_of(ingredients.begin(), ingredients.end(),
                                       [&](const Ingredient& ingredient) { return ingredient.substance == id; });
        if (there) continue;
        const knowledge::Substance* part = base.substance(id);
        if (part != nullptr) ingredients.push_back({id, form_of(*part, words), std::nullopt});
    }
}

}  // namespace

std::vector<Ingredient> read_product_name(const Knowledge::Held& held, std::string_view text) {
    // A name longer than this is a note, not a product.
    constexpr std::size_t most_words = 64;
    auto words = lower_words(text);
    if (words.size() > most_words) words.resize(most_words);
    std::vector<Ingredient> ingredients;
    for (std::size_t at = 0; at < words.size();) {
        if (const auto name = name_at(held, words, at)) {
            add(held.rules->base, name->substance, words, ingredients);
            at += name->words;
            continue;
        }
        const auto strength = strength_at(words, at);
        if (strength && !ingredients.empty() && !ingredients.back().strength) ingredients.back().strength = strength;
        ++at;
    }
    return ingredients;
}

}  // namespace euthymia::rules
