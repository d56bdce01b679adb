// SPDX-License-Identifier: Apache-2.0
// Texts to numbers in two blocks of memory: nothing to allocate for each entry, so it is read from an image at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace euthymia::core {

/// A sorted index. Add all, `sort`, then look up; several entries may have one text. Immutable once sorted.
class TextIndex {
public:
    struct Entry {
        std::uint32_t begin;  ///< of the text
        std::uint32_t size;
        std::uint32_t value;
    };

    void add(std::string_view text, std::size_t value);
    /// Entries of one text stay in the order in which they were added.
    void sort();

    /// The value that was added first under this text.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;
    [[nodiscard]] std::span<const Entry> find_all(std::string_view text) const;

    static void pass(auto& self, auto& archive) { archive(self.texts_, self.entries_); }

private:
    [[nodiscard]] std::string_view text_of(const Entry& entry) const noexcept {
        return std::string_view{texts_}.substr(entry.begin, entry.size);
    }

    std::string texts_;
    std::vector<Entry> entries_;
};

}  // namespace euthymia::core
