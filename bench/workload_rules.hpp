// SPDX-License-Identifier: Apache-2.0
// The synthetic workload in this library's own rule language, compiled.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/workload.hpp"
#include "lib/rules/program.hpp"

namespace euthymia::bench {

/// "n3 >= 800 and u1 and (t4 or c2 = 'c2_5')": valid in our language as it stands.
[[nodiscard]] std::string rule_text(const Workload& workload, const Rule& rule);

/// Facts are names 0 to 59, attributes follow. Keeps the workload by reference.
class WorkloadRules {
public:
    explicit WorkloadRules(const Workload& workload);
    WorkloadRules(const WorkloadRules&) = delete;
    WorkloadRules& operator=(const WorkloadRules&) = delete;

    [[nodiscard]] const rules::Names& names() const noexcept { return names_; }
    [[nodiscard]] const std::vector<rules::Condition>& conditions() const noexcept { return conditions_; }
    [[nodiscard]] const std::vector<std::optional<rules::Condition>>& definitions() const noexcept {
        return definitions_;
    }
    /// A value per name; attributes are left unknown.
    [[nodiscard]] std::vector<rules::Value> values(const PatientRow& patient) const;
    [[nodiscard]] rules::Value attribute(rules::Column candidate, rules::NameId name) const;
    [[nodiscard]] rules::Program program() const;

private:
    [[nodiscard]] rules::Value value(std::size_t variable, Cell cell) const;

    const Workload* workload_;
    rules::Names names_;
    std::vector<rules::Condition> conditions_;
    std::vector<std::optional<rules::Condition>> definitions_;
};

}  // namespace euthymia::bench
