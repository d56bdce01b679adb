// SPDX-License-Identifier: Apache-2.0
// How the case files are read and asked about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "euthymia/euthymia.hpp"

namespace euthymia::tests {

/// One file of tests/scenarios/cases: a person, the day, country and guideline of the question, and what a source says
/// of such a person.
struct Case {
    std::string name;
    JsonDocument document;

    [[nodiscard]] JsonValue root() const { return document.root(); }
    /// The record as text, FHIR or native.
    [[nodiscard]] std::string record() const { return root().find("patient")->minified(); }
};

/// All of them, by name. A file that cannot be read fails the test.
[[nodiscard]] std::vector<Case> cases();

/// The advisor of the embedded knowledge.
[[nodiscard]] const Advisor& advisor();

[[nodiscard]] Patient patient_of(const Case& scenario);
[[nodiscard]] Advice advise(const Case& scenario, const Patient& patient);

/// "sertraline start"
[[nodiscard]] std::string key(const Option& option);
/// The option with that key; null when there is none.
[[nodiscard]] const Option* option_of(const Advice& advice, std::string_view wanted);

}  // namespace euthymia::tests
