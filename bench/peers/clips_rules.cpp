// SPDX-License-Identifier: Apache-2.0
// How a rule is said in CLIPS.
#include "bench/peers/clips_rules.hpp"

#include <algorithm>
#include <map>

namespace euthymia::bench {
namespace {

std::string constant(const Variable& variable, Cell cell) {
    if (variable.kind == Kind::truth) return cell == 1 ? "yes" : "no";
    return variable.kind == Kind::choice ? choice_name(variable, cell) : std::to_string(cell);
}

// The constraints of one pattern, by slot.
class Pattern {
public:
    void bind(std::size_t variable, const std::string& name) {
        slots_[variable];
        names_[variable] = name;
    }
    void constrain(std::size_t variable, const std::string& constraint) {
        std::string& all = slots_[variable];
        all += (all.empty() ? "" : "&") + constraint;
    }
    [[nodiscard]] bool empty() const { return slots_.empty(); }
    [[nodiscard]] std::size_t last() const { return slots_.rbegin()->first; }

    [[nodiscard]] std::string text() const {
        std::string all;
        for (const auto& [variable, constraint] : slots_) {
            const std::string& name = names_.at(variable);
            const bool is_bound = constraint.empty() || constraint.find('?') != std::string::npos;
            all += " (" + name + " ";
            if (is_bound) all += "?" + name;
            if (is_bound && !constraint.empty()) all += "&";
            all += constraint + ")";
        }
        return all;
    }

private:
    std::map<std::size_t, std::string> slots_;
    std::map<std::size_t, std::string> names_;
};

class RuleWriter {
public:
    RuleWriter(const Workload& workload, const Rule& rule) : workload_{&workload}, rule_{&rule} {}

    std::string patterns() {
        for (const Comparison& comparison : rule_->all) add(comparison);
        if (!rule_->any.empty()) add_any();
        return "(candidate (id ?id)" + candidate_.text() + ")\n  (patient" + patient_.text() + ")";
    }

private:
    [[nodiscard]] const Variable& about(std::size_t variable) const { return workload_->variables[variable]; }
    Pattern& pattern(std::size_t variable) { return about(variable).of_candidate ? candidate_ : patient_; }
    void bind(std::size_t variable) { pattern(variable).bind(variable, about(variable).name); }

    void add(const Comparison& comparison) {
        const Variable& variable = about(comparison.variable);
        bind(comparison.variable);
        if (comparison.other) bind(*comparison.other);
        pattern(comparison.variable).constrain(comparison.variable, constraint(variable, comparison));
    }

    std::string constraint(const Variable& variable, const Comparison& comparison) {
        const std::string wanted = constant(variable, comparison.constant);
        if (comparison.relation == Relation::equal) return wanted;
        if (comparison.relation == Relation::not_equal) return "~" + wanted + "&~unknown";
        return (variable.of_candidate ? ":" : ":(integerp ?" + variable.name + ")&:") + question(comparison);
    }

    // An expression, for numbers without the guard against unknown.
    std::string question(const Comparison& comparison) {
        const Variable& variable = about(comparison.variable);
        const std::string right =
            comparison.other ? "?" + about(*comparison.other).name : constant(variable, comparison.constant);
        const bool is_less = comparison.relation == Relation::less;
        return std::string{is_less ? "(< ?" : "(>= ?"} + variable.name + " " + right + ")";
    }

    std::string disjunct(const Comparison& comparison) {
        const Variable& variable = about(comparison.variable);
        const std::string wanted = "?" + variable.name + " " + constant(variable, comparison.constant);
        if (comparison.relation == Relation::equal) return "(eq " + wanted + ")";
        if (comparison.relation == Relation::not_equal) {
            return "(and (neq " + wanted + ") (neq ?" + variable.name + " unknown))";
        }
        if (variable.of_candidate) return question(comparison);
        return "(and (integerp ?" + variable.name + ") " + question(comparison) + ")";
    }

    // On the last slot of the patient, where everything it asks about is bound.
    void add_any() {
        std::string all;
        for (const Comparison& comparison : rule_->any) {
            bind(comparison.variable);
            if (comparison.other) bind(*comparison.other);
            all += " " + disjunct(comparison);
        }
        Pattern& where = patient_.empty() ? candidate_ : patient_;
        where.constrain(where.last(), ":(or" + all + ")");
    }

    const Workload* workload_;
    const Rule* rule_;
    Pattern candidate_;
    Pattern patient_;
};

}  // namespace

std::string clips_template(const Workload& workload, bool of_candidate) {
    std::string text = of_candidate ? "(deftemplate candidate (slot id)" : "(deftemplate patient";
    for (const Variable& variable : workload.variables) {
        if (variable.of_candidate == of_candidate) text += " (slot " + variable.name + ")";
    }
    return text + ")";
}

std::string clips_rule(const Workload& workload, std::size_t rule) {
    const std::string number = std::to_string(rule);
    return "(defrule r" + number + "\n  " + RuleWriter{workload, workload.rules[rule]}.patterns() +
           "\n  =>\n  (fired " + number + " ?id))";
}

}  // namespace euthymia::bench
