// SPDX-License-Identifier: Apache-2.0
// How the synthetic workload is said in this library's rule language.
#include "bench/workload_rules.hpp"

#include <numeric>
#include <stdexcept>

namespace euthymia::bench {
namespace {

FactType type_of(Kind kind) {
    switch (kind) {
        case Kind::truth:
            return FactType::truth;
        case Kind::number:
            return FactType::number;
        case Kind::choice:
            break;
    }
    return FactType::choice;
}

std::string sign(Relation relation) {
    switch (relation) {
        case Relation::equal:
            return " = ";
        case Relation::not_equal:
            return " != ";
        case Relation::less:
            return " < ";
        case Relation::at_least:
            break;
    }
    return " >= ";
}

std::string text(const Workload& workload, const Comparison& comparison) {
    const Variable& variable = workload.variables[comparison.variable];
    if (variable.kind == Kind::truth) return comparison.constant == 1 ? variable.name : "not " + variable.name;
    const std::string left = variable.name + sign(comparison.relation);
    if (variable.kind == Kind::choice) return left + "'" + choice_name(variable, comparison.constant) + "'";
    if (comparison.other) return left + workload.variables[*comparison.other].name;
    return left + std::to_string(comparison.constant);
}

std::string joined(const Workload& workload, const std::vector<Comparison>& comparisons, const std::string& with) {
    std::string all;
    for (const Comparison& comparison : comparisons) {
        if (!all.empty()) all += with;
        all += text(workload, comparison);
    }
    return all;
}

rules::Name name_of(const Variable& variable) {
    rules::Name name;
    name.id = variable.name;
    name.kind = variable.of_candidate ? rules::NameKind::attribute : rules::NameKind::fact;
    name.type.kind = type_of(variable.kind);
    for (std::uint32_t i = 0; i < variable.choices; ++i) {
        name.type.choices.push_back(choice_name(variable, static_cast<Cell>(i)));
    }
    return name;
}

}  // namespace

std::string rule_text(const Workload& workload, const Rule& rule) {
    const std::string all = joined(workload, rule.all, " and ");
    const std::string any = joined(workload, rule.any, " or ");
    if (all.empty() || any.empty()) return all + any;
    return all + " and (" + any + ")";
}

WorkloadRules::WorkloadRules(const Workload& workload) : workload_{&workload} {
    for (const Variable& variable : workload.variables) names_.add(name_of(variable));
    definitions_.resize(names_.size());
    for (const Rule& rule : workload.rules) {
        auto compiled = rules::compile(rule_text(workload, rule), names_, rules::Strictness::monotone);
        if (!compiled) throw std::logic_error{rule_text(workload, rule) + ": " + compiled.error().detail};
        conditions_.push_back(std::move(*compiled));
    }
}

rules::Value WorkloadRules::value(std::size_t variable, Cell cell) const {
    if (cell == unknown) return {};
    switch (workload_->variables[variable].kind) {
        case Kind::truth:
            return rules::Value::of(truth(cell == 1));
        case Kind::number:
            return rules::Value::of(Number::exactly(cell));
        case Kind::choice:
            break;
    }
    return rules::Value::of_choice(static_cast<std::uint32_t>(cell));
}

std::vector<rules::Value> WorkloadRules::values(const PatientRow& patient) const {
    std::vector<rules::Value> all(names_.size());
    for (std::size_t i = 0; i < patient.size(); ++i) all[i] = value(i, patient[i]);
    return all;
}

rules::Value WorkloadRules::attribute(rules::Column candidate, rules::NameId name) const {
    return value(name, workload_->candidates[candidate][name - fact_count]);
}

rules::Program WorkloadRules::program() const {
    std::vector<rules::Column> everybody(workload_->candidates.size());
    std::iota(everybody.begin(), everybody.end(), rules::Column{0});
    std::vector<rules::ProgramRule> all;
    for (const rules::Condition& condition : conditions_) all.push_back({&condition, everybody});
    return {names_, definitions_, all, everybody.size(),
            [this](rules::Column candidate, rules::NameId name) { return attribute(candidate, name); }};
}

}  // namespace euthymia::bench
