// SPDX-License-Identifier: Apache-2.0
// What trials and meta-analyses found, with intervals where they print them.
#include "kb_evidence.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "kb_lines.hpp"
#include "text.hpp"

namespace cli {

namespace {

using euthymia::EffectEstimate;
using euthymia::Knowledge;

std::string spaced(std::string_view id) { return replaced(id, "_", " "); }

std::string text_of(double number) {
    std::ostringstream out;
    out << number;
    return out.str();
}

// A share is easier to see out of a hundred.
std::string value_of(const EffectEstimate& one, double number) {
    constexpr double hundred = 100;
    if (one.measure == "risk" || one.measure == "risk_difference") return text_of(number * hundred) + " %";
    return text_of(number) + (one.measure == "mg_equivalent" ? " mg" : "");
}

std::string name_of(std::string_view measure) {
    if (measure == "smd") return "standardised mean difference";
    if (measure == "nnt") return "number needed to treat";
    if (measure == "mg_equivalent") return "daily dose";
    return spaced(measure);
}

std::string sentence(const EffectEstimate& one) {
    std::string text = spaced(one.intervention);
    if (!one.comparator.empty()) text += " against " + spaced(one.comparator);
    text += ", " + spaced(one.outcome);
    if (one.at_weeks) text += " at " + text_of(*one.at_weeks) + " weeks";
    text += ": " + name_of(one.measure) + " " + value_of(one, one.value);
    if (one.low && one.high) {
        text += " (" + (one.interval.empty() ? "" : one.interval + " ") + value_of(one, *one.low) + " to " +
                value_of(one, *one.high) + ")";
    }
    if (!one.verified) text += "?";
    if (one.trials) text += "; " + counted(static_cast<std::size_t>(*one.trials), "trial", "trials");
    if (one.participants) text += ", " + counted(static_cast<std::size_t>(*one.participants), "person", "people");
    if (!one.certainty.empty()) text += "; certainty " + one.certainty;
    if (!one.remark.empty()) text += "; " + one.remark;
    return text;
}

std::string basis(const EffectEstimate& one) {
    return (one.population.empty() ? "" : one.population + "; ") + one.source + ", " + one.place;
}

bool same_letter(char a, char b) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return small(a) == small(b);
}

bool names(const EffectEstimate& one, const std::string& subject) {
    const auto has = [&](std::string_view text) {
        return std::search(text.begin(), text.end(), subject.begin(), subject.end(), same_letter) != text.end() ||
               subject.empty();
    };
    return has(one.intervention) || has(one.comparator) || has(one.source) || has(one.statement);
}

void print(const std::string& text, std::string_view first, std::string_view later) {
    constexpr std::size_t width = 98;
    std::string_view indent = first;
    for (const std::string& line : wrapped(printable(text), width)) {
        std::cout << indent << line << '\n';
        indent = later;
    }
}

}  // namespace

int evidence(const Knowledge& knowledge, EvidenceAsked asked) {
    const std::vector<EffectEstimate> all = knowledge.evidence();
    if (!asked.condition.empty()) {
        const auto id = meant("condition", asked.condition, knowledge.conditions());
        if (!id) return wrong_usage;
        asked.condition = *id;
    }
    if (!asked.about.empty()) {
        std::vector<std::string> subjects;
        for (const EffectEstimate& one : all) subjects.push_back(one.about);
        std::sort(subjects.begin(), subjects.end());
        subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
        const auto id = meant("about", asked.about, subjects);
        if (!id) return wrong_usage;
        asked.about = *id;
    }
    std::string head;
    for (const EffectEstimate& one : all) {
        if (!asked.condition.empty() && one.condition != asked.condition) continue;
        if (!asked.about.empty() && one.about != asked.about) continue;
        if (!names(one, asked.subject)) continue;
        const std::string condition{one.condition.empty() ? "several conditions" : knowledge.label(one.condition)};
        const std::string next = condition + ", " + spaced(one.about);
        if (next != head) std::cout << (head.empty() ? "" : "\n") << printable(next) << '\n';
        head = next;
        print(sentence(one), "  ", "    ");
        print(basis(one), "      ", "      ");
    }
    if (head.empty()) {
        std::cerr << "nothing like that is recorded; euthymia kb evidence names all\n";
        return answered;
    }
    std::cout << "\n? not yet read twice. Counts are those of the whole analysis where a text prints no others.\n";
    return answered;
}

}  // namespace cli
