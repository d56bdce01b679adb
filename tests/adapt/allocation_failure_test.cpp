// SPDX-License-Identifier: Apache-2.0
// What happens when memory runs out anywhere between a record's text and the written answer.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "euthymia/euthymia.h"
#include "euthymia/euthymia.hpp"
#include "tests/support/failing_new.hpp"

#include <gtest/gtest.h>

namespace {

using namespace euthymia;
using namespace euthymia::tests;

#define SKIP_UNLESS_ALLOCATIONS_FAIL() \
    if (!can_fail_allocations()) GTEST_SKIP() << "this build has its own operator new"

// An answer takes some fifty thousand allocations, opening the knowledge some two hundred thousand: beyond the
// first ones every k-th fails. The steps are primes, so that they do not keep pace with a loop.
constexpr FailurePoints in_an_answer{.all_of_first = 200, .then_every = 499};
constexpr FailurePoints in_a_text{.all_of_first = 200, .then_every = 4999};
constexpr FailurePoints in_opening{.all_of_first = 200, .then_every = 9973};
constexpr FailurePoints with_a_look_afterwards{.all_of_first = 2, .then_every = 2999, .try_again = true};

// Fails allocations of `work` once and, in other runs, for ever. `points` without `fails`.
template <class Work>
void expect_to_survive(Work work, FailurePoints points = {.try_again = true}) {
    for (const Fails fails : {Fails::once, Fails::for_ever}) {
        SCOPED_TRACE(fails == Fails::once ? "failing once" : "failing for ever");
        points.fails = fails;
        const FailureRuns runs = fail_each_allocation(work, points);
        EXPECT_GT(runs.allocations, 0U);
        EXPECT_EQ(runs.leaks, 0U);
        EXPECT_EQ(runs.wrong_answers, 0U);
        EXPECT_EQ(runs.spoiled, 0U);
    }
}

// ---- Records, and answers about them

std::string example(std::string_view name) {
    std::ifstream stream{std::filesystem::path{EUTHYMIA_SOURCE_DIR} / "examples/patients" / name, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

// Conditions, orders, a dose in words, measurements, and things that are not read.
const std::string& bundle() {
    static const std::string text = example("depression_on_sertraline.json");
    return text;
}

const std::string& native() {
    static const std::string text = example("maoi_washout.json");
    return text;
}

const std::string& lines() {
    static const std::string text = [] {
        std::string all;
        const JsonDocument document = *JsonDocument::parse(bundle());
        document.root().find("entry")->each_element(
            [&](std::size_t, JsonValue entry) { all += entry.find("resource")->minified() + "\n"; });
        return all;
    }();
    return text;
}

const Advisor& advisor() {
    static const Advisor one{*Knowledge::embedded()};
    return one;
}

constexpr std::string_view day = "2026-11-23";

AdviceOptions asked() { return {.as_of = *parse_date(day), .profile = "canmat-2023", .jurisdiction = "US"}; }

Patient person() { return *read_patient(bundle(), advisor().knowledge()); }

// The records themselves, without asking for memory.
bool is_same(const Patient& a, const Patient& b) {
    const auto same = [](auto one, auto other, auto members) {
        return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                          [&](const auto& x, const auto& y) { return members(x) == members(y); });
    };
    return a.born() == b.born() && a.resources() == b.resources() &&
           same(a.facts(), b.facts(),
                [](const FactRecord& r) { return std::tie(r.fact, r.value, r.when, r.record, r.status); }) &&
           same(a.medicines(), b.medicines(),
                [](const MedicineRecord& r) { return std::tie(r.substance, r.form, r.record, r.dose, r.frequency); }) &&
           same(a.reviews(), b.reviews(), [](const Review& r) { return std::tie(r.scope, r.when, r.record); }) &&
           same(a.not_read(), b.not_read(), [](const NotRead& r) { return std::tie(r.record, r.what, r.why, r.text); });
}

void expect_reading_to_survive(const std::string& text) {
    const Patient expected = *read_patient(text, advisor().knowledge());
    expect_to_survive([&] {
        const auto patient = read_patient(text, advisor().knowledge());
        return patient && is_same(*patient, expected);
    });
}

TEST(OutOfMemory, WhileReadingABundleThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    expect_reading_to_survive(bundle());
}

TEST(OutOfMemory, WhileReadingANativeRecordThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    expect_reading_to_survive(native());
}

TEST(OutOfMemory, WhileReadingLinesThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    expect_reading_to_survive(lines());
}

TEST(OutOfMemory, WhileListingPatientsThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();

    expect_to_survive([] {
        const auto patients = patients_in(lines());
        return patients && patients->size() == 1;
    });
}

TEST(OutOfMemory, WhileRefusingARecordIsNeverAnotherRefusal) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const std::string text =
        R"({"euthymia": "patient/1", "facts": [{"fact": "a_fact_that_nobody_has_defined", "value": true}]})";
    const Error expected = read_patient(text, advisor().knowledge()).error();

    expect_to_survive([&] {
        const auto patient = read_patient(text, advisor().knowledge());
        return !patient && patient.error() == expected;
    });
}

TEST(OutOfMemory, WhileAdvisingThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const Patient patient = person();
    const std::string expected = to_json(*advisor().advise(patient, asked()));

    expect_to_survive(
        [&] {
            const auto advice = advisor().advise(patient, asked());
            return advice && to_json(*advice) == expected;
        },
        in_an_answer);
}

TEST(OutOfMemory, LeavesAnAdvisorThatAnswersAsBefore) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const Patient patient = person();
    const std::string expected = to_json(*advisor().advise(patient, asked()));

