// SPDX-License-Identifier: Apache-2.0
// Which kernel this processor runs.
#include "lib/rules/kernel.hpp"

#include <vector>

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

std::vector<const Kernel*> found() {
    std::vector<const Kernel*> kernels;
    for (const Kernel* kernel : {&portable_kernel, &sse2_kernel, &avx2_kernel, &avx512_kernel}) {
        if (runs(*kernel)) kernels.push_back(kernel);
    }
    return kernels;
}

}  // namespace

std::span<const Kernel* const> kernels() {
    static const std::vector<const Kernel*> all = found();
    return all;
}

const Kernel& kernel() { return *kernels().back(); }

}  // namespace euthymia::rules
