// SPDX-License-Identifier: Apache-2.0
// Text made safe for a terminal, measured, broken into lines, and misspelt names.
#include "text.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace cli {

namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Bytes of the control character at `at`, 0 if there is none: C0, DEL, C1, and the marks that turn the direction of
// writing, by which "do not" can be made to read otherwise.
std::size_t control_length(std::string_view text, std::size_t at) {
    const unsigned char first = byte_at(text, at);
    const unsigned char second = byte_at(text, at + 1);
    const unsigned char third = byte_at(text, at + 2);
    if (first < 0x20 || first == 0x7F) return 1;
    if (first == 0xC2 && second >= 0x80 && second < 0xA0) return 2;
    if (first == 0xE2 && second == 0x80 && third >= 0xA8 && third <= 0xAE) return 3;
    if (first == 0xE2 && second == 0x81 && third >= 0xA6 && third <= 0xA9) return 3;
    return 0;
}

// Bytes of the first `count` code points.
std::size_t prefix_bytes(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    while (at < text.size() && count > 0) {
        ++at;
        while (at < text.size() && is_continuation(text[at])) ++at;
        --count;
    }
    return at;
}

// Fewest insertions, deletions, replacements and swaps of neighbours that turn one name into the other.
std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    std::vector<std::size_t> above = row;
    std::vector<std::size_t> above_that;
    for (std::size_t i = 0; i < a.size(); ++i) {
        above_that = std::exchange(above, row);
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = above[j] + (a[i] == b[j] ? 0U : 1U);
            row[j + 1] = std::min({row[j] + 1, above[j + 1] + 1, changed});
            const bool swapped = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
            if (swapped) row[j + 1] = std::min(row[j + 1], above_that[j - 1] + 1);
        }
    }
    return row.back();
}

std::string lower(std::string_view text) {
    std::string result{text};
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

}  // namespace

std::string printable(std::string_view text, std::string_view keep) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const bool kept = keep.find(text[at]) != std::string_view::npos;
        const std::size_t control = kept ? 0 : control_length(text, at);
        result += control == 0 ? text[at] : '?';
        at += std::max<std::size_t>(control, 1);
    }
    return result;
}

std::size_t columns(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t hang) {
    std::vector<std::string> lines{""};
    const auto room = [&] {
        const std::size_t taken = lines.size() > 1 ? hang : 0;
        return width > taken ? width - taken : 1;
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        const bool fits = lines.back().empty() || columns(lines.back()) + 1 + columns(word) <= room();
        if (!fits) lines.emplace_back();
        if (!lines.back().empty()) lines.back() += ' ';
        for (; columns(word) > room(); lines.emplace_back()) {
            const std::size_t bytes = prefix_bytes(word, room());
            lines.back() += word.substr(0, bytes);
            word.remove_prefix(bytes);
        }
        lines.back() += word;
    }
    return lines;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string{count == 1 ? one : many};
}

std::string joined(std::span<const std::string> parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
    std::string result;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
        result += text.substr(0, at);
        result += with;
        text.remove_prefix(at + what.size());
    }
    return result + std::string{text};
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> names) {
    constexpr std::size_t letters_per_edit = 3;
    constexpr std::size_t longest = 64;  // a longer word is no mistyped name, and would take long to compare
    if (name.empty() || name.size() > longest) return std::nullopt;
    const std::string asked = lower(name);
    std::optional<std::string> best;
    std::size_t fewest = std::max<std::size_t>(name.size() / letters_per_edit, 1) + 1;
    for (const std::string& one : names) {
        const std::size_t count = edits(asked, lower(one));
        if (count >= fewest) continue;
        fewest = count;
        best = one;
    }
    return best;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> names) {
    const auto near = nearest(name, names);
    return near ? "; did you mean '" + *near + "'?" : std::string{};
}

}  // namespace cli
