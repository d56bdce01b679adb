// SPDX-License-Identifier: Apache-2.0
// The public CQL conformance tests: cases read from XML, and what our language makes of each.
#include "tests/rules/cql_cases.hpp"

#include <algorithm>
#include <optional>
#include <regex>
#include <stdexcept>

#include "lib/core/text.hpp"
#include "lib/rules/asking.hpp"
#include "lib/rules/language.hpp"
#include "lib/rules/number.hpp"

#include <tinyxml2.h>

namespace conformance {
namespace {

using namespace euthymia;
using namespace euthymia::rules;

std::string text_of(const tinyxml2::XMLElement& parent, const char* child) {
    const auto* element = parent.FirstChildElement(child);
    const char* text = element == nullptr ? nullptr : element->GetText();
    return text == nullptr ? std::string{} : std::string{core::trim(text)};
}

std::string attribute(const tinyxml2::XMLElement* element, const char* name) {
    const char* text = element == nullptr ? nullptr : element->Attribute(name);
    return text == nullptr ? std::string{} : std::string{text};
}

// ---- spellings

struct Spelling {
    std::string text;
    std::string given{};  ///< the literal behind the name `given`; empty: none
};

constexpr std::string_view unknown_names[] = {"unknown_truth", "unknown_number", "unknown_text"};

std::string with_own_operators(const std::string& text) {
    static const std::regex function{R"(^Is(Null|True|False)\((.*)\)$)"};
    static const std::regex in_interval{R"(^(.*) in Interval\[(.*), (.*)\]$)"};
    static const std::regex contains{R"(^Interval\[(.*), (.*)\] contains (.*)$)"};
    std::smatch found;
    if (std::regex_match(text, found, function)) {
        return found[2].str() + " is " + core::lower(found[1].str());
    }
    if (std::regex_match(text, found, in_interval)) {
        return found[1].str() + " between " + found[2].str() + " and " + found[3].str();
    }
    if (std::regex_match(text, found, contains)) {
        return found[3].str() + " between " + found[1].str() + " and " + found[2].str();
    }
    return text;
}

// `is null` stays: it is the operator, not the literal.
std::string with_null_as(const std::string& text, std::string_view name) {
    static const std::regex literal{R"((is )?\bnull\b)"};
    std::string result;
    auto at = text.cbegin();
    for (std::sregex_iterator found{text.begin(), text.end(), literal}; found != std::sregex_iterator{}; ++found) {
        result.append(at, text.cbegin() + found->position());
        result += (*found)[1].matched ? found->str() : std::string{name};
        at = text.cbegin() + found->position() + found->length();
    }
    return result.append(at, text.cend());
}

void add_with_given(std::vector<Spelling>& spellings, const std::string& text) {
    static const std::regex leading{R"(^('[^']*'|true\b|false\b|-?[0-9]+(\.[0-9]+)?( ?'[^']*')?)( .*)$)"};
    std::smatch found;
    if (std::regex_match(text, found, leading)) spellings.push_back({"given" + found[4].str(), found[1].str()});
}

std::vector<Spelling> spellings_of(const std::string& expression) {
    const std::string text = with_own_operators(expression);
    std::vector<Spelling> spellings{{text}};
    add_with_given(spellings, text);
    for (const std::string_view name : unknown_names) {
        const std::string other = with_null_as(text, name);
        if (other == text) continue;
        spellings.push_back({other});
        add_with_given(spellings, other);
    }
    return spellings;
}

// ---- names and values of one spelling

std::vector<std::string> texts_in(const std::string& text) {
    static const std::regex quoted{"'([^']*)'"};
    std::vector<std::string> texts{"some text"};
    for (std::sregex_iterator found{text.begin(), text.end(), quoted}; found != std::sregex_iterator{}; ++found) {
        texts.push_back((*found)[1].str());
    }
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return texts;
}

struct Given {
    Type type{};
    Value value{};
};

std::string_view unit_in(std::string_view literal) {
    const std::size_t quote = literal.find('\'');
    return quote == std::string_view::npos ? "" : literal.substr(quote + 1, literal.size() - quote - 2);
}

std::string_view digits_in(std::string_view literal) {
    return core::trim(literal.substr(0, std::min(literal.find('\''), literal.size())));
}

Given given_by(const std::string& literal, const std::vector<std::string>& texts) {
    if (literal.empty() || literal == "true" || literal == "false") {
        return {{}, Value::of(truth(literal == "true"))};
    }
    if (literal.front() == '\'') {
        const auto found = std::find(texts.begin(), texts.end(), literal.substr(1, literal.size() - 2));
        return {{FactType::choice, "", 0, texts}, Value::of_choice(static_cast<std::uint32_t>(found - texts.begin()))};
    }
    const auto value = core::parse_decimal(digits_in(literal), most_decimals);
    return {{FactType::number, std::string{unit_in(literal)}, most_decimals, {}},
            Value::of(Number::exactly(value.value_or(0)))};
}

class Scene {
public:
    explicit Scene(const Spelling& spelling) : text_{spelling.text} {
        const std::vector<std::string> texts = texts_in(spelling.text + spelling.given);
        names_.add({"unknown_truth", NameKind::fact, {}});
        names_.add({"unknown_number", NameKind::fact, {FactType::number, "", 0, {}}});
        names_.add({"unknown_text", NameKind::fact, {FactType::choice, "", 0, texts}});
        Given given = given_by(spelling.given, texts);
        value_ = given.value;
        given_ = names_.add({"given", NameKind::fact, std::move(given.type)});
    }

