// SPDX-License-Identifier: Apache-2.0
// Which resources a FHIR record holds, whom each is about, and what a reference points at.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "euthymia/json.hpp"

namespace euthymia::adapt {

/// One resource and where it stands in what the caller gave.
struct Resource {
    JsonValue value;
    std::string pointer;
    std::string full_url;
};

/// Whom a resource is about.
struct Subject {
    enum class Kind : std::uint8_t { patient, nobody_named, not_a_patient };
    Kind kind = Kind::nobody_named;
    std::string key{};  ///< of a patient
};

/// All resources of one record. Valid while the documents live.
class Resources {
public:
    /// Adds those of one document: the entries of a Bundle and of Bundles in it, or the one resource.
    void add(JsonValue root, const std::string& pointer);
    /// To be called once, when all are added: resolves who is who.
    void finish();

    [[nodiscard]] const std::vector<Resource>& all() const noexcept { return all_; }
    /// Entries that hold no resource, and Bundles too deep inside others.
    [[nodiscard]] const std::vector<std::string>& empty_entries() const noexcept { return empty_; }
    /// Keys of the patients, in order of first mention.
    [[nodiscard]] const std::vector<std::string>& patients() const noexcept { return patients_; }

    [[nodiscard]] Subject subject_of(const Resource& resource) const;
    /// The patient that a caller names: "Patient/7", "7", a full address.
    [[nodiscard]] std::string patient_key(std::string_view reference) const;
    /// What `reference` in `holder` points at, when the record has it and it is of that type.
    [[nodiscard]] std::optional<JsonValue> find(JsonValue holder, std::string_view reference,
                                                std::string_view type) const;
    /// The Questionnaire with this address, without its version.
    [[nodiscard]] std::optional<JsonValue> questionnaire(JsonValue response) const;
    /// True when a later version, or an equal copy, of the same resource stands elsewhere in the record.
    [[nodiscard]] bool is_superseded(std::size_t index) const;

private:
    void add_entries(JsonValue bundle, const std::string& pointer, int depth);
    void index(std::size_t at);
    [[nodiscard]] std::string key_for(std::string_view reference) const;

    std::vector<Resource> all_;
    std::vector<std::string> empty_;
    std::vector<std::string> patients_;
    std::unordered_map<std::string, std::size_t> by_name_;  ///< "Type/id", full addresses
    std::map<std::string, std::string> aliases_;  ///< other names of patients -> key
    std::vector<bool> superseded_;
};

/// "Medication/7" of "http://host/fhir/Medication/7/_history/2"; a urn or "#7" stays itself.
[[nodiscard]] std::string short_reference(std::string_view reference);

}  // namespace euthymia::adapt
