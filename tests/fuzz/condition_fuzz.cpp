// SPDX-License-Identifier: Apache-2.0
// Any bytes as a condition: refused with a place inside the text, or it can be asked.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "lib/rules/language.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace euthymia::rules;
    static const Names names = [] {
        Names all;
        all.add({"a", NameKind::fact, {}});
        all.add({"n", NameKind::fact, {euthymia::FactType::number, "ms", 1, {}}});
        return all;
    }();
    const std::string text{reinterpret_cast<const char*>(bytes), size};
    const auto condition = compile(text, names, Strictness::open);
    if (!condition) {
        if (condition.error().offset.value_or(0) > text.size()) std::abort();
        return 0;
    }
    (void)evaluate(*condition, {}, [](NameId) { return Value{}; });
    return 0;
}
