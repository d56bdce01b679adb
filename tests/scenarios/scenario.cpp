// SPDX-License-Identifier: Apache-2.0
// How the case files are read and asked about.
#include "tests/scenarios/scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "tests/support/shared_data.hpp"

#include <gtest/gtest.h>

namespace euthymia::tests {

std::vector<Case> cases() {
    std::vector<Case> all;
    const std::filesystem::path folder = std::string{EUTHYMIA_SOURCE_DIR} + "/tests/scenarios/cases";
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        auto document = JsonDocument::parse(content_of(entry.path()));
        if (document) {
            all.push_back({entry.path().stem().string(), std::move(*document)});
        } else {
            ADD_FAILURE() << entry.path() << ": " << to_string(document.error());
        }
    }
    std::sort(all.begin(), all.end(), [](const Case& a, const Case& b) { return a.name < b.name; });
    return all;
}

const Advisor& advisor() {
    static const Advisor one{*Knowledge::embedded()};
    return one;
}

Patient patient_of(const Case& scenario) {
    auto patient = read_patient(scenario.record(), advisor().knowledge());
    if (!patient) throw std::invalid_argument{scenario.name + ": " + to_string(patient.error())};
    return std::move(*patient);
}

Advice advise(const Case& scenario, const Patient& patient) {
    const AdviceOptions options{*parse_date(scenario.root().text("as_of")),
                                std::string{scenario.root().text("profile")},
                                std::string{scenario.root().text("jurisdiction")}};
    return *advisor().advise(patient, options);
}

std::string key(const Option& option) { return option.candidate + " " + std::string{name_of(option.action)}; }

const Option* option_of(const Advice& advice, std::string_view wanted) {
    for (const Option& option : advice.options()) {
        if (key(option) == wanted) return &option;
    }
    return nullptr;
}

}  // namespace euthymia::tests
