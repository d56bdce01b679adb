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

std::string_view text_of(const char* text) { return text == nullptr ? std::string_view{} : std::string_view{text}; }

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
        if (knowledge == nullptr) return refuse("knowledge", error);
        if (patient == nullptr) return refuse("patient", error);
        if (as_of == nullptr) return refuse("as_of", error);
        if (advice == nullptr) return refuse("advice", error);
        const auto day = euthymia::parse_date(as_of);
        if (!day) {
            return fail({ErrorCode::malformed_text, "/as_of", "a date like 2026-11-23 was expected"}, error);
        }
        const euthymia::AdviceOptions options{*day, std::string{text_of(profile)}, std::string{text_of(jurisdiction)}};
        const auto given = knowledge->advisor.advise(patient->patient, options);
        if (!given) return fail(given.error(), error);
        *advice = new euthymia_advice{euthymia::to_json(*given)};
        return success;
    });
}

void euthymia_advice_free(euthymia_advice* advice) { delete advice; }

const char* euthymia_advice_json(const euthymia_advice* advice, size_t* length) {
    if (advice == nullptr) return nullptr;
    if (length != nullptr) *length = advice->json.size();
    return advice->json.c_str();
}

const char* euthymia_error_text(const euthymia_error* error) { return error == nullptr ? "" : error->text.c_str(); }

void euthymia_error_free(euthymia_error* error) {
    if (error != nullptr && !error->is_static) delete error;
}

}  // extern "C"
