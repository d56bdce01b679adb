// SPDX-License-Identifier: Apache-2.0
// What every name in a condition stands for, for one patient on one day: facts about the person.
#include "lib/rules/situation.hpp"

#include <algorithm>
#include <utility>

#include "lib/core/text.hpp"

namespace euthymia::rules {

namespace {

Value value_of(const FactRecord& record, const Fact& fact) {
    Value value;
    if (const auto* truth = std::get_if<Truth>(&record.value)) value = Value::of(*truth);
    if (const auto* number = std::get_if<Number>(&record.value)) value = Value::of(*number);
    if (const auto* choice = std::get_if<std::string>(&record.value)) {
        const auto found = std::find(fact.choices.begin(), fact.choices.end(), *choice);
        if (found == fact.choices.end()) return {};
        value = Value::of_choice(static_cast<std::uint32_t>(found - fact.choices.begin()));
    }
    value.assumed = record.status == FactStatus::assumed;
    return value;
}

// What "none of these" answers: no, or the choice that is called none. A number is never settled by it.
Value none_of(const Fact& fact) {
    if (fact.type == FactType::truth) return Value::of(Truth::no);
    const auto found = std::find(fact.choices.begin(), fact.choices.end(), "none");
    if (found == fact.choices.end()) return {};
    return Value::of_choice(static_cast<std::uint32_t>(found - fact.choices.begin()));
}

bool is_yes(const FactRecord& record) {
    const auto* truth = std::get_if<Truth>(&record.value);
    return truth != nullptr && *truth == Truth::yes;
}

Evidence from(const FactRecord& record, const Fact& fact) {
    return {value_of(record, fact), record.when, {record.record}, {}};
}

// A truth that several records speak of is `yes` when one of them still says so.
Evidence any_of_records(const std::vector<const FactRecord*>& records, const Fact& fact) {
    const FactRecord* best = nullptr;
    for (const FactRecord* record : records) {
        if (best == nullptr || (is_yes(*record) && !is_yes(*best))) best = record;
    }
    return best == nullptr ? Evidence{} : from(*best, fact);
}

bool is_later(const FactRecord& a, const FactRecord& b) {
    if (a.when.has_value() != b.when.has_value()) return a.when.has_value();
    if (!a.when) return false;
    return a.when->last > b.when->last;
}

// The latest record counts. Two of the same day that differ leave a truth or choice unknown, and a number within
// both: the record contradicts itself and nobody here knows which is right.
Evidence latest_of_records(const std::vector<const FactRecord*>& records, const Fact& fact) {
    const FactRecord* best = nullptr;
    for (const FactRecord* record : records) {
        if (best == nullptr || is_later(*record, *best)) best = record;
    }
    if (best == nullptr) return {};
    Evidence evidence = from(*best, fact);
    for (const FactRecord* record : records) {
        if (record == best || is_later(*best, *record) || record->value == best->value) continue;
        evidence.records.push_back(record->record);
        const auto* a = std::get_if<Number>(&record->value);
        if (a == nullptr || evidence.value.kind != Value::Kind::number) {
            evidence.value = {};
            continue;
        }
        Number& b = evidence.value.number;
        b = {std::min(a->at_least, b.at_least), std::max(a->at_most, b.at_most)};
    }
    return evidence;
}

Number days_between(const DateRange& range, Date as_of) {
    const auto least = (as_of - range.last).count();
    const auto most = (as_of - range.first).count();
    return {std::max<std::int64_t>(0, least), std::max<std::int64_t>(0, most)};
}

}  // namespace

Situation::Situation(const RuleBase& rules, const Patient& patient, Date as_of, std::string_view jurisdiction)
    : rules_{&rules},
      patient_{&patient},
      as_of_{as_of},
      day_{as_of},
      jurisdiction_{jurisdiction},
      regimens_{euthymia::regimens(patient, as_of)} {
    const auto& unread = patient.not_read();
    const bool all_read = std::none_of(unread.begin(), unread.end(), [](const NotRead& n) { return n.is_medicine; });
    const bool any_live = std::any_of(regimens_.begin(), regimens_.end(),
                                      [](const Regimen& regimen) { return regimen.taking == Truth::yes; });
    medicines_complete_ = all_read && (any_live || review("medicines") != nullptr);
    recent_complete_ = all_read && review("recent_medicines") != nullptr;
}

Situation::Situation(const Situation& now, DayToCome to_come) : Situation{now} {
    day_ = to_come.day;
    regimens_ = std::move(to_come.regimens);
}

const Review* Situation::review(std::string_view scope) const {
    const auto& scopes = rules_->base.reviews;
    const auto known =
        std::find_if(scopes.begin(), scopes.end(), [&](const knowledge::ReviewScope& s) { return s.id == scope; });
    if (known == scopes.end()) return nullptr;
    const Review* best = nullptr;
    for (const Review& review : patient_->reviews()) {
        if (review.scope != scope || review.when.first > as_of_) continue;
        if (as_of_ - review.when.first > known->valid) continue;
        if (best == nullptr || review.when.last > best->when.last) best = &review;
    }
    return best;
}

const Fact* Situation::find_fact(std::string_view id) const { return rules_->base.fact(id); }

// A record of the future does not count; one past its validity, or undated where validity is limited, neither.
bool Situation::is_current(const FactRecord& record, const Fact& fact) const {
    if (record.when && record.when->first > as_of_) return false;
    if (!fact.valid) return true;
    const std::chrono::days valid = is_yes(record) ? fact.valid_yes.value_or(*fact.valid) : *fact.valid;
    return record.when && as_of_ - record.when->first <= valid;
}

// The fact that the record says holds, if it implies the other.
const Fact* Situation::implying(const FactRecord& record, const Fact& implied) const {
    const auto& base = rules_->base;
    const auto& by = base.derivations[static_cast<std::size_t>(&implied - base.facts.data())].implied_by;
    if (!is_yes(record) || std::find(by.begin(), by.end(), record.fact) == by.end()) return nullptr;
    return find_fact(record.fact);
}

Evidence Situation::recorded(const Fact& fact, std::string_view reducer) const {
    std::vector<const FactRecord*> records;
    for (const FactRecord& record : patient_->facts()) {
        const Fact* said = record.fact == fact.id ? &fact : implying(record, fact);
        if (said != nullptr && is_current(record, *said)) records.push_back(&record);
    }
    if (!records.empty()) return reducer == "any" ? any_of_records(records, fact) : latest_of_records(records, fact);
    if (!fact.asked_with.empty()) {
        const Review* done = review(fact.asked_with);
        const bool stands = done != nullptr && (!fact.valid || as_of_ - done->when.first <= *fact.valid);
        return stands ? Evidence{none_of(fact), done->when, {done->record}, {}} : Evidence{};
    }
    if (fact.type != FactType::truth) return {};
    if (fact.absence == Absence::assumed_no && patient_->has_list("conditions")) {
        Value value = Value::of(Truth::no);
        value.assumed = true;
        return {value, std::nullopt, {}, {}};
    }
    return {};
}

bool Situation::is_recorded(NameId name, const Candidate* candidate) const {
    const Origin& origin = rules_->origins[name];
    if (origin.kind == Origin::Kind::family) {
        const Exclude own = candidate == nullptr ? nullptr : candidate->substance;
        const bool is_other = rules_->base.families[origin.index].relation;
        return std::any_of(regimens_.begin(), regimens_.end(), [&](const Regimen& regimen) {
            return belongs(regimen, origin.group, is_other ? own : nullptr);
        });
    }
    const knowledge::Derivation& how = rules_->base.derivations[origin.index];
    if (how.reducer == "age_years") return patient_->born().has_value();
    if (how.reducer == "daily_dose" || how.reducer == "days_on") {
        return candidate != nullptr && !taken(*candidate).empty();
    }
    const std::string& fact = how.of.empty() ? rules_->base.facts[origin.index].id : how.of;
    const auto records = patient_->facts();
    return std::any_of(records.begin(), records.end(), [&](const FactRecord& record) {
        return record.fact == fact ||
               std::find(how.implied_by.begin(), how.implied_by.end(), record.fact) != how.implied_by.end();
    });
}

Evidence Situation::age() const {
    if (!patient_->born()) return {};
    const Years years = completed_years(*patient_->born(), day_);
    return {Value::of(Number{years.at_least, years.at_most}), patient_->born(), {"Patient"}, {}};
}

Evidence Situation::days_since_event(std::string_view id) const {
    const Fact* fact = find_fact(id);
    if (fact == nullptr) return {};
    std::optional<Number> nearest;
    Evidence evidence;
    for (const FactRecord& record : patient_->facts()) {
        if (record.fact != id || !is_yes(record) || (record.when && record.when->first > as_of_)) continue;
        const Number days = record.when ? days_between(*record.when, as_of_) : Number{0, unbounded};
        nearest = nearest ? Number{std::min(nearest->at_least, days.at_least), std::min(nearest->at_most, days.at_most)}
                          : days;
        evidence.records.push_back(record.record);
        if (record.when) evidence.when = record.when;
    }
    if (nearest) {
        evidence.value = Value::of(*nearest);
        return evidence;
    }
    const Evidence never = recorded(*fact, "any");
    if (never.value.truth != Truth::no || never.value.kind != Value::Kind::truth) return {};
    evidence = never;
    const bool assumed = never.value.assumed;
    evidence.value = Value::of(Number::exactly(unbounded));
    evidence.value.assumed = assumed;
    return evidence;
}

Evidence Situation::in_window(std::string_view id, std::string_view reducer, int days) const {
    std::int64_t count = 0;
    std::optional<Number> most;
    Evidence evidence;
    for (const FactRecord& record : patient_->facts()) {
        if (record.fact != id || !record.when || record.when->last > as_of_) continue;
        if ((as_of_ - record.when->first).count() > days) continue;
        const auto* number = std::get_if<Number>(&record.value);
        if (number == nullptr && !is_yes(record)) continue;
        ++count;
        evidence.records.push_back(record.record);
        if (number != nullptr && (!most || number->at_most > most->at_most)) most = *number;
    }
    if (count == 0) return {};
    // What nobody recorded may have happened: a count is at least what was found, a maximum likewise.
    if (reducer == "count_within") {
        evidence.value = Value::of(Number{count, unbounded});
    } else if (most) {
        evidence.value = Value::of(*most);
    }
    return evidence;
}

Evidence Situation::percent_drop(std::string_view id, int days) const {
    const FactRecord* first = nullptr;
    const FactRecord* last = nullptr;
    for (const FactRecord& record : patient_->facts()) {
        const auto* number = std::get_if<Number>(&record.value);
        if (record.fact != id || number == nullptr || !number->is_exact() || !record.when) continue;
        if (record.when->last > as_of_ || (as_of_ - record.when->first).count() > days) continue;
        if (first == nullptr || record.when->first < first->when->first) first = &record;
        if (last == nullptr || record.when->last > last->when->last) last = &record;
    }
    if (first == nullptr || first == last || first->when->last >= last->when->first) return {};
    const std::int64_t before = std::get<Number>(first->value).at_least;
    const std::int64_t after = std::get<Number>(last->value).at_least;
    if (before <= 0) return {};
    // Whole percent, rounded towards less improvement.
    const std::int64_t drop =
        after <= before ? (before - after) * 100 / before : -((after - before) * 100 + before - 1) / before;
    return {Value::of(Number::exactly(drop)), last->when, {first->record, last->record}, {}};
}

Evidence Situation::fact(std::uint32_t index, const Candidate* candidate, std::optional<Action> action) const {
    const Fact& fact = rules_->base.facts[index];
    const knowledge::Derivation& how = rules_->base.derivations[index];
    if (how.reducer == "any" || how.reducer == "latest") return recorded(fact, how.reducer);
    if (how.reducer == "age_years") return age();
    if (how.reducer == "days_since") return days_since_event(how.of);
    if (how.reducer == "percent_drop") return percent_drop(how.of, how.days);
    if (how.reducer == "daily_dose") {
        return candidate == nullptr || candidate->substance == nullptr
                   ? Evidence{}
                   : dose_of(candidate->substance->id, candidate->form);
    }
    if (how.reducer == "days_on") return days_on(candidate);
    if (how.reducer == "setting") {
        const std::string_view text =
            fact.id == "action" && action ? name_of(*action) : std::string_view{jurisdiction_};
        const auto found = std::find(fact.choices.begin(), fact.choices.end(), text);
        if (found == fact.choices.end()) return {};
        return {Value::of_choice(static_cast<std::uint32_t>(found - fact.choices.begin())), std::nullopt, {}, {}};
    }
    return in_window(how.of, how.reducer, how.days);
}

Evidence Situation::evidence(NameId name, const Candidate* candidate, std::optional<Action> action) const {
    const Origin& origin = rules_->origins[name];
    if (origin.kind == Origin::Kind::family) return family(origin, candidate);
    if (origin.kind == Origin::Kind::fact) return fact(origin.index, candidate, action);
    return {};  // definitions are evaluated, not looked up
}

std::vector<Value> Situation::values(const Candidate* candidate, std::optional<Action> action) const {
    std::vector<Value> values(rules_->names.size());
    for (const NameId name : rules_->inputs) values[name] = value(name, candidate, action);
    return values;
}

FactRead Situation::read(NameId name, const Candidate* candidate, std::optional<Action> action) const {
    const Name& what = rules_->names[name];
    const Evidence found = evidence(name, candidate, action);
    FactRead read;
    read.fact = what.id;
    const Origin& origin = rules_->origins[name];
    if (origin.kind == Origin::Kind::fact) {
        read.label = rules_->base.facts[origin.index].label;
    } else if (origin.kind == Origin::Kind::family) {
        read.label = core::replaced(rules_->base.families[origin.index].label, "{group}", group_label(origin.group));
    }
    read.known = found.value.kind != Value::Kind::unknown;
    read.assumed = found.value.assumed;
    read.value = value_text(found.value, what.type);
    if (found.when) read.when = to_string(*found.when);
    for (const std::string& record : found.records) read.record += (read.record.empty() ? "" : ", ") + record;
    return read;
}

std::string_view Situation::group_label(std::string_view group) const {
    const knowledge::Base& base = rules_->base;
    if (const auto* found = base.group(group)) return found->label;
    const auto* substance = base.substance(group);
    return substance == nullptr ? group : std::string_view{substance->label};
}

std::string value_text(const Value& value, const Type& type) {
    if (value.kind == Value::Kind::unknown) return "not recorded";
    if (value.kind == Value::Kind::truth) return value.truth == Truth::yes ? "yes" : "no";
    if (value.kind == Value::Kind::choice) {
        return value.choice < type.choices.size() ? type.choices[value.choice] : "not recorded";
    }
    const auto written = [&](std::int64_t bound) { return core::format_decimal(bound, type.decimals); };
    const Number& number = value.number;
    std::string text;
    if (number.at_least >= unbounded) return "never recorded";
    if (number.at_most >= unbounded) {
        text = "at least " + written(number.at_least);
    } else if (number.is_exact()) {
        text = written(number.at_least);
    } else {
        text = written(number.at_least) + " to " + written(number.at_most);
    }
    return type.unit.empty() ? text : text + " " + type.unit;
}

}  // namespace euthymia::rules
