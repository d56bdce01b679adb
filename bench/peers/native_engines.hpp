// SPDX-License-Identifier: Apache-2.0
// The engines that run in this process. Each has ask(patient), then fired() and, with three values, unknowns().
#pragma once

#include <functional>
#include <vector>

#include "bench/peers/generated.hpp"
#include "bench/workload_rules.hpp"
#include "lib/rules/cohort.hpp"
#include "lib/rules/program.hpp"

namespace euthymia::bench {

/// The library's reference: each rule's tree walked for each candidate, values behind a std::function.
class TreeWalker {
public:
    TreeWalker(const WorkloadRules& rules, const Workload& workload);

    void ask(std::size_t patient);
    [[nodiscard]] std::uint32_t fired() const noexcept { return fired_; }
    [[nodiscard]] std::uint32_t unknowns() const noexcept { return unknowns_; }

private:
    const WorkloadRules* rules_;
    std::vector<std::vector<rules::Value>> patients_;
    std::vector<std::vector<rules::Value>> candidates_;
    std::uint32_t fired_ = 0;
    std::uint32_t unknowns_ = 0;
};

/// The generated if/else, one call per candidate; the answer is a bitmap.
class IfElse {
public:
    explicit IfElse(const Workload& workload) : workload_{&workload}, fired_(rule_words * workload.candidates.size()) {}

    void ask(std::size_t patient);
    [[nodiscard]] std::uint32_t fired() const noexcept;

private:
    const Workload* workload_;
    std::vector<std::uint64_t> fired_;
};

/// The generated three-valued code; the answer is two bitmaps.
class BranchFree {
public:
    explicit BranchFree(const Workload& workload)
        : workload_{&workload},
          fired_(rule_words * workload.candidates.size()),
          possible_(rule_words * workload.candidates.size()) {}

    void ask(std::size_t patient);
    [[nodiscard]] std::uint32_t fired() const noexcept;
    [[nodiscard]] std::uint32_t unknowns() const noexcept;

private:
    const Workload* workload_;
    std::vector<std::uint64_t> fired_;
    std::vector<std::uint64_t> possible_;
};

/// What `Compiled` writes out for each patient, besides the bits of every distinct condition.
enum class Lists : std::uint8_t { none, fired, fired_and_unknown };

/// This library's compiled program, one patient at a time.
class Compiled {
public:
    Compiled(const rules::Program& program, const std::vector<std::vector<rules::Value>>& patients,
             const rules::Kernel& kernel, Lists lists);

    void ask(std::size_t patient);
    [[nodiscard]] std::uint32_t fired() const;
    [[nodiscard]] std::uint32_t unknowns() const;

private:
    [[nodiscard]] std::size_t list(std::span<const std::uint64_t> bits, std::vector<std::uint32_t>& instances) const;
    [[nodiscard]] std::uint32_t count(std::span<const std::uint64_t> bits) const;
    [[nodiscard]] std::vector<std::uint64_t> open_bits() const;

    const rules::Program* program_;
    const std::vector<std::vector<rules::Value>>* patients_;
    const rules::Kernel* kernel_;
    Lists lists_;
    rules::View view_;
    rules::Answers answers_;
    std::vector<std::uint64_t> open_;
    std::vector<std::uint32_t> fired_;  // rule * 128 + candidate
    std::vector<std::uint32_t> unknown_;
};

/// Patients as columns, in blocks of 512, the last one padded with patients of whom nothing is known.
class Columns {
public:
    Columns(const Workload& workload, const rules::Program& program);

    [[nodiscard]] std::size_t blocks() const noexcept { return blocks_; }
    /// A column per input of the program.
    [[nodiscard]] std::vector<rules::InputColumn> block(std::size_t block) const;

private:
    std::size_t blocks_;
    std::vector<std::vector<std::uint8_t>> bytes_;  // by input
    std::vector<std::vector<std::int32_t>> numbers_;
};

/// This library's compiled program over a cohort.
class CompiledCohort {
public:
    enum class Writes : std::uint8_t { planes, counts };

    CompiledCohort(const Workload& workload, const rules::Program& program, const rules::Kernel& kernel);

    /// Asks all patients; with `counts`, also how many rules fired for each.
    void pass(Writes writes);
    /// The fired counts of the last pass that counted, and the unknown ones worked out from planes.
    [[nodiscard]] Counts counts();

private:
    const rules::Program* program_;
    rules::Cohort cohort_;
    const rules::Kernel* kernel_;
    std::size_t patients_;
    std::vector<std::vector<rules::InputColumn>> blocks_;
    Columns columns_;
    rules::BlockAnswers answers_;
    std::vector<std::uint32_t> fired_;
};

}  // namespace euthymia::bench
