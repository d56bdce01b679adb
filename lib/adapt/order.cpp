// SPDX-License-Identifier: Apache-2.0
// A drafted order in words: the name, then the dose.
#include <algorithm>
#include <string>
#include <vector>

#include "euthymia/read.hpp"
#include "lib/adapt/dosage.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

bool starts_with_digit(std::string_view word) { return !word.empty() && word.front() >= '0' && word.front() <= '9'; }

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n", at);
        if (begin == std::string_view::npos) break;
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        at = end;
    }
    return words;
}

// The text from the first word to the last.
std::string_view between(std::string_view first, std::string_view last) {
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

}  // namespace

Result<std::vector<MedicineRecord>> read_order(std::string_view text, const Knowledge& knowledge) {
    constexpr std::size_t longest = 1000;
    if (text.size() > longest) return Error{ErrorCode::too_large, "/order", "an order has at most 1000 bytes"};
    const auto words = words_of(text);
    if (words.empty()) return Error{ErrorCode::invalid_argument, "/order", "the order names no medicine"};
    std::size_t named = 1;  // words of the name: up to the first that begins with a digit
    while (named < words.size() && !starts_with_digit(words[named])) ++named;
    const std::size_t dose_begins = named;
    std::optional<MedicineMatch> match;
    for (; named > 0 && !match; --named) match = knowledge.medicine({}, between(words.front(), words[named - 1]));
    if (!match || match->ingredients.empty()) {
        return Error{ErrorCode::unknown_name, "/order",
                     "no medicine of that name is in the tables" + knowledge.medicine_suggestion(words.front())};
    }
    adapt::Dosage dosage;
    if (dose_begins < words.size()) dosage = adapt::read_dosage_words(between(words[dose_begins], words.back()));
    std::vector<MedicineRecord> records;
    for (const MedicineMatch::Ingredient& ingredient : match->ingredients) {
        MedicineRecord record;
        record.substance = ingredient.substance;
        record.form = ingredient.form;
        record.record = "order";
        record.source = MedicineSource::order;
        record.status = MedicineStatus::draft;
        record.read_from = ReadFrom::name;
        if (match->ingredients.size() == 1) record.dose = adapt::dose_of(dosage.amount, ingredient.strength);
        record.frequency = dosage.frequency;
        record.as_needed = dosage.as_needed;
        records.push_back(std::move(record));
    }
    return records;
}

}  // namespace v1
}  // namespace euthymia
