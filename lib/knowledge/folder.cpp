// SPDX-License-Identifier: Apache-2.0
// How the files of an edition are read from disk: the one place under lib/ that opens files, and only when a
// function with "folder" in its name is called.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "lib/knowledge/base.hpp"

namespace euthymia::knowledge {

namespace {

namespace fs = std::filesystem;

// The first error stops the reading: half a folder is no edition.
std::optional<Error> read_into(const fs::path& root, const fs::path& path, std::vector<File>& files) {
    std::ifstream stream{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{stream}, {}};
    const std::string name = path.lexically_relative(root).generic_string();
    if (!stream.good() && !stream.eof()) return Error{ErrorCode::not_found, name, "the file cannot be read"};
    files.push_back({name, std::move(text)});
    return std::nullopt;
}

}  // namespace

Result<std::vector<File>> read_folder(std::string_view path) {
    const fs::path root{path};
    std::error_code failed;
    if (!fs::is_directory(root, failed)) return Error{ErrorCode::not_found, "", "no such folder"};
    std::vector<File> files;
    auto entry = fs::recursive_directory_iterator{root, failed};
    for (; !failed && entry != fs::recursive_directory_iterator{}; entry.increment(failed)) {
        if (!entry->is_regular_file(failed) || entry->path().extension() != ".json") continue;
        if (auto error = read_into(root, entry->path(), files)) return *error;
    }
    if (failed) return Error{ErrorCode::not_found, "", "the folder cannot be listed"};
    if (files.empty()) return Error{ErrorCode::not_found, "", "the folder holds no .json file"};
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return files;
}

}  // namespace euthymia::knowledge
