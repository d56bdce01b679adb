// SPDX-License-Identifier: Apache-2.0
// Where records are that nobody here wrote, for tests that go through all of them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace euthymia::tests {

/// Files of the shared records whose name ends in one of `endings`, sorted. The folder is the environment
/// variable EUTHYMIA_SHARED_DATA, else ../shared/data beside the source tree; none when it is not there,
/// and then a test skips itself.
[[nodiscard]] std::vector<std::filesystem::path> shared_files(const std::vector<std::string_view>& endings);

/// Bundles, resources and their lists, one a line; packed ones included.
[[nodiscard]] inline std::vector<std::filesystem::path> shared_records() {
    return shared_files({".json", ".json.gz", ".ndjson.gz"});
}

/// A file's bytes; what a .gz file packs.
[[nodiscard]] std::string content_of(const std::filesystem::path& path);

}  // namespace euthymia::tests
