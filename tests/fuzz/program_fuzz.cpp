// SPDX-License-Identifier: Apache-2.0
// Any rules and any record: the compiled rules answer as their text does, and name only names that exist.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "lib/rules/asking.hpp"
#include "lib/rules/cases.hpp"
#include "lib/rules/program.hpp"

namespace {

using namespace euthymia;
using namespace euthymia::rules;

const Names& names() {
    static const Names all = [] {
        Names names;
        for (const char* id : {"a", "b", "c", "d"}) names.add({id, NameKind::fact, {}});
        names.add({"n", NameKind::fact, {FactType::number, "ms", 1, {}}});
        names.add({"m", NameKind::fact, {FactType::number, "d", 0, {}}});
        names.add({"p", NameKind::fact, {FactType::choice, "", 0, {"poor", "normal"}}});
        return names;
    }();
    return all;
}

// Two bytes for each name: how much is known of it, and what.
std::vector<Value> values_from(std::string_view bytes) {
    std::vector<Value> values(names().size());
    for (NameId name = 0; name < names().size() && 2 * name + 1 < bytes.size(); ++name) {
        const auto how = static_cast<std::uint8_t>(bytes[2 * name]);
        const auto what = static_cast<std::uint8_t>(bytes[2 * name + 1]);
        if (how % 3 == 0) continue;
        if (names()[name].type.kind == FactType::truth)
            values[name] = Value::of(what % 2 == 0 ? Truth::yes : Truth::no);
        if (names()[name].type.kind == FactType::choice) values[name] = Value::of_choice(what % 2);
        if (names()[name].type.kind == FactType::number) {
            const std::int64_t width = how % 3 == 1 ? 0 : how / 8;
            values[name] = Value::of(Number{what - 128, what - 128 + width});
        }
        values[name].assumed = how >= 224;
    }
    return values;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view all{reinterpret_cast<const char*>(bytes), size};
    const std::size_t head = 2 * names().size();
    if (size < head || size > 4096) return 0;
    std::vector<Condition> conditions;
    for (std::size_t at = head; at < size && conditions.size() < 8;) {
        const std::size_t end = std::min(all.find('\n', at), size);
        const Strictness strictness = conditions.size() % 2 == 0 ? Strictness::open : Strictness::monotone;
        if (auto condition = compile(all.substr(at, end - at), names(), strictness)) {
            conditions.push_back(std::move(*condition));
        }
        at = end + 1;
    }
    std::vector<ProgramRule> rules;
    const std::vector<Column> columns{0};
    for (const Condition& condition : conditions) rules.push_back({&condition, columns});
    const Program program{names(), {}, rules, 1, {}};
    const std::vector<Value> values = values_from(all.substr(0, head));
    View view;
    Answers answers;
    program.fill(view, values);
    program.evaluate(view, answers);
    std::vector<InputId> inputs;
    for (std::uint32_t rule = 0; rule < conditions.size(); ++rule) {
        const ConditionId condition = program.condition(rule, 0);
        const Truth compiled = condition == no_condition ? Truth::no : answers[condition];
        if (compiled != evaluate(conditions[rule], {}, [&](NameId name) { return values[name]; })) std::abort();
        if (condition == no_condition) continue;
        program.missing(condition, view, values, inputs);
        if ((compiled == Truth::unknown) == inputs.empty()) std::abort();
        (void)Cases{program}.settling(condition, view, values);
    }
    return 0;
}
