// SPDX-License-Identifier: Apache-2.0
// How the lean tree is built and walked.
#include "bench/peers/tidy_tree.hpp"

#include <algorithm>

namespace euthymia::bench {

TidyTree::TidyTree(const Workload& workload) : workload_{&workload} {
    for (const Rule& rule : workload.rules) rules_.push_back(tree(rule));
    answers_.resize(workload.rules.size() * workload.candidates.size());
}

TidyTree::Node TidyTree::leaf(const Comparison& comparison) {
    Node node;
    switch (comparison.relation) {
        case Relation::equal:
            node.op = Op::equal;
            break;
        case Relation::not_equal:
            node.op = Op::not_equal;
            break;
        case Relation::less:
            node.op = Op::less;
            break;
        case Relation::at_least:
            node.op = Op::at_least;
            break;
    }
    node.slot = static_cast<std::uint16_t>(comparison.variable);
    node.constant = comparison.constant;
    if (comparison.other) node.other = static_cast<std::int32_t>(*comparison.other);
    return node;
}

TidyTree::Node TidyTree::tree(const Rule& rule) {
    Node any{Op::any};
    for (const Comparison& comparison : rule.any) any.children.push_back(leaf(comparison));
    if (rule.all.empty()) return any;
    Node all{Op::all};
    for (const Comparison& comparison : rule.all) all.children.push_back(leaf(comparison));
    if (!any.children.empty()) all.children.push_back(std::move(any));
    return all;
}

Truth TidyTree::compare(const Node& node) const {
    const Cell left = slots_[node.slot];
    const Cell right = node.other < 0 ? node.constant : slots_[static_cast<std::size_t>(node.other)];
    if (left == unknown) return Truth::unknown;
    switch (node.op) {
        case Op::equal:
            return left == right ? Truth::yes : Truth::no;
        case Op::not_equal:
            return left != right ? Truth::yes : Truth::no;
        case Op::less:
            return left < right ? Truth::yes : Truth::no;
        default:
            return left >= right ? Truth::yes : Truth::no;
    }
}

Truth TidyTree::answer(const Node& node) const {
    if (node.op == Op::all) {
        Truth worst = Truth::yes;
        for (const Node& child : node.children) {
            worst = std::min(worst, answer(child));
            if (worst == Truth::no) break;
        }
        return worst;
    }
    if (node.op == Op::any) {
        Truth best = Truth::no;
        for (const Node& child : node.children) {
            best = std::max(best, answer(child));
            if (best == Truth::yes) break;
        }
        return best;
    }
    return compare(node);
}

void TidyTree::ask(std::size_t patient) {
    std::copy(workload_->patients[patient].begin(), workload_->patients[patient].end(), slots_.begin());
    const std::size_t candidates = workload_->candidates.size();
    fired_ = unknowns_ = 0;
    for (std::size_t candidate = 0; candidate < candidates; ++candidate) {
        const CandidateRow& row = workload_->candidates[candidate];
        std::copy(row.begin(), row.end(), slots_.begin() + fact_count);
        for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
            const Truth truth = answer(rules_[rule]);
            answers_[rule * candidates + candidate] = truth;
            fired_ += truth == Truth::yes ? 1U : 0U;
            unknowns_ += truth == Truth::unknown ? 1U : 0U;
        }
    }
}

Counts expected_counts(const Workload& workload) {
    TidyTree tree{workload};
    Counts counts;
    for (std::size_t patient = 0; patient < workload.patients.size(); ++patient) {
        tree.ask(patient);
        counts.fired.push_back(tree.fired());
        counts.unknown.push_back(tree.unknowns());
    }
    return counts;
}

}  // namespace euthymia::bench
