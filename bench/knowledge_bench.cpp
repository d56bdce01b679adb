// SPDX-License-Identifier: Apache-2.0
// How long the knowledge takes to load, and the conditions in it to compile.
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/support.hpp"
#include "lib/rules/held.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::bench;

struct Text {
    std::string condition;
    rules::Strictness strictness;
};

std::vector<Text> all_conditions() {
    std::vector<Text> all;
    for (const rules::Rule& rule : edition().held().rules->rules) {
        if (!rule.condition.empty()) all.push_back({std::string{rule.condition}, rule.strictness});
    }
    return all;
}

void BM_CompileEveryCondition(benchmark::State& state) {
    const rules::Names& names = edition().held().rules->names;
    const std::vector<Text> texts = all_conditions();
    require(texts.size() > 100, "the knowledge has conditions");
    for (const Text& text : texts) require(!!rules::compile(text.condition, names, text.strictness), text.condition);
    for (auto _ : state) {
        for (const Text& text : texts) {
            benchmark::DoNotOptimize(rules::compile(text.condition, names, text.strictness));
        }
    }
    state.counters["conditions"] = static_cast<double>(texts.size());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(texts.size()));
}
BENCHMARK(BM_CompileEveryCondition)->Unit(benchmark::kMillisecond);

void BM_CompileEveryDefinition(benchmark::State& state) {
    const rules::Names& names = edition().held().rules->names;
    require(!!rules::compile_definitions(names), "the definitions compile");
    for (auto _ : state) benchmark::DoNotOptimize(rules::compile_definitions(names));
}
BENCHMARK(BM_CompileEveryDefinition)->Unit(benchmark::kMillisecond);

template <typename Load>
void time_load(benchmark::State& state, const Load& load) {
    const Knowledge first = value_of(load(), "the knowledge loads");
    require(first.hash() == edition().hash(), "what was loaded is the embedded edition");
    const std::int64_t allocated = allocations();
    for (auto _ : state) {
        std::optional<Result<Knowledge>> loaded{load()};
        benchmark::DoNotOptimize(loaded);
        state.PauseTiming();  // letting go of an edition is no part of loading one
        loaded.reset();
        state.ResumeTiming();
    }
    state.counters["allocations"] =
        benchmark::Counter(static_cast<double>(allocations() - allocated), benchmark::Counter::kAvgIterations);
    state.counters["resident_MB"] = static_cast<double>(edition_bytes()) / 1e6;
    state.counters["statements"] = static_cast<double>(first.statements().size());
}

void BM_LoadEmbedded(benchmark::State& state) {
    time_load(state, [] { return Knowledge::embedded(); });
}
BENCHMARK(BM_LoadEmbedded)->Unit(benchmark::kMillisecond);

void BM_LoadFolder(benchmark::State& state) {
    time_load(state, [] { return Knowledge::open_folder(EUTHYMIA_SOURCE_DIR "/lib/knowledge/data"); });
}
BENCHMARK(BM_LoadFolder)->Unit(benchmark::kMillisecond);

}  // namespace
