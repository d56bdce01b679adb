// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines: measurements.
#include <utility>

#include "lib/adapt/fhir_reader.hpp"

namespace euthymia::adapt {

namespace {

bool is_withdrawn(std::string_view status) {
    return status == "entered-in-error" || status == "cancelled" || status == "registered";
}

// A component is one of the observation's own values; a member is an observation of its own.
bool only_groups_others(JsonValue observation) {
    const auto members = observation.find("hasMember");
    return members && members->size() > 0 && !has_value(observation);
}

}  // namespace

// True when the code is in the tables.
bool FhirReader::read_measurement(JsonValue holder, const std::optional<DateRange>& when) {
    const Concept code = read_concept(holder.find("code"));
    bool known = false;
    std::set<std::string> said;
    for (const Code& coding : code.codings) {
        const auto uses = knowledge_.uses("Observation", coding);
        known = known || !uses.empty() || knowledge_.is_known_other("Observation", coding);
        for (const CodeUse& use : uses) {
            if (!said.insert(use.fact->id).second) continue;
            Reading reading = read_value(*use.fact, *use.binding, holder);
            if (reading.value) {
                add_fact(*use.fact, std::move(*reading.value), when);
            } else {
                skip(coding.system + "|" + coding.code, use.fact->id + ": " + reading.why);
            }
        }
    }
    return known;
}

void FhirReader::read_observation(JsonValue observation) {
    builder_.list("observations");
    const Concept code = read_concept(observation.find("code"));
    const std::string_view status = observation.text("status");
    if (is_withdrawn(status)) return skip(code.what(), "status " + std::string{status});
    auto when = date_of(observation, {"effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued"});
    if (!when) when = encounter_date(observation);
    const auto components = observation.find("component");
    bool known = false;
    if (!only_groups_others(observation) && !(components && !has_value(observation))) {
        known = read_measurement(observation, when);
    }
    bool any_component = false;
    if (components) {
        components->each_element([&](std::size_t, JsonValue component) {
            any_component = true;
            if (read_measurement(component, when)) return;
            const Concept part = read_concept(component.find("code"));
            skip(part.what(), part.codings.empty() ? "component without a code" : "component code not in the tables");
        });
    }
    if (known || (any_component && !has_value(observation))) return;
    if (only_groups_others(observation)) return skip(code.what(), "only groups others, which are read by themselves");
    skip(code.what(), code.codings.empty() ? "no code" : "code not in the tables");
}

}  // namespace euthymia::adapt
