// SPDX-License-Identifier: Apache-2.0
// What a careful C++ programmer writes first: a tree per rule over interned slots, walked for every candidate.
#pragma once

#include <memory>
#include <vector>

#include "bench/workload.hpp"
#include "euthymia/truth.hpp"

namespace euthymia::bench {

/// Three-valued. Also the source of the expected counts.
class TidyTree {
public:
    explicit TidyTree(const Workload& workload);

    void ask(std::size_t patient);
    [[nodiscard]] std::uint32_t fired() const noexcept { return fired_; }
    [[nodiscard]] std::uint32_t unknowns() const noexcept { return unknowns_; }
    /// The answers of the last patient: rule by rule, candidate by candidate.
    [[nodiscard]] const std::vector<Truth>& answers() const noexcept { return answers_; }

private:
    enum class Op : std::uint8_t { all, any, equal, not_equal, less, at_least };
    struct Node {
        Op op = Op::all;
        std::uint16_t slot = 0;
        std::int32_t other = -1;  // slot, or below 0: the constant
        Cell constant = 0;
        std::vector<Node> children{};
    };

    [[nodiscard]] static Node leaf(const Comparison& comparison);
    [[nodiscard]] static Node tree(const Rule& rule);
    [[nodiscard]] Truth answer(const Node& node) const;
    [[nodiscard]] Truth compare(const Node& node) const;

    const Workload* workload_;
    std::vector<Node> rules_;
    std::array<Cell, fact_count + attribute_count> slots_{};
    std::vector<Truth> answers_;
    std::uint32_t fired_ = 0;
    std::uint32_t unknowns_ = 0;
};

/// The counts of all patients.
[[nodiscard]] Counts expected_counts(const Workload& workload);

}  // namespace euthymia::bench
