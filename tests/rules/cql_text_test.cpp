// SPDX-License-Identifier: Apache-2.0
// How conditions are written as a CQL library.
#include "lib/rules/cql_text.hpp"

#include <string>

#include <gtest/gtest.h>

#include "euthymia/knowledge.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::rules;

Names some_names() {
    Names names;
    names.add({"pregnant", NameKind::fact, {FactType::truth, "", 0, {}}});
    names.add({"potassium", NameKind::fact, {FactType::number, "mmol/L", 1, {}}});
    names.add({"qtc", NameKind::fact, {FactType::number, "ms", 0, {}}});
    names.add({"child_pugh", NameKind::fact, {FactType::choice, "", 0, {"none", "A"}}});
    names.add({"jurisdiction", NameKind::setting, {FactType::choice, "", 0, {"US", "UK"}}});
    names.add({"low", NameKind::definition, {}, "potassium < 3 'mmol/L'"});
    names.add({"very_low", NameKind::definition, {}, "low and potassium < 2.5 'mmol/L'"});
    return names;
}

std::string library(std::string_view text, Strictness strictness) {
    const Names names = some_names();
    const auto definitions = compile_definitions(names);
    const auto condition = compile(text, names, strictness);
    EXPECT_TRUE(condition) << (condition ? "" : to_string(condition.error()));
    if (!condition || !definitions) return "";
    return cql_library({"Some", "1", {}, {{"a/rule", "", &*condition}}}, names, *definitions);
}

// The line that defines the rule, without its beginning.
std::string written(std::string_view text, Strictness strictness = Strictness::monotone) {
    const std::string all = library(text, strictness);
    const std::string begin = "define \"a/rule\": ";
    const std::size_t at = all.find(begin);
    EXPECT_NE(at, std::string::npos) << all;
    return all.substr(at + begin.size(), all.size() - at - begin.size() - 1);
}

TEST(CqlText, KeepsWordsAndParenthesesAndReplacesNames) {
    EXPECT_EQ(written("not (pregnant)  and jurisdiction = 'US'"),
              R"(not ("known pregnant")  and "known jurisdiction" = 'US')");
    EXPECT_EQ(written("pregnant is null", Strictness::open), R"("given pregnant" is null)");
}

TEST(CqlText, LeavesUnitsOutAndGivesDecimalsAPoint) {
    EXPECT_EQ(written("potassium < 3 'mmol/L'"), R"("known potassium" < 3.0)");
    EXPECT_EQ(written("potassium < 3.25'mmol/L'"), R"("known potassium" < 3.25)");
    EXPECT_EQ(written("qtc > - 500 'ms'"), R"("known qtc" > - 500)");
}

TEST(CqlText, MakesAListOfOneType) {
    EXPECT_EQ(written("potassium in {3 'mmol/L', 4.0 'mmol/L'}", Strictness::open),
              R"("given potassium" in {3.0, 4.0})");
    EXPECT_EQ(written("qtc in {500 'ms', 0.5 'ms'}", Strictness::open), R"("given qtc" in {500.0, 0.5})");
    EXPECT_EQ(written("qtc in {500 'ms', 501 'ms'}", Strictness::open), R"("given qtc" in {500, 501})");
}

TEST(CqlText, DeclaresWhatIsReadAndReadsAssumptionsAsNullInMonotoneRulesOnly) {
    EXPECT_EQ(library("pregnant", Strictness::monotone),
              R"(library Some version '1'

parameter "pregnant" Boolean
parameter "pregnant assumed" Boolean

define "known pregnant": if "pregnant" is null or "pregnant assumed" is true then null else "pregnant"

define "a/rule": "known pregnant"
)");
    EXPECT_EQ(library("child_pugh = 'A'", Strictness::open),
              R"(library Some version '1'

// one of 'none', 'A'
parameter "child_pugh" String

define "given child_pugh": if "child_pugh" is null then null else "child_pugh"

define "a/rule": "given child_pugh" = 'A'
)");
}

TEST(CqlText, WritesDefinitionsBeforeTheirUseAsTheRuleReadsThem) {
    const std::string all = library("very_low", Strictness::open);

    EXPECT_NE(all.find("define \"given low\": \"given potassium\" < 3.0\n"
                       "define \"given very_low\": \"given low\" and \"given potassium\" < 2.5\n"),
              std::string::npos)
        << all;
    EXPECT_EQ(all.find("known"), std::string::npos) << all;
}

TEST(CqlText, WritesARuleWithoutConditionAsTrueAndKeepsCommentsOnTheirLine) {
    const std::string all = cql_library({"Some", "1", {"head"}, {{"say \"a\"", "two\nlines", nullptr}}}, Names{}, {});

    EXPECT_EQ(all, "library Some version '1'\n\n// head\n\n// two lines\ndefine \"say \\\"a\\\"\": true\n");
}

TEST(CqlExport, HasEveryRuleOfTheEditionOnce) {
    const auto knowledge = Knowledge::embedded();
    ASSERT_TRUE(knowledge);
    std::string all;
    for (const CqlLibrary& library : knowledge->cql()) all += library.text;

    for (const Statement& statement : knowledge->statements()) {
        const std::string definition = "\ndefine \"" + statement.id + "\": ";
        const std::size_t at = all.find(definition);
        EXPECT_NE(at, std::string::npos) << statement.id;
        EXPECT_EQ(all.find(definition, at + 1), std::string::npos) << statement.id;
    }
}

TEST(CqlExport, NamesFilesAfterTheKnowledgeAndTheEditionIsTheVersion) {
    const auto knowledge = Knowledge::embedded();
    ASSERT_TRUE(knowledge);
    const auto libraries = knowledge->cql();

    EXPECT_EQ(libraries.front().file, "EuthymiaDefinitions.cql");
    for (const CqlLibrary& library : libraries) {
        const std::string name = library.file.substr(0, library.file.size() - 4);
        const std::string first = "library " + name + " version '" + std::string{knowledge->edition()} + "'\n";
        EXPECT_TRUE(library.text.starts_with(first)) << library.file;
    }
}

}  // namespace
