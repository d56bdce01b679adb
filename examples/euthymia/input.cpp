// SPDX-License-Identifier: Apache-2.0
// Files, the knowledge base, and what to tell when one of them is refused.
#include "input.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "text.hpp"

namespace cli {

namespace {

using euthymia::Error;
using euthymia::ErrorCode;

std::string what_to_do(ErrorCode code) {
    switch (code) {
        case ErrorCode::malformed_text:
            return "A record is a FHIR R4 Bundle or resource, NDJSON with one resource a line, or native JSON "
                   "(share/euthymia/schema/patient.schema.json).";
        case ErrorCode::too_large:
        case ErrorCode::too_deep:
        case ErrorCode::string_too_long:
            return "The record is beyond what is read: 16 MiB, 64 levels, 1 MiB in one text. Give one person at a "
                   "time, "
                   "without attachments.";
        case ErrorCode::duplicate_key:
            return "Programs disagree which of the two counts, so neither is read: take one out.";
        case ErrorCode::nul_byte:
        case ErrorCode::invalid_utf8:
            return "Save the record as UTF-8 text.";
        case ErrorCode::unknown_name:
            return "The names of facts: euthymia kb facts.";
        case ErrorCode::wrong_unit:
            return "The units of facts: euthymia kb facts.";
        default:
            return {};
    }
}

// "line 3, column 14" of a byte in a text.
std::string position(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start = before.rfind('\n');
    const std::size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

}  // namespace

std::optional<std::string> read_file(const std::string& path) {
    if (path == "-") return std::string{std::istreambuf_iterator<char>{std::cin}, {}};
    std::error_code ignored;
    std::ifstream stream{path, std::ios::binary};
    if (!stream || std::filesystem::is_directory(path, ignored)) {
        std::cerr << "euthymia: " << printable(path) << " cannot be read as a file\n";
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

std::optional<euthymia::Knowledge> open_knowledge(const std::string& folder) {
    auto opened = folder.empty() ? euthymia::Knowledge::embedded() : euthymia::Knowledge::open_folder(folder);
    if (opened) return *opened;
    std::cerr << "euthymia: " << printable(folder.empty() ? "the embedded knowledge" : folder) << ": "
              << printable(to_string(opened.error())) << '\n';
    if (!folder.empty()) std::cerr << "Every complaint: euthymia kb check --knowledge " << printable(folder) << '\n';
    return std::nullopt;
}

std::string refusal(const Error& error, std::string_view path, std::string_view text) {
    std::string said{path == "-" ? "standard input" : path};
    said += ": " + to_string(error);
    // In NDJSON the offset counts within the line that `where` names.
    if (error.offset && error.where.empty()) said += " (" + position(text, *error.offset) + ")";
    const std::string advice = what_to_do(error.code);
    return printable(said) + (advice.empty() ? "" : "\n" + advice);
}

}  // namespace cli
