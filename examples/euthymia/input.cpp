// SPDX-License-Identifier: Apache-2.0
// What the commands share: options, files, opening the knowledge.
#include "input.hpp"

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>

namespace cli {

namespace po = boost::program_options;

std::optional<Parsed> parse(const Words& words, const po::options_description& named,
                            const po::positional_options_description& positional, std::string_view help) {
    Parsed parsed;
    for (const std::string& word : words) parsed.helped = parsed.helped || word == "--help" || word == "-h";
    if (parsed.helped) {
        std::cout << help << named;
        return parsed;
    }
    try {
        // Options are not guessed from their beginnings: a typo is an error, not another option.
        const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
        po::store(po::command_line_parser(words).options(named).positional(positional).style(style).run(),
                  parsed.values);
        po::notify(parsed.values);
    } catch (const po::error& problem) {
        std::cerr << "euthymia: " << problem.what() << "\nKnown options:\n" << named;
        return std::nullopt;
    }
    return parsed;
}

std::optional<std::string> read_file(const std::string& path) {
    if (path == "-") return std::string{std::istreambuf_iterator<char>{std::cin}, {}};
    std::ifstream stream{path, std::ios::binary};
    if (!stream) {
        std::cerr << "euthymia: " << path << " cannot be opened\n";
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

void print(const euthymia::Error& error, std::string_view what) {
    std::cerr << "euthymia: " << what << ": " << euthymia::to_string(error) << '\n';
}

std::optional<euthymia::Knowledge> open_knowledge(const std::string& folder) {
    auto opened = folder.empty() ? euthymia::Knowledge::embedded() : euthymia::Knowledge::open_folder(folder);
    if (opened) return *opened;
    print(opened.error(), folder.empty() ? "the embedded knowledge" : folder);
    std::cerr << "`euthymia kb check --knowledge FOLDER` lists every complaint.\n";
    return std::nullopt;
}

std::optional<euthymia::Date> day_of(const std::string& text) {
    if (text.empty()) return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const auto day = euthymia::parse_date(text);
    if (!day) std::cerr << "euthymia: --as-of takes a date like 2026-11-23\n";
    return day;
}

}  // namespace cli
