// SPDX-License-Identifier: Apache-2.0
// Builds the knowledge into the library: reads a folder, refuses it when the checker would, writes a .cpp file.
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>

#include "lib/knowledge/base.hpp"
#include "lib/rules/held.hpp"
#include "lib/rules/image.hpp"
#include "lib/rules/rule_base.hpp"

namespace {

// Words rather than bytes: a compiler reads one number where it would read eight.
void write_source(std::ofstream& out, std::string image) {
    constexpr std::size_t words_per_line = 6;
    const std::size_t size = image.size();
    std::uint64_t word = 0;
    image.resize((size + sizeof word - 1) / sizeof word * sizeof word);
    out << "// Written by euthymia_pack from lib/knowledge/data; do not edit.\n"
           "#include <cstdint>\n\n#include \"lib/rules/image.hpp\"\n\nnamespace euthymia::rules {\n\n"
           "namespace {\n\nconstexpr std::uint64_t image[] = {\n"
        << std::hex;
    for (std::size_t at = 0; at < image.size(); at += sizeof word) {
        std::memcpy(&word, image.data() + at, sizeof word);
        out << "0x" << word << (at / sizeof word % words_per_line == words_per_line - 1 ? ",\n" : ",");
    }
    out << std::dec << "};\n\n}  // namespace\n\nstd::span<const std::byte> embedded_image() {\n"
        << "    return std::as_bytes(std::span{image}).first(" << size << ");\n}\n\n}  // namespace euthymia::rules\n";
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
    euthymia::Knowledge::Held held;
    held.rules = built.rules;
    euthymia::rules::index(held);
    write_source(out, euthymia::rules::write_image(held));
    return out.good() ? 0 : 1;
}
