// SPDX-License-Identifier: Apache-2.0
// Which resources a FHIR record holds, whom each is about, and what a reference points at.
#include "lib/adapt/resources.hpp"

#include <unordered_set>
#include <utility>

#include "lib/adapt/fhir_json.hpp"

namespace euthymia::adapt {

namespace {

bool is_bundle(JsonValue value) {
    const std::string_view type = value.text("resourceType");
    const auto entries = value.find("entry");
    // The sandbox of CDS Hooks sends Bundles with nothing but entries.
    return type == "Bundle" || (type.empty() && entries && entries->is(JsonType::array));
}

std::string_view without_version(std::string_view address) { return address.substr(0, address.find('|')); }

std::string_view last_updated(JsonValue resource) {
    const auto meta = resource.find("meta");
    return meta ? meta->text("lastUpdated") : std::string_view{};
}

// One person, two addresses: true when both are given and differ.
bool at_different_places(const Resource& a, const Resource& b) {
    return !a.full_url.empty() && !b.full_url.empty() && a.full_url != b.full_url;
}

}  // namespace

std::string short_reference(std::string_view reference) {
    if (reference.starts_with('#') || reference.starts_with("urn:")) return std::string{reference};
    reference = reference.substr(0, reference.find("/_history/"));
    const std::size_t id = reference.rfind('/');
    if (id == std::string_view::npos || id == 0) return std::string{reference};
    const std::size_t type = reference.rfind('/', id - 1);
    return std::string{type == std::string_view::npos ? reference : reference.substr(type + 1)};
}

void Resources::add(JsonValue root, const std::string& pointer) {
    if (is_bundle(root)) return add_entries(root, pointer, 0);
    all_.push_back({root, pointer, ""});
}

void Resources::add_entries(JsonValue bundle, const std::string& pointer, int depth) {
    const auto entries = bundle.find("entry");
    if (!entries) return;
    // A batch's answer holds Bundles; Bundles in those are nobody's practice.
    constexpr int deepest = 3;
    entries->each_element([&](std::size_t index, JsonValue entry) {
        const std::string at = pointer + "/entry/" + std::to_string(index);
        const auto resource = entry.find("resource");
        if (!resource || !resource->is(JsonType::object)) {
            empty_.push_back(at);
        } else if (!is_bundle(*resource)) {
            all_.push_back({*resource, at + "/resource", std::string{entry.text("fullUrl")}});
        } else if (depth < deepest) {
            add_entries(*resource, at + "/resource", depth + 1);
        } else {
            empty_.push_back(at);
        }
    });
}

void Resources::index(std::size_t at) {
    const Resource& resource = all_[at];
    const std::string_view id = resource.value.text("id");
    const std::string name = std::string{resource.value.text("resourceType")} + "/" + std::string{id};
    const bool is_form = resource.value.text("resourceType") == "Questionnaire";
    if (!resource.full_url.empty()) by_name_.emplace(resource.full_url, at);
    if (is_form) by_name_.emplace(resource.value.text("url"), at);
    if (id.empty()) return;
    const auto [first, is_new] = by_name_.emplace(name, at);
    if (is_new || at_different_places(all_[first->second], resource)) return;
    const std::string_view before = last_updated(all_[first->second].value);
    const std::string_view now = last_updated(resource.value);
    if (!before.empty() && !now.empty() && before != now) {
        // ISO instants of one server order as text.
        superseded_[before < now ? first->second : at] = true;
        if (before < now) first->second = at;
    } else if (resource.value.minified() == all_[first->second].value.minified()) {
        superseded_[at] = true;
    }
}

void Resources::finish() {
    superseded_.assign(all_.size(), false);
    for (std::size_t at = 0; at < all_.size(); ++at) {
        index(at);
        const Resource& resource = all_[at];
        if (resource.value.text("resourceType") != "Patient") continue;
        std::string key{resource.value.text("id")};
        if (key.empty()) key = resource.full_url.empty() ? resource.pointer : key_of(resource.full_url);
        aliases_.emplace("Patient/" + key, key);
        if (!resource.full_url.empty()) {
            aliases_.emplace(resource.full_url, key);
            aliases_.emplace(short_reference(resource.full_url), key);
        }
    }
    std::unordered_set<std::string> seen;
    for (const Resource& resource : all_) {
        Subject subject = subject_of(resource);
        if (subject.kind != Subject::Kind::patient || !seen.insert(subject.key).second) continue;
        patients_.push_back(std::move(subject.key));
    }
}

// Empty when the reference is to something else than a patient.
std::string Resources::key_for(std::string_view reference) const {
    const std::string exact{reference.substr(0, reference.find("/_history/"))};
    if (const auto alias = aliases_.find(exact); alias != aliases_.end()) return alias->second;
    const std::string name = short_reference(reference);
    if (const auto alias = aliases_.find(name); alias != aliases_.end()) return alias->second;
    if (name.starts_with("urn:")) return key_of(name.substr(name.rfind(':') + 1));
    constexpr std::string_view type = "Patient/";
    return name.starts_with(type) ? name.substr(type.size()) : std::string{};
}

Subject Resources::subject_of(const Resource& resource) const {
    const JsonValue value = resource.value;
    if (value.text("resourceType") == "Patient") {
        const std::string_view id = value.text("id");
        if (!id.empty()) return {Subject::Kind::patient, std::string{id}};
        return {Subject::Kind::patient, resource.full_url.empty() ? resource.pointer : key_of(resource.full_url)};
    }
    for (const std::string_view member : {"subject", "patient"}) {
        const auto subject = value.find(member);
        const std::string_view reference = subject ? subject->text("reference") : std::string_view{};
        if (reference.empty() || reference.starts_with('#')) continue;
        std::string key = key_for(reference);
        if (key.empty()) return {Subject::Kind::not_a_patient, {}};
        return {Subject::Kind::patient, std::move(key)};
    }
    return {};
}

std::string Resources::patient_key(std::string_view reference) const {
    if (reference.find('/') == std::string_view::npos && !reference.starts_with("urn:")) return std::string{reference};
    return key_for(reference);
}

std::optional<JsonValue> Resources::find(JsonValue holder, std::string_view reference, std::string_view type) const {
    std::optional<JsonValue> found;
    if (reference.starts_with('#')) {
        const auto contained = holder.find("contained");
        if (!contained) return found;
        contained->each_element([&](std::size_t, JsonValue inner) {
            if (!found && inner.text("id") == reference.substr(1)) found = inner;
        });
    } else if (const auto exact = by_name_.find(std::string{reference}); exact != by_name_.end()) {
        found = all_[exact->second].value;
    } else if (const auto named = by_name_.find(short_reference(reference)); named != by_name_.end()) {
        found = all_[named->second].value;
    }
    if (found && found->text("resourceType") != type) found.reset();
    return found;
}

std::optional<JsonValue> Resources::questionnaire(JsonValue response) const {
    const std::string_view address = without_version(response.text("questionnaire"));
    if (address.starts_with('#')) return find(response, address, "Questionnaire");
    if (address.empty()) return std::nullopt;
    return find(response, address, "Questionnaire");
}

bool Resources::is_superseded(std::size_t index) const { return superseded_[index]; }

}  // namespace euthymia::adapt
