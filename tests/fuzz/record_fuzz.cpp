// SPDX-License-Identifier: Apache-2.0
// Any bytes as a person's record: refused, or advice is given.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "euthymia/euthymia.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const euthymia::Advisor advisor{*euthymia::Knowledge::embedded()};
    const std::string text{reinterpret_cast<const char*>(bytes), size};
    const auto patient = euthymia::read_patient(text, advisor.knowledge());
    if (!patient) return 0;
    if (!advisor.advise(*patient, {.as_of = *euthymia::parse_date("2026-11-23")})) std::abort();
    return 0;
}
