// SPDX-License-Identifier: Apache-2.0
// Finished objects may be shared between threads.
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "euthymia/euthymia.hpp"

namespace {

using namespace euthymia;

TEST(SharedAdvisor, GivesEveryThreadTheSameAnswer) {
    const Advisor advisor{*Knowledge::embedded()};
    const Patient patient = *read_patient(
        R"({"euthymia": "patient/1", "facts": [{"fact": "major_depression", "value": true, "when": "2026-11-01"}]})",
        advisor.knowledge());
    const AdviceOptions options{.as_of = *parse_date("2026-11-23")};
    const std::string expected = to_json(*advisor.advise(patient, options));
    std::vector<std::string> answers(8);
    std::vector<std::thread> threads;
    for (std::string& answer : answers) {
        threads.emplace_back([&] { answer = to_json(*advisor.advise(patient, options)); });
    }
    for (std::thread& thread : threads) thread.join();

    for (const std::string& answer : answers) EXPECT_EQ(answer, expected);
}

}  // namespace
