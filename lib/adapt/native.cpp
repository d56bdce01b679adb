// SPDX-License-Identifier: Apache-2.0
// How the library's own patient JSON is read; the schema is patient.schema.json.
#include "lib/adapt/native.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/adapt/decimal.hpp"
#include "lib/adapt/lists.hpp"

namespace euthymia::adapt {

namespace {

// Reads one object after the other; the first complaint stops the reading.
class NativeReader {
public:
    explicit NativeReader(const Knowledge& knowledge) : knowledge_{knowledge} {}

    Result<Patient> read(JsonValue root) {
        admit(root, "", {"euthymia", "patient", "facts", "medicines", "reviews", "lists", "$schema"});
        if (const auto person = root.find("patient")) read_person(*person);
        each(root, "facts", [&](JsonValue one, const std::string& at) { read_fact(one, at); });
        each(root, "medicines", [&](JsonValue one, const std::string& at) { read_medicine(one, at); });
        each(root, "reviews", [&](JsonValue one, const std::string& at) { read_review(one, at); });
        if (const auto lists = root.find("lists")) read_lists(*lists);
        if (error_) return *error_;
        return builder_.build();
    }

private:
    void complain(ErrorCode code, std::string where, std::string detail) {
        if (!error_) error_ = Error{code, std::move(where), std::move(detail)};
    }

    template <class Visit>
    void each(JsonValue root, std::string_view member, Visit visit) {
        const auto all = root.find(member);
        if (!all) return;
        const std::string base = pointer_step(member);
        if (!all->is(JsonType::array)) return complain(ErrorCode::wrong_type, base, "an array was expected");
        all->each_element([&](std::size_t index, JsonValue one) {
            const std::string at = base + "/" + std::to_string(index);
            builder_.count_resource();
            if (one.is(JsonType::object)) return visit(one, at);
            complain(ErrorCode::wrong_type, at, "an object was expected");
        });
    }

    void admit(JsonValue object, const std::string& at, std::initializer_list<std::string_view> members) {
        object.each_member([&](std::string_view key, JsonValue) {
            if (std::find(members.begin(), members.end(), key) != members.end()) return;
            std::string known;
            for (const std::string_view member : members) known += (known.empty() ? "" : ", ") + std::string{member};
            complain(ErrorCode::unknown_member, at + pointer_step(key), "no such member; known are " + known);
        });
    }

    std::optional<DateRange> date(JsonValue object, const std::string& at, std::string_view member) {
        const auto value = object.find(member);
        if (!value) return std::nullopt;
        const auto read = parse_date_range(value->string().value_or(""));
        if (!read) {
            complain(ErrorCode::malformed_text, at + pointer_step(member),
                     "a date like 2026-11-23, 2026-11 or 2026 was expected");
        }
        return read;
    }

    void read_lists(JsonValue lists) {
        if (!lists.is(JsonType::array)) return complain(ErrorCode::wrong_type, "/lists", "an array was expected");
        lists.each_element([&](std::size_t index, JsonValue list) {
            const std::string_view name = list.string().value_or("");
            if (std::find(list_names.begin(), list_names.end(), name) != list_names.end()) {
                builder_.list(name);
            } else {
                complain(ErrorCode::unknown_name, "/lists/" + std::to_string(index),
                         "one of conditions, medicines, allergies, observations was expected");
            }
        });
    }

    // A member that is there but of another type is a mistake, never a missing one.
    std::string text(JsonValue object, const std::string& at, std::string_view member) {
        const auto value = object.find(member);
        if (!value) return {};
        if (!value->string()) complain(ErrorCode::wrong_type, at + pointer_step(member), "text was expected");
        return std::string{value->string().value_or("")};
    }

    void read_person(JsonValue person) {
        builder_.count_resource();
        if (!person.is(JsonType::object)) return complain(ErrorCode::wrong_type, "/patient", "an object was expected");
        admit(person, "/patient", {"born"});
        if (const auto born = date(person, "/patient", "born")) builder_.born(*born);
    }

