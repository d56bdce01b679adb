// SPDX-License-Identifier: Apache-2.0
// The compiled rules alone: one patient hot and cold, what keeps verdicts open, cohorts; on the synthetic rules with 40
// and 71 candidates and on the real ones. An argument of 0 means the real ones.
#include <chrono>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/peers/native_engines.hpp"
#include "bench/peers/tidy_tree.hpp"
#include "bench/records.hpp"
#include "bench/support.hpp"
#include "bench/workload_rules.hpp"
#include "lib/rules/held.hpp"
#include "lib/rules/situation.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::bench;
using rules::Answers;
using rules::Program;
using rules::Value;
using rules::View;

// ---- What is asked: a program, patients for it, and the trees that check it.

class Subject {
public:
    virtual ~Subject() = default;
    [[nodiscard]] virtual const Program& program() const = 0;
    [[nodiscard]] const std::vector<std::vector<Value>>& patients() const { return patients_; }

protected:
    std::vector<std::vector<Value>> patients_;
};

class Synthetic : public Subject {
public:
    explicit Synthetic(std::size_t candidates)
        : workload_{make_workload(1000, candidates)}, rules_{workload_}, program_{rules_.program()} {
        for (const PatientRow& patient : workload_.patients) patients_.push_back(rules_.values(patient));
        check();
    }
    [[nodiscard]] const Program& program() const override { return program_; }

private:
    void check() const {
        TidyTree tree{workload_};
        View view;
        Answers answers;
        for (std::size_t patient = 0; patient < 100; ++patient) {
            tree.ask(patient);
            program_.fill(view, patients_[patient]);
            program_.evaluate(view, answers);
            for (std::uint32_t rule = 0; rule < workload_.rules.size(); ++rule) {
                for (rules::Column column = 0; column < program_.columns(); ++column) {
                    const rules::ConditionId id = program_.condition(rule, column);
                    const Truth found = id == rules::no_condition ? Truth::no : answers[id];
                    require(found == tree.answers()[rule * program_.columns() + column], "program and tree agree");
                }
            }
        }
    }

    Workload workload_;
    WorkloadRules rules_;
    Program program_;
};

// The real rules, seen as the person is, for the examples and some invented bundles.
class Real : public Subject {
public:
    Real() {
        for (const char* name : {"diagnosis_only.json", "maoi_washout.json", "depression_on_sertraline.json"}) {
            add(shipped_example(name));
        }
        for (std::size_t i = 1; i <= 13; ++i) add(fhir_bundle(edition(), {3 * i, i, 8 * i}));
        check();
    }
    [[nodiscard]] const Program& program() const override { return *base().program; }

private:
    static const rules::RuleBase& base() { return *edition().held().rules; }

    void add(const std::string& record) {
        const Patient patient = value_of(read_patient(record, edition()), "the record is read");
        const rules::Situation situation{base(), patient, question().as_of, "US"};
        patients_.push_back(situation.values(nullptr, Action::start));
    }

    void check() const {
        View view;
        Answers answers;
        for (const std::vector<Value>& values : patients_) {
            program().fill(view, values);
            program().evaluate(view, answers);
            for (const std::uint32_t rule : base().about_person) {
                const rules::ConditionId id = program().condition(rule, base().person_column());
                if (base().rules[rule].condition.empty() || id == rules::no_condition) continue;
                const Truth expected = rules::evaluate(condition_of(base(), base().rules[rule]), base().definitions,
                                                       [&](rules::NameId name) { return values[name]; });
                require(answers[id] == expected, base().rules[rule].condition);
            }
        }
    }
};

const Subject& subject(std::int64_t candidates) {
    static const Synthetic small{40};
    static const Synthetic large{71};
    static const Real real;
    if (candidates == 0) return real;
    return candidates == 40 ? static_cast<const Subject&>(small) : large;
}

void describe(benchmark::State& state, const Program& program) {
    state.counters["conditions"] = static_cast<double>(program.conditions());
    state.counters["table_kB"] = static_cast<double>(program.table_bytes()) / 1e3;
    state.SetLabel(state.range(0) == 0 ? "real rules" : "synthetic rules");
}

// Time per patient or per condition, from the time of an iteration over `count` of them.
benchmark::Counter each(std::size_t count) {
    return {static_cast<double>(count), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert};
}

// ---- One patient.

void BM_FillAndEvaluate(benchmark::State& state) {
    const Subject& one = subject(state.range(0));
    View view;
    Answers answers;
    std::size_t next = 0;
    one.program().fill(view, one.patients().front());
    one.program().evaluate(view, answers);
    const std::int64_t before = allocations();
    for (auto _ : state) {
        one.program().fill(view, one.patients()[next]);
        one.program().evaluate(view, answers);
        benchmark::ClobberMemory();
        next = next + 1 == one.patients().size() ? 0 : next + 1;
    }
    require(allocations() == before || state.range(0) == 0, "no allocation after the first patient");
    describe(state, one.program());
}
BENCHMARK(BM_FillAndEvaluate)->Arg(40)->Arg(71)->Arg(0);

