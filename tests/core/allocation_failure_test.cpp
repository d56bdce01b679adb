// SPDX-License-Identifier: Apache-2.0
// What happens when memory runs out at any point of reading and adding up a record.
#include <string>

#include "euthymia/json.hpp"
#include "euthymia/patient.hpp"
#include "tests/support/failing_new.hpp"
#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

namespace euthymia {
namespace {

using namespace tests;

#define SKIP_UNLESS_ALLOCATIONS_FAIL() \
    if (!can_fail_allocations()) GTEST_SKIP() << "this build has its own operator new"

void expect_only_bad_alloc(const FailureRuns& runs) {
    EXPECT_GT(runs.allocations, 0U);
    EXPECT_EQ(runs.leaks, 0U);
    EXPECT_EQ(runs.wrong_answers, 0U);
}

TEST(AllocationFailure, WhileParsingThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const std::string text =
        R"({"resourceType":"Bundle","entry":[{"a":1,"b":[true,null,1.5]},{"c":"a text of some length"}]})";

    const FailureRuns runs = fail_each_allocation([&] {
        const Result<JsonDocument> document = JsonDocument::parse(text);
        return document && document->root().size() == 2;
    });

    expect_only_bad_alloc(runs);
}

TEST(AllocationFailure, WhileParsingIntegersBeyond64BitsThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();

    const FailureRuns runs = fail_each_allocation([] {
        const Result<JsonDocument> document = JsonDocument::parse("[1, 123456789012345678901234567890]");
        return document && document->root().size() == 2;
    });

    expect_only_bad_alloc(runs);
}

TEST(AllocationFailure, WhileRefusingTextThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();

    const FailureRuns runs = fail_each_allocation([] {
        const Result<JsonDocument> cut_off = JsonDocument::parse(R"({"entry":[{"resource":{"a":[1,2)");
        const Result<JsonDocument> twice = JsonDocument::parse(R"({"entry":[{"resource":{"a":1,"a":2}}]})");
        return !cut_off && cut_off.error().code == ErrorCode::malformed_text && !twice &&
               twice.error().code == ErrorCode::duplicate_key;
    });

    expect_only_bad_alloc(runs);
}

TEST(AllocationFailure, WhileBuildingAPatientThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();

    const FailureRuns runs = fail_each_allocation([] {
        const Patient patient = a_patient()
                                    .aged(72)
                                    .taking("citalopram", 40_mg)
                                    .with("qtc", 480)
                                    .reviewed("safety")
                                    .listing("conditions")
                                    .build();
        return patient.facts().size() == 1 && patient.medicines().size() == 1;
    });

    expect_only_bad_alloc(runs);
}

TEST(AllocationFailure, WhileAddingUpRegimensThrowsBadAllocAndLeaksNothing) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    const Patient patient = a_patient()
                                .taking("sertraline", 100_mg)
                                .taking("sertraline", 50_mg)
                                .stopped("phenelzine", "2026-11-10")
                                .stopped("phenelzine")
                                .build();

    const FailureRuns runs = fail_each_allocation([&] { return regimens(patient, on("2026-11-23")).size() == 3; });

    expect_only_bad_alloc(runs);
}

TEST(AllocationFailure, LeavesABuilderUsable) {
    SKIP_UNLESS_ALLOCATIONS_FAIL();
    PatientBuilder builder;
    builder.add(FactRecord{"a_fact_with_a_long_name", Truth::yes, {}, "Observation/1"});
    try {
        const FailingNew failing{1};
        static_cast<void>(builder.build());
    } catch (const std::bad_alloc&) {
    }

    const Patient patient = builder.build();

    EXPECT_EQ(patient.facts().size(), 1U);
}

}  // namespace
}  // namespace euthymia