    void read_fact(JsonValue one, const std::string& at) {
        admit(one, at, {"fact", "value", "unit", "when", "record"});
        const std::string id{one.text("fact")};
        const Fact* fact = knowledge_.fact(id);
        if (fact == nullptr) {
            return complain(ErrorCode::unknown_name, at + "/fact", "no fact is called so" + knowledge_.suggestion(id));
        }
        auto value = value_of(one, *fact, at);
        if (!value) return;
        std::string record = text(one, at, "record");
        if (record.empty()) record = at;
        builder_.add(FactRecord{id, std::move(*value), date(one, at, "when"), std::move(record), FactStatus::known});
    }

    std::optional<FactValue> value_of(JsonValue one, const Fact& fact, const std::string& at) {
        const auto value = one.find("value");
        const std::string where = at + "/value";
        if (!value) {
            complain(ErrorCode::missing_member, where, "a fact needs its value");
            return std::nullopt;
        }
        if (fact.type == FactType::truth) {
            if (value->boolean()) return truth(*value->boolean());
            complain(ErrorCode::wrong_type, where, "true or false was expected");
            return std::nullopt;
        }
        if (fact.type == FactType::choice) return choice_of(*value, fact, where);
        return number_of(one, *value, fact, at);
    }

    std::optional<FactValue> choice_of(JsonValue value, const Fact& fact, const std::string& where) {
        const std::string text{value.string().value_or("")};
        if (std::find(fact.choices.begin(), fact.choices.end(), text) != fact.choices.end()) return text;
        std::string known;
        for (const std::string& choice : fact.choices) known += (known.empty() ? "" : ", ") + choice;
        complain(ErrorCode::unknown_name, where, "one of " + known + " was expected");
        return std::nullopt;
    }

    std::optional<FactValue> number_of(JsonValue one, JsonValue value, const Fact& fact, const std::string& at) {
        const auto number = value.number();
        if (!number) {
            complain(ErrorCode::wrong_type, at + "/value", "a number was expected");
            return std::nullopt;
        }
        if (one.text("unit") != fact.unit) {
            complain(ErrorCode::wrong_unit, at + "/unit",
                     fact.unit.empty() ? "this fact has no unit" : "the unit must be " + fact.unit);
            return std::nullopt;
        }
        const auto steps = on_grid(*number, fact.decimals);
        if (!steps || steps->at_least < fact.at_least || steps->at_most > fact.at_most) {
            complain(ErrorCode::out_of_range, at + "/value", "outside the plausible range of this fact");
            return std::nullopt;
        }
        if (!steps->is_exact()) {
            complain(ErrorCode::malformed_text, at + "/value",
                     "this fact has " + std::to_string(fact.decimals) + " decimals");
            return std::nullopt;
        }
        return *steps;
    }

    void read_review(JsonValue one, const std::string& at) {
        admit(one, at, {"scope", "when", "record"});
        const auto when = date(one, at, "when");
        if (!when) return complain(ErrorCode::missing_member, at + "/when", "a review needs its date");
        const std::string scope = text(one, at, "scope");
        if (!is_review_scope(scope)) {
            return complain(ErrorCode::unknown_name, at + "/scope",
                            "one of " + listed_review_scopes() + " was expected");
        }
        const std::string record = text(one, at, "record");
        builder_.add(Review{scope, *when, record.empty() ? at : record});
    }

    template <class Enum, std::size_t size>
    Enum word(JsonValue one, const std::string& at, std::string_view member,
              const std::array<std::pair<std::string_view, Enum>, size>& words, Enum otherwise) {
        const auto value = one.find(member);
        if (!value) return otherwise;
        std::string known;
        for (const auto& [text, meaning] : words) {
            if (value->string() == text) return meaning;
            known += (known.empty() ? "" : ", ") + std::string{text};
        }
        complain(ErrorCode::unknown_name, at + pointer_step(member), "one of " + known + " was expected");
        return otherwise;
    }

