// SPDX-License-Identifier: Apache-2.0
// Read a person's record: which of the formats it is, and whose record.
#include "euthymia/read.hpp"

#include <algorithm>
#include <utility>

#include "lib/adapt/fhir_reader.hpp"
#include "lib/adapt/native.hpp"
#include "lib/adapt/resources.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

// The documents must outlive the resources that look into them.
struct Record {
    std::vector<JsonDocument> documents;
    adapt::Resources resources;
    std::optional<JsonValue> native;
};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// NDJSON is told by its first line that is not blank, which is a whole document.
bool is_lines(std::string_view text, const JsonLimits& limits) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const auto end = text.find('\n');
    if (end == std::string_view::npos || is_blank(text.substr(end))) return false;
    const auto first = JsonDocument::parse(text.substr(0, end), limits);
    return first && first->root().is(JsonType::object);
}

std::optional<Error> read_lines(std::string_view text, const JsonLimits& limits, Record& record) {
    for (std::size_t line = 0; !text.empty(); ++line) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view one = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (is_blank(one)) continue;
        auto document = JsonDocument::parse(one, limits);
        const std::string pointer = "/" + std::to_string(line);
        if (!document) {
            Error error = document.error();
            error.where = pointer + error.where;
            return error;
        }
        record.documents.push_back(std::move(*document));
        record.resources.add(record.documents.back().root(), pointer);
    }
    record.resources.finish();
    return std::nullopt;
}

Result<Record> open(std::string_view text, const JsonLimits& limits) {
    Record record;
    if (is_lines(text, limits)) {
        if (auto error = read_lines(text, limits, record)) return *error;
        return record;
    }
    auto document = JsonDocument::parse(text, limits);
    if (!document) return document.error();
    record.documents.push_back(std::move(*document));
    const JsonValue root = record.documents.back().root();
    if (!root.is(JsonType::object)) return Error{ErrorCode::wrong_type, "", "an object was expected"};
    const std::string_view own = root.text("euthymia");
    if (own == "patient/1") {
        record.native = root;
    } else if (!own.empty()) {
        return Error{ErrorCode::unsupported, "/euthymia", "\"patient/1\" was expected"};
    } else if (root.text("resourceType").empty() && !root.find("entry")) {
        return Error{ErrorCode::missing_member, "/resourceType",
                     "neither a FHIR resource (resourceType) nor native JSON (\"euthymia\": \"patient/1\")"};
    } else {
        record.resources.add(root, "");
        record.resources.finish();
    }
    return record;
}

}  // namespace

Result<std::vector<std::string>> patients_in(std::string_view text, const ReadOptions& options) {
    auto record = open(text, options.limits);
    if (!record) return record.error();
    std::vector<std::string> names;
    for (const std::string& key : record->resources.patients()) names.push_back("Patient/" + key);
    return names;
}

Result<Patient> read_patient(std::string_view text, const Knowledge& knowledge, const ReadOptions& options) {
    auto record = open(text, options.limits);
    if (!record) return record.error();
    if (record->native) return adapt::read_native(*record->native, knowledge);
    const std::vector<std::string>& keys = record->resources.patients();
    if (options.patient.empty() && keys.size() > 1) {
        return Error{ErrorCode::invalid_argument, "",
                     "the record holds resources of " + std::to_string(keys.size()) + " patients; choose one"};
    }
    std::string patient = record->resources.patient_key(options.patient);
    if (options.patient.empty() && !keys.empty()) patient = keys.front();
    if (!options.patient.empty() && std::find(keys.begin(), keys.end(), patient) == keys.end()) {
        return Error{ErrorCode::unknown_name, "", "no resource is about the patient asked for"};
    }
    return adapt::FhirReader{knowledge, record->resources, std::move(patient)}.read();
}

}  // namespace v1
}  // namespace euthymia
