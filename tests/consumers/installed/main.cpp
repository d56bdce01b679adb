// SPDX-License-Identifier: Apache-2.0
// What a customer's first program does: one question, one answer.
#include <iostream>

#include <euthymia/euthymia.hpp>

int main() {
    const auto knowledge = euthymia::Knowledge::embedded();
    if (!knowledge) return 1;
    const auto patient =
        euthymia::read_patient(R"({"resourceType": "Patient", "birthDate": "1980-01-01"})", *knowledge);
    if (!patient) return 1;
    const euthymia::Advisor advisor{*knowledge};
    const auto advice = advisor.advise(*patient, {.as_of = *euthymia::parse_date("2026-11-23")});
    if (!advice || advice->questions().empty()) return 1;
    std::cout << advice->person() << '\n';
    return 0;
}
