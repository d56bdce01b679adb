// SPDX-License-Identifier: Apache-2.0
// How conditions are written as a CQL library.
#include "lib/rules/cql_text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "euthymia/knowledge.hpp"
#include "lib/core/text.hpp"
#include "lib/rules/held.hpp"

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
    return cql_library({"Some", "1", {}, {{"a/rule", "", *condition}}}, names, *definitions);
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

define "known pregnant": if "pregnant assumed" is true then null else "pregnant" as Boolean

define "a/rule": "known pregnant"
)");
    EXPECT_EQ(library("child_pugh = 'A'", Strictness::open),
              R"(library Some version '1'

// one of 'none', 'A'
parameter "child_pugh" String

define "given child_pugh": "child_pugh" as String

define "a/rule": "given child_pugh" = 'A'
)");
}

TEST(CqlText, ReadsSettingsAlwaysAsGiven) {
    const std::string all = library("jurisdiction = 'US'", Strictness::monotone);

    EXPECT_NE(all.find("define \"known jurisdiction\": \"jurisdiction\" as String\n"), std::string::npos) << all;
    EXPECT_EQ(all.find("assumed"), std::string::npos) << all;
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
    const std::string all = cql_library({"Some", "1", {"head"}, {{"say \"a\"", "two\nlines", {}}}}, Names{}, {});

    EXPECT_EQ(all, "library Some version '1'\n\n// head\n\n// two lines\ndefine \"say \\\"a\\\"\": true\n");
}

TEST(CqlText, SaysWhichParametersAreAboutTheCandidate) {
    Names names;
    const NameId dose = names.add({"dose", NameKind::relation, {FactType::number, "mg", 3, {}}});
    const auto condition = compile("dose > 20 'mg'", names, Strictness::open);
    ASSERT_TRUE(condition);
    EXPECT_EQ(condition->reads.front(), dose);

    const std::string all = cql_library({"Some", "1", {}, {{"a", "", *condition}}}, names, {});

    EXPECT_NE(all.find("// about the candidate, in mg, decimals: 3\nparameter \"dose\" Decimal\n"), std::string::npos)
        << all;
}

// What is exported, read back: names as the library reads them, numbers without unit.
class ReadBack {
public:
    explicit ReadBack(const RuleBase& rules) : rules_{rules} {
        for (NameId id = 0; id < rules.names.size(); ++id) {
            for (const char* how : {"known ", "given "}) add(how, rules.names[id]);
        }
        auto definitions = compile_definitions(names_);
        if (definitions) definitions_ = std::move(*definitions);
    }

    [[nodiscard]] Truth answer(std::string_view text, Strictness strictness, const std::vector<Value>& values) const {
        const auto condition = compile(text, names_, strictness);
        EXPECT_TRUE(condition) << text << ": " << to_string(condition.error());
        return evaluate(*condition, definitions_, [&](NameId id) { return value(names_[id].id, values); });
    }

private:
    void add(const std::string& how, const Name& name) {
        Type type = name.type;
        type.unit.clear();
        const bool is_defined = name.kind == NameKind::definition;
        names_.add({how + name.id, name.kind, type, is_defined ? renamed(how, name) : ""});
    }

    // A definition of the edition, in the words of the library that holds them all.
    static std::string renamed(const std::string& how, const Name& name) {
        static const auto knowledge = Knowledge::embedded();
        static const std::string all = knowledge ? knowledge->cql().front().text : "";
        const std::string begin = "define \"" + how + name.id + "\": ";
        const std::size_t at = all.find(begin) + begin.size();
        return all.substr(at, all.find('\n', at) - at);
    }

    [[nodiscard]] Value value(std::string_view name, const std::vector<Value>& values) const {
        const Value& found = values[*rules_.names.find(name.substr(6))];
        const bool is_hidden = found.assumed && name.starts_with("known ");
        Value plain = is_hidden ? Value{} : found;
        plain.assumed = false;
        return plain;
    }

    const RuleBase& rules_;
    Names names_;
    std::vector<std::optional<Condition>> definitions_;
};

// Any value of a name's type, or none, or an assumed one.
Value some_value(const Type& type, std::size_t& draw) {
    draw = draw * 6364136223846793005U + 1442695040888963407U;
    const std::size_t drawn = draw >> 33U;
    Value value;
    if (drawn % 4 == 0) return value;
    if (type.kind == FactType::truth) value = Value::of(truth(drawn % 3 == 0));
    if (type.kind == FactType::number) value = Value::of(Number::exactly(static_cast<std::int64_t>(drawn % 100)));
    if (type.kind == FactType::choice)
        value = Value::of_choice(static_cast<std::uint32_t>(drawn % type.choices.size()));
    value.assumed = drawn % 5 == 0;
    return value;
}

TEST(CqlExport, ReadsBackAsTheSameRules) {
    const auto knowledge = Knowledge::embedded();
    ASSERT_TRUE(knowledge);
    const RuleBase& rules = *knowledge->held().rules;
    const ReadBack back{rules};
    std::string all;
    for (const CqlLibrary& library : knowledge->cql()) all += library.text;
    std::size_t draw = 20261123;
    for (const Rule& rule : rules.rules) {
        if (rule.row->kind == "evidence") continue;
        const std::string begin = core::joined({"\ndefine \"", rule.row->id, "\": "});
        const std::size_t at = all.find(begin) + begin.size();
        const std::string text = all.substr(at, all.find('\n', at) - at);
        std::vector<Value> values;
        for (NameId id = 0; id < rules.names.size(); ++id) values.push_back(some_value(rules.names[id].type, draw));
        const auto lookup = [&](NameId id) { return values[id]; };
        const bool always = rule.condition.empty();
        const Truth ours = always ? Truth::yes : evaluate(condition_of(rules, rule), rules.definitions, lookup);
        const Strictness strictness = always ? Strictness::open : rule.strictness;
        EXPECT_EQ(back.answer(text, strictness, values), ours) << rule.row->id << ": " << text;
    }
}

TEST(CqlExport, HasEveryRuleOfTheEditionOnce) {
    const auto knowledge = Knowledge::embedded();
    ASSERT_TRUE(knowledge);
    std::string all;
    for (const CqlLibrary& library : knowledge->cql()) all += library.text;

    for (const Statement& statement : knowledge->statements()) {
        const std::string definition = "\ndefine \"" + statement.id + "\": ";
        const std::size_t at = all.find(definition);
        if (statement.kind == "evidence") {  // says nothing of anybody
            EXPECT_EQ(at, std::string::npos) << statement.id;
            continue;
        }
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
