// SPDX-License-Identifier: Apache-2.0
// Records of invented people, of the size that real ones have.
#pragma once

#include <cstddef>
#include <string>

#include "euthymia/knowledge.hpp"

namespace euthymia::bench {

/// How many resources of each kind a bundle has. The defaults give about 110 kB of FHIR R4.
struct BundleSize {
    std::size_t conditions = 18;
    std::size_t orders = 14;
    std::size_t observations = 110;
};

/// The day of every question to these records.
inline constexpr const char* question_day = "2026-11-23";

/// One woman with depression on sertraline, with other diagnoses, orders and results. About half of the codes mean
/// something to `knowledge`; the rest is what records are full of. The same bytes for the same arguments.
[[nodiscard]] std::string fhir_bundle(const Knowledge& knowledge, const BundleSize& size = {});

/// A file of examples/patients.
[[nodiscard]] std::string shipped_example(const std::string& name);

}  // namespace euthymia::bench
