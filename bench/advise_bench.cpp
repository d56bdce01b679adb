// SPDX-License-Identifier: Apache-2.0
// From a record's bytes to advice, and to advice as JSON: the whole way and its parts.
#include <algorithm>
#include <string>

#include <benchmark/benchmark.h>

#include "bench/records.hpp"
#include "bench/support.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::bench;

std::string record(std::int64_t which) {
    switch (which) {
        case 0:
            return shipped_example("diagnosis_only.json");
        case 1:
            return shipped_example("maoi_washout.json");
        case 2:
            return shipped_example("depression_on_sertraline.json");
        default:
            return fhir_bundle(edition());
    }
}

// What must be in the advice for each record: an option with its verdict at its worst.
struct Wanted {
    const char* label;
    std::string_view candidate;
    Action action;
    Verdict at_least;
};

constexpr Wanted wanted[] = {{"diagnosis only, 0.1 kB", "sertraline", Action::start, Verdict::ask_first},
                             {"MAO inhibitor washout, 0.8 kB", "sertraline", Action::start, Verdict::contraindicated},
                             {"on sertraline, 2.7 kB FHIR", "sertraline", Action::continue_as_is, Verdict::preferred},
                             {"143 resources, 110 kB FHIR", "sertraline", Action::continue_as_is, Verdict::preferred}};

Patient patient_of(const std::string& text) { return value_of(read_patient(text, edition()), "the record is read"); }

Advice advice_for(const Patient& patient) {
    return value_of(advisor().advise(patient, question()), "the question is answered");
}

void check(const Advice& advice, const Wanted& expected) {
    const auto options = advice.options();
    const auto found = std::find_if(options.begin(), options.end(), [&](const Option& option) {
        return option.candidate == expected.candidate && option.action == expected.action;
    });
    require(found != options.end(), expected.label);
    require(found->worst_possible >= expected.at_least, expected.label);
    require(to_json(advice) == to_json(advice_for(patient_of(record(&expected - wanted)))), "the same bytes twice");
}

// Times `work` on one of the records, whose advice was checked.
template <typename Work>
void time_on_record(benchmark::State& state, const Work& work) {
    const Wanted& expected = wanted[state.range(0)];
    const std::string text = record(state.range(0));
    const Patient patient = patient_of(text);
    const Advice advice = advice_for(patient);
    check(advice, expected);
    const std::int64_t before = allocations();
    for (auto _ : state) work(text, patient, advice);
    state.counters["allocations"] =
        benchmark::Counter(static_cast<double>(allocations() - before), benchmark::Counter::kAvgIterations);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
    state.SetLabel(expected.label);
}

void BM_ReadRecord(benchmark::State& state) {
    time_on_record(state, [](const std::string& text, const Patient&, const Advice&) {
        benchmark::DoNotOptimize(read_patient(text, edition()));
    });
}
BENCHMARK(BM_ReadRecord)->DenseRange(0, 3)->Unit(benchmark::kMicrosecond);

// The door alone: every byte checked, nothing understood.
void BM_ParseJson(benchmark::State& state) {
    time_on_record(state, [](const std::string& text, const Patient&, const Advice&) {
        benchmark::DoNotOptimize(JsonDocument::parse(text));
    });
}
BENCHMARK(BM_ParseJson)->DenseRange(0, 3)->Unit(benchmark::kMicrosecond);

void BM_Advise(benchmark::State& state) {
    time_on_record(state, [](const std::string&, const Patient& patient, const Advice&) {
        benchmark::DoNotOptimize(advisor().advise(patient, question()));
    });
}
BENCHMARK(BM_Advise)->DenseRange(0, 3)->Unit(benchmark::kMicrosecond);

void BM_AdviceToJson(benchmark::State& state) {
    time_on_record(state, [](const std::string&, const Patient&, const Advice& advice) {
        benchmark::DoNotOptimize(to_json(advice));
    });
}
BENCHMARK(BM_AdviceToJson)->DenseRange(0, 3)->Unit(benchmark::kMicrosecond);

void BM_BytesToAdvice(benchmark::State& state) {
    time_on_record(state, [](const std::string& text, const Patient&, const Advice&) {
        benchmark::DoNotOptimize(advisor().advise(*read_patient(text, edition()), question()));
    });
}
BENCHMARK(BM_BytesToAdvice)->DenseRange(0, 3)->Unit(benchmark::kMicrosecond);

void BM_BytesToAdviceToJson(benchmark::State& state) {
    time_on_record(state, [](const std::string& text, const Patient&, const Advice&) {
        benchmark::DoNotOptimize(to_json(*advisor().advise(*read_patient(text, edition()), question())));
    });
}
BENCHMARK(BM_BytesToAdviceToJson)->DenseRange(0, 3)->Unit(benchmark::kMicrosecond);

// The first answer after the caches were used for something else.
void BM_BytesToAdviceCold(benchmark::State& state) {
    time_on_record(state, [&](const std::string& text, const Patient&, const Advice&) {
        state.PauseTiming();
        evict_caches();
        state.ResumeTiming();
        benchmark::DoNotOptimize(advisor().advise(*read_patient(text, edition()), question()));
    });
}
BENCHMARK(BM_BytesToAdviceCold)->DenseRange(0, 3)->Unit(benchmark::kMicrosecond)->Iterations(41);

void BM_ExplainOneCandidate(benchmark::State& state) {
    time_on_record(state, [](const std::string&, const Patient& patient, const Advice&) {
        benchmark::DoNotOptimize(advisor().explain(patient, question(), "sertraline"));
    });
}
BENCHMARK(BM_ExplainOneCandidate)->DenseRange(0, 3)->Unit(benchmark::kMicrosecond);

}  // namespace
