// SPDX-License-Identifier: Apache-2.0
// Read a person's record: FHIR R4 or the library's own JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "euthymia/export.hpp"
#include "euthymia/json.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/patient.hpp"
#include "euthymia/result.hpp"

namespace euthymia {
inline namespace v1 {

struct ReadOptions {
    JsonLimits limits{};
    /// Read only resources of this patient ("Patient/7" or "7"); empty: the one patient in the record.
    std::string_view patient{};
};

/// Reads one person's record and says of everything in it whether it was used. Told apart by content:
/// a FHIR R4 Bundle or single resource, NDJSON with one resource a line, or native JSON
/// (`"euthymia": "patient/1"`, schema in share/euthymia/schema/patient.schema.json).
/// A record with resources of several patients and no choice in `options` is refused.
[[nodiscard]] EUTHYMIA_EXPORT Result<Patient> read_patient(std::string_view text, const Knowledge& knowledge,
                                                           const ReadOptions& options = {});

/// A drafted order as its ingredients, one record each: "thioridazine 50 mg daily", "co-codamol". The name may be that
/// of a substance or of a product in the tables; words about the dose that are not understood leave it empty. Refuses a
/// name that is not in the tables.
[[nodiscard]] EUTHYMIA_EXPORT Result<std::vector<MedicineRecord>> read_order(std::string_view text,
                                                                             const Knowledge& knowledge);

/// The patients named in a record, in order of first mention: "Patient/7", ...
[[nodiscard]] EUTHYMIA_EXPORT Result<std::vector<std::string>> patients_in(std::string_view text,
                                                                           const ReadOptions& options = {});

}  // namespace v1
}  // namespace euthymia
