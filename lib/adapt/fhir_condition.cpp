// SPDX-License-Identifier: Apache-2.0
// How FHIR R4 resources become one person's facts and medicines: diagnoses and allergies.
#include <algorithm>
#include <utility>

#include "lib/adapt/fhir_reader.hpp"

namespace euthymia::adapt {

namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> all) {
    return std::find(all.begin(), all.end(), text) != all.end();
}

bool has_any(JsonValue resource, std::initializer_list<std::string_view> members) {
    return std::any_of(members.begin(), members.end(),
                       [&](std::string_view member) { return resource.find(member).has_value(); });
}

// What a diagnosis says about time. Onset says when it happened; the day it was written down, that it
// still held then.
struct Course {
    bool over = false;
    bool status_given = false;
    std::optional<DateRange> began;
    std::optional<DateRange> held;
    std::optional<DateRange> ended;
};

std::optional<DateRange> end_of(JsonValue condition) {
    if (const auto day = date_of(condition, {"abatementDateTime"})) return day;
    return period_end(condition.find("abatementPeriod"));
}

Course course_of(JsonValue condition, const std::optional<DateRange>& encounter) {
    Course course;
    const std::string clinical = status_of(condition.find("clinicalStatus"));
    course.status_given = !clinical.empty();
    const bool abated = has_any(
        condition, {"abatementDateTime", "abatementPeriod", "abatementAge", "abatementRange", "abatementString"});
    course.over = is_one_of(clinical, {"inactive", "remission", "resolved"}) || (clinical.empty() && abated);
    course.ended = end_of(condition);
    const auto onset = date_of(condition, {"onsetDateTime", "onsetPeriod"});
    auto recorded = date_of(condition, {"recordedDate"});
    if (!recorded) recorded = encounter;
    course.began = onset ? onset : recorded;
    course.held = onset && recorded ? std::max(*onset, *recorded) : course.began;
    return course;
}

}  // namespace

void FhirReader::read_condition(JsonValue condition) {
    builder_.list("conditions");
    const Concept code = read_concept(condition.find("code"));
    const std::string verification = status_of(condition.find("verificationStatus"));
    if (is_one_of(verification, {"entered-in-error", "refuted", "unconfirmed", "provisional", "differential"})) {
        return skip(code.what(), "verification status " + verification);
    }
    const Course course = course_of(condition, encounter_date(condition));
    bool known = false;
    std::set<std::string> said;  // several codings of one diagnosis say the same thing
    for (const Code& coding : code.codings) {
        const auto uses = knowledge_.uses("Condition", coding);
        known = known || !uses.empty() || knowledge_.is_known_other("Condition", coding);
        for (const CodeUse& use : uses) {
            const bool now = use.binding->period == "active";
            if (!said.insert(use.fact->id).second) continue;
            if (now && course.over) {
                add_fact(*use.fact, Truth::no, course.ended);
            } else {
                add_fact(*use.fact, Truth::yes, now ? course.held : course.began);
            }
            if (now && !course.status_given && !course.over)
                ++unused_["Condition: no clinical status, taken as active"];
        }
    }
    if (!known) skip(code.what(), code.codings.empty() ? "no code" : "code not in the tables");
}

void FhirReader::read_allergy(JsonValue allergy) {
    builder_.list("allergies");
    const Concept code = read_concept(allergy.find("code"));
    const std::string verification = status_of(allergy.find("verificationStatus"));
    if (is_one_of(verification, {"entered-in-error", "refuted"})) {
        return skip(code.what(), "verification status " + verification);
    }
    const std::string clinical = status_of(allergy.find("clinicalStatus"));
    if (is_one_of(clinical, {"inactive", "resolved"})) return skip(code.what(), "clinical status " + clinical);
    const auto when = date_of(allergy, {"recordedDate", "onsetDateTime", "lastOccurrence"});
    bool used = false;
    for (const Code& coding : code.codings) {
        for (const CodeUse& use : knowledge_.uses("AllergyIntolerance", coding)) {
            add_fact(*use.fact, Truth::yes, when);
            used = true;
        }
    }
    if (used) return;
    std::vector<Concept> names{code};
    if (const auto reactions = allergy.find("reaction")) {
        reactions->each_element([&](std::size_t, JsonValue reaction) {
            Concept substance = read_concept(reaction.find("substance"));
            if (!substance.empty()) names.push_back(std::move(substance));
        });
    }
    read_allergen(allergy, names);
}

void FhirReader::read_allergen(JsonValue allergy, const std::vector<Concept>& names) {
    const auto when = date_of(allergy, {"recordedDate", "onsetDateTime", "lastOccurrence"});
    const std::string what = names.front().what();
    bool recognised = false;
    for (const Concept& name : names) {
        const auto match = knowledge_.medicine(name.codings, name.text);
        if (!match) continue;
        recognised = true;
        if (allergy.text("type") == "intolerance") {
            return skip(what, "recorded as intolerance, not allergy: weigh it by hand");
        }
        // Where code and text disagree, either may be meant: both count.
        if (match->conflict) skip(what, "code and display disagree");
        for (const MedicineMatch::Ingredient& ingredient : match->ingredients) {
            const Fact* fact = knowledge_.allergy_fact(ingredient.substance);
            if (fact != nullptr) add_fact(*fact, Truth::yes, when);
        }
    }
    const bool known = std::any_of(names.front().codings.begin(), names.front().codings.end(), [&](const Code& coding) {
        return knowledge_.is_known_other("AllergyIntolerance", coding);
    });
    if (!recognised && !known) skip(what, "allergy to something that is not in the tables");
}

}  // namespace euthymia::adapt
