// SPDX-License-Identifier: Apache-2.0
// What the files of an edition must agree on among themselves.
#include "lib/knowledge/check.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "lib/core/text.hpp"

namespace euthymia::knowledge {

namespace {

// Every id that may stand in one kind of place, and the complaint when it does not.
class Register {
public:
    Register(std::string_view what, std::vector<Error>& errors) : what_{what}, errors_{errors} {}

    void add(std::string_view id) { ids_.insert(std::string{id}); }

    void expect(std::string_view id, const std::string& where, std::string_view row) {
        if (id.empty() || ids_.contains(std::string{id})) return;
        const std::vector<std::string> known{ids_.begin(), ids_.end()};
        std::string detail = row.empty() ? "" : "row \"" + std::string{row} + "\": ";
        detail += "no " + std::string{what_} + " is called \"" + std::string{id} + "\"" + core::did_you_mean(id, known);
        errors_.push_back({ErrorCode::unresolved_id, where, std::move(detail)});
    }

private:
    std::string_view what_;
    std::vector<Error>& errors_;
    std::set<std::string> ids_;
};

struct Registers {
    Register sources, subjects, groups, messages, jurisdictions, conditions, facts, substances, guidelines;

    Registers(const Base& base, std::vector<Error>& errors)
        : sources{"source", errors},
          subjects{"substance, form, group or therapy", errors},
          groups{"group or substance", errors},
          messages{"wording", errors},
          jurisdictions{"jurisdiction", errors},
          conditions{"treated condition", errors},
          facts{"fact", errors},
          substances{"substance or form", errors},
          guidelines{"guideline", errors} {
        for (const Source& source : base.sources) sources.add(source.id);
        for (const Group& group : base.groups) add_group(group.id);
        for (const Substance& substance : base.substances) add_substance(substance);
        for (const Therapy& therapy : base.therapies) subjects.add(therapy.id);
        for (const auto& [id, text] : base.messages) messages.add(id);
        for (const std::string& id : base.jurisdictions) jurisdictions.add(id);
        for (const ConditionTreated& condition : base.conditions) conditions.add(condition.id);
        for (const Fact& fact : base.facts) facts.add(fact.id);
        for (const Guideline& guideline : base.guidelines) guidelines.add(guideline.id);
    }

private:
    void add_group(const std::string& id) {
        groups.add(id);
        subjects.add(id);
    }
    void add_substance(const Substance& substance) {
        add_group(substance.id);
        substances.add(substance.id);
        for (const Form& form : substance.forms) {
            subjects.add(substance.id + "." + form.id);
            substances.add(substance.id + "." + form.id);
        }
    }
};

void check_row(const Row& row, Registers& known) {
    const std::string where = row.where();
    known.sources.expect(row.source, where + "/source", row.id);
    for (const std::string_view subject : row.applies_to) known.subjects.expect(subject, where + "/for", row.id);
    known.messages.expect(row.message, where + "/message", row.id);
    for (const std::string_view step : row.steps) known.messages.expect(step, where + "/steps", row.id);
    known.jurisdictions.expect(row.jurisdiction, where + "/jurisdiction", row.id);
    known.conditions.expect(row.condition, where + "/condition", row.id);
    if (row.kind == "washout" || row.kind == "switch") {
        known.groups.expect(row.texts.at("of"), where + "/of", row.id);
    }
    for (const Reading& reading : row.readings) {
        known.sources.expect(reading.document, where + "/readings", row.id);
    }
}

void check_terms(const Base& base, Registers& known) {
    for (const Substance& substance : base.substances) {
        for (const std::string& group : substance.groups) known.groups.expect(group, "substances", substance.id);
        for (const std::string& part : substance.ingredients) known.substances.expect(part, "medicines", substance.id);
    }
    for (const Therapy& therapy : base.therapies) {
        for (const std::string& group : therapy.groups) known.groups.expect(group, "therapies", therapy.id);
    }
    for (const Group& group : base.groups) {
        for (const std::string& inside : group.includes) known.groups.expect(inside, "groups", group.id);
    }
    for (const Product& product : base.products) {
        for (const Product::Part& part : product.parts) {
            const std::string id = part.form.empty() ? part.substance : part.substance + "." + part.form;
            known.substances.expect(id, "products", product.rxcui);
        }
    }
}

void check_facts(const Base& base, Registers& known) {
    for (std::size_t i = 0; i < base.facts.size(); ++i) {
        known.facts.expect(base.derivations[i].of, "facts/" + base.facts[i].id + "/derive/of", "");
    }
    for (const ConditionTreated& condition : base.conditions) {
        known.facts.expect(condition.id, "conditions/" + condition.id, "");
        known.guidelines.expect(condition.profile, "conditions/" + condition.id + "/profile", "");
    }
    for (const Locality& locality : base.localities) {
        known.sources.expect(locality.source, "edition/localities", "");
    }
}

// What makes two rows speak of the same thing. Kinds whose members tell several facts of one subject apart
// (products, enzymes, half-lives) put those members in the key.
std::string sameness(const Row& row) {
    std::string key = core::joined({row.kind, "|"});
    for (const std::string_view subject : row.applies_to) key += core::joined({subject, ","});
    key += core::joined({"|", row.jurisdiction, "|", row.guideline, "|", row.condition, "|", row.when});
    for (const std::string_view text : {"of", "direction", "topic", "enzyme", "role", "product_form", "release",
                                        "severity", "aspect", "target", "region", "model", "dosing"}) {
        const auto found = row.texts.find(text);
        if (found != row.texts.end()) key += core::joined({"|", found->second});
    }
    if (row.kind == "continuation" || row.kind == "combination") key += core::joined({"|", row.text("population")});
    if (row.kind == "taper") key += core::joined({"|", row.message, "|", row.source});
    if (row.kind == "rule" || row.kind == "escalation") {
        key += core::joined({"|", row.message});
        for (const Action action : row.on) key += name_of(action);
    }
    // One table or paper beside another.
    constexpr std::array<std::string_view, 5> by_place{"profile", "evidence", "occupancy_measured", "switch",
                                                       "follow_up"};
    if (std::find(by_place.begin(), by_place.end(), row.kind) != by_place.end()) {
        key += core::joined({"|", row.source, "|", row.place});
    }
    if (row.kind == "occupancy_measured") {
        for (const std::string_view name : {"mg", "hours_after"}) {
            if (const auto found = row.numbers.find(name); found != row.numbers.end()) {
                key += "|" + std::to_string(found->second);
            }
        }
    }
    if (row.kind == "evidence") {
        for (const std::string_view text :
             {"about", "intervention", "comparator", "outcome", "measure", "population"}) {
            const auto found = row.texts.find(text);
            key += core::joined({"|", found == row.texts.end() ? std::string_view{} : found->second});
        }
        if (const auto weeks = row.numbers.find("at_weeks"); weeks != row.numbers.end())
            key += "|" + std::to_string(weeks->second);
    }
    if (row.kind == "product") {
        for (const auto& [name, value] : row.numbers) key += "|" + std::to_string(value);
    }
    return key;
}

}  // namespace

bool is_subject(const Base& base, std::string_view id) {
    const std::string_view substance = id.substr(0, id.find('.'));
    return base.substance(substance) != nullptr || base.group(id) != nullptr ||
           std::any_of(base.therapies.begin(), base.therapies.end(),
                       [&](const Therapy& therapy) { return therapy.id == id; });
}

void check_references(const Base& base, std::vector<Error>& errors) {
    Registers known{base, errors};
    std::set<std::string_view> ids;
    for (const Row& row : base.rows) {
        if (!ids.insert(row.id).second) {
            errors.push_back(
                {ErrorCode::duplicate_id, row.where(), core::joined({"row \"", row.id, "\": this id exists twice"})});
        }
        check_row(row, known);
    }
    check_terms(base, known);
    check_facts(base, known);
    if (base.edition.empty()) {
        errors.push_back({ErrorCode::missing_member, "edition", "no file says which edition this is"});
    }
}

void check_overlaps(const Base& base, std::vector<Error>& errors) {
    std::map<std::string, const Row*> seen;
    for (const Row& row : base.rows) {
        const auto [first, is_new] = seen.emplace(sameness(row), &row);
        if (is_new) continue;
        const Row& other = *first->second;
        const bool same = other.numbers == row.numbers && other.effect == row.effect;
        errors.push_back({ErrorCode::duplicate_id, row.where(),
                          core::joined({"row \"", row.id, "\" ", same ? "repeats" : "contradicts", " row \"", other.id,
                                        "\": same subject, country and circumstances"})});
    }
}

}  // namespace euthymia::knowledge
