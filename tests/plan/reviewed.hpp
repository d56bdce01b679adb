// SPDX-License-Identifier: Apache-2.0
// Somebody of whom everything that plans ask is known.
#pragma once

#include <string_view>

#include "euthymia/knowledge.hpp"
#include "tests/support/patients.hpp"

namespace euthymia::tests {

inline const Knowledge& edition() {
    static const Knowledge knowledge = *Knowledge::embedded();
    return knowledge;
}

/// An adult with major depression and nothing that forbids, with everything recorded on that day.
inline PatientSheet reviewed(Date day, std::string_view born = "1981-05-09") {
    PatientSheet sheet = a_patient();
    sheet.as_of(to_string(day)).born(born).with("major_depression");
    for (const char* scope :
         {"safety", "augmentation", "crisis", "emergency", "allergies", "medicines", "recent_medicines"}) {
        sheet.reviewed(scope);
    }
    sheet.with("phq9_item9", 0).with("qtc", 420).with("egfr", 95).with("creatinine_clearance", 100);
    sheet.with("sodium", 140).with("potassium", 42);
    return sheet;
}

}  // namespace euthymia::tests
