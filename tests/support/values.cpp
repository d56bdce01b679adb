// SPDX-License-Identifier: Apache-2.0
// How failures print dates, doses and names.
#include "tests/support/values.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

namespace euthymia::test {

namespace {

[[noreturn]] void give_up(std::string_view what, std::string_view text) {
    std::cerr << "test support: " << what << ": " << text << '\n';
    std::abort();
}

}  // namespace

Date day(std::string_view text) {
    const auto date = parse_date(text);
    if (!date) give_up("not a date", text);
    return *date;
}

std::string file_text(std::string_view path) {
    const std::string whole = std::string{EUTHYMIA_SOURCE_DIR "/"} + std::string{path};
    std::ifstream stream{whole, std::ios::binary};
    if (!stream) give_up("no such file", whole);
    return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace euthymia::test

namespace euthymia::inline v1 {

void PrintTo(Mass mass, std::ostream* out) { *out << to_string(mass); }

void PrintTo(Truth truth, std::ostream* out) {
    *out << (truth == Truth::yes ? "yes" : truth == Truth::no ? "no" : "unknown");
}

void PrintTo(Verdict verdict, std::ostream* out) { *out << name_of(verdict); }

void PrintTo(Effect effect, std::ostream* out) { *out << name_of(effect); }

void PrintTo(Action action, std::ostream* out) { *out << name_of(action); }

void PrintTo(const DateRange& range, std::ostream* out) { *out << to_string(range); }

void PrintTo(const Error& error, std::ostream* out) { *out << to_string(error); }

}  // namespace euthymia::inline v1
