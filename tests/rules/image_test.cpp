// SPDX-License-Identifier: Apache-2.0
// The image of an edition: the same edition as its files, and refused when anything is wrong with it.
#include "lib/rules/image.hpp"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "euthymia/euthymia.hpp"

namespace {

using namespace euthymia;

constexpr const char* folder = EUTHYMIA_SOURCE_DIR "/lib/knowledge/data";

std::vector<std::byte> copy_of_embedded() {
    const auto image = rules::embedded_image();
    return {image.begin(), image.end()};
}

std::string advice_on(const Knowledge& knowledge, const std::string& example) {
    std::ifstream stream{EUTHYMIA_SOURCE_DIR "/examples/patients/" + example, std::ios::binary};
    const std::string record{std::istreambuf_iterator<char>{stream}, {}};
    const auto patient = read_patient(record, knowledge);
    if (!patient) return to_string(patient.error());
    const auto advice = Advisor{knowledge}.advise(*patient, {*parse_date("2026-11-23")});
    return advice ? to_json(*advice) : to_string(advice.error());
}

TEST(Image, IsTheEditionOfTheFiles) {
    const auto embedded = Knowledge::embedded();
    const auto files = Knowledge::open_folder(folder);
    ASSERT_TRUE(embedded) << to_string(embedded.error());
    ASSERT_TRUE(files);
    EXPECT_EQ(embedded->hash(), files->hash());
    EXPECT_EQ(embedded->edition(), files->edition());
    EXPECT_EQ(embedded->coverage_table(), files->coverage_table());
    ASSERT_EQ(embedded->statements().size(), files->statements().size());
    for (std::size_t i = 0; i < files->statements().size(); ++i) {
        EXPECT_EQ(embedded->statements()[i].text, files->statements()[i].text);
    }
    const auto cql = files->cql();
    ASSERT_EQ(embedded->cql().size(), cql.size());
    for (std::size_t i = 0; i < cql.size(); ++i) EXPECT_EQ(embedded->cql()[i].text, cql[i].text);
    for (const Fact& fact : files->facts()) {
        EXPECT_EQ(embedded->label(fact.id), files->label(fact.id));
        for (const FhirBinding& binding : fact.fhir) {
            for (const Code& code : binding.codes) {
                EXPECT_EQ(embedded->uses(binding.resource, code).size(), files->uses(binding.resource, code).size());
            }
        }
    }
}

TEST(Image, GivesTheSameAdviceAsTheFiles) {
    const auto embedded = Knowledge::embedded();
    const auto files = Knowledge::open_folder(folder);
    ASSERT_TRUE(embedded);
    ASSERT_TRUE(files);
    for (const char* example : {"diagnosis_only.json", "maoi_washout.json", "depression_on_sertraline.json"}) {
        const std::string advice = advice_on(*files, example);
        EXPECT_NE(advice.find("\"options\""), std::string::npos) << advice;
        EXPECT_EQ(advice_on(*embedded, example), advice) << example;
    }
}

TEST(Image, HasTheSameBytesHoweverTheEditionWasRead) {
    const auto image = rules::embedded_image();
    const std::string embedded{reinterpret_cast<const char*>(image.data()), image.size()};
    EXPECT_TRUE(rules::write_image(Knowledge::open_folder(folder)->held()) == embedded);
    EXPECT_TRUE(rules::write_image(Knowledge::embedded()->held()) == embedded);
}

TEST(Image, IsRefusedWhenItIsCutShort) {
    const auto image = rules::embedded_image();
    const std::size_t step = image.size() / 50;
    for (std::size_t size = 0; size < image.size(); size += size < 100 ? 1 : step) {
        const auto held = rules::read_image(image.first(size));
        ASSERT_FALSE(held) << size;
        EXPECT_EQ(held.error().code, ErrorCode::unsupported);
    }
    auto longer = copy_of_embedded();
    longer.push_back(std::byte{0});
    EXPECT_FALSE(rules::read_image(longer));
}

TEST(Image, IsRefusedWhenOneBitIsWrong) {
    auto image = copy_of_embedded();
    for (std::size_t at = 0; at < image.size(); at += at < 100 ? 1 : image.size() / 150) {
        const auto bit = std::byte{1} << at % 8;
        image[at] ^= bit;
        const auto held = rules::read_image(image);
        ASSERT_FALSE(held) << at;
        EXPECT_EQ(held.error().where, "embedded knowledge");
        image[at] ^= bit;
    }
    EXPECT_TRUE(rules::read_image(image));
}

TEST(Image, OfAnotherVersionSaysSo) {
    auto image = copy_of_embedded();
    constexpr std::size_t layout = 16;  // after the name
    image[layout] = std::byte{99};
    const auto held = rules::read_image(image);
    ASSERT_FALSE(held);
    EXPECT_NE(held.error().detail.find("another version"), std::string::npos);
}

}  // namespace