    void read_medicine(JsonValue one, const std::string& at) {
        admit(one, at,
              {"name", "code", "form", "dose", "times", "every_days", "as_needed", "status", "source", "start", "stop",
               "purpose", "record"});
        builder_.list("medicines");
        MedicineRecord record;
        record.record = text(one, at, "record");
        if (record.record.empty()) record.record = at;
        record.status = word<MedicineStatus, 8>(one, at, "status",
                                                {{{"taking", MedicineStatus::taking},
                                                  {"stopped", MedicineStatus::stopped},
                                                  {"on-hold", MedicineStatus::on_hold},
                                                  {"draft", MedicineStatus::draft},
                                                  {"expired", MedicineStatus::expired},
                                                  {"declined", MedicineStatus::declined},
                                                  {"not-taken", MedicineStatus::not_taken},
                                                  {"unknown", MedicineStatus::unknown}}},
                                                MedicineStatus::taking);
        record.source = word<MedicineSource, 4>(one, at, "source",
                                                {{{"order", MedicineSource::order},
                                                  {"statement", MedicineSource::statement},
                                                  {"dispense", MedicineSource::dispense},
                                                  {"administration", MedicineSource::administration}}},
                                                MedicineSource::statement);
        record.start = date(one, at, "start");
        record.stop = date(one, at, "stop");
        if (record.stop && !one.find("status")) record.status = MedicineStatus::stopped;
        record.purpose = purpose(one, at);
        if (const auto needed = one.find("as_needed")) {
            if (!needed->boolean()) complain(ErrorCode::wrong_type, at + "/as_needed", "true or false was expected");
            record.as_needed = needed->boolean() == true;
        }
        read_dose(one, at, record);
        identify(one, at, record);
    }

    std::string purpose(JsonValue one, const std::string& at) {
        std::string id = text(one, at, "purpose");
        if (!id.empty() && id != "other" && knowledge_.fact(id) == nullptr) {
            complain(ErrorCode::unknown_name, at + "/purpose",
                     "a fact's id or \"other\" was expected" + knowledge_.suggestion(id));
        }
        return id;
    }

    void read_dose(JsonValue one, const std::string& at, MedicineRecord& record) {
        if (const auto dose = one.find("dose")) {
            record.dose = parse_mass(dose->string().value_or(""));
            if (!record.dose) complain(ErrorCode::malformed_text, at + "/dose", "a dose like \"50 mg\" was expected");
        }
        const auto times = one.find("times");
        const auto every = one.find("every_days");
        if (!times && !every) return;
        const std::int64_t doses = times ? times->integer().value_or(0) : 1;
        const std::int64_t days = every ? every->integer().value_or(0) : 1;
        constexpr std::int64_t most = 366;
        if (doses < 1 || days < 1 || doses > most || days > most) {
            return complain(ErrorCode::out_of_range, at + "/times", "whole numbers from 1 were expected");
        }
        record.frequency = Frequency{static_cast<int>(doses), static_cast<int>(days)};
    }

    std::vector<Code> codes_of(JsonValue one, const std::string& at) {
        const auto code = one.find("code");
        if (!code) return {};
        if (!code->is(JsonType::object)) complain(ErrorCode::wrong_type, at + "/code", "an object was expected");
        admit(*code, at + "/code", {"system", "code", "display"});
        return {{text(*code, at + "/code", "system"), text(*code, at + "/code", "code"),
                 text(*code, at + "/code", "display")}};
    }

    void identify(JsonValue one, const std::string& at, MedicineRecord record) {
        const std::vector<Code> codes = codes_of(one, at);
        const std::string name = text(one, at, "name");
        if (codes.empty() && name.empty()) {
            return complain(ErrorCode::missing_member, at + "/name", "a name or a code was expected");
        }
        const auto match = knowledge_.medicine(codes, name);
        if (!match) {
            builder_.add(NotRead{record.record, "medicine", "medicine not recognised", true, name});
            return;
        }
        record.product = match->product;
        record.read_from = match->from_text ? ReadFrom::name : ReadFrom::code;
        if (match->conflict) {
            record.status = MedicineStatus::unknown;
            builder_.add(NotRead{record.record, "medicine", "code and name disagree: either may be taken"});
        }
        const auto dose = record.dose;
        const std::string form = text(one, at, "form");
        for (const MedicineMatch::Ingredient& ingredient : match->ingredients) {
            record.substance = ingredient.substance;
            record.form = form.empty() ? ingredient.form : form;
            // A name may carry the strength ("sertraline 50 mg"); then one unit is one dose.
            record.dose = match->ingredients.size() == 1 && dose ? dose : ingredient.strength;
            if (match->conflict) record.dose.reset();
            builder_.add(record);
        }
    }

    const Knowledge& knowledge_;
    PatientBuilder builder_;
    std::optional<Error> error_;
};

}  // namespace

Result<Patient> read_native(JsonValue root, const Knowledge& knowledge) { return NativeReader{knowledge}.read(root); }

}  // namespace euthymia::adapt
