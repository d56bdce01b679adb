// SPDX-License-Identifier: Apache-2.0
// Records that nobody here wrote: every resource in them is used, listed, or known and not our business.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/adapt/fhir_text.hpp"
#include "tests/support/shared_data.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::test;

std::vector<JsonDocument> documents_of(const std::string& text, bool lines) {
    std::vector<JsonDocument> documents;
    std::size_t from = 0;
    while (from < text.size()) {
        const std::size_t end = lines ? std::min(text.find('\n', from), text.size()) : text.size();
        if (auto document = JsonDocument::parse(std::string_view{text}.substr(from, end - from))) {
            documents.push_back(std::move(*document));
        }
        from = end + 1;
    }
    return documents;
}

// What the reader said about resources, over all patients of a file.
struct Said {
    std::set<std::string> references;
    std::set<std::string> types_counted;
};

void add(const Patient& patient, Said& said) {
    for (const FactRecord& one : patient.facts()) said.references.insert(one.record);
    for (const MedicineRecord& one : patient.medicines()) said.references.insert(one.record);
    for (const Review& one : patient.reviews()) said.references.insert(one.record);
    for (const NotRead& one : patient.not_read()) {
        said.references.insert(one.record);
        if (one.record.empty()) said.types_counted.insert(one.what.substr(0, one.what.find(" (")));
    }
}

bool is_known(JsonValue resource) {
    const std::string type{resource.text("resourceType")};
    std::vector<Code> codes;
    const auto code = resource.find("code");
    const auto codings = code ? code->find("coding") : std::nullopt;
    if (codings) {
        codings->each_element([&](std::size_t, JsonValue coding) {
            codes.push_back({std::string{coding.text("system")}, std::string{coding.text("code")},
                             std::string{coding.text("display")}});
        });
    }
    for (const Code& one : codes) {
        if (knowledge().is_known_other(type, one)) return true;
    }
    // An allergy to a medicine in the tables that no rule asks about.
    return type == "AllergyIntolerance" && knowledge().medicine(codes, "").has_value();
}

bool is_accounted_for(JsonValue resource, const Said& said) {
    const std::string type{resource.text("resourceType")};
    if (type == "Bundle" || resource.text("id").empty()) return true;  // an empty search; a place, not a reference
    if (type == "Patient" || type == "Medication" || type == "Questionnaire") return true;
    if (said.types_counted.contains(type) && type != "Condition" && !type.starts_with("Medication")) return true;
    return said.references.contains(type + "/" + std::string{resource.text("id")}) || is_known(resource);
}

void expect_all_accounted_for(JsonValue root, const Said& said, const std::string& file) {
    const auto entries = root.find("entry");
    if (!entries) {
        EXPECT_TRUE(is_accounted_for(root, said)) << file << " " << root.text("resourceType") << "/" << root.text("id");
        return;
    }
    entries->each_element([&](std::size_t, JsonValue entry) {
        const auto resource = entry.find("resource");
        if (resource && !resource->text("id").empty()) expect_all_accounted_for(*resource, said, file);
    });
}

TEST(SharedRecords, HaveEveryResourceUsedListedOrKnown) {
    const auto found = tests::shared_records();
    if (found.empty()) GTEST_SKIP() << "no shared records beside the source tree";
    int files = 0;
    for (const std::filesystem::path& file : found) {
        const std::string name = file.filename().string();
        const std::string text = tests::content_of(file);
        const auto keys = patients_in(text);
        if (!keys || text.find("\"resourceType\"") == std::string::npos) continue;
        Said said;
        for (const std::string& key : keys->empty() ? std::vector<std::string>{""} : *keys) {
            ReadOptions options;
            options.patient = key;
            const auto patient = read_patient(text, knowledge(), options);
            ASSERT_TRUE(patient) << name << ": " << to_string(patient.error());
            add(*patient, said);
        }
        const bool lines = name.find("ndjson") != std::string::npos;
        for (const JsonDocument& document : documents_of(text, lines)) {
            if (!document.root().text("resourceType").empty()) expect_all_accounted_for(document.root(), said, name);
        }
        ++files;
    }
    EXPECT_GT(files, 100);
}

}  // namespace
