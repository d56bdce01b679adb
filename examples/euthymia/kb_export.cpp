// SPDX-License-Identifier: Apache-2.0
// `euthymia kb export`: the knowledge base in forms that other programs read.
#include "kb_export.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

#include "commands.hpp"
#include "text.hpp"

namespace cli {

namespace {

int refuse(const std::string& what, const std::filesystem::path& path, const std::string& why) {
    std::cerr << "euthymia: " << what << " " << printable(path.string()) << ": " << why
              << "\nName a folder that you may write to: euthymia kb export --cql DIR\n";
    return unreadable_input;
}

bool write_file(const std::filesystem::path& path, const std::string& text) {
    std::ofstream out{path, std::ios::binary | std::ios::trunc};
    out << text;
    out.close();
    return out.good();
}

}  // namespace

int export_cql(const euthymia::Knowledge& knowledge, const std::string& folder) {
    if (folder.empty()) {
        std::cerr << "euthymia: say where to: euthymia kb export --cql DIR\n";
        return wrong_usage;
    }
    const std::filesystem::path target{folder};
    std::error_code problem;
    std::filesystem::create_directories(target, problem);
    if (!std::filesystem::is_directory(target)) {
        return refuse("cannot make the folder", target, problem ? problem.message() : "a file of that name is there");
    }
    const auto libraries = knowledge.cql();
    for (const euthymia::CqlLibrary& library : libraries) {
        const std::filesystem::path path = target / library.file;
        if (!write_file(path, library.text)) return refuse("cannot write", path, "not permitted, or no room");
    }
    std::cout << counted(libraries.size(), "library", "libraries") << " of CQL in " << printable(folder) << '\n';
    return answered;
}

}  // namespace cli
