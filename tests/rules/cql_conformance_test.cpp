// SPDX-License-Identifier: Apache-2.0
// Is our language the subset of CQL it claims to be? Every case of the public conformance tests that is about its
// operators passes, or stands in cql_not_supported.json with the reason.
//
// EUTHYMIA_CQL_TESTS, as an environment variable or CMake variable, names a copy of cqframework/cql-tests; the table
// names the revision it was made for.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "euthymia/json.hpp"
#include "tests/rules/cql_cases.hpp"

namespace {

using namespace conformance;
namespace fs = std::filesystem;

struct Part {
    const char* file;
    std::vector<std::string> groups;  // empty: all
};

// Dates, texts, lists (but for membership), queries, aggregates and types are no part of the language.
const std::vector<Part>& parts() {
    static const std::vector<Part> all{{"CqlLogicalOperatorsTest.xml", {}},
                                       {"CqlComparisonOperatorsTest.xml", {}},
                                       {"CqlArithmeticFunctionsTest.xml", {}},
                                       {"CqlConditionalOperatorsTest.xml", {}},
                                       {"CqlNullologicalOperatorsTest.xml", {}},
                                       {"CqlIntervalOperatorsTest.xml", {"Contains", "In"}},
                                       {"CqlListOperatorsTest.xml", {"In"}},
                                       {"CqlTypesTest.xml", {"Quantity"}},
                                       {"ValueLiteralsAndSelectors.xml", {"Null", "Boolean", "Integer", "Decimal"}}};
    return all;
}

fs::path tests_folder() {
    const char* variable = std::getenv("EUTHYMIA_CQL_TESTS");
    const std::string folder = variable != nullptr ? variable : EUTHYMIA_CQL_TESTS;
    return folder.empty() ? fs::path{} : fs::path{folder} / "tests" / "cql";
}

// Reason by case.
std::map<std::string, std::string> not_supported() {
    std::ifstream stream{std::string{EUTHYMIA_SOURCE_DIR} + "/tests/rules/cql_not_supported.json", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    const auto document = euthymia::JsonDocument::parse(text);
    std::map<std::string, std::string> listed;
    if (!document) return listed;
    document->root().find("not_supported")->each_element([&](std::size_t, euthymia::JsonValue entry) {
        entry.find("cases")->each_element([&](std::size_t, euthymia::JsonValue one) {
            listed.emplace(std::string{*one.string()}, std::string{entry.text("reason")});
        });
    });
    return listed;
}

void check(const Case& one, bool is_listed, const Outcome& outcome) {
    if (is_listed) {
        EXPECT_FALSE(outcome.passed) << one.name << " works now: take it out of cql_not_supported.json";
    } else {
        EXPECT_TRUE(outcome.passed) << one.name << ": " << one.expression << ": " << outcome.why_not;
    }
}

TEST(CqlConformance, EveryCaseAboutOurOperatorsPassesOrIsListedWithTheReason) {
    const fs::path folder = tests_folder();
    if (folder.empty() || !fs::is_directory(folder)) {
        GTEST_SKIP() << "EUTHYMIA_CQL_TESTS names no copy of cqframework/cql-tests";
    }
    std::map<std::string, std::string> listed = not_supported();
    std::size_t run = 0;
    std::size_t left_out = 0;
    for (const Part& part : parts()) {
        for (const Case& one : cases_of(folder / part.file, part.groups)) {
            const bool is_listed = listed.erase(one.name) > 0;
            ++(is_listed ? left_out : run);
            check(one, is_listed, outcome_of(one));
        }
    }
    for (const auto& entry : listed) ADD_FAILURE() << entry.first << " is listed and does not exist";
    std::cout << "   " << run << " cases of the public tests run, " << left_out << " not supported\n";
    RecordProperty("run", std::to_string(run));
    RecordProperty("not_supported", std::to_string(left_out));
}

}  // namespace
