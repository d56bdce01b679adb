// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines: answers to questionnaires.
#include <algorithm>
#include <array>
#include <utility>

#include "lib/adapt/fhir_reader.hpp"
#include "lib/adapt/lists.hpp"

namespace euthymia::adapt {

namespace {

constexpr std::string_view loinc = "http://loinc.org";

// LOINC's own questionnaires use the item's code as its link: "/44260-8", "/44249-1/44260-8".
std::optional<Code> code_in_link(std::string_view link) {
    const std::string_view last = link.substr(link.rfind('/') + 1);
    const std::size_t dash = last.find('-');
    const auto digits = [](std::string_view text) {
        return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (dash == std::string_view::npos || dash + 2 != last.size()) return std::nullopt;
    if (!digits(last.substr(0, dash)) || !digits(last.substr(dash + 1))) return std::nullopt;
    return Code{std::string{loinc}, std::string{last}, ""};
}

void add_codes(const std::optional<JsonValue>& codings, std::vector<Code>& codes) {
    if (!codings) return;
    codings->each_element([&](std::size_t, JsonValue coding) {
        codes.push_back({std::string{coding.text("system")}, std::string{coding.text("code")}, ""});
    });
}

// The items of a form by their link. The list of what is still to be searched replaces recursion.
std::unordered_map<std::string, JsonValue> questions_of(const std::optional<JsonValue>& questionnaire) {
    std::unordered_map<std::string, JsonValue> questions;
    std::vector<JsonValue> open;
    if (questionnaire) open.push_back(*questionnaire);
    while (!open.empty()) {
        const auto items = open.back().find("item");
        open.pop_back();
        if (!items) continue;
        items->each_element([&](std::size_t, JsonValue item) {
            questions.emplace(item.text("linkId"), item);
            open.push_back(item);
        });
    }
    return questions;
}

// The option of the questionnaire that was chosen; it may carry the score that the answer lacks.
std::optional<JsonValue> option_chosen(JsonValue question, JsonValue answer) {
    const auto options = question.find("answerOption");
    const auto given = answer.find("valueCoding");
    std::optional<JsonValue> found;
    if (!options || !given) return found;
    options->each_element([&](std::size_t, JsonValue option) {
        const auto coding = option.find("valueCoding");
        if (coding && coding->text("code") == given->text("code") && !given->text("code").empty()) found = option;
    });
    return found;
}

std::optional<double> score_of_option(JsonValue option) {
    std::optional<double> score;
    const auto read = [&](const std::optional<JsonValue>& extensions) {
        if (!extensions) return;
        extensions->each_element([&](std::size_t, JsonValue extension) {
            const std::string_view url = extension.text("url");
            const auto value = extension.find("valueDecimal");
            if (value && (url.ends_with("/ordinalValue") || url.ends_with("/itemWeight"))) score = value->number();
        });
    };
    read(option.find("extension"));
    read(find(option, "valueCoding", "extension"));
    return score;
}

}  // namespace

void FhirReader::read_response(JsonValue response) {
    const std::string_view status = response.text("status");
    if (status == "entered-in-error") return skip("", "status entered-in-error");
    Response read;
    read.when = date_of(response, {"authored"});
    if (!read.when) read.when = encounter_date(response);
    read.questions = questions_of(resources_.questionnaire(response));
    read.finished = status == "completed" || status == "amended";
    const std::string_view address = response.text("questionnaire");
    read.own_review = address.substr(0, address.find('|')).ends_with("/euthymia/safety-review");
    std::vector<JsonValue> open{response};
    while (!open.empty()) {
        const auto items = open.back().find("item");
        open.pop_back();
        if (!items) continue;
        items->each_element([&](std::size_t, JsonValue item) {
            read_item(item, read);
            open.push_back(item);
            if (const auto answers = item.find("answer")) {
                answers->each_element([&](std::size_t, JsonValue answer) { open.push_back(answer); });
            }
        });
    }
    if (read.unknown_items > 0) {
        skip("(" + std::to_string(read.unknown_items) + " answered items)", "questions not in the tables");
    }
}

std::vector<Code> FhirReader::codes_of_item(JsonValue item, const Response& response) const {
    std::vector<Code> codes;
    const std::string_view link = item.text("linkId");
    add_codes(item.find("code"), codes);
    const auto question = response.questions.find(std::string{link});
    if (question != response.questions.end()) add_codes(question->second.find("code"), codes);
    if (codes.empty()) {
        if (auto code = code_in_link(link)) codes.push_back(std::move(*code));
    }
    return codes;
}

// An item nobody answered was not asked; it says nothing.
void FhirReader::read_item(JsonValue item, Response& response) {
    const auto answers = item.find("answer");
    if (!answers || answers->size() == 0) return;
    const std::string_view link = item.text("linkId");
    if (response.own_review) {
        answers->each_element([&](std::size_t, JsonValue answer) { read_own_item(link, answer, response); });
        return;
    }
    std::vector<CodeUse> uses;
    bool known = false;
    for (const Code& code : codes_of_item(item, response)) {
        const auto more = knowledge_.uses("Observation", code);
        known = known || !more.empty() || knowledge_.is_known_other("Observation", code);
        for (const CodeUse& use : more) {
            const bool there =
                std::any_of(uses.begin(), uses.end(), [&](const CodeUse& other) { return other.fact == use.fact; });
            if (!there) uses.push_back(use);
        }
    }
    if (!known) ++response.unknown_items;
    answers->each_element([&](std::size_t, JsonValue answer) { read_answer(uses, link, answer, response); });
}

void FhirReader::read_answer(const std::vector<CodeUse>& uses, std::string_view link, JsonValue answer,
                             const Response& response) {
    const auto question = response.questions.find(std::string{link});
    const bool has_question = question != response.questions.end();
    const auto option = has_question ? option_chosen(question->second, answer) : std::nullopt;
    const auto score = option ? score_of_option(*option) : std::nullopt;
    for (const CodeUse& use : uses) {
        Reading reading = read_value(*use.fact, *use.binding, answer);
        if (score && use.fact->type == FactType::number) {
            const Reading scored = number_value(*use.fact, *score);
            const bool agree = !reading.value || (scored.value && *scored.value == *reading.value);
            reading = agree ? scored : Reading{std::nullopt, "answer and the questionnaire's score disagree"};
        }
        if (reading.value) {
            add_fact(*use.fact, std::move(*reading.value), response.when);
        } else {
            skip(link, use.fact->id + ": " + reading.why);
        }
    }
}

// "review.<list>" answered yes, in a form that was finished: the whole list was gone through.
void FhirReader::read_own_item(std::string_view link, JsonValue answer, const Response& response) {
    constexpr std::string_view review = "review.";
    static const FhirBinding direct{};
    if (!link.starts_with(review)) {
        const Fact* fact = knowledge_.fact(link);
        if (fact == nullptr) return skip(link, "no fact is called so");
        Reading reading = read_value(*fact, direct, answer);
        if (reading.value) return add_fact(*fact, std::move(*reading.value), response.when);
        return skip(link, reading.why);
    }
    const std::string_view scope = link.substr(review.size());
    const auto flag = answer.find("valueBoolean");
    if (!flag || flag->boolean() != true) return;
    if (!is_review_scope(scope)) return skip(link, "no list is called so");
    if (!response.finished) return skip(link, "the review was not finished");
    if (!response.when) return skip(link, "a review without a date does not count");
    builder_.add(Review{std::string{scope}, *response.when, record_});
}

}  // namespace euthymia::adapt
