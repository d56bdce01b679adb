// SPDX-License-Identifier: Apache-2.0
// Where records are that nobody here wrote, for tests that go through all of them.
#include "tests/support/shared_data.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace euthymia::tests {
namespace {

std::filesystem::path shared_data() {
    const char* given = std::getenv("EUTHYMIA_SHARED_DATA");
    return given != nullptr ? given : std::string{EUTHYMIA_SOURCE_DIR} + "/../shared/data";
}

bool ends_in_one_of(const std::string& name, const std::vector<std::string_view>& endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string unpacked(const std::filesystem::path& path) {
    std::string text;
    FILE* pipe = popen(("gzip -dc '" + path.string() + "'").c_str(), "r");
    if (pipe == nullptr) return text;
    std::array<char, 65536> part;
    for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), pipe)) > 0;) text.append(part.data(), got);
    pclose(pipe);
    return text;
}

}  // namespace

std::vector<std::filesystem::path> shared_files(const std::vector<std::string_view>& endings) {
    std::vector<std::filesystem::path> files;
    if (!std::filesystem::is_directory(shared_data())) return files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{shared_data()}) {
        if (!entry.is_regular_file() || !ends_in_one_of(entry.path().filename().string(), endings)) continue;
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string content_of(const std::filesystem::path& path) {
    if (path.extension() == ".gz") return unpacked(path);
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace euthymia::tests
