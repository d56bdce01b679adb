// SPDX-License-Identifier: Apache-2.0
// What one person takes and took, once the records of the same tablets are put together.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "euthymia/patient.hpp"
#include "lib/core/daily_dose.hpp"

namespace euthymia {
inline namespace v1 {
namespace {

// What one record means on the day of the question.
enum class Standing : std::uint8_t {
    nothing,  ///< never taken, or not begun yet
    ended,  ///< taken once
    expired,  ///< its end was planned and has passed; nobody says it was kept to
    possible,  ///< may be taken
    live  ///< taken
};

struct Judged {
    const MedicineRecord* record;
    Standing standing;
    std::optional<DateRange> stop;  ///< of the ended; empty when nobody recorded it
};

using JudgedRecords = std::vector<Judged>;

// Orders and hand-overs say what is meant to happen; statements and administrations what did.
bool is_plan(const MedicineRecord& record) noexcept {
    return record.source == MedicineSource::order || record.source == MedicineSource::dispense;
}

// ---- One record

Standing standing_by_end(const MedicineRecord& record, Date as_of) {
    const bool taking = record.status == MedicineStatus::taking;
    if (!record.stop || record.stop->first > as_of) return taking ? Standing::live : Standing::possible;
    if (is_plan(record)) return Standing::expired;
    return record.stop->last <= as_of ? Standing::ended : Standing::possible;
}

Standing standing(const MedicineRecord& record, Date as_of) {
    if (record.start && record.start->first > as_of) return Standing::nothing;
    switch (record.status) {
        case MedicineStatus::draft:
        case MedicineStatus::declined:
        case MedicineStatus::not_taken:
            return Standing::nothing;
        case MedicineStatus::expired:
            return Standing::expired;
        // Held since when, nobody says: what was taken lately may still act.
        case MedicineStatus::on_hold:
            return Standing::possible;
        case MedicineStatus::taking:
        case MedicineStatus::unknown:
            return standing_by_end(record, as_of);
        case MedicineStatus::stopped:
            break;
    }
    // "Stopped" with a later date: stopped early on an unknown day, or the question is about the past.
    const bool ends_later = record.stop && record.stop->first > as_of;
    return ends_later ? Standing::possible : Standing::ended;
}

Judged judged(const MedicineRecord& record, Date as_of) {
    const Standing found = standing(record, as_of);
    return {&record, found, found == Standing::ended ? record.stop : std::nullopt};
}

// ---- Records of one substance

// "Bupropion" in a statement and "bupropion XL" in the order are the same tablets: a record that names no
// form joins the only form that is taken.
std::string_view form_of(const Judged& judged, const std::set<std::string_view>& live_forms) {
    const std::string_view form = judged.record->form;
    const bool joins = form.empty() && judged.standing != Standing::ended && live_forms.size() == 1;
    return joins ? *live_forms.begin() : form;
}

using ByForm = std::map<std::pair<std::string_view, std::string_view>, JudgedRecords>;

ByForm by_substance_and_form(std::span<const MedicineRecord> records, Date as_of) {
    JudgedRecords all;
    std::map<std::string_view, std::set<std::string_view>> live_forms;
    for (const MedicineRecord& record : records) {
        const Judged next = judged(record, as_of);
        if (next.standing == Standing::nothing) continue;
        all.push_back(next);
        if (next.standing == Standing::live && !record.form.empty()) {
            live_forms[record.substance].insert(record.form);
        }
    }
    ByForm groups;
    for (const Judged& one : all) {
        const std::string_view substance = one.record->substance;
        groups[{substance, form_of(one, live_forms[substance])}].push_back(one);
    }
    return groups;
}

// The day up to which a record says anything, when it is one that a later stop overrules: an order that
// ran out, or tablets handed over or given once.
std::optional<Date> speaks_until(const Judged& judged) {
    const MedicineRecord& record = *judged.record;
    if (judged.standing == Standing::expired && record.stop) return record.stop->first;
    const bool once = record.source == MedicineSource::dispense || record.source == MedicineSource::administration;
    if (judged.standing == Standing::live && once && record.start) return record.start->last;
    return std::nullopt;
}

// A recorded stop also ends what was handed over, and what ran out, before it.
void end_with_recorded_stops(JudgedRecords& group) {
    std::vector<DateRange> stops;
    for (const Judged& judged : group) {
        if (judged.standing == Standing::ended && judged.stop) stops.push_back(*judged.stop);
    }
    std::sort(stops.begin(), stops.end());
    for (Judged& judged : group) {
        const std::optional<Date> until = speaks_until(judged);
        if (!until) continue;
        const auto stop =
            std::find_if(stops.begin(), stops.end(), [&](const DateRange& range) { return range.first >= *until; });
        if (stop != stops.end()) judged = {judged.record, Standing::ended, *stop};
    }
}

JudgedRecords take(JudgedRecords& group, Standing standing) {
    const auto kept = std::stable_partition(group.begin(), group.end(),
                                            [standing](const Judged& judged) { return judged.standing != standing; });
    JudgedRecords taken{kept, group.end()};
    group.erase(kept, group.end());
    return taken;
}

bool is_same_tablets(const MedicineRecord& a, const MedicineRecord& b) {
    const bool same_product = a.product == b.product || a.product.empty() || b.product.empty();
    return a.source != b.source || (same_product && a.dose == b.dose);
}

// ---- One course

// The records of one stretch of taking, while it is put together.
struct Course {
    Truth taking;
    std::optional<DateRange> stop{};
    std::optional<DateRange> start{};
    std::vector<const MedicineRecord*> counted{};  ///< for the dose: the last ones
    std::vector<const MedicineRecord*> all{};

    void mention(const MedicineRecord* record) { all.push_back(record); }
    void add(const MedicineRecord* record) {
        counted.push_back(record);
        extend(record);
    }
    void extend(const MedicineRecord* record) {
        all.push_back(record);
        if (record->start && (!start || *record->start < *start)) start = record->start;
    }
    // A change of dose ends one order and begins the next on the same or the following day.
    [[nodiscard]] bool goes_on_from(const DateRange& earlier_stop) const {
        return start && earlier_stop.last + std::chrono::days{1} >= start->first;
    }
};

std::string agreed_purpose(const Course& course) {
    std::set<std::string_view> purposes;
    for (const MedicineRecord* record : course.counted) purposes.insert(record->purpose);
    purposes.erase("");
    return purposes.size() == 1 ? std::string{*purposes.begin()} : std::string{};
}

std::vector<std::string> references(const Course& course) {
    std::set<std::string> found;
    for (const MedicineRecord* record : course.all) found.insert(record->record);
    found.erase("");
    return {found.begin(), found.end()};
}

Regimen regimen(const ByForm::key_type& key, const Course& course) {
    const core::DailyDose dose = core::daily_dose(course.counted);
    Regimen result;
    result.substance = key.first;
    result.form = key.second;
    result.taking = course.taking;
    result.daily_dose = dose.total;
    result.as_needed = dose.as_needed;
    result.start = course.start;
    result.stop = course.stop;
    result.purpose = agreed_purpose(course);
    result.records = references(course);
    result.duplicate_orders = dose.duplicate_orders && course.taking == Truth::yes;
    return result;
}

// ---- Courses of one substance and form

// What is taken, with the records that mean the same tablets.
Course present_course(JudgedRecords& group) {
    Course course{Truth::yes};
    const JudgedRecords live = take(group, Standing::live);
    for (const Judged& judged : live) course.add(judged.record);
    // That an order ran out says nothing once another is live.
    for (const Judged& judged : take(group, Standing::expired)) course.mention(judged.record);
    std::erase_if(group, [&](const Judged& judged) {
        const bool same =
            judged.standing == Standing::possible && std::any_of(live.begin(), live.end(), [&](const Judged& taken) {
                return is_same_tablets(*judged.record, *taken.record);
            });
        if (same) course.mention(judged.record);
        return same;
    });
    return course;
}

Course possible_course(JudgedRecords& group) {
    Course course{Truth::unknown};
    for (const Judged& judged : take(group, Standing::expired)) course.add(judged.record);
    for (const Judged& judged : take(group, Standing::possible)) course.add(judged.record);
    return course;
}

// Puts the ended records on the courses they belong to, the last first. `courses` holds the present one
// or nothing.
void add_ended(std::vector<Course>& courses, JudgedRecords ended) {
    std::sort(ended.begin(), ended.end(), [](const Judged& a, const Judged& b) {
        return std::tie(b.stop->last, b.stop->first) < std::tie(a.stop->last, a.stop->first);
    });
    for (const Judged& judged : ended) {
        if (!courses.empty() && courses.back().stop == judged.stop) {
            courses.back().add(judged.record);
        } else if (!courses.empty() && courses.back().goes_on_from(*judged.stop)) {
            courses.back().extend(judged.record);
        } else {
            courses.push_back({Truth::no, judged.stop});
            courses.back().add(judged.record);
        }
    }
}

std::vector<Course> courses_of(JudgedRecords group) {
    end_with_recorded_stops(group);
    std::vector<Course> courses;
    const bool is_taken =
        std::any_of(group.begin(), group.end(), [](const Judged& judged) { return judged.standing == Standing::live; });
    if (is_taken) courses.push_back(present_course(group));
    Course possible = possible_course(group);

    const auto dated =
        std::stable_partition(group.begin(), group.end(), [](const Judged& judged) { return !judged.stop; });
    Course undated{Truth::no};
    for (auto judged = group.begin(); judged != dated; ++judged) undated.add(judged->record);
    add_ended(courses, {dated, group.end()});

    for (Course* course : {&possible, &undated}) {
        if (!course->all.empty()) courses.push_back(std::move(*course));
    }
    return courses;
}

bool comes_before(const Regimen& a, const Regimen& b) {
    return std::tie(a.substance, a.form, a.taking, a.stop, a.records) <
           std::tie(b.substance, b.form, b.taking, b.stop, b.records);
}

}  // namespace

std::vector<Regimen> regimens(const Patient& patient, Date as_of) {
    std::vector<Regimen> found;
    for (const auto& [key, group] : by_substance_and_form(patient.medicines(), as_of)) {
        for (const Course& course : courses_of(group)) found.push_back(regimen(key, course));
    }
    std::sort(found.begin(), found.end(), comes_before);
    return found;
}

}  // namespace v1
}  // namespace euthymia
