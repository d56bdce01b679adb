// SPDX-License-Identifier: Apache-2.0
// What every name in a condition stands for, for one patient on one day: medicines taken now and lately.
#include <algorithm>
#include <utility>

#include "lib/rules/situation.hpp"

namespace euthymia::rules {

namespace {

void note(Evidence& evidence, const Regimen& regimen) {
    for (const std::string& record : regimen.records) evidence.records.push_back(record);
    evidence.medicines.push_back(regimen.substance);
}

// Days since the last dose. While it may still be taken, and where nobody recorded the stop, it may be today.
Number days_since(const Regimen& regimen, Date as_of) {
    if (regimen.taking == Truth::yes) return Number::exactly(0);
    if (regimen.taking == Truth::unknown) return {0, unbounded};
    const auto days = [&](Date day) { return std::max<std::int64_t>(0, (as_of - day).count()); };
    if (regimen.stop) return {days(regimen.stop->last), days(regimen.stop->first)};
    return {0, regimen.start ? days(regimen.start->first) : unbounded};
}

}  // namespace

bool Situation::belongs(const Regimen& regimen, std::string_view group, Exclude exclude) const {
    if (exclude != nullptr && regimen.substance == exclude->id) return false;
    const knowledge::Substance* substance = rules_->base.substance(regimen.substance);
    if (substance == nullptr) return false;
    return std::binary_search(substance->groups.begin(), substance->groups.end(), group);
}

Evidence Situation::taking(std::string_view group, Exclude exclude) const {
    Evidence evidence;
    Truth answer = medicines_complete_ ? Truth::no : Truth::unknown;
    for (const Regimen& regimen : regimens_) {
        if (!belongs(regimen, group, exclude) || regimen.taking == Truth::no) continue;
        note(evidence, regimen);
        answer = answer == Truth::yes ? answer : regimen.taking;
    }
    evidence.value = Value::of(answer);
    return evidence;
}

Evidence Situation::days_since_medicine(std::string_view group, Exclude exclude) const {
    Evidence evidence;
    Number nearest = Number::exactly(unbounded);
    for (const Regimen& regimen : regimens_) {
        if (!belongs(regimen, group, exclude)) continue;
        const Number days = days_since(regimen, day_);
        nearest = {std::min(nearest.at_least, days.at_least), std::min(nearest.at_most, days.at_most)};
        if (regimen.stop) evidence.when = regimen.stop;
        note(evidence, regimen);
    }
    // Nobody asked about medicines stopped lately: a later course may be missing from the record.
    if (!recent_complete_ || !medicines_complete_) nearest.at_least = 0;
    if (nearest.at_least == 0 && nearest.at_most >= unbounded) return evidence;
    evidence.value = Value::of(nearest);
    return evidence;
}

Evidence Situation::dose_of(std::string_view group, std::string_view form) const {
    Evidence evidence;
    std::int64_t sum_ug = 0;
    bool known = medicines_complete_;
    for (const Regimen& regimen : regimens_) {
        const bool this_form = form.empty() || regimen.form.empty() || regimen.form == form;
        if (!belongs(regimen, group, nullptr) || !this_form || regimen.taking == Truth::no) continue;
        note(evidence, regimen);
        if (regimen.taking == Truth::yes && regimen.daily_dose) {
            sum_ug += regimen.daily_dose->ug();
            known = true;
        } else {
            evidence.value = {};
            return evidence;
        }
    }
    if (known) evidence.value = Value::of(Number::exactly(sum_ug));
    return evidence;
}

Evidence Situation::count_taking(std::string_view group, Exclude exclude) const {
    Evidence evidence;
    std::vector<std::string> surely;
    std::vector<std::string> perhaps;
    for (const Regimen& regimen : regimens_) {
        if (!belongs(regimen, group, exclude) || regimen.taking == Truth::no) continue;
        auto& list = regimen.taking == Truth::yes ? surely : perhaps;
        if (std::find(list.begin(), list.end(), regimen.substance) == list.end()) list.push_back(regimen.substance);
        note(evidence, regimen);
    }
    const auto least = static_cast<std::int64_t>(surely.size());
    const auto most = medicines_complete_ ? least + static_cast<std::int64_t>(perhaps.size()) : unbounded;
    evidence.value = Value::of(Number{least, most});
    return evidence;
}

Evidence Situation::days_on(const Candidate* candidate) const {
    if (candidate == nullptr) return {};
    Evidence evidence;
    for (const Regimen& regimen : taken(*candidate)) {
        if (regimen.taking != Truth::yes || !regimen.start) continue;
        note(evidence, regimen);
        evidence.value = Value::of(Number{std::max<std::int64_t>(0, (day_ - regimen.start->last).count()),
                                          std::max<std::int64_t>(0, (day_ - regimen.start->first).count())});
    }
    return evidence;
}

// Of the person alone nothing is asked.
Evidence Situation::belonging(std::string_view group, const Candidate* candidate) {
    if (candidate == nullptr) return {};
    const bool belongs = std::binary_search(candidate->groups.begin(), candidate->groups.end(), group);
    return {Value::of(truth(belongs)), std::nullopt, {}, {}};
}

Evidence Situation::family(const Origin& origin, const Candidate* candidate) const {
    const knowledge::Family& family = rules_->base.families[origin.index];
    const Exclude own = candidate == nullptr ? nullptr : candidate->substance;
    if (family.reducer == "belongs") return belonging(origin.group, candidate);
    if (family.reducer == "taking") return taking(origin.group, nullptr);
    if (family.reducer == "other") return taking(origin.group, own);
    if (family.reducer == "days_since") return days_since_medicine(origin.group, nullptr);
    if (family.reducer == "days_since_other") return days_since_medicine(origin.group, own);
    if (family.reducer == "count_other") return count_taking(origin.group, own);
    return dose_of(origin.group, "");
}

std::vector<Regimen> Situation::taken(const Candidate& candidate) const {
    std::vector<Regimen> found;
    if (candidate.substance == nullptr) return found;
    for (const Regimen& regimen : regimens_) {
        if (regimen.substance != candidate.substance->id || regimen.taking == Truth::no) continue;
        if (regimen.form.empty() || regimen.form == candidate.form) found.push_back(regimen);
    }
    return found;
}

}  // namespace euthymia::rules
