// SPDX-License-Identifier: Apache-2.0
// What the checker refuses, and that it names the place.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "euthymia/knowledge.hpp"
#include "lib/rules/rule_base.hpp"

namespace {

using namespace euthymia;
using knowledge::File;

// A whole edition of a few rows; tests change one text of it.
std::vector<File> small_edition(const std::string& row) {
    return {
        {"edition.json", R"({"schema": "edition/1", "edition": "t", "review_by": "2027-01-01",
                             "default_profile": "g", "jurisdictions": ["US"], "localities": []})"},
        {"sources.json", R"({"schema": "sources/1", "rows": [{"id": "label", "title": "Label", "kind": "label"}]})"},
        {"messages.json", R"({"schema": "messages/1", "language": "en", "rows": [{"id": "m", "text": "No."}]})"},
        {"facts.json", R"({"schema": "facts/1", "rows": [
            {"id": "age_years", "label": "age", "type": "number", "range": [0, 130],
             "derive": {"reducer": "age_years"}},
            {"id": "seizures", "label": "seizures", "type": "truth", "asked_with": "safety"}]})"},
        {"drug.json", R"({"schema": "substance/1", "id": "examplin", "label": "examplin", "class": "examplin",
                          "rows": [)" +
                          row + "]}"},
    };
}

std::string row(const std::string& change) {
    return R"({"id": "examplin/r", "kind": "rule", "effect": "contraindicate", "message": "m", "source": "label",
               "place": "4", "reviewed": "2026-11-01")" +
           change + "}";
}

const std::string reading_a = R"({"by": "a", "document": "label", "place": "4", "date": "2026-11-01",
                                  "figures": {"effect": "contraindicate", "age_years": 60}})";
const std::string reading_b = R"({"by": "b", "document": "label", "place": "4", "date": "2026-11-02",
                                  "figures": {"effect": "contraindicate", "age_years": 60}})";

std::vector<Error> complaints(const std::string& changed) {
    const auto files = small_edition(changed);
    return rules::build(files).errors;
}

bool says(const std::vector<Error>& errors, std::string_view part) {
    return std::any_of(errors.begin(), errors.end(),
                       [&](const Error& error) { return to_string(error).find(part) != std::string::npos; });
}

TEST(Checker, RefusesAnImpliedFactThatIsNoTruthOfRecords) {
    const auto with = [](const std::string& implied) {
        auto files = small_edition(row(R"(, "unverified": "u", "readings": [])"));
        const std::string end = R"("asked_with": "safety"}]})";
        std::string& facts = files[3].text;
        facts.replace(facts.rfind(end), end.size(),
                      R"("asked_with": "safety"},
                         {"id": "absences", "label": "absence seizures", "type": "truth", "implies": [")" +
                          implied + R"("]}]})");
        return rules::build(files).errors;
    };
    EXPECT_TRUE(with("seizures").empty());
    EXPECT_TRUE(says(with("age_years"), "facts/absences/implies"));
    EXPECT_TRUE(says(with("siezures"), "facts/absences/implies"));
}

TEST(Checker, RefusesAnActionThatIsNoneOrStandsTwice) {
    const std::string more = R"(, "unverified": "u", "readings": [], "on": )";
    EXPECT_TRUE(complaints(row(more + R"(["start", "continue", "raise", "stop"])")).empty());
    EXPECT_TRUE(says(complaints(row(more + R"(["begin"])")), "drug.json/rows/0/on"));
    const std::string many = R"(["start", "stop", "start", "start", "start", "start"])";
    EXPECT_TRUE(says(complaints(row(more + many)), "an action stands twice"));
}

TEST(Checker, AdmitsAStatementReadTwice) {
    const auto files =
        small_edition(row(R"(, "when": "age_years > 60", "readings": [)" + reading_a + "," + reading_b + "]"));

    const auto built = rules::build(files);

    EXPECT_TRUE(built.errors.empty()) << to_string(built.errors.front());
    EXPECT_TRUE(built.rules->base.rows.front().verified);
}

TEST(Checker, WantsOneReadingToBeCalledUnverified) {
    EXPECT_TRUE(says(complaints(row(R"(, "readings": [])")), "unverified"));
    EXPECT_TRUE(complaints(row(R"(, "readings": [], "unverified": "open the label")")).empty());
}

TEST(Checker, ComparesReadingsWithTheRow) {
    const auto errors =
        complaints(row(R"(, "when": "age_years > 65", "readings": [)" + reading_a + "," + reading_b + "]"));

    EXPECT_TRUE(says(errors, "age_years is 65, reading \"a\" has 60"));
}

TEST(Checker, RefusesAStatementWithoutSourcePlaceOrReadings) {
    const std::string bare =
        R"({"id": "examplin/r", "kind": "rule", "effect": "avoid", "message": "m", "reviewed": "2026-11-01"})";
    const auto errors = complaints(bare);

    EXPECT_TRUE(says(errors, "\"source\" is missing"));
    EXPECT_TRUE(says(errors, "\"place\" is missing"));
    EXPECT_TRUE(says(errors, "\"readings\" is missing"));
}

