// SPDX-License-Identifier: Apache-2.0
// How tests make an answer by hand, without asking any rule.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "euthymia/advice.hpp"
#include "lib/advise/held.hpp"

namespace euthymia::tests {

/// The answer with these contents.
[[nodiscard]] inline Advice advice_of(Advice::Held held) {
    return Advice{std::make_shared<const Advice::Held>(std::move(held))};
}

/// A statement that holds, read from records and stated by one source.
[[nodiscard]] inline Finding a_finding(Effect effect, std::string text, std::string harm = {},
                                       std::string record = {}) {
    Finding finding;
    finding.effect = effect;
    finding.text = std::move(text);
    finding.harm = std::move(harm);
    finding.basis.rule = "a/row";
    finding.basis.source = "A label";
    finding.basis.place = "section 4";
    if (!record.empty()) finding.basis.facts.push_back({"f", "a fact", "yes", "2026-11-20", std::move(record), true});
    return finding;
}

/// A drug to start, with that verdict.
[[nodiscard]] inline Option an_option(std::string candidate, Verdict verdict, std::vector<Finding> findings = {}) {
    Option option;
    option.label = candidate;
    option.candidate = std::move(candidate);
    option.kind = "drug";
    option.verdict = option.worst_possible = verdict;
    option.findings = std::move(findings);
    return option;
}

}  // namespace euthymia::tests
