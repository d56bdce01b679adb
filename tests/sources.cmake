# SPDX-License-Identifier: Apache-2.0
# The test sources, by folder below tests/. A new test file is added here and nowhere else.

set(support_sources
    support/failing_new.cpp
    support/patients.cpp
    support/random_rules.cpp
    support/shared_data.cpp)

set(core_tests
    allocation_failure_test.cpp
    archive_test.cpp
    date_test.cpp
    mass_test.cpp
    json_test.cpp
    patient_test.cpp
    regimen_test.cpp
    result_test.cpp
    text_index_test.cpp
    text_store_test.cpp
    text_test.cpp
    truth_test.cpp)

set(pk_tests
    course_test.cpp
    linear_model_test.cpp
    occupancy_test.cpp
    population_test.cpp
    self_inhibition_test.cpp)

set(knowledge_tests
    checker_test.cpp)

set(rules_tests
    cases_test.cpp
    cohort_test.cpp
    cql_text_test.cpp
    hard_conditions_test.cpp
    image_test.cpp
    in_force_test.cpp
    language_page_test.cpp
    language_test.cpp
    occupancy_fits_test.cpp
    program_test.cpp
    self_check_test.cpp)

set(weigh_tests
    limits_test.cpp)

set(plan_tests
    descent_test.cpp
    dispensable_test.cpp
    switch_test.cpp
    taper_test.cpp
    titration_test.cpp)

set(advise_tests
    audit_test.cpp
    questions_test.cpp)

set(adapt_tests
    allocation_failure_test.cpp
    shared_records_test.cpp
    record_test.cpp
    fhir_medicine_test.cpp
    fhir_facts_test.cpp
    heartbeat_test.cpp
    dosage_test.cpp
    advice_json_test.cpp
    order_test.cpp
    c_interface_test.cpp
    reader_test.cpp)

set(examples_tests
    report_test.cpp
    table_test.cpp
    text_test.cpp)

set(verify_tests
    mutants_test.cpp
    invariants_test.cpp)

set(scenarios_tests
    maoi_pairs_test.cpp
    hiding_test.cpp
    profiles_test.cpp
    scenario.cpp
    scenarios_test.cpp)

set(threads_tests
    share_test.cpp)
