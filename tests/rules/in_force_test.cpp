// SPDX-License-Identifier: Apache-2.0
// Which country's statements count where: a country's own take the place of others, but not of what they do not say.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lib/rules/rule_base.hpp"

namespace {

using namespace euthymia;
using knowledge::File;

std::string limit(const std::string& id, const std::string& country, int mg, const std::string& when) {
    std::string text = R"({"id": ")" + id + R"(", "kind": "daily_dose_limit", "jurisdiction": ")" + country +
                       R"(", "at_most_mg": )" + std::to_string(mg);
    if (!when.empty()) text += R"(, "when": ")" + when + "\"";
    return text +
           R"(, "source": "label", "place": "4.2", "reviewed": "2026-11-01", "readings": [], "unverified": "u"})";
}

// The statements about the drug that count in a country, by id.
std::vector<std::string> in_force(const std::string& country, const std::vector<std::string>& rows) {
    std::string all;
    for (const std::string& row : rows) all += (all.empty() ? "" : ",") + row;
    const std::vector<File> files{
        {"edition.json", R"({"schema": "edition/1", "edition": "t", "review_by": "2027-01-01",
                             "default_profile": "g", "jurisdictions": ["EU", "UK"], "localities": []})"},
        {"sources.json", R"({"schema": "sources/1", "rows": [{"id": "label", "title": "Label", "kind": "label"}]})"},
        {"facts.json", R"({"schema": "facts/1", "rows": [
            {"id": "age_years", "label": "age", "type": "number", "range": [0, 130],
             "derive": {"reducer": "age_years"}},
            {"id": "panic", "label": "panic", "type": "truth"}]})"},
        {"drug.json", R"({"schema": "substance/1", "id": "examplin", "label": "examplin", "class": "examplin",
                          "rows": [)" +
                          all + "]}"},
    };
    const auto built = rules::build(files);
    EXPECT_TRUE(built.errors.empty()) << (built.errors.empty() ? "" : to_string(built.errors.front()));
    std::vector<std::string> ids;
    for (const std::uint32_t rule : built.rules->in_force.find(country)->second.front()) {
        ids.emplace_back(built.rules->rules[rule].row->id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

using Ids = std::vector<std::string>;

TEST(InForce, ALimitForEverybodyTakesThePlaceOfOtherCountries) {
    const std::vector<std::string> rows{limit("eu", "EU", 30, ""), limit("uk", "UK", 40, ""),
                                        limit("uk-age", "UK", 20, "age_years > 65")};
    EXPECT_EQ(in_force("EU", rows), (Ids{"eu"}));
    EXPECT_EQ(in_force("UK", rows), (Ids{"uk", "uk-age"}));
    EXPECT_EQ(in_force("", rows), (Ids{"eu", "uk", "uk-age"}));
}

TEST(InForce, ALimitForAFewHidesNothingThatOtherCountriesSayOfTheRest) {
    const std::vector<std::string> rows{limit("eu-panic", "EU", 40, "panic"), limit("uk", "UK", 40, ""),
                                        limit("uk-age", "UK", 20, "age_years > 65")};
    EXPECT_EQ(in_force("EU", rows), (Ids{"eu-panic", "uk", "uk-age"}));
    EXPECT_EQ(in_force("UK", rows), (Ids{"uk", "uk-age"}));
}

}  // namespace
