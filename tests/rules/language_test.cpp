// SPDX-License-Identifier: Apache-2.0
// What the rule language says, refuses and leaves unknown.
#include <array>
#include <map>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "lib/rules/language.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::rules;

Names some_names() {
    Names names;
    for (const char* id : {"a", "b", "c"}) names.add({id, NameKind::fact, {FactType::truth, "", 0, {}}});
    names.add({"age_years", NameKind::fact, {FactType::number, "", 0, {}}});
    names.add({"qtc", NameKind::fact, {FactType::number, "ms", 0, {}}});
    names.add({"phenotype", NameKind::fact, {FactType::choice, "", 0, {"poor", "normal"}}});
    return names;
}

const Names& names() {
    static const Names all = some_names();
    return all;
}

using Values = std::map<std::string, Value>;

Truth ask(std::string_view text, const Values& values, Strictness strictness = Strictness::monotone) {
    const auto condition = compile(text, names(), strictness);
    EXPECT_TRUE(condition) << (condition ? "" : to_string(condition.error()));
    if (!condition) return Truth::unknown;
    return evaluate(*condition, {}, [&](NameId id) {
        const auto found = values.find(names()[id].id);
        return found == values.end() ? Value{} : found->second;
    });
}

Error refusal(std::string_view text, Strictness strictness = Strictness::monotone) {
    const auto condition = compile(text, names(), strictness);
    EXPECT_FALSE(condition) << text;
    return condition ? Error{} : condition.error();
}

const Value yes = Value::of(Truth::yes);
const Value no = Value::of(Truth::no);

Value number(std::int64_t value) { return Value::of(Number::exactly(value)); }

TEST(RuleLanguage, CombinesUnknownAsKleeneDoes) {
    EXPECT_EQ(ask("a and b", {{"a", no}}), Truth::no);
    EXPECT_EQ(ask("a and b", {{"a", yes}}), Truth::unknown);
    EXPECT_EQ(ask("a or b", {{"a", yes}}), Truth::yes);
    EXPECT_EQ(ask("a or b", {{"a", no}}), Truth::unknown);
    EXPECT_EQ(ask("not a", {}), Truth::unknown);
    EXPECT_EQ(ask("a implies b", {{"a", no}}), Truth::yes);
    EXPECT_EQ(ask("a xor b", {{"a", yes}}), Truth::unknown);
}

TEST(RuleLanguage, BindsAndBeforeOr) {
    EXPECT_EQ(ask("a or b and c", {{"a", yes}, {"b", no}, {"c", no}}), Truth::yes);
    EXPECT_EQ(ask("(a or b) and c", {{"a", yes}, {"b", no}, {"c", no}}), Truth::no);
}

TEST(RuleLanguage, StartsAboveTheLimitNotOnIt) {
    EXPECT_EQ(ask("age_years > 60", {{"age_years", number(60)}}), Truth::no);
    EXPECT_EQ(ask("age_years > 60", {{"age_years", number(61)}}), Truth::yes);
    EXPECT_EQ(ask("age_years > 60", {}), Truth::unknown);
    EXPECT_EQ(ask("age_years > 60", {{"age_years", Value::of(Number{60, 61})}}), Truth::unknown);
    EXPECT_EQ(ask("age_years between 18 and 25", {{"age_years", number(25)}}), Truth::yes);
    EXPECT_EQ(ask("age_years between 18 and 25", {{"age_years", number(26)}}), Truth::no);
}

TEST(RuleLanguage, RefusesAMisspeltNameWithTheNearest) {
    const Error error = refusal("a and age_yeers > 60");

    EXPECT_EQ(error.code, ErrorCode::unknown_name);
    EXPECT_EQ(error.offset, 6U);
    EXPECT_NE(error.detail.find("age_years"), std::string::npos);
}

TEST(RuleLanguage, RefusesAWrongOrMissingUnit) {
    EXPECT_EQ(refusal("qtc > 500").code, ErrorCode::wrong_unit);
    EXPECT_EQ(refusal("qtc > 500 's'").code, ErrorCode::wrong_unit);
    EXPECT_EQ(ask("qtc > 500 'ms'", {{"qtc", number(501)}}), Truth::yes);
}

TEST(RuleLanguage, RefusesAChoiceThatDoesNotExist) {
    EXPECT_NE(refusal("phenotype = 'pour'").detail.find("poor"), std::string::npos);
}