    /// The spelling as a condition.
    Result<Value> asked() const {
        const auto condition = compile(text_, names_, Strictness::open);
        if (!condition) return condition.error();
        return Value::of(evaluate(*condition, {}, lookup()));
    }

    /// The spelling as a number with `most_decimals` decimals.
    Result<Value> calculated(std::string_view unit) const {
        Names names = names_;
        const NameId result = names.add(
            {"result", NameKind::definition, {FactType::number, std::string{unit}, most_decimals, {}}, text_});
        const auto definitions = compile_definitions(names);
        if (!definitions) return definitions.error();
        const Condition& definition = *(*definitions)[result];
        const Lookup look = lookup();
        Value value = Asking{*definitions, look, Strictness::open}.values(definition).back();
        if (value.kind != Value::Kind::number) return value;
        value.number = scaled_up(value.number, most_decimals - definition.nodes.back().type.decimals);
        return value;
    }

private:
    Lookup lookup() const {
        return [this](NameId id) { return id == given_ ? value_ : Value{}; };
    }

    std::string text_;
    Names names_;
    NameId given_ = 0;
    Value value_;
};

// ---- judging

bool is_truth(const std::string& output) { return output == "true" || output == "false"; }

bool is_as_expected(const Value& value, const std::string& output) {
    if (output == "null") return value.kind == Value::Kind::unknown;
    if (is_truth(output)) return value.kind == Value::Kind::truth && value.truth == truth(output == "true");
    const auto expected = core::parse_decimal(digits_in(output), most_decimals);
    return expected && value.kind == Value::Kind::number && value.number == Number::exactly(*expected);
}

// As a condition, as a number, or both where the output is null.
std::vector<Result<Value>> answers_to(const Spelling& spelling, const std::string& output) {
    const Scene scene{spelling};
    std::vector<Result<Value>> answers;
    if (is_truth(output) || output == "null") answers.push_back(scene.asked());
    if (!is_truth(output)) answers.push_back(scene.calculated(unit_in(output)));
    return answers;
}

// Refusals that say that the expression is wrong, not that the subset leaves it out.
bool is_fault(const Error& error) {
    return error.code == ErrorCode::out_of_range || error.code == ErrorCode::wrong_unit;
}

Outcome refused_as_it_should(const Case& one) {
    const Result<Value> answer = Scene{{one.expression}}.calculated("");
    if (answer) return {false, "accepted"};
    return {is_fault(answer.error()), is_fault(answer.error()) ? "" : "refused: " + answer.error().detail};
}

}  // namespace

std::vector<Case> cases_of(const std::filesystem::path& file, const std::vector<std::string>& groups) {
    tinyxml2::XMLDocument document;
    if (document.LoadFile(file.string().c_str()) != tinyxml2::XML_SUCCESS) {
        throw std::runtime_error{file.string() + ": " + document.ErrorStr()};
    }
    std::vector<Case> cases;
    const auto* root = document.RootElement();
    for (const auto* group = root->FirstChildElement("group"); group; group = group->NextSiblingElement("group")) {
        const std::string name = attribute(group, "name");
        if (!groups.empty() && std::find(groups.begin(), groups.end(), name) == groups.end()) continue;
        for (const auto* test = group->FirstChildElement("test"); test; test = test->NextSiblingElement("test")) {
            const auto* expression = test->FirstChildElement("expression");
            cases.push_back({file.stem().string() + "/" + name + "/" + attribute(test, "name"),
                             text_of(*test, "expression"), text_of(*test, "output"),
                             !attribute(expression, "invalid").empty() && attribute(expression, "invalid") != "false"});
        }
    }
    return cases;
}

Outcome outcome_of(const Case& one) {
    if (one.is_invalid) return refused_as_it_should(one);
    Outcome outcome;
    for (const Spelling& spelling : spellings_of(one.expression)) {
        for (const Result<Value>& answer : answers_to(spelling, one.output)) {
            if (!answer) {
                if (outcome.why_not.empty()) outcome.why_not = "refused: " + answer.error().detail;
                continue;
            }
            if (!is_as_expected(*answer, one.output)) return {false, "`" + spelling.text + "` is not " + one.output};
            outcome.passed = true;
        }
    }
    if (outcome.passed) outcome.why_not.clear();
    return outcome;
}

}  // namespace conformance
