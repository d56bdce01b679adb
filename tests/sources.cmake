# SPDX-License-Identifier: Apache-2.0
# The test sources, by folder below tests/. A new test file is added here and nowhere else.

set(support_sources
    support/patients.cpp)

set(core_tests)

set(pk_tests)

set(knowledge_tests)

set(rules_tests)

set(plan_tests)

set(advise_tests)

set(adapt_tests)

set(scenarios_tests
    scenarios_test.cpp)

set(threads_tests)
