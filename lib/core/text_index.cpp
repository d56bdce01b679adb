// SPDX-License-Identifier: Apache-2.0
// How an index of texts is sorted and searched.
#include "lib/core/text_index.hpp"

#include <algorithm>

namespace euthymia::core {

void TextIndex::add(std::string_view text, std::size_t value) {
    entries_.push_back({static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(text.size()),
                        static_cast<std::uint32_t>(value)});
    texts_ += text;
}

void TextIndex::sort() {
    std::stable_sort(entries_.begin(), entries_.end(),
                     [this](const Entry& a, const Entry& b) { return text_of(a) < text_of(b); });
}

std::span<const TextIndex::Entry> TextIndex::find_all(std::string_view text) const {
    const auto first = std::lower_bound(entries_.begin(), entries_.end(), text,
                                        [this](const Entry& entry, std::string_view t) { return text_of(entry) < t; });
    auto last = first;
    while (last != entries_.end() && text_of(*last) == text) ++last;
    return {first, last};
}

std::optional<std::uint32_t> TextIndex::find(std::string_view text) const {
    const auto found = find_all(text);
    if (found.empty()) return std::nullopt;
    return found.front().value;
}

}  // namespace euthymia::core
