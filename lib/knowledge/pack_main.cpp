// SPDX-License-Identifier: Apache-2.0
// Builds the knowledge into the library: reads a folder, refuses it when the checker would, writes a .cpp file.
#include <cstdio>
#include <fstream>
#include <iostream>

#include "lib/knowledge/base.hpp"
#include "lib/rules/rule_base.hpp"

namespace {

using euthymia::knowledge::File;

constexpr std::size_t bytes_per_line = 32;

// Numbers rather than a string literal: compilers limit the length of literals.
void write_bytes(std::ofstream& out, const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        out << static_cast<int>(static_cast<signed char>(text[i])) << ',';
        if (i % bytes_per_line == bytes_per_line - 1) out << '\n';
    }
}

void write_source(std::ofstream& out, const std::vector<File>& files) {
    out << "// Written by euthymia_pack from lib/knowledge/data; do not edit.\n"
           "#include \"lib/knowledge/base.hpp\"\n\nnamespace euthymia::knowledge {\n\nnamespace {\n\n";
    for (std::size_t i = 0; i < files.size(); ++i) {
        out << "constexpr signed char file_" << i << "[] = {\n";
        write_bytes(out, files[i].text);
        out << "0};\n";
    }
    out << "\n}  // namespace\n\nstd::vector<File> embedded_files() {\n    std::vector<File> files;\n";
    for (std::size_t i = 0; i < files.size(); ++i) {
        out << "    files.push_back({\"" << files[i].path << "\", std::string{reinterpret_cast<const char*>(file_" << i
            << "), " << files[i].text.size() << "}});\n";
    }
    out << "    return files;\n}\n\n}  // namespace euthymia::knowledge\n";
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "usage: euthymia_pack FOLDER OUTPUT.cpp\n";
        return 2;
    }
    const auto files = euthymia::knowledge::read_folder(words[1]);
    if (!files) {
        std::cerr << words[1] << ": " << euthymia::to_string(files.error()) << '\n';
        return 1;
    }
    const auto built = euthymia::rules::build(*files);
    for (const euthymia::Error& error : built.errors) std::cerr << euthymia::to_string(error) << '\n';
    if (!built.errors.empty()) {
        std::cerr << built.errors.size() << " complaints; nothing was written\n";
        return 1;
    }
    std::ofstream out{words[2], std::ios::binary};
    write_source(out, *files);
    return out.good() ? 0 : 1;
}
