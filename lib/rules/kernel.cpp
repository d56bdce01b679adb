// SPDX-License-Identifier: Apache-2.0
// Which kernel this processor runs.
#include "lib/rules/kernel.hpp"

#include <array>

#include "lib/rules/kernels.hpp"

namespace euthymia::rules {
namespace {

// Was it compiled, and does the processor have the instructions?
bool runs(const Kernel& kernel) {
    if (kernel.join == nullptr) return false;
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
    __builtin_cpu_init();
    if (&kernel == &avx2_kernel) return __builtin_cpu_supports("avx2") != 0;
    if (&kernel == &avx512_kernel) {
        return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0;
    }
    return true;
#else
    return &kernel == &portable_kernel || &kernel == &sse2_kernel;
#endif
}

// No allocation: the first question of a process may be asked when memory is short.
struct Runnable {
    std::array<const Kernel*, 4> kernels{};
    std::size_t count = 0;
};

Runnable found() {
    Runnable runnable;
    for (const Kernel* kernel : {&portable_kernel, &sse2_kernel, &avx2_kernel, &avx512_kernel}) {
        if (runs(*kernel)) runnable.kernels[runnable.count++] = kernel;
    }
    return runnable;
}

}  // namespace

std::span<const Kernel* const> kernels() {
    static const Runnable all = found();
    return {all.kernels.data(), all.count};
}

const Kernel& kernel() { return *kernels().back(); }

}  // namespace euthymia::rules