    expect_to_survive(
        [&] {
            const auto advice = advisor().advise(patient, asked());
            return advice && to_json(*advice) == expected;
        },
        with_a_look_afterwards);
}

TEST(OutOfMemory, WhileRefusingAQuestionIsNeverAnotherRefusal) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const Patient patient = person();

    expect_to_survive([&] {
        const auto advice = advisor().advise(patient, {.as_of = *parse_date(day), .profile = "a-guideline-of-nobody"});
        return !advice && advice.error().code == ErrorCode::unknown_name && advice.error().where == "/profile";
    });
}

TEST(OutOfMemory, WhileCheckingAnOrderThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const Patient patient = person();
    const auto check = [&] {
        const auto order = read_order("tramadol 50 mg daily", advisor().knowledge());
        return to_json(*advisor().check(patient, *order, asked()));
    };
    const std::string expected = check();

    expect_to_survive([&] { return check() == expected; }, in_a_text);
}

TEST(OutOfMemory, WhileExplainingThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const Patient patient = person();
    const std::string expected = *advisor().explain(patient, asked(), "sertraline");

    expect_to_survive(
        [&] {
            const auto text = advisor().explain(patient, asked(), "sertraline");
            return text && *text == expected;
        },
        in_a_text);
}

TEST(OutOfMemory, WhileWritingAdviceThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const Advice advice = *advisor().advise(person(), asked());
    const std::string expected = to_json(advice);

    expect_to_survive([&] { return to_json(advice) == expected; }, in_a_text);
}

TEST(OutOfMemory, WhileOpeningTheKnowledgeThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();

    expect_to_survive(
        [] {
            const auto knowledge = Knowledge::embedded();
            return knowledge && knowledge->hash() == advisor().knowledge().hash();
        },
        in_opening);
}

TEST(OutOfMemory, KeepsNothingFromBeingDestroyed) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    static_cast<void>(person());  // the knowledge and the text are loaded once, for all tests
    const std::ptrdiff_t before = live_allocations();
    auto patient = std::make_optional(person());
    auto advice = std::make_optional(*advisor().advise(*patient, asked()));
    auto text = std::make_optional(to_json(*advice));
    {
        const FailingNew failing{1, Fails::for_ever};
        advice.reset();
        patient.reset();
        text.reset();
    }

    EXPECT_EQ(live_allocations(), before);
}

// ---- The same across the C interface

constexpr euthymia_status out_of_memory = 21;

struct Free {
    void operator()(euthymia_knowledge* handle) const { euthymia_knowledge_free(handle); }
    void operator()(euthymia_patient* handle) const { euthymia_patient_free(handle); }
    void operator()(euthymia_advice* handle) const { euthymia_advice_free(handle); }
    void operator()(euthymia_order_check* handle) const { euthymia_order_check_free(handle); }
    void operator()(euthymia_error* handle) const { euthymia_error_free(handle); }
};
template <class Handle>
using Owned = std::unique_ptr<Handle, Free>;

// What one call gave; freed with it.
template <class Handle>
struct Called {
    euthymia_status status = 0;
    Owned<Handle> handle{};
    Owned<euthymia_error> error{};

    /// The failure that is documented, with nothing half-made handed out.
    [[nodiscard]] bool says_out_of_memory() const {
        return status == out_of_memory && handle == nullptr &&
               std::string_view{euthymia_error_text(error.get())} == "out_of_memory";
    }
};

