// SPDX-License-Identifier: Apache-2.0
// One round of every engine that runs in this process, one line of tab-separated results each (bench/peers.sh).
#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/peers/machine.hpp"
#include "bench/peers/native_engines.hpp"
#include "bench/peers/tidy_tree.hpp"
#include "bench/workload_rules.hpp"
#include "euthymia/version.hpp"
#if EUTHYMIA_BENCH_CLIPS
#include "bench/peers/clips_engine.hpp"
#endif

namespace {

using namespace euthymia::bench;
namespace rules = euthymia::rules;

struct Options {
    bool quick = false;
    std::size_t candidates = usual_candidates;
};

struct Label {
    std::string engine;
    std::string version;
    std::string answer;  // what it hands out
};

class Round {
public:
    Round(const Options& options, const Counts& expected) : options_{options}, expected_{&expected} {}

    // Checks all of the first `patients`, then times several passes over them.
    template <typename Check, typename Pass>
    void time(const Label& label, std::size_t patients, const Check& check, const Pass& pass) {
        std::cerr << "   " << label.engine << ", " << label.answer << '\n';
        const Counts counts = check();
        const double once = microseconds(pass);
        // A pass that is over in a moment is repeated: what disturbs it would decide its time.
        const auto repeats = static_cast<int>(std::clamp((options_.quick ? 5e3 : 4e4) / once, 1.0, 1e5));
        std::vector<double> taken;
        for (int i = 0; i < (options_.quick ? 3 : 7); ++i) {
            const double all = microseconds([&] {
                for (int repeat = 0; repeat < repeats; ++repeat) pass();
            });
            taken.push_back(all / repeats / static_cast<double>(patients));
        }
        std::sort(taken.begin(), taken.end());
        print(label, patients, taken[taken.size() / 2], counts);
    }

    template <typename Engine>
    void time(const Label& label, std::size_t patients, Engine& engine) {
        time(
            label, patients, [&] { return counts(engine, patients); },
            [&] {
                for (std::size_t patient = 0; patient < patients; ++patient) {
                    engine.ask(patient);
                    benchmark::ClobberMemory();
                }
            });
    }

    [[nodiscard]] bool agrees() const noexcept { return agrees_; }

private:
    template <typename Work>
    static double microseconds(const Work& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - start;
        return taken.count();
    }

    template <typename Engine>
    static Counts counts(Engine& engine, std::size_t patients) {
        Counts counts;
        for (std::size_t patient = 0; patient < patients; ++patient) {
            engine.ask(patient);
            counts.fired.push_back(engine.fired());
            if constexpr (requires { engine.unknowns(); }) counts.unknown.push_back(engine.unknowns());
        }
        return counts;
    }

    void print(const Label& label, std::size_t patients, double us, const Counts& counts) {
        const bool knows_unknown = !counts.unknown.empty();
        std::cout << "result\t" << label.engine << '\t' << label.version << '\t' << label.answer << '\t' << patients
                  << '\t' << us << '\t' << checksum(counts.fired) << '\t'
                  << (knows_unknown ? checksum(counts.unknown) : "-") << std::endl;
        agrees_ = agrees_ && std::equal(counts.fired.begin(), counts.fired.end(), expected_->fired.begin()) &&
                  std::equal(counts.unknown.begin(), counts.unknown.end(), expected_->unknown.begin());
    }

