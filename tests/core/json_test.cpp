// SPDX-License-Identifier: Apache-2.0
// Whether the door for outside JSON lets in what is sound and refuses each kind of what is not.
#include "euthymia/json.hpp"

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "lib/core/json_fault.hpp"
#include "tests/support/shared_data.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace euthymia {
namespace {

JsonDocument parsed(std::string_view text, const JsonLimits& limits = {}) {
    Result<JsonDocument> document = JsonDocument::parse(text, limits);
    if (document) return *document;
    ADD_FAILURE() << to_string(document.error());
    return *JsonDocument::parse("null");
}

Error refused(std::string_view text, const JsonLimits& limits = {}) {
    const Result<JsonDocument> document = JsonDocument::parse(text, limits);
    if (!document) return document.error();
    ADD_FAILURE() << "was let in: " << text.substr(0, 80);
    return {ErrorCode::not_found, "", ""};
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string quoted(std::size_t length) { return '"' + std::string(length, 'x') + '"'; }

// ---- What comes in

TEST(JsonValue, HasTheTypeOfItsText) {
    const JsonDocument document = parsed(R"([null, true, 7, 7.0, "7", [], {}])");
    std::vector<JsonType> types;

    document.root().each_element([&](std::size_t, JsonValue value) { types.push_back(value.type()); });

    EXPECT_EQ(types, (std::vector<JsonType>{JsonType::null, JsonType::boolean, JsonType::integer, JsonType::real,
                                            JsonType::string, JsonType::array, JsonType::object}));
}

TEST(JsonValue, IsEmptyWhenReadAsAnotherType) {
    const JsonDocument document = parsed(R"({"text": "7", "real": 7.5, "integer": 7, "yes": true})");
    const JsonValue root = document.root();

    EXPECT_EQ(root.find("text")->integer(), std::nullopt);
    EXPECT_EQ(root.find("text")->number(), std::nullopt);
    EXPECT_EQ(root.find("text")->string(), "7");
    EXPECT_EQ(root.find("real")->integer(), std::nullopt);
    EXPECT_EQ(root.find("real")->number(), 7.5);
    EXPECT_EQ(root.find("integer")->number(), 7.0);
    EXPECT_EQ(root.find("integer")->boolean(), std::nullopt);
    EXPECT_EQ(root.find("yes")->boolean(), true);
    EXPECT_EQ(root.boolean(), std::nullopt);
    EXPECT_EQ(root.string(), std::nullopt);
}

TEST(JsonValue, FindsMembersByName) {
    const JsonDocument document = parsed(R"({"a": 1, "b": {"c": "d"}, "": 2, "n": null})");
    const JsonValue root = document.root();

    EXPECT_EQ(root.find("a")->integer(), 1);
    EXPECT_EQ(root.find("")->integer(), 2);
    EXPECT_TRUE(root.find("n")->is(JsonType::null));
    EXPECT_FALSE(root.find("A"));
    EXPECT_FALSE(root.find("a")->find("x"));
    EXPECT_EQ(root.find("b")->text("c"), "d");
    EXPECT_EQ(root.text("a"), "");
    EXPECT_EQ(root.text("x"), "");
}

TEST(JsonValue, VisitsInTheOrderOfTheText) {
    const JsonDocument document = parsed(R"({"b": 1, "a": 2, "c": 3})");
    std::string keys;

    document.root().each_member([&](std::string_view key, JsonValue) { keys += key; });

    EXPECT_EQ(keys, "bac");
}

TEST(JsonValue, VisitsNothingInAScalar) {
    const JsonDocument document = parsed("7");
    int visits = 0;

    document.root().each_element([&](std::size_t, JsonValue) { ++visits; });
    document.root().each_member([&](std::string_view, JsonValue) { ++visits; });

    EXPECT_EQ(visits, 0);
    EXPECT_EQ(document.root().size(), 0U);
}

TEST(JsonValue, CountsElementsAndMembers) {
    EXPECT_EQ(parsed("[1, [2, 3], 4]").root().size(), 3U);
    EXPECT_EQ(parsed(R"({"a": [1, 2], "b": 3})").root().size(), 2U);
    EXPECT_EQ(parsed("[]").root().size(), 0U);
    EXPECT_EQ(parsed("\"text\"").root().size(), 0U);
}

TEST(JsonValue, CountsPastTheParsersOwnCounter) {
    // simdjson counts to 16777215; two more than that.
    std::string text(2 * 16777217U + 1, '0');
    text.front() = '[';
    for (std::size_t at = 2; at < text.size(); at += 2) text[at] = ',';
    text.back() = ']';

    EXPECT_EQ(parsed(text, {.bytes = 64U << 20U}).root().size(), 16777217U);
}

TEST(JsonValue, ReadsAsNullBeforeItIsTakenFromADocument) {
    const JsonValue nowhere;

    EXPECT_TRUE(nowhere.is(JsonType::null));
    EXPECT_EQ(nowhere.size(), 0U);
    EXPECT_FALSE(nowhere.find("a"));
}

TEST(JsonDocument, OutlivesTheTextItWasReadFrom) {
    std::string text = R"({"a": "a text that is long enough to live elsewhere"})";
    const JsonDocument document = parsed(text);
    text.assign(text.size(), '#');

    EXPECT_EQ(document.root().text("a"), "a text that is long enough to live elsewhere");
}

TEST(JsonDocument, KeepsItsValuesWhenCopied) {
    const JsonDocument copy = [] { return JsonDocument{parsed("[1, 2, 3]")}; }();

    EXPECT_EQ(copy.root().size(), 3U);
}

TEST(JsonStrings, AreUnescaped) {
    const JsonDocument document = parsed(R"(["a\"\\\/\b\f\n\r\t", "\u00e9\ud83d\ude00", "\u0000"])");
    std::vector<std::string> strings;

    document.root().each_element([&](std::size_t, JsonValue value) { strings.emplace_back(*value.string()); });

    EXPECT_EQ(strings[0], "a\"\\/\b\f\n\r\t");
    EXPECT_EQ(strings[1], "\xC3\xA9\xF0\x9F\x98\x80");
    EXPECT_EQ(strings[2], std::string(1, '\0'));
}

TEST(JsonNumbers, BeyondInt64AreReal) {
    EXPECT_EQ(parsed("9223372036854775807").root().integer(), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(parsed("-9223372036854775808").root().integer(), std::numeric_limits<std::int64_t>::min());
    for (const std::string_view text :
         {"9223372036854775808", "18446744073709551615", "18446744073709551616", "-9223372036854775809"}) {
        EXPECT_TRUE(parsed(text).root().is(JsonType::real)) << text;
        EXPECT_EQ(parsed(text).root().integer(), std::nullopt) << text;
    }
    EXPECT_EQ(parsed("9223372036854775808").root().number(), 9223372036854775808.0);
    EXPECT_EQ(parsed("123456789012345678901234567890").root().number(), 123456789012345678901234567890.0);
    EXPECT_EQ(parsed("[1, 99999999999999999999, {\"a\": -99999999999999999999}]").root().size(), 3U);
}

TEST(JsonNumbers, TooSmallForADoubleAreZero) { EXPECT_EQ(parsed("1e-400").root().number(), 0.0); }

TEST(JsonNumbers, BeyondADoubleAreRefused) {
    EXPECT_EQ(parsed("1.7976931348623157e308").root().number(), std::numeric_limits<double>::max());
    for (const std::string& text :
         {std::string{"1.7976931348623159e308"}, std::string{"-1e309"}, std::string{"1e99999999999999999999"},
          std::string{"0.01e400"}, "1" + std::string(400, '0'), "1" + std::string(400, '0') + ".5"}) {
        EXPECT_EQ(refused("[1, " + text + "]"), (Error{ErrorCode::not_finite, "", "a number no double can hold", 4}))
            << text;
    }
}

// ---- What is refused, and where

struct Malformed {
    std::string_view text;
    std::size_t offset;
};

TEST(JsonDocument, NamesTheByteThatIsNotJson) {
    for (const auto& [text, offset] : {Malformed{"", 0},   {" ", 1},
                                       {"{", 1},           {"[1", 2},
                                       {"[1,]", 3},        {"[,1]", 1},
                                       {"[1 2]", 3},       {"{\"a\"}", 4},
                                       {"{\"a\":}", 5},    {"{\"a\":1,}", 7},
                                       {"{a:1}", 1},       {"{1:1}", 1},
                                       {"[1]]", 3},        {"[1}", 2},
                                       {"1 2", 2},         {"tru", 0},
                                       {"True", 0},        {"nul", 0},
                                       {"[trueish]", 5},   {"'a'", 0},
                                       {"01", 0},          {"-", 1},
                                       {"+1", 0},          {"1.", 2},
                                       {".5", 0},          {"1e", 2},
                                       {"1e+", 3},         {"0x10", 1},
                                       {"NaN", 0},         {"Infinity", 0},
                                       {"-Infinity", 1},   {"\"a", 2},
                                       {"\"\\x\"", 1},     {"\"\\u12g4\"", 1},
                                       {"\"\\", 1},        {"\"\\ud800\"", 1},
                                       {"\"\\udc00\"", 1}, {"\"\\ud800\\u0041\"", 1},
                                       {"\"a\nb\"", 2},    {"\"a\tb\"", 2},
                                       {"// c\n1", 0},     {"[1] // c", 4},
                                       {"\x7f", 0},        {"\xC2\xA0{}", 0}}) {
        const Error error = refused(text);

        EXPECT_EQ(error.code, ErrorCode::malformed_text) << text;
        EXPECT_EQ(error.offset, offset) << text;
        EXPECT_EQ(error.where, "") << text;
    }
}

TEST(JsonDocument, RefusesAByteOrderMarkByName) {
    const Error error = refused("\xEF\xBB\xBF{}");

    EXPECT_EQ(error.code, ErrorCode::malformed_text);
    EXPECT_EQ(error.offset, 0U);
    EXPECT_NE(error.detail.find("byte order mark"), std::string::npos);
}

TEST(JsonDocument, RefusesRawNulBytesWhereverTheyStand) {
    for (const std::string_view text : {std::string_view{"[1,\0 2]", 7}, std::string_view{"[1]\0", 4},
                                        std::string_view{"\"\0\"", 3}, std::string_view{"[1]\0{}", 6}}) {
        const Error error = refused(text);

        EXPECT_EQ(error.code, ErrorCode::nul_byte);
        EXPECT_EQ(error.offset, text.find('\0'));
    }
}

TEST(JsonDocument, RefusesTextThatIsNotUtf8) {
    for (const std::string_view bytes :
         {"\xFF", "\x80", "\xC0\xAF", "\xC2", "\xE0\x80\x80", "\xE2\x82", "\xED\xA0\x80", "\xF0\x80\x80\x80",
          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x28\xA1", "\xF0\x9F\x98"}) {
        const Error error = refused("[\"ab" + std::string{bytes} + "\"]");

        EXPECT_EQ(error.code, ErrorCode::invalid_utf8) << testing::PrintToString(bytes);
        EXPECT_EQ(error.offset, 4U) << testing::PrintToString(bytes);
    }
}

TEST(JsonDocument, TakesUtf8OfEveryLength) {
    const std::string_view text =
        "\"\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\"";

    EXPECT_EQ(parsed(text).root().string(), text.substr(1, text.size() - 2));
}

TEST(JsonDocument, RefusesADuplicateKeyAtAnyLevel) {
    const Error top = refused(R"({"a": 1, "b": 2, "a": 3})");
    const Error deep = refused(R"({"entry": [{}, {"resource": {"id": 1, "x": 2, "id": 1}}]})");

    EXPECT_EQ(top.code, ErrorCode::duplicate_key);
    EXPECT_EQ(top.where, "/a");
    EXPECT_EQ(deep.code, ErrorCode::duplicate_key);
    EXPECT_EQ(deep.where, "/entry/1/resource/id");
}

TEST(JsonDocument, ComparesKeysAfterUnescaping) {
    EXPECT_EQ(refused(R"({"a": 1, "\u0061": 2})").code, ErrorCode::duplicate_key);
    EXPECT_EQ(refused(R"({"": 1, "": 2})").where, "/");
    EXPECT_EQ(refused(R"({"a/~b": 1, "a\/~b": 2})").where, "/a~1~0b");
}

TEST(JsonDocument, TakesTheSameKeyInDifferentObjects) {
    EXPECT_EQ(parsed(R"([{"a": 1}, {"a": {"a": {"a": 2}}}])").root().size(), 2U);
}

TEST(JsonDocument, FindsADuplicateAmongManyKeys) {
    for (const int members : {7, 8, 9, 1000}) {
        std::string text = "{";
        for (int i = 0; i < members; ++i) text += "\"k" + std::to_string(i) + "\": 0, ";

        EXPECT_EQ(parsed(text + "\"other\": 0}").root().size(), static_cast<std::size_t>(members) + 1);
        EXPECT_EQ(refused(text + "\"k3\": 0}").where, "/k3");
    }
}

TEST(JsonDocument, EndsAtTheSizeLimit) {
    const std::string at_limit = quoted(98);

    EXPECT_EQ(parsed(at_limit, {.bytes = 100}).root().string()->size(), 98U);
    EXPECT_EQ(refused(at_limit + " ", {.bytes = 100}).code, ErrorCode::too_large);
    EXPECT_EQ(refused(std::string((16U << 20U) + 1, ' ')).code, ErrorCode::too_large);
}

TEST(JsonDocument, EndsAtTheDepthLimit) {
    EXPECT_EQ(parsed(nested(64)).root().size(), 1U);
    for (const std::size_t depth : {65U, 66U, 67U, 100'000U}) {
        const Error error = refused(nested(depth));

        EXPECT_EQ(error.code, ErrorCode::too_deep) << depth;
        EXPECT_EQ(error.offset, 64U) << depth;
    }
}

TEST(JsonDocument, CountsObjectsAndArraysAlike) {
    EXPECT_EQ(parsed(R"({"a": [{}]})", {.depth = 3}).root().size(), 1U);
    EXPECT_EQ(refused(R"({"a": [{}]})", {.depth = 2}).offset, 7U);
    EXPECT_EQ(refused(R"({"a": [{"b": 1}]})", {.depth = 2}).code, ErrorCode::too_deep);
}

TEST(JsonDocument, TakesOnlyScalarsAtDepthZero) {
    EXPECT_EQ(parsed("7", {.depth = 0}).root().integer(), 7);
    EXPECT_EQ(refused("[]", {.depth = 0}).code, ErrorCode::too_deep);
}

TEST(JsonDocument, TakesAnyDepthTheHostAllows) {
    const std::size_t no_limit = std::numeric_limits<std::size_t>::max();

    EXPECT_EQ(parsed(nested(200'000), {.depth = 200'000}).root().size(), 1U);
    EXPECT_EQ(parsed(nested(200'000), {.depth = no_limit}).root().size(), 1U);
    EXPECT_EQ(refused(std::string(200'000, '['), {.depth = no_limit}).offset, 200'000U);
}

TEST(JsonDocument, EndsAtTheStringLimit) {
    const JsonLimits limits{.string_bytes = 10};

    EXPECT_EQ(parsed(quoted(10), limits).root().string()->size(), 10U);
    EXPECT_EQ(refused(quoted(11), limits).code, ErrorCode::string_too_long);
    EXPECT_EQ(refused("[1, {\"a\": " + quoted(11) + "}]", limits).where, "/1/a");
    EXPECT_EQ(refused(quoted((1U << 20U) + 1)).code, ErrorCode::string_too_long);
}

TEST(JsonDocument, MeasuresStringsAfterUnescaping) {
    EXPECT_EQ(parsed(R"("\u0061\u0062")", {.string_bytes = 2}).root().string(), "ab");
}

TEST(JsonDocument, LimitsNamesOfMembersToo) {
    const JsonLimits limits{.string_bytes = 10};
    const Error error = refused("[{" + quoted(11) + ": 1}]", limits);

    EXPECT_EQ(parsed("{" + quoted(10) + ": 1}", limits).root().size(), 1U);
    EXPECT_EQ(error.code, ErrorCode::string_too_long);
    EXPECT_EQ(error.where, "/0");
}

TEST(JsonDocument, KeepsPatientValuesOutOfErrors) {
    for (const std::string_view text :
         {R"({"name": "Miller", "name": 1})", R"({"name": "Miller)", R"({"name": "Miller" 1})"}) {
        EXPECT_EQ(to_string(refused(text)).find("Miller"), std::string::npos) << text;
    }
}

TEST(JsonDocument, NeverReadsTheParsersEnvironmentVariable) {
#if defined(_WIN32)
    _putenv_s("SIMDJSON_FORCE_IMPLEMENTATION", "none");
#else
    ::setenv("SIMDJSON_FORCE_IMPLEMENTATION", "none", 1);
#endif
    // Had it been read, no implementation would be left and nothing could be parsed.
    EXPECT_EQ(parsed("[1, 2]").root().size(), 2U);
}

TEST(PointerStep, EscapesAsRfc6901Asks) {
    EXPECT_EQ(pointer_step("a/b"), "/a~1b");
    EXPECT_EQ(pointer_step("a~b"), "/a~0b");
    EXPECT_EQ(pointer_step("~1"), "/~01");
    EXPECT_EQ(pointer_step(""), "/");
}

// ---- Properties

// Text that is nearly JSON: every token in any order.
rc::Gen<std::string> nearly_json() {
    const auto token = rc::gen::element<std::string>("[", "]", "{", "}", ",", ":", "\"a\"", "\"b\"", "\"\\u0061\"", "1",
                                                     "-0", "1.5e3", "1e999", "true", "null", " ",
                                                     "99999999999999999999", "\"\\ud800\"", "\xC3\xA9", "\xFF", "\"");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(token), [](std::vector<std::string> tokens) {
        std::string text;
        for (const std::string& one : tokens) text += one;
        return text;
    });
}

RC_GTEST_PROP(JsonDocument, RefusesExactlyWhatTheSlowReadingFaults, ()) {
    const std::string text = *nearly_json();
    const Result<JsonDocument> document = JsonDocument::parse(text, {.depth = 4});
    const std::optional<Error> fault = core::read_slowly(text, 4).fault;
    if (document)
        RC_ASSERT(!fault);
    else if (!text.empty() && document.error().code != ErrorCode::duplicate_key)
        RC_ASSERT(document.error() == fault);
}

RC_GTEST_PROP(JsonDocument, NamesTheSameFaultEveryTime, (const std::string& text)) {
    const Result<JsonDocument> once = JsonDocument::parse(text);
    const Result<JsonDocument> again = JsonDocument::parse(text);
    RC_ASSERT(bool{once} == bool{again});
    if (!once) RC_ASSERT(once.error() == again.error());
}

// ---- Records from elsewhere

TEST(JsonDocument, TakesOrRefusesEachFileOfTheSharedDataRightly) {
    const auto files = tests::shared_files({".json"});
    if (files.empty()) GTEST_SKIP() << "no shared records beside the source tree";
    for (const std::filesystem::path& file : files) {
        const std::string name = file.filename().string();
        // Two kinds of file there are no JSON on purpose.
        const bool is_broken = name.find(".notjson.") != name.npos || name.find("comments") != name.npos;
        const Result<JsonDocument> document = JsonDocument::parse(tests::content_of(file), {.bytes = 1U << 30U});
        EXPECT_EQ(bool{document}, !is_broken) << file;
    }
}

}  // namespace
}  // namespace euthymia
