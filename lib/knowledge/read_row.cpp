// SPDX-License-Identifier: Apache-2.0
// How one statement is read from its JSON object.
#include "lib/knowledge/read_row.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/knowledge/reader.hpp"
#include "lib/knowledge/row_kinds.hpp"

namespace euthymia::knowledge {

namespace {

template <class Enum, std::size_t size>
std::optional<Enum> pick(std::string_view text, const std::array<Enum, size>& all) {
    for (const Enum candidate : all) {
        if (name_of(candidate) == text) return candidate;
    }
    return std::nullopt;
}

std::optional<Effect> effect_named(std::string_view text) {
    return pick(text, std::array{Effect::prefer, Effect::inform, Effect::monitor, Effect::require, Effect::caution,
                                 Effect::avoid, Effect::contraindicate, Effect::escalate});
}

std::optional<Action> action_named(std::string_view text) {
    return pick(text, std::array{Action::start, Action::continue_as_is, Action::raise, Action::stop});
}

void complain_of_range(ObjectReader& reader, const Field& field, std::int64_t thousandths) {
    constexpr std::int64_t thousand = 1000;
    const Range& range = *field.range;
    const bool is_within = thousandths > range.above * thousand && thousandths <= range.at_most * thousand;
    if (is_within && !(range.whole && thousandths % thousand != 0)) return;
    reader.complain(ErrorCode::out_of_range, field.name,
                    core::joined({range.whole ? "a whole number" : "a number", " above ", std::to_string(range.above),
                                  " and up to ", std::to_string(range.at_most), " was expected"}));
}

void read_field(ObjectReader& reader, const Field& field, core::TextStore& store, Row& row) {
    if (field.type == FieldType::number) {
        const auto value = reader.thousandths(field.name);
        if (value && field.range) complain_of_range(reader, field, *value);
        if (value) row.numbers[store.keep(std::string{field.name})] = *value;
        if (field.required && !row.numbers.contains(field.name)) {
            reader.complain(ErrorCode::missing_member, field.name,
                            core::joined({"a ", row.kind, " needs \"", field.name, "\""}));
        }
        return;
    }
    std::string value = field.required ? reader.required_text(field.name) : reader.text(field.name);
    if (value.empty()) return;
    const auto& choices = field.choices;
    if (!choices.empty() && std::find(choices.begin(), choices.end(), value) == choices.end()) {
        reader.complain(ErrorCode::unknown_name, field.name, "one of " + core::listed(choices) + " was expected");
    }
    row.texts[store.keep(std::string{field.name})] = store.keep(std::move(value));
}

void read_actions(ObjectReader& reader, Row& row) {
    for (const std::string& name : reader.texts("on")) {
        const auto action = action_named(name);
        if (action && std::find(row.on.begin(), row.on.end(), *action) != row.on.end()) {
            reader.complain(ErrorCode::duplicate_id, "on", "an action stands twice");
        } else if (action) {
            row.on.push_back(*action);
        } else {
            reader.complain(ErrorCode::unknown_name, "on", "actions are start, continue, raise and stop");
        }
    }
    if (row.on.empty()) row.on = {Action::start, Action::continue_as_is, Action::raise};
}

std::string figure_text(JsonValue value) {
    if (const auto answer = value.boolean()) return *answer ? "yes" : "no";
    if (const auto text = value.string()) return std::string{*text};
    if (value.integer() || value.number()) return value.minified();
    return {};
}

Reading read_reading(JsonValue object, const Place& place, std::vector<Error>& errors, std::string_view row_id) {
    ObjectReader reader{object, place, errors};
    reader.call_it(row_id);
    Reading reading;
    reading.by = reader.required_text("by");
    reading.document = reader.required_text("document");
    reading.place = reader.required_text("place");
    if (reader.required_text("date").size() > 0) reading.date = reader.date("date").value_or(Date{});
    const auto figures = reader.raw("figures");
    if (!figures || !figures->is(JsonType::object)) {
        reader.complain(ErrorCode::missing_member, "figures", "the figures as read are missing");
    } else {
        figures->each_member([&](std::string_view key, JsonValue value) {
            std::string text = figure_text(value);
            if (text.empty()) reader.complain(ErrorCode::wrong_type, "figures", "a number, text or truth was expected");
            reading.figures.emplace(std::string{key}, std::move(text));
        });
    }
    reader.refuse_others();
    return reading;
}

void read_readings(ObjectReader& reader, Row& row, std::vector<Error>& errors) {
    if (!reader.raw("readings")) {
        reader.complain(ErrorCode::missing_member, "readings",
                        "\"readings\" is missing; a statement nobody could read again says so with an empty list "
                        "and \"unverified\"");
    }
    for (const auto& [object, place] : reader.objects("readings")) {
        row.readings.push_back(read_reading(object, place, errors, row.id));
    }
    const std::string unverified = reader.text("unverified");
    std::vector<std::string_view> readers;
    for (const Reading& reading : row.readings) {
        if (reading.is_of_bounds_alone()) continue;
        if (std::find(readers.begin(), readers.end(), reading.by) == readers.end()) readers.push_back(reading.by);
    }
    const bool twice = readers.size() >= 2;
    if (!twice && unverified.empty()) {
        reader.complain(ErrorCode::missing_member, "unverified",
                        "fewer than two independent readings: say in \"unverified\" which document is still to be "
                        "opened");
    }
    if (twice && !unverified.empty()) {
        reader.complain(ErrorCode::unsupported, "unverified",
                        "two readings are recorded; \"unverified\" is computed and must not be typed");
    }
    row.verified = twice;  // withdrawn again when a reading does not agree with the row
}

bool is_safety(const Row& row, const RowKind& kind) {
    const bool advised_against = row.text("status") == "not_recommended" || row.text("read_as") == "avoid";
    return kind.always_safety || advised_against || row.effect == Effect::contraindicate ||
           row.effect == Effect::avoid || row.effect == Effect::escalate || row.asks_first;
}

// A row may act more mildly than its texts read, but it must say why; what they forbid it forbids.
void read_milder_effect(ObjectReader& reader, const Row& row) {
    const auto read_as = row.texts.find("read_as");
    if (read_as == row.texts.end()) return;
    const auto read = effect_named(read_as->second);
    if (!read || *read <= row.effect) {
        reader.complain(ErrorCode::unsupported, "read_as", "what the texts read is milder than \"effect\" or the same");
    }
    if (reader.text("note").empty()) {
        reader.complain(ErrorCode::missing_member, "note",
                        "\"read_as\" needs a \"note\" that says why the row is milder");
    }
}

void read_while_open(ObjectReader& reader, Row& row) {
    const std::string what = reader.text("while_open");
    row.asks_first = what == "ask_first";
    if (what.empty() || row.asks_first) return;
    reader.complain(ErrorCode::unknown_name, "while_open", "expected \"ask_first\"");
}

}  // namespace

Row read_row(JsonValue object, const Place& place, const RowContext& context, core::TextStore& store,
             std::vector<Error>& errors) {
    ObjectReader reader{object, place, errors};
    const auto text = [&](std::string_view key) { return store.keep(reader.text(key)); };
    const auto required = [&](std::string_view key) { return store.keep(reader.required_text(key)); };
    const auto list = [&](const std::vector<std::string>& texts) {
        Few<std::string_view> kept;
        for (const std::string& one : texts) kept.push_back(store.keep(one));
        return kept;
    };
    Row row;
    row.file = store.keep(place.file);
    row.pointer = store.keep(place.pointer);
    row.id = required("id");
    reader.call_it(row.id);
    row.kind = required("kind");
    const RowKind* kind = row_kind(row.kind);
    if (kind == nullptr) {
        if (!row.kind.empty()) reader.complain(ErrorCode::unknown_name, "kind", "no kind of statement is called so");
        return row;
    }
    row.applies_to = list(reader.texts("for"));
    const std::string_view form = text("form");
    if (row.applies_to.empty()) row.applies_to = list(context.applies_to);
    if (!form.empty() && row.applies_to.size() == 1) {
        row.applies_to[0] = store.keep(core::joined({row.applies_to[0], ".", form}));
    }
    row.guideline = store.keep(context.guideline);
    row.jurisdiction = text("jurisdiction");
    if (row.jurisdiction.empty()) row.jurisdiction = store.keep(context.jurisdiction);
    row.condition = text("condition");
    row.when = text("when");
    row.message = kind->needs_message ? required("message") : text("message");
    row.harm = text("harm");
    row.leave = text("leave");
    row.steps = list(reader.texts("steps"));
    read_while_open(reader, row);
    for (const Field& field : kind->fields) read_field(reader, field, store, row);
    if (const auto found = row.texts.find("effect"); found != row.texts.end()) {
        row.effect = effect_named(found->second).value_or(Effect::inform);
    }
    read_milder_effect(reader, row);
    if (row.kind == "washout") row.effect = Effect::contraindicate;
    if (const auto found = row.texts.find("level"); found != row.texts.end()) row.level = found->second;
    read_actions(reader, row);
    row.source = text("source");
    if (row.source.empty()) row.source = store.keep(context.source);
    if (row.source.empty()) reader.complain(ErrorCode::missing_member, "source", "\"source\" is missing");
    row.place = required("place");
    row.strength = text("strength");
    row.reviewed = reader.date("reviewed");
    if (!row.reviewed) reader.complain(ErrorCode::missing_member, "reviewed", "the date of last check is missing");
    read_readings(reader, row, errors);
    for (const char* remark : {"note", "disagreement"}) (void)reader.text(remark);
    row.safety = is_safety(row, *kind);
    if (kind->about_a_candidate && row.applies_to.empty()) {
        reader.complain(ErrorCode::missing_member, "for",
                        core::joined({"a ", row.kind, " needs to say what it is about"}));
    }
    if (!kind->about_a_candidate && !row.applies_to.empty() && row.kind == "escalation") {
        reader.complain(ErrorCode::unsupported, "for", "an urgent item is about the person, not about a candidate");
    }
    reader.refuse_others();
    return row;
}

}  // namespace euthymia::knowledge
