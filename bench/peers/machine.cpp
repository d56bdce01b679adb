// SPDX-License-Identifier: Apache-2.0
// How the machine's bounds are measured.
#include "bench/peers/machine.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <numeric>
#include <vector>

#include <benchmark/benchmark.h>

namespace euthymia::bench {
namespace {

constexpr int passes = 5;

template <typename Work>
double best_ns(const Work& work) {
    double best = 1e300;
    for (int pass = 0; pass < passes; ++pass) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
        best = std::min(best, taken.count());
    }
    return best;
}

// Branches that the compiler must keep: each side has a barrier of its own.
double ns_per_branch(const std::vector<std::uint8_t>& taken) {
    const double all = best_ns([&] {
        std::uint32_t left = 0;
        std::uint32_t right = 0;
        for (const std::uint8_t is_left : taken) {
            if (is_left != 0) {
                benchmark::DoNotOptimize(++left);
            } else {
                benchmark::DoNotOptimize(++right);
            }
        }
    });
    return all / static_cast<double>(taken.size());
}

}  // namespace

double ns_per_streamed_record(std::size_t buffer_bytes) {
    const std::vector<std::uint64_t> buffer(buffer_bytes / sizeof(std::uint64_t), 1);
    const double all =
        best_ns([&] { benchmark::DoNotOptimize(std::accumulate(buffer.begin(), buffer.end(), std::uint64_t{0})); });
    return all / (static_cast<double>(buffer_bytes) / 128);
}

double ns_per_branch_miss() {
    std::vector<std::uint8_t> same(std::size_t{1} << 20U, 1);
    std::vector<std::uint8_t> random(same.size());
    std::uint64_t state = 1;
    for (std::uint8_t& one : random) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        one = static_cast<std::uint8_t>(state >> 63U);
    }
    // Half of the random ones are guessed wrong.
    return 2 * (ns_per_branch(random) - ns_per_branch(same));
}

}  // namespace euthymia::bench
