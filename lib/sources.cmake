# SPDX-License-Identifier: Apache-2.0
# The library's source files, by layer, below lib/. A new .cpp file is added here and nowhere else.

set(core_sources
    date.cpp
    json.cpp
    json_fault.cpp
    mass.cpp
    daily_dose.cpp
    names.cpp
    patient.cpp
    regimen.cpp
    result.cpp
    text.cpp
    text_index.cpp
    version.cpp)

set(pk_sources)

set(knowledge_sources
    check.cpp
    content_hash.cpp
    folder.cpp
    load.cpp
    read_facts.cpp
    read_registers.cpp
    read_row.cpp
    read_terms.cpp
    reader.cpp
    row_kinds.cpp)

set(rules_sources
    cases.cpp
    cohort.cpp
    compile.cpp
    coverage.cpp
    cql_export.cpp
    cql_text.cpp
    evaluate.cpp
    explain.cpp
    image.cpp
    index.cpp
    kernel.cpp
    kernel_avx2.cpp
    kernel_avx512.cpp
    kernel_portable.cpp
    kernel_sse2.cpp
    knowledge.cpp
    lexer.cpp
    names.cpp
    normal_form.cpp
    number.cpp
    parser.cpp
    product_name.cpp
    program.cpp
    rule_base.cpp
    self_check.cpp
    situation.cpp
    situation_medicines.cpp
    type_check.cpp
    verify.cpp
    words.cpp)

set(plan_sources)

set(advise_sources
    advice.cpp
    advisor.cpp
    alerts.cpp
    audit.cpp
    explanation.cpp
    heartbeat.cpp
    judge.cpp
    limits.cpp
    options.cpp
    questions.cpp
    standing.cpp)

set(adapt_sources
    advice_json.cpp
    boost_json.cpp
    c_interface.cpp
    decimal.cpp
    dosage.cpp
    dosage_words.cpp
    fhir_answers.cpp
    fhir_condition.cpp
    fhir_json.cpp
    fhir_medicine.cpp
    fhir_observation.cpp
    fhir_reader.cpp
    fhir_value.cpp
    heartbeat_json.cpp
    medicine_name.cpp
    native.cpp
    read.cpp
    resources.cpp
    units.cpp)
