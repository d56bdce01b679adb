// SPDX-License-Identifier: Apache-2.0
// What the C interface gives, refuses and survives.
#include <memory>
#include <string>
#include <string_view>

#include "euthymia/euthymia.h"
#include "euthymia/euthymia.hpp"

#include <gtest/gtest.h>

namespace {

constexpr euthymia_status malformed_text = 1;
constexpr euthymia_status invalid_argument = 20;
constexpr std::string_view record =
    R"({"euthymia": "patient/1", "facts": [{"fact": "major_depression", "value": true, "when": "2026-11-01"}]})";

struct Free {
    void operator()(euthymia_knowledge* handle) const { euthymia_knowledge_free(handle); }
    void operator()(euthymia_patient* handle) const { euthymia_patient_free(handle); }
    void operator()(euthymia_advice* handle) const { euthymia_advice_free(handle); }
    void operator()(euthymia_order_check* handle) const { euthymia_order_check_free(handle); }
    void operator()(euthymia_error* handle) const { euthymia_error_free(handle); }
};
using KnowledgePtr = std::unique_ptr<euthymia_knowledge, Free>;
using PatientPtr = std::unique_ptr<euthymia_patient, Free>;
using AdvicePtr = std::unique_ptr<euthymia_advice, Free>;
using OrderCheckPtr = std::unique_ptr<euthymia_order_check, Free>;
using ErrorPtr = std::unique_ptr<euthymia_error, Free>;

const euthymia_knowledge* knowledge() {
    static const KnowledgePtr one = [] {
        euthymia_knowledge* opened = nullptr;
        EXPECT_EQ(euthymia_knowledge_open(&opened, nullptr), 0);
        return KnowledgePtr{opened};
    }();
    return one.get();
}

PatientPtr read(std::string_view text) {
    euthymia_patient* patient = nullptr;
    EXPECT_EQ(euthymia_patient_read(knowledge(), text.data(), text.size(), &patient, nullptr), 0);
    return PatientPtr{patient};
}

TEST(CInterface, GivesTheSameBytesAsTheCppOne) {
    const PatientPtr patient = read(record);
    euthymia_advice* given = nullptr;

    ASSERT_EQ(euthymia_advise(knowledge(), patient.get(), "2026-11-23", nullptr, "US", &given, nullptr), 0);

    const AdvicePtr advice{given};
    const auto base = euthymia::Knowledge::embedded();
    const auto same = euthymia::read_patient(record, *base);
    const auto day = euthymia::parse_date("2026-11-23");
    const auto expected = euthymia::Advisor{*base}.advise(*same, {.as_of = *day, .jurisdiction = "US"});
    size_t length = 0;
    const std::string text = euthymia_advice_json(advice.get(), &length);
    EXPECT_EQ(text, euthymia::to_json(*expected));
    EXPECT_EQ(text.size(), length);
}

TEST(CInterface, ChecksAnOrderAsTheCppOneDoes) {
    const PatientPtr patient = read(record);
    euthymia_order_check* given = nullptr;

    ASSERT_EQ(euthymia_check_order(knowledge(), patient.get(), "tramadol 50 mg", "2026-11-23", nullptr, "US", &given,
                                   nullptr),
              0);

    const OrderCheckPtr check{given};
    const auto base = euthymia::Knowledge::embedded();
    const auto same = euthymia::read_patient(record, *base);
    const auto order = euthymia::read_order("tramadol 50 mg", *base);
    const auto day = euthymia::parse_date("2026-11-23");
    const auto expected = euthymia::Advisor{*base}.check(*same, *order, {.as_of = *day, .jurisdiction = "US"});
    size_t length = 0;
    const std::string text = euthymia_order_check_json(check.get(), &length);
    EXPECT_EQ(text, euthymia::to_json(*expected));
    EXPECT_EQ(text.size(), length);
}

TEST(CInterface, RefusesAnOrderThatNamesNoMedicine) {
    const PatientPtr patient = read(record);
    euthymia_order_check* check = nullptr;
    euthymia_error* error = nullptr;

    EXPECT_EQ(
        euthymia_check_order(knowledge(), patient.get(), nullptr, "2026-11-23", nullptr, nullptr, &check, nullptr),
        invalid_argument);
    EXPECT_NE(
        euthymia_check_order(knowledge(), patient.get(), "linezolit", "2026-11-23", nullptr, nullptr, &check, &error),
        0);

    const ErrorPtr owned{error};
    EXPECT_EQ(check, nullptr);
    EXPECT_NE(std::string_view{euthymia_error_text(owned.get())}.find("did you mean 'linezolid'?"),
              std::string_view::npos)
        << euthymia_error_text(owned.get());
}

TEST(CInterface, RefusesNullAndLeavesOutputsUntouched) {
    const PatientPtr patient = read(record);
    auto* const untouched_advice = reinterpret_cast<euthymia_advice*>(0x10);
    auto* const untouched_patient = reinterpret_cast<euthymia_patient*>(0x10);
    euthymia_advice* advice = untouched_advice;
    euthymia_patient* other = untouched_patient;

    EXPECT_EQ(euthymia_knowledge_open(nullptr, nullptr), invalid_argument);
    EXPECT_EQ(euthymia_patient_read(nullptr, record.data(), record.size(), &other, nullptr), invalid_argument);
    EXPECT_EQ(euthymia_patient_read(knowledge(), nullptr, 0, &other, nullptr), invalid_argument);
    EXPECT_EQ(euthymia_patient_read(knowledge(), record.data(), record.size(), nullptr, nullptr), invalid_argument);
    EXPECT_EQ(euthymia_advise(nullptr, patient.get(), "2026-11-23", nullptr, nullptr, &advice, nullptr),
              invalid_argument);
    EXPECT_EQ(euthymia_advise(knowledge(), nullptr, "2026-11-23", nullptr, nullptr, &advice, nullptr),
              invalid_argument);
    EXPECT_EQ(euthymia_advise(knowledge(), patient.get(), nullptr, nullptr, nullptr, &advice, nullptr),
              invalid_argument);
    EXPECT_EQ(euthymia_advise(knowledge(), patient.get(), "2026-11-23", nullptr, nullptr, nullptr, nullptr),
              invalid_argument);
    EXPECT_EQ(advice, untouched_advice);
    EXPECT_EQ(other, untouched_patient);
}

TEST(CInterface, NamesTheArgumentThatIsNull) {
    euthymia_error* error = nullptr;

    ASSERT_EQ(euthymia_knowledge_open(nullptr, &error), invalid_argument);

    const ErrorPtr owned{error};
    EXPECT_NE(std::string_view{euthymia_error_text(owned.get())}.find("knowledge is NULL"), std::string_view::npos);
}

TEST(CInterface, SaysWhereAMalformedRecordBreaks) {
    euthymia_patient* patient = nullptr;
    euthymia_error* error = nullptr;

    ASSERT_EQ(euthymia_patient_read(knowledge(), "{\"a\":", 5, &patient, &error), malformed_text);

    const ErrorPtr owned{error};
    EXPECT_EQ(patient, nullptr);
    EXPECT_NE(std::string_view{euthymia_error_text(owned.get())}.find("at byte 5"), std::string_view::npos);
}

TEST(CInterface, ReadsNoFurtherThanTheLengthGiven) {
    const std::string longer = std::string{record} + "}}}";
    euthymia_patient* patient = nullptr;

    EXPECT_EQ(euthymia_patient_read(knowledge(), longer.data(), record.size(), &patient, nullptr), 0);

    euthymia_patient_free(patient);
}

TEST(CInterface, FreesAndReadsNullWithoutHarm) {
    euthymia_knowledge_free(nullptr);
    euthymia_patient_free(nullptr);
    euthymia_advice_free(nullptr);
    euthymia_order_check_free(nullptr);
    euthymia_error_free(nullptr);

    EXPECT_EQ(euthymia_advice_json(nullptr, nullptr), nullptr);
    EXPECT_EQ(euthymia_order_check_json(nullptr, nullptr), nullptr);
    EXPECT_STREQ(euthymia_error_text(nullptr), "");
}

}  // namespace
