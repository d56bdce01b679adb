// SPDX-License-Identifier: Apache-2.0
// How the library's own patient JSON is read; the schema is patient.schema.json.
#pragma once

#include "euthymia/json.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/patient.hpp"
#include "euthymia/result.hpp"

namespace euthymia::adapt {

/// Reads `{"euthymia": "patient/1", ...}`. Refuses unknown members, facts, choices, units and impossible numbers,
/// each with its place and, for a misspelt name, the nearest one.
[[nodiscard]] Result<Patient> read_native(JsonValue root, const Knowledge& knowledge);

}  // namespace euthymia::adapt
