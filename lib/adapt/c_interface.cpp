// SPDX-License-Identifier: Apache-2.0
// The C interface over the C++ one: handles, status codes, no exception across.
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "euthymia/euthymia.h"
#include "euthymia/euthymia.hpp"

struct euthymia_knowledge {
    euthymia::Advisor advisor;
};
struct euthymia_patient {
    euthymia::Patient patient;
};
struct euthymia_advice {
    std::string json;
};
struct euthymia_order_check {
    std::string json;
};
struct euthymia_error {
    std::string text;
    bool is_static = false;
};

namespace {

using euthymia::Error;
using euthymia::ErrorCode;

constexpr euthymia_status success = 0;

euthymia_status code_of(ErrorCode code) { return static_cast<euthymia_status>(code); }

// Reporting that memory ran out must not need any: the text fits the string's own buffer.
euthymia_error* no_memory() noexcept {
    static euthymia_error error{"out_of_memory", true};
    return &error;
}

euthymia_status fail(const Error& error, euthymia_error** out) {
    if (out != nullptr) *out = new euthymia_error{euthymia::to_string(error), false};
    return code_of(error.code);
}

euthymia_status refuse(const char* what, euthymia_error** out) {
    return fail({ErrorCode::invalid_argument, "", std::string{what} + " is NULL"}, out);
}

template <class Call>
euthymia_status guarded(euthymia_error** out, Call call) noexcept {
    try {
        return call();
    } catch (...) {
        // Only what asks for memory throws: std::bad_alloc, or std::length_error for more than there can be.
        if (out != nullptr) *out = no_memory();
        return code_of(ErrorCode::out_of_memory);
    }
}

const char* json_of(const std::string& json, size_t* length) {
    if (length != nullptr) *length = json.size();
    return json.c_str();
}

// What is asked of whom, and when: the part that every question has.
struct Question {
    const euthymia_knowledge* knowledge;
    const euthymia_patient* patient;
    const char* as_of;
    const char* profile;
    const char* jurisdiction;
};

std::string_view text_of(const char* text) { return text == nullptr ? std::string_view{} : std::string_view{text}; }

// Asks `ask(advisor, patient, options)` and puts its answer as JSON into a new handle.
template <class Handle, class Ask>
euthymia_status answer(const Question& question, Handle** handle, euthymia_error** error, Ask ask) {
    if (question.knowledge == nullptr) return refuse("knowledge", error);
    if (question.patient == nullptr) return refuse("patient", error);
    if (question.as_of == nullptr) return refuse("as_of", error);
    const auto day = euthymia::parse_date(question.as_of);
    if (!day) return fail({ErrorCode::malformed_text, "/as_of", "a date like 2026-11-23 was expected"}, error);
    const euthymia::AdviceOptions options{*day, std::string{text_of(question.profile)},
                                          std::string{text_of(question.jurisdiction)}};
    const auto given = ask(question.knowledge->advisor, question.patient->patient, options);
    if (!given) return fail(given.error(), error);
    *handle = new Handle{euthymia::to_json(*given)};
    return success;
}

}  // namespace

extern "C" {

const char* euthymia_version(void) { return euthymia::version().data(); }

euthymia_status euthymia_knowledge_open(euthymia_knowledge** knowledge, euthymia_error** error) {
    return guarded(error, [&]() -> euthymia_status {
        if (knowledge == nullptr) return refuse("knowledge", error);
        auto opened = euthymia::Knowledge::embedded();
        if (!opened) return fail(opened.error(), error);
        *knowledge = new euthymia_knowledge{euthymia::Advisor{std::move(*opened)}};
        return success;
    });
}

void euthymia_knowledge_free(euthymia_knowledge* knowledge) { delete knowledge; }

euthymia_status euthymia_patient_read(const euthymia_knowledge* knowledge, const char* text, size_t length,
                                      euthymia_patient** patient, euthymia_error** error) {
    return guarded(error, [&]() -> euthymia_status {
        if (knowledge == nullptr) return refuse("knowledge", error);
        if (text == nullptr) return refuse("text", error);
        if (patient == nullptr) return refuse("patient", error);
        auto read = euthymia::read_patient({text, length}, knowledge->advisor.knowledge());
        if (!read) return fail(read.error(), error);
        *patient = new euthymia_patient{std::move(*read)};
        return success;
    });
}

void euthymia_patient_free(euthymia_patient* patient) { delete patient; }

euthymia_status euthymia_advise(const euthymia_knowledge* knowledge, const euthymia_patient* patient, const char* as_of,
                                const char* profile, const char* jurisdiction, euthymia_advice** advice,
                                euthymia_error** error) {
    return guarded(error, [&]() -> euthymia_status {
        if (advice == nullptr) return refuse("advice", error);
        return answer(
            {knowledge, patient, as_of, profile, jurisdiction}, advice, error,
            [](const auto& advisor, const auto& who, const auto& options) { return advisor.advise(who, options); });
    });
}

void euthymia_advice_free(euthymia_advice* advice) { delete advice; }

const char* euthymia_advice_json(const euthymia_advice* advice, size_t* length) {
    return advice == nullptr ? nullptr : json_of(advice->json, length);
}

euthymia_status euthymia_check_order(const euthymia_knowledge* knowledge, const euthymia_patient* patient,
                                     const char* order, const char* as_of, const char* profile,
                                     const char* jurisdiction, euthymia_order_check** check, euthymia_error** error) {
    return guarded(error, [&]() -> euthymia_status {
        if (order == nullptr) return refuse("order", error);
        if (check == nullptr) return refuse("check", error);
        return answer(
            {knowledge, patient, as_of, profile, jurisdiction}, check, error,
            [&](const auto& advisor, const auto& who, const auto& options) -> euthymia::Result<euthymia::OrderCheck> {
                const auto records = euthymia::read_order(order, advisor.knowledge());
                if (!records) return records.error();
                return advisor.check(who, *records, options);
            });
    });
}

void euthymia_order_check_free(euthymia_order_check* check) { delete check; }

const char* euthymia_order_check_json(const euthymia_order_check* check, size_t* length) {
    return check == nullptr ? nullptr : json_of(check->json, length);
}

const char* euthymia_error_text(const euthymia_error* error) { return error == nullptr ? "" : error->text.c_str(); }

void euthymia_error_free(euthymia_error* error) {
    if (error != nullptr && !error->is_static) delete error;
}

}  // extern "C"