    Options options_;
    const Counts* expected_;
    bool agrees_ = true;
};

std::string compiler() {
#if defined(__clang__)
    return "clang++ " + std::to_string(__clang_major__) + "." + std::to_string(__clang_minor__);
#else
    return "g++ " + std::to_string(__GNUC__) + "." + std::to_string(__GNUC_MINOR__);
#endif
}

std::string ours(std::string_view kernel = {}) {
    std::string version{euthymia::version()};
    if (!kernel.empty()) version.append(", ").append(kernel);
    return version;
}

void print_expected(const Counts& expected) {
    for (const std::size_t patients :
         {std::size_t{5}, std::size_t{20}, std::size_t{100}, std::size_t{1000}, expected.fired.size()}) {
        const auto first = [&](const std::vector<std::uint32_t>& all) {
            return checksum({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(patients)});
        };
        std::cout << "expected\t" << patients << '\t' << first(expected.fired) << '\t' << first(expected.unknown)
                  << '\n';
    }
}

void print_machine(const Options& options) {
    std::cerr << "   the machine's bounds\n";
    const std::size_t buffer = std::size_t{options.quick ? 256U : 1024U} << 20U;
    std::cout << "machine\tread of 128 bytes, streamed\t" << ns_per_streamed_record(buffer) << "\tns\n"
              << "machine\tone branch miss\t" << ns_per_branch_miss() << "\tns\n";
}

// ---- The engines.

void time_trees(Round& round, const Workload& workload, const WorkloadRules& texts) {
    TreeWalker walker{texts, workload};
    round.time({"C++ tree, values behind a function", ours(), "yes/no/unknown"}, 20, walker);
    TidyTree tidy{workload};
    round.time({"C++ tree, slots and codes interned", compiler(), "yes/no/unknown"}, 1000, tidy);
}

void time_generated(Round& round, const Workload& workload) {
    BranchFree branch_free{workload};
    round.time({"generated C++, branch-free", compiler(), "bits of fired, unknown"}, 1000, branch_free);
    IfElse if_else{workload};
    round.time({"generated C++, if/else", compiler(), "bits of fired"}, 1000, if_else);
}

void time_clips([[maybe_unused]] Round& round, [[maybe_unused]] const Workload& workload) {
#if EUTHYMIA_BENCH_CLIPS
    Clips clips{workload};
    round.time({"CLIPS", Clips::version(), "list of fired"}, 100, clips);
#else
    std::cout << "missing\tCLIPS\tlibclips-dev was not found when the program was built\n";
#endif
}

std::vector<const rules::Kernel*> kernels() {
    std::vector<const rules::Kernel*> chosen;
    for (const rules::Kernel* kernel : rules::kernels()) {
        if (kernel->name == "sse2" || kernel == &rules::kernel()) chosen.push_back(kernel);
    }
    return chosen;
}

void time_compiled(Round& round, const Workload& workload, const WorkloadRules& texts, const rules::Program& program) {
    std::vector<std::vector<rules::Value>> patients;
    for (std::size_t i = 0; i < 1000; ++i) patients.push_back(texts.values(workload.patients[i]));
    for (const rules::Kernel* kernel : kernels()) {
        const std::string version = ours(kernel->name);
        Compiled both{program, patients, *kernel, Lists::fired_and_unknown};
        round.time({"Euthymia, one patient", version, "lists of fired, unknown"}, 1000, both);
        Compiled fired{program, patients, *kernel, Lists::fired};
        round.time({"Euthymia, one patient", version, "list of fired"}, 1000, fired);
        Compiled bits{program, patients, *kernel, Lists::none};
        round.time({"Euthymia, one patient", version, "bits of fired, unknown"}, 1000, bits);
    }
}

void time_cohort(Round& round, const Workload& workload, const rules::Program& program) {
    using Writes = CompiledCohort::Writes;
    for (const rules::Kernel* kernel : kernels()) {
        const std::string version = ours(kernel->name);
        CompiledCohort cohort{workload, program, *kernel};
        const auto check = [&] { return cohort.counts(); };
        const std::size_t patients = workload.patients.size();
        round.time({"Euthymia, cohort", version, "counts of fired"}, patients, check,
                   [&] { cohort.pass(Writes::counts); });
        round.time({"Euthymia, cohort", version, "bits of fired, unknown"}, patients, check,
                   [&] { cohort.pass(Writes::planes); });
    }
}

int run(const Options& options) {
    const Workload workload = make_workload(20000, options.candidates);
    Workload first = workload;
    first.patients.resize(1000);
    const Counts expected = expected_counts(workload);
    print_expected(expected);
    print_machine(options);
    Round round{options, expected};
    const WorkloadRules texts{workload};
    const rules::Program program = texts.program();
    time_trees(round, first, texts);
    time_clips(round, first);
    time_generated(round, first);
    time_compiled(round, first, texts, program);
    time_cohort(round, workload, program);
    return round.agrees() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
    const std::span<char*> given{arguments, static_cast<std::size_t>(count)};
    Options options;
    for (std::size_t i = 1; i < given.size(); ++i) {
        if (std::string_view{given[i]} == "--quick") options.quick = true;
        if (std::string_view{given[i]} == "--candidates" && i + 1 < given.size()) {
            options.candidates = std::stoul(given[++i]);
        }
    }
    try {
        return run(options);
    } catch (const std::exception& problem) {
        std::cerr << "euthymia_peers: " << problem.what() << '\n';
        return 1;
    }
}
