// SPDX-License-Identifier: Apache-2.0
// How the engines of this process answer.
#include "bench/peers/native_engines.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <stdexcept>

#include <benchmark/benchmark.h>

namespace euthymia::bench {
namespace {

using namespace rules;

std::uint32_t count_bits(const std::vector<std::uint64_t>& words) {
    return std::accumulate(words.begin(), words.end(), std::uint32_t{0}, [](std::uint32_t sum, std::uint64_t word) {
        return sum + static_cast<std::uint32_t>(std::popcount(word));
    });
}

}  // namespace

// ---- The library's tree-walker.

TreeWalker::TreeWalker(const WorkloadRules& rules, const Workload& workload) : rules_{&rules} {
    for (const PatientRow& patient : workload.patients) patients_.push_back(rules.values(patient));
    for (Column candidate = 0; candidate < workload.candidates.size(); ++candidate) {
        std::vector<Value>& row = candidates_.emplace_back(rules.names().size());
        for (auto name = static_cast<NameId>(fact_count); name < row.size(); ++name) {
            row[name] = rules.attribute(candidate, name);
        }
    }
}

void TreeWalker::ask(std::size_t patient) {
    fired_ = unknowns_ = 0;
    const std::vector<Value>& facts = patients_[patient];
    for (const std::vector<Value>& candidate : candidates_) {
        const Lookup lookup = [&](NameId name) { return name < fact_count ? facts[name] : candidate[name]; };
        for (const Condition& condition : rules_->conditions()) {
            const Truth truth = evaluate(condition, rules_->definitions(), lookup);
            fired_ += truth == Truth::yes ? 1U : 0U;
            unknowns_ += truth == Truth::unknown ? 1U : 0U;
        }
    }
}

// ---- Generated code.

void IfElse::ask(std::size_t patient) {
    std::fill(fired_.begin(), fired_.end(), 0);
    for (std::size_t candidate = 0; candidate < workload_->candidates.size(); ++candidate) {
        ask_if_else(workload_->patients[patient].data(), workload_->candidates[candidate].data(),
                    fired_.data() + rule_words * candidate);
    }
}

std::uint32_t IfElse::fired() const noexcept { return count_bits(fired_); }

void BranchFree::ask(std::size_t patient) {
    std::fill(fired_.begin(), fired_.end(), 0);
    std::fill(possible_.begin(), possible_.end(), 0);
    for (std::size_t candidate = 0; candidate < workload_->candidates.size(); ++candidate) {
        ask_branch_free(workload_->patients[patient].data(), workload_->candidates[candidate].data(),
                        fired_.data() + rule_words * candidate, possible_.data() + rule_words * candidate);
    }
}

std::uint32_t BranchFree::fired() const noexcept { return count_bits(fired_); }
std::uint32_t BranchFree::unknowns() const noexcept { return count_bits(possible_) - count_bits(fired_); }

// ---- The compiled program, one patient.

Compiled::Compiled(const Program& program, const std::vector<std::vector<Value>>& patients, const Kernel& kernel,
                   Lists lists)
    : program_{&program},
      patients_{&patients},
      kernel_{&kernel},
      lists_{lists},
      fired_(rule_count * program.columns()),
      unknown_(rule_count * program.columns()) {}

void Compiled::ask(std::size_t patient) {
    program_->fill(view_, (*patients_)[patient]);
    program_->evaluate(view_, answers_, *kernel_);
    if (lists_ == Lists::none) return;
    benchmark::DoNotOptimize(list(answers_.yes(), fired_));
    if (lists_ == Lists::fired) return;
    open_.resize(answers_.yes().size());
    std::transform(answers_.possible().begin(), answers_.possible().end(), answers_.yes().begin(), open_.begin(),
                   [](std::uint64_t possible, std::uint64_t yes) { return possible & ~yes; });
    benchmark::DoNotOptimize(list(open_, unknown_));
}

std::size_t Compiled::list(std::span<const std::uint64_t> bits, std::vector<std::uint32_t>& instances) const {
    std::uint32_t* out = instances.data();
    const std::size_t words = program_->mask_words();
    each_use(*program_, bits, [&](const Use& use) {
        const std::uint64_t* mask = program_->mask(use);
        for (std::size_t word = 0; word < words; ++word) {
            for (std::uint64_t rest = mask[word]; rest != 0; rest &= rest - 1) {
                *out++ = use.rule * 128 + static_cast<std::uint32_t>(64 * word) +
                         static_cast<std::uint32_t>(std::countr_zero(rest));
            }
        }
    });
    return static_cast<std::size_t>(out - instances.data());
}

std::uint32_t Compiled::count(std::span<const std::uint64_t> bits) const {
    std::uint32_t total = 0;
    each_use(*program_, bits, [&](const Use& use) {
        for (std::size_t word = 0; word < program_->mask_words(); ++word) {
            total += static_cast<std::uint32_t>(std::popcount(program_->mask(use)[word]));
        }
    });
    return total;
}

std::uint32_t Compiled::fired() const { return count(answers_.yes()); }
std::uint32_t Compiled::unknowns() const { return count(answers_.possible()) - count(answers_.yes()); }

// ---- The compiled program over a cohort.

Columns::Columns(const Workload& workload, const Program& program)
    : blocks_{(workload.patients.size() + block_patients - 1) / block_patients},
      bytes_(program.inputs().size()),
      numbers_(program.inputs().size()) {
    for (std::size_t input = 1; input < program.inputs().size(); ++input) {
        const NameId name = program.inputs()[input].name;
        const bool is_number = workload.variables[name].kind == Kind::number;
        if (is_number) numbers_[input].assign(blocks_ * block_patients, unknown_number);
        if (!is_number) bytes_[input].assign(blocks_ * block_patients, unknown_byte);
        for (std::size_t patient = 0; patient < workload.patients.size(); ++patient) {
            const Cell cell = workload.patients[patient][name];
            if (cell == unknown) continue;
            if (is_number) numbers_[input][patient] = cell;
            if (!is_number) bytes_[input][patient] = static_cast<std::uint8_t>(cell);
        }
    }
}

std::vector<InputColumn> Columns::block(std::size_t block) const {
    std::vector<InputColumn> columns(bytes_.size());
    for (std::size_t input = 1; input < columns.size(); ++input) {
        if (!bytes_[input].empty()) columns[input].bytes = bytes_[input].data() + block * block_patients;
        if (!numbers_[input].empty()) columns[input].numbers = numbers_[input].data() + block * block_patients;
    }
    return columns;
}

CompiledCohort::CompiledCohort(const Workload& workload, const Program& program, const Kernel& kernel)
    : program_{&program},
      cohort_{program},
      kernel_{&kernel},
      patients_{workload.patients.size()},
      columns_{workload, program} {
    if (!cohort_.fits()) throw std::logic_error{"the workload's numbers do not fit in columns"};
    for (std::size_t block = 0; block < columns_.blocks(); ++block) blocks_.push_back(columns_.block(block));
    fired_.resize(blocks_.size() * block_patients);
}

void CompiledCohort::pass(Writes writes) {
    for (std::size_t block = 0; block < blocks_.size(); ++block) {
        cohort_.evaluate(blocks_[block], answers_, *kernel_);
        if (writes == Writes::planes) continue;
        cohort_.count_fired(
            answers_, std::span{fired_}.subspan(block * block_patients).template first<block_patients>(), *kernel_);
    }
}

Counts CompiledCohort::counts() {
    Counts counts;
    counts.unknown.resize(blocks_.size() * block_patients);
    pass(Writes::counts);
    for (std::size_t block = 0; block < blocks_.size(); ++block) {
        cohort_.evaluate(blocks_[block], answers_, *kernel_);
        for (ConditionId condition = 0; condition < program_->conditions(); ++condition) {
            std::uint32_t instances = 0;
            for (const Use& use : program_->uses(condition)) {
                for (std::size_t word = 0; word < program_->mask_words(); ++word) {
                    instances += static_cast<std::uint32_t>(std::popcount(program_->mask(use)[word]));
                }
            }
            for (std::size_t i = 0; i < block_patients; ++i) {
                const std::uint64_t open = answers_.possible(condition)[i / 64] & ~answers_.yes(condition)[i / 64];
                if ((open >> i % 64 & 1U) != 0) counts.unknown[block * block_patients + i] += instances;
            }
        }
    }
    counts.fired = fired_;
    counts.fired.resize(patients_);
    counts.unknown.resize(patients_);
    return counts;
}

}  // namespace euthymia::bench
