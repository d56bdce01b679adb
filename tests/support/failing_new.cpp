// SPDX-License-Identifier: Apache-2.0
// How tests make memory run out at a chosen allocation, and see whether any was lost.
#include "tests/support/failing_new.hpp"

#include <cstdlib>
#include <string>

namespace {

// Per thread, so that other threads of a test runner are left alone. 0: no failure is due.
thread_local std::size_t countdown = 0;
thread_local bool goes_on = false;
thread_local bool failed = false;
thread_local std::ptrdiff_t live = 0;

bool is_due() noexcept {
    if (countdown == 0 || --countdown > 0) return false;
    failed = true;
    if (goes_on) countdown = 1;
    return true;
}

void* allocate_or_null(std::size_t size) noexcept {
    if (is_due()) return nullptr;
    void* const memory = std::malloc(size > 0 ? size : 1);
    if (memory != nullptr) ++live;
    return memory;
}

void* allocate(std::size_t size) {
    void* const memory = allocate_or_null(size);
    if (memory == nullptr) throw std::bad_alloc{};
    return memory;
}

void release(void* memory) noexcept {
    if (memory != nullptr) --live;
    std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate_or_null(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate_or_null(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { release(memory); }

namespace euthymia::tests {

FailingNew::FailingNew(std::size_t nth, Fails fails) noexcept {
    failed = false;
    goes_on = fails == Fails::for_ever;
    countdown = nth;
}

FailingNew::~FailingNew() { countdown = 0; }

bool FailingNew::has_failed() const noexcept { return failed; }

std::ptrdiff_t live_allocations() noexcept { return live; }

bool can_fail_allocations() {
    const std::string past_the_small_buffer(100, ' ');
    const FailingNew failing{1};
    try {
        const std::string copy = past_the_small_buffer;
        return copy.empty();
    } catch (const std::bad_alloc&) {
        return true;
    }
}

}  // namespace euthymia::tests
