// SPDX-License-Identifier: Apache-2.0
// How to ask for advice in C++: open the knowledge, read a record, ask, show what is urgent first.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "euthymia/euthymia.hpp"

namespace {

int fail(const euthymia::Error& error) {
    std::cerr << euthymia::to_string(error) << '\n';
    return 1;
}

void show(const euthymia::Advice& advice) {
    for (const euthymia::Alert& alert : advice.alerts()) {
        std::cout << (alert.urgent() ? "URGENT: " : "ALERT: ") << alert.text << '\n';
    }
    for (const euthymia::Option& option : advice.options()) {
        std::cout << name_of(option.verdict) << ": " << name_of(option.action) << ' ' << option.label << '\n';
        for (const euthymia::Finding& finding : option.findings) {
            if (finding.effect < euthymia::Effect::avoid) continue;
            std::cout << (finding.holds == euthymia::Truth::yes ? "  " : "  open: ") << finding.text << " ["
                      << finding.basis.source << ", " << finding.basis.place << "]\n";
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: how_to_advise FILE DAY\n";
        return 1;
    }
    std::ifstream file{arguments[1], std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};

    const auto knowledge = euthymia::Knowledge::embedded();
    if (!knowledge) return fail(knowledge.error());
    const auto patient = euthymia::read_patient(text, *knowledge);
    if (!patient) return fail(patient.error());
    const euthymia::Advisor advisor{*knowledge};  // one for all threads and patients
    const auto day = euthymia::parse_date(arguments[2]).value_or(euthymia::Date{});  // refused when it is no day
    const auto advice = advisor.advise(*patient, {.as_of = day, .profile = "canmat-2023", .jurisdiction = "US"});
    if (!advice) return fail(advice.error());
    show(*advice);
}