TEST(RuleLanguage, RefusesPresenceTestsWhereNullMustStayNull) {
    EXPECT_EQ(refusal("a is true").code, ErrorCode::unsupported);
    EXPECT_EQ(refusal("phenotype in {'poor'}").code, ErrorCode::unsupported);
    EXPECT_EQ(ask("a is null", {}, Strictness::open), Truth::yes);
}

TEST(RuleLanguage, RefusesWhatCqlWouldReadOtherwise) {
    for (const char* text : {"not phenotype = 'poor'", "age_years < 60 < 70", "", "a and", "(a", "a b", "age_years",
                             "a > 3", "age_years = 'poor'"}) {
        EXPECT_FALSE(compile(text, names(), Strictness::monotone)) << text;
    }
}

TEST(RuleLanguage, BoundsDepthAndLength) {
    EXPECT_FALSE(compile(std::string(100'000, '(') + "a", names(), Strictness::monotone));
    EXPECT_FALSE(compile("a" + std::string(10'000, ' ') + "and b", names(), Strictness::monotone));
}

TEST(RuleLanguage, ReadsAnAssumptionAsUnknownWhereItForbids) {
    Value assumed = no;
    assumed.assumed = true;

    EXPECT_EQ(ask("a", {{"a", assumed}}, Strictness::monotone), Truth::unknown);
    EXPECT_EQ(ask("a", {{"a", assumed}}, Strictness::open), Truth::no);
}

TEST(RuleLanguage, RefusesDefinitionsThatGoInACircle) {
    Names circular = some_names();
    circular.add({"x", NameKind::definition, {}, "y and a"});
    circular.add({"y", NameKind::definition, {}, "x or b"});

    const auto compiled = compile_definitions(circular);

    ASSERT_FALSE(compiled);
    EXPECT_EQ(compiled.error().code, ErrorCode::cyclic_definition);
}

// A random condition over the names, without presence tests.
rc::Gen<std::string> conditions(int depth) {
    if (depth == 0) {
        return rc::gen::element<std::string>("a", "b", "c", "age_years > 60", "age_years between 18 and 25",
                                             "qtc >= 450 'ms'", "phenotype = 'poor'");
    }
    return rc::gen::exec([depth] {
        const std::string left = *conditions(depth - 1);
        const std::string right = *conditions(depth - 1);
        const std::string op = *rc::gen::element<std::string>("and", "or", "xor", "implies");
        const std::string text = "(" + left + ") " + op + " (" + right + ")";
        return *rc::gen::arbitrary<bool>() ? "not (" + text + ")" : text;
    });
}

Values some_values() {
    Values values;
    for (const char* id : {"a", "b", "c"}) values[id] = *rc::gen::element(Value{}, yes, no);
    values["age_years"] = *rc::gen::element(Value{}, number(17), number(60), number(61), Value::of(Number{60, 61}));
    values["qtc"] = *rc::gen::element(Value{}, number(449), number(450));
    values["phenotype"] = *rc::gen::element(Value{}, Value::of_choice(0), Value::of_choice(1));
    return values;
}

RC_GTEST_PROP(RuleLanguage, IsSettledButNeverFlippedByLearning, ()) {
    const std::string text = *conditions(3);
    Values values = some_values();
    const Truth before = ask(text, values);
    for (const char* id : {"a", "b", "c"}) {
        if (values[id].kind == Value::Kind::unknown) values[id] = *rc::gen::element(yes, no);
    }
    if (values["age_years"].number.at_least == 60) values["age_years"] = *rc::gen::element(number(60), number(60));
    const Truth after = ask(text, values);

    RC_ASSERT(before == Truth::unknown || before == after);
}

RC_GTEST_PROP(RuleLanguage, NamesWhatIsMissing, ()) {
    const std::string text = *conditions(3);
    const Values values = some_values();
    const auto condition = compile(text, names(), Strictness::monotone);
    RC_ASSERT(static_cast<bool>(condition));
    const auto lookup = [&](NameId id) { return values.at(names()[id].id); };

    const auto lacking = missing(*condition, {}, lookup);

    RC_ASSERT((evaluate(*condition, {}, lookup) == Truth::unknown) == !lacking.empty());
}

}  // namespace