void BM_EvaluateAlone(benchmark::State& state) {
    const Subject& one = subject(state.range(0));
    std::vector<View> views(one.patients().size());
    for (std::size_t i = 0; i < views.size(); ++i) one.program().fill(views[i], one.patients()[i]);
    Answers answers;
    std::size_t next = 0;
    for (auto _ : state) {
        one.program().evaluate(views[next], answers);
        benchmark::ClobberMemory();
        next = next + 1 == views.size() ? 0 : next + 1;
    }
    describe(state, one.program());
}
BENCHMARK(BM_EvaluateAlone)->Arg(40)->Arg(71)->Arg(0);

void BM_ListFired(benchmark::State& state) {
    const Subject& one = subject(state.range(0));
    Compiled engine{one.program(), one.patients(), rules::kernel(), Lists::fired};
    std::size_t next = 0;
    for (auto _ : state) {
        engine.ask(next);
        next = next + 1 == one.patients().size() ? 0 : next + 1;
    }
    describe(state, one.program());
}
BENCHMARK(BM_ListFired)->Arg(40)->Arg(71);

// The first patient after the caches were used for something else; the list of fired rules included. One call is
// too short for the timer to be stopped around it, so the time is taken here.
void BM_ListFiredCold(benchmark::State& state) {
    const Subject& one = subject(state.range(0));
    Compiled engine{one.program(), one.patients(), rules::kernel(), Lists::fired};
    engine.ask(0);
    std::size_t next = 0;
    for (auto _ : state) {
        evict_caches();
        const auto start = std::chrono::steady_clock::now();
        engine.ask(next);
        state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        next = next + 1 == one.patients().size() ? 0 : next + 1;
    }
    describe(state, one.program());
}
BENCHMARK(BM_ListFiredCold)->Arg(40)->Arg(71)->UseManualTime()->Iterations(101);

// ---- Explanation.

std::vector<rules::ConditionId> open_conditions(const Answers& answers, const Program& program) {
    std::vector<rules::ConditionId> open;
    for (rules::ConditionId id = 0; id < program.conditions(); ++id) {
        if (answers[id] == Truth::unknown) open.push_back(id);
    }
    return open;
}

void BM_MissingFactsOfAnOpenCondition(benchmark::State& state) {
    const Subject& one = subject(state.range(0));
    const std::vector<Value>& values = one.patients().front();
    View view;
    Answers answers;
    one.program().fill(view, values);
    one.program().evaluate(view, answers);
    const std::vector<rules::ConditionId> open = open_conditions(answers, one.program());
    require(!open.empty(), "something is open");
    std::vector<rules::InputId> missing;
    for (const rules::ConditionId id : open) {
        one.program().missing(id, view, values, missing);
        require(!missing.empty(), "an open condition names what would settle it");
    }
    for (auto _ : state) {
        for (const rules::ConditionId id : open) {
            one.program().missing(id, view, values, missing);
            benchmark::DoNotOptimize(missing.data());
        }
    }
    state.counters["each"] = each(open.size());
    describe(state, one.program());
}
BENCHMARK(BM_MissingFactsOfAnOpenCondition)->Arg(40)->Arg(0);

// ---- Cohorts: 20,000 patients as columns; per patient.

void time_cohort(benchmark::State& state, CompiledCohort::Writes writes) {
    const Workload workload = make_workload(20000, static_cast<std::size_t>(state.range(0)));
    const WorkloadRules texts{workload};
    const Program program = texts.program();
    CompiledCohort cohort{workload, program, rules::kernel()};
    const Counts expected = expected_counts(workload);
    require(cohort.counts() == expected, "cohort and tree agree");
    for (auto _ : state) cohort.pass(writes);
    state.counters["each"] = each(workload.patients.size());
    describe(state, program);
}

void BM_CohortOf20000(benchmark::State& state) { time_cohort(state, CompiledCohort::Writes::planes); }
BENCHMARK(BM_CohortOf20000)->Arg(40)->Arg(71)->Unit(benchmark::kMicrosecond);
// Real time: what two threads take together for twice the work, shared out.
BENCHMARK(BM_CohortOf20000)->Arg(40)->Threads(1)->Threads(2)->UseRealTime()->Unit(benchmark::kMicrosecond);

void BM_CohortOf20000Counted(benchmark::State& state) { time_cohort(state, CompiledCohort::Writes::counts); }
BENCHMARK(BM_CohortOf20000Counted)->Arg(40)->Arg(71)->Unit(benchmark::kMicrosecond);

}  // namespace