template <class Handle, class Call>
Called<Handle> called(Call call) {
    Handle* handle = nullptr;
    euthymia_error* error = nullptr;
    const euthymia_status status = call(&handle, &error);
    return {status, Owned<Handle>{handle}, Owned<euthymia_error>{error}};
}

Called<euthymia_knowledge> open() { return called<euthymia_knowledge>(euthymia_knowledge_open); }

const euthymia_knowledge* knowledge() {
    static const Owned<euthymia_knowledge> one = std::move(open().handle);
    return one.get();
}

Called<euthymia_patient> read(std::string_view text) {
    return called<euthymia_patient>([&](euthymia_patient** patient, euthymia_error** error) {
        return euthymia_patient_read(knowledge(), text.data(), text.size(), patient, error);
    });
}

Called<euthymia_advice> advise(const euthymia_patient* patient, const char* profile = "canmat-2023") {
    return called<euthymia_advice>([&](euthymia_advice** advice, euthymia_error** error) {
        return euthymia_advise(knowledge(), patient, day.data(), profile, "US", advice, error);
    });
}

std::string_view text_of(const Called<euthymia_advice>& advice) {
    std::size_t length = 0;
    const char* text = euthymia_advice_json(advice.handle.get(), &length);
    return text == nullptr ? std::string_view{} : std::string_view{text, length};
}

TEST(OutOfMemoryInC, WhileOpeningIsSaidAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();

    expect_to_survive(
        [] {
            const auto opened = open();
            return opened.says_out_of_memory() || (opened.status == 0 && opened.handle != nullptr);
        },
        in_opening);
}

TEST(OutOfMemoryInC, WhileReadingIsSaidAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();

    for (const std::string* text : {&bundle(), &native(), &lines()}) {
        expect_to_survive([&] {
            const auto patient = read(*text);
            return patient.says_out_of_memory() || (patient.status == 0 && patient.handle != nullptr);
        });
    }
}

TEST(OutOfMemoryInC, WhileRefusingIsSaidAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const auto patient = read(native());

    expect_to_survive([&] {
        const auto broken = read(R"({"resourceType": "Bundle", "entry": [)");
        const auto refused = advise(patient.handle.get(), "a-guideline-of-nobody");
        const auto nobody = advise(nullptr);
        const auto is = [](const auto& call, ErrorCode code) {
            return call.says_out_of_memory() ||
                   (call.status == static_cast<euthymia_status>(code) && call.handle == nullptr);
        };
        return is(broken, ErrorCode::malformed_text) && is(refused, ErrorCode::unknown_name) &&
               is(nobody, ErrorCode::invalid_argument);
    });
}

TEST(OutOfMemoryInC, WhileAdvisingIsSaidAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const auto patient = read(bundle());
    const std::string expected{text_of(advise(patient.handle.get()))};
    ASSERT_EQ(expected, to_json(*advisor().advise(person(), asked())));

    expect_to_survive(
        [&] {
            const auto advice = advise(patient.handle.get());
            return advice.says_out_of_memory() || text_of(advice) == expected;
        },
        in_an_answer);
}

TEST(OutOfMemoryInC, WhileCheckingAnOrderIsSaidAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const auto patient = read(bundle());
    const auto check = [&] {
        return called<euthymia_order_check>([&](euthymia_order_check** made, euthymia_error** error) {
            return euthymia_check_order(knowledge(), patient.handle.get(), "tramadol 50 mg daily", day.data(), nullptr,
                                        "US", made, error);
        });
    };
    const auto text = [](const Called<euthymia_order_check>& made) {
        const char* json = euthymia_order_check_json(made.handle.get(), nullptr);
        return std::string_view{json == nullptr ? "" : json};
    };
    const auto first = check();
    const std::string expected{text(first)};
    ASSERT_NE(expected, "");

    expect_to_survive(
        [&] {
            const auto made = check();
            return made.says_out_of_memory() || text(made) == expected;
        },
        in_an_answer);
}

TEST(OutOfMemoryInC, LeavesHandlesThatAnswerAsBefore) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const std::string expected = [] {
        const auto patient = read(bundle());
        return std::string{text_of(advise(patient.handle.get()))};
    }();

    expect_to_survive(
        [&] {
            const auto patient = read(bundle());
            if (patient.says_out_of_memory()) return true;
            const auto advice = advise(patient.handle.get());
            return advice.says_out_of_memory() || text_of(advice) == expected;
        },
        with_a_look_afterwards);
}

}  // namespace