TEST(Checker, NamesFileRowAndColumnOfABadCondition) {
    const auto errors = complaints(row(R"(, "when": "seizurs", "readings": [], "unverified": "x")"));

    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].where, "drug.json/rows/0/when");
    EXPECT_TRUE(says(errors, "examplin/r"));
    EXPECT_TRUE(says(errors, "column 1"));
    EXPECT_TRUE(says(errors, "seizures"));
}

TEST(Checker, RefusesIdsThatDoNotResolve) {
    EXPECT_TRUE(says(complaints(row(R"(, "jurisdiction": "XX", "readings": [], "unverified": "x")")), "XX"));
    EXPECT_TRUE(says(complaints(row(R"(, "for": ["examplim"], "readings": [], "unverified": "x")")), "examplin"));
}

TEST(Checker, RefusesUnknownMembersAndKinds) {
    EXPECT_TRUE(says(complaints(row(R"(, "wen": "seizures", "readings": [], "unverified": "x")")), "when"));
    EXPECT_TRUE(says(complaints(R"({"id": "x", "kind": "rool"})"), "no kind"));
}

TEST(Checker, RefusesTwoRowsThatContradictEachOther) {
    const auto limit = [](const std::string& id, int mg) {
        return R"({"id": ")" + id + R"(", "kind": "daily_dose_limit", "at_most_mg": )" + std::to_string(mg) +
               R"(, "source": "label", "place": "2", "reviewed": "2026-11-01", "readings": [], "unverified": "x"})";
    };

    EXPECT_TRUE(says(complaints(limit("p", 20) + "," + limit("q", 40)), "contradicts"));
    EXPECT_TRUE(says(complaints(limit("p", 20) + "," + limit("q", 20)), "repeats"));
}

TEST(Checker, RefusesAnotherSchemaVersion) {
    auto files = small_edition("");
    files.push_back({"new.json", R"({"schema": "topic/2"})"});

    EXPECT_TRUE(says(rules::build(files).errors, "topic/1"));
}

TEST(EmbeddedKnowledge, OpensAndIsTheSameAsItsFolder) {
    const auto embedded = Knowledge::embedded();
    const auto folder = Knowledge::open_folder(std::string{EUTHYMIA_SOURCE_DIR} + "/lib/knowledge/data");

    ASSERT_TRUE(embedded);
    ASSERT_TRUE(folder);
    EXPECT_EQ(embedded->hash(), folder->hash());
    EXPECT_TRUE(Knowledge::check_folder(std::string{EUTHYMIA_SOURCE_DIR} + "/lib/knowledge/data").empty());
    EXPECT_FALSE(Knowledge::open_folder("nowhere"));
}

// A row of a taper with this member.
std::vector<Error> taper_complaints(const std::string& member) {
    return complaints(R"({"id": "x/taper", "kind": "taper", "for": ["examplin"], )" + member +
                      R"(, "source": "label", "place": "2", "reviewed": "2026-11-01", "readings": [],
                         "unverified": "open it"})");
}

TEST(Checker, RefusesNumbersThatNothingPrints) {
    for (const char* member : {R"("at_least_days": 0)", R"("at_least_days": 7.5)", R"("at_least_days": 3654)",
                               R"("most_percent": 0)", R"("most_percent": 100.001)", R"("most_percent": -5)"}) {
        EXPECT_TRUE(says(taper_complaints(member), "was expected")) << member;
    }
    for (const char* member :
         {R"("at_least_days": 1)", R"("at_least_days": 3653)", R"("most_percent": 0.001)", R"("most_percent": 100)"}) {
        EXPECT_FALSE(says(taper_complaints(member), "was expected")) << member;
    }
}

TEST(Checker, LetsARowActMoreMildlyThanReadOnlyWithAReason) {
    const std::string rest = R"(, "readings": [], "unverified": "u")";
    const auto mild = [&](const std::string& change) {
        std::string text = row(change + rest);
        const std::string effect = "contraindicate";
        return complaints(text.replace(text.find(effect), effect.size(), "caution"));
    };
    EXPECT_TRUE(mild(R"(, "read_as": "avoid", "note": "why")").empty());
    EXPECT_TRUE(says(mild(R"(, "read_as": "avoid")"), "note"));
    EXPECT_TRUE(says(mild(R"(, "read_as": "monitor", "note": "why")"), "milder"));
    EXPECT_TRUE(says(mild(R"(, "read_as": "contraindicate", "note": "why")"), "was expected"));
    EXPECT_TRUE(says(complaints(row(R"(, "read_as": "avoid", "note": "why")" + rest)), "milder"));
}

TEST(Checker, ComparesTheWordingOfALimitAndCountsItAsNoReading) {
    const auto read = [](const std::string& figures) {
        return row(R"(, "when": "age_years > 60", "unverified": "u", "readings": [{"by": "a", "document": "label",
                      "place": "4", "date": "2026-11-01", "figures": )" +
                   figures + "}]");
    };
    EXPECT_TRUE(complaints(read(R"({"age_years_bound": "above"})")).empty());
    EXPECT_TRUE(says(complaints(read(R"({"age_years_bound": "at_least"})")), "age_years_bound"));
    EXPECT_TRUE(says(complaints(read(R"({"seizures_bound": "above"})")), "which the row does not ask"));
}

}  // namespace
