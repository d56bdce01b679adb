// SPDX-License-Identifier: Apache-2.0
// Whether a patient is the same whatever the order of its records.
#include "euthymia/patient.hpp"

#include <algorithm>

#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace euthymia {
namespace {

using namespace tests;

FactRecord fact(std::string id, FactValue value, std::string record = "Observation/1") {
    return {std::move(id), std::move(value), during("2026-11"), std::move(record)};
}

TEST(PatientBuilder, BuildsAnEmptyPatientFromNothing) {
    const Patient patient = PatientBuilder{}.build();

    EXPECT_FALSE(patient.born());
    EXPECT_TRUE(patient.facts().empty());
    EXPECT_TRUE(patient.medicines().empty());
    EXPECT_TRUE(patient.reviews().empty());
    EXPECT_TRUE(patient.not_read().empty());
    EXPECT_FALSE(patient.has_list("medicines"));
    EXPECT_EQ(patient.resources(), 0U);
}

TEST(PatientBuilder, GoesOnFromSomebodyWithAllThatIsRecorded) {
    const DateRange birth{on("1981-05-09"), on("1981-05-09")};
    PatientBuilder builder;
    builder.born(birth).list("medicines").count_resource();

    const Patient again = PatientBuilder{builder.build()}.build();

    EXPECT_EQ(again.born(), birth);
    EXPECT_TRUE(again.has_list("medicines"));
    EXPECT_EQ(again.resources(), 1U);
}

TEST(PatientBuilder, GoesOnAfterBuilding) {
    PatientBuilder builder;
    const Patient before = builder.add(fact("qtc", Number::exactly(480))).build();

    const Patient after = builder.add(fact("age_years", Number::exactly(61))).build();

    EXPECT_EQ(before.facts().size(), 1U);
    EXPECT_EQ(after.facts().size(), 2U);
}

TEST(PatientBuilder, KnowsWhichListsTheRecordHas) {
    const Patient patient = a_patient().listing("medicines").listing("medicines").build();

    EXPECT_TRUE(patient.has_list("medicines"));
    EXPECT_FALSE(patient.has_list("allergies"));
}

TEST(PatientBuilder, CountsResources) {
    PatientBuilder builder;
    builder.count_resource().count_resource();

    EXPECT_EQ(builder.build().resources(), 2U);
}

TEST(PatientBuilder, TakesTheNarrowerOfTwoBirthDatesThatAgree) {
    EXPECT_EQ(a_patient().born("1954").born("1954-01-02").build().born(), during("1954-01-02"));
    EXPECT_EQ(a_patient().born("1954-01-02").born("1954").build().born(), during("1954-01-02"));
}

TEST(PatientBuilder, KeepsEveryDayPossibleWhenBirthDatesDisagree) {
    const DateRange either{on("1954-01-01"), on("1961-12-31")};

    EXPECT_EQ(a_patient().born("1954").born("1961").build().born(), either);
    EXPECT_EQ(a_patient().born("1961").born("1954").build().born(), either);
    EXPECT_EQ(a_patient().born("1961").born("1954").born("1954").build().born(), either);
}

TEST(PatientBuilder, KeepsRecordsThatDifferInAnything) {
    PatientBuilder builder;
    builder.add(fact("qtc", Number::exactly(480))).add(fact("qtc", Number::exactly(480), "Observation/2"));
    builder.add(fact("qtc", Number{470, 480})).add(fact("qtc", Truth::yes)).add(fact("qtc", std::string{"long"}));

    EXPECT_EQ(builder.build().facts().size(), 5U);
}

RC_GTEST_PROP(PatientBuilder, PutsShuffledRecordsInOneOrder, ()) {
    std::vector<FactRecord> facts;
    for (const int n : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 40))) {
        facts.push_back(
            fact("fact_" + std::to_string(n % 3), Number::exactly(n % 5), "Observation/" + std::to_string(n)));
    }
    std::vector<std::size_t> order(facts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    PatientBuilder one;
    for (const FactRecord& record : facts) one.add(record);
    PatientBuilder other;
    while (!order.empty()) {
        const auto next = *rc::gen::inRange<std::size_t>(0, order.size());
        other.add(facts[order[next]]);
        order.erase(order.begin() + static_cast<std::ptrdiff_t>(next));
    }
    const Patient a = one.build();
    const Patient b = other.build();
    RC_ASSERT(std::equal(a.facts().begin(), a.facts().end(), b.facts().begin(), b.facts().end(),
                         [](const FactRecord& x, const FactRecord& y) {
                             return x.fact == y.fact && x.value == y.value && x.record == y.record;
                         }));
}

}  // namespace
}  // namespace euthymia
