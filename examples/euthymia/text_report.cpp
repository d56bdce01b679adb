// SPDX-License-Identifier: Apache-2.0
// Advice as text for a clinician at a terminal.
#include "text_report.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "option_text.hpp"
#include "options_report.hpp"
#include "page.hpp"
#include "table.hpp"
#include "text.hpp"

namespace cli {

namespace {

using namespace euthymia;

void write_person(Page& page, const Answer& answer, std::string_view day) {
    const Advice& advice = answer.advice;
    page.line(advice.person(), 0, 0, Ink::bold);
    std::string basis = "as of " + to_string(advice.as_of());
    if (!day.empty()) basis += " (" + std::string{day} + ")";
    basis += ", guideline " + std::string{advice.profile()};
    basis += ", country " + std::string{advice.jurisdiction().empty() ? "not set" : advice.jurisdiction()};
    basis += ", knowledge " + std::string{advice.edition()};
    page.line(basis + (advice.stale() ? ", PAST ITS REVIEW DATE" : ""), 0, 2);
    for (const std::string& note : advice.notes()) page.line("! " + note, 0, 2, Ink::careful);
}

// What made a rule true: "a plan for suicide: yes (2026-11-20)".
std::string facts_text(const Basis& basis) {
    std::vector<std::string> facts;
    for (const FactRead& read : basis.facts) {
        if (!read.known || read.value == "no" || read.value == "never recorded") continue;
        facts.push_back(read.label + ": " + read.value + (read.when.empty() ? "" : " (" + read.when + ")"));
    }
    return facts.empty() ? "it always holds" : joined(facts);
}

std::string_view label_of(const Alert& alert) {
    if (alert.level == "emergency") return "EMERGENCY:";
    return alert.urgent() ? "SAME DAY:" : "THIS VISIT:";
}

void write_alerts(Page& page, const Answer& answer) {
    if (answer.advice.alerts().empty()) return;
    const bool urgent = answer.advice.alerts().front().urgent();
    page.heading(urgent ? "URGENT, before any choice of treatment" : "Before any choice of treatment", Ink::alarm);
    for (const Alert& alert : answer.advice.alerts()) {
        page.labelled(label_of(alert), Ink::alarm, alert.text, 2, 2);
        for (std::size_t i = 0; i < alert.actions.size(); ++i) {
            page.line(std::to_string(i + 1) + ". " + alert.actions[i], 4, 3);
        }
        for (const Basis& basis : alert.bases) {
            page.line("because " + facts_text(basis), 4, 2);
            page.line("- " + source_text(basis), 6, 2);
        }
    }
}

Cell taking_cell(const Regimen& regimen) {
    if (regimen.taking == Truth::no) {
        return {"stopped " + (regimen.stop ? to_string(*regimen.stop) : std::string{"on an unknown day"})};
    }
    if (regimen.taking == Truth::unknown) return {"perhaps taken", Ink::careful};
    if (!regimen.daily_dose) return {regimen.as_needed ? "as needed" : "dose not recorded", Ink::careful};
    return {to_string(*regimen.daily_dose) + " a day" + (regimen.as_needed ? ", as needed" : "")};
}

void add_medicine(Table& table, const Regimen& regimen, const Knowledge& knowledge) {
    std::string name{knowledge.label(regimen.substance)};
    if (!regimen.form.empty()) {
        const std::string candidate = regimen.substance + "." + regimen.form;
        const std::string_view label = knowledge.label(candidate);
        name = label == candidate ? name + " (" + regimen.form + ")" : std::string{label};
    }
    table.add({{name, regimen.taking == Truth::no ? Ink::plain : Ink::bold},
               taking_cell(regimen),
               {regimen.start ? "since " + to_string(*regimen.start) : ""},
               {regimen.purpose.empty() ? "" : "for " + std::string{knowledge.label(regimen.purpose)}}});
    if (regimen.taking == Truth::unknown && regimen.daily_dose) {
        table.note(to_string(*regimen.daily_dose) + " a day if taken");
    }
    if (regimen.duplicate_orders) table.note("two live orders of the same product: renewal or mistake?", Ink::careful);
}

void write_medicines(Page& page, const Answer& answer) {
    if (answer.advice.regimens().empty()) return;
    constexpr std::size_t most_stopped = 6;
    page.heading("Medicines in the record");
    Table table{{{""}, {""}, {""}, {""}}};
    std::size_t stopped = 0;
    for (const Truth wanted : {Truth::yes, Truth::unknown, Truth::no}) {
        for (const Regimen& regimen : answer.advice.regimens()) {
            if (regimen.taking != wanted) continue;
            const bool past = regimen.taking == Truth::no;
            if (past && ++stopped > most_stopped && !page.layout().all) continue;
            add_medicine(table, regimen, answer.knowledge);
        }
    }
    table.write(page, 2);
    if (stopped > most_stopped && !page.layout().all) {
        page.line("and " + std::to_string(stopped - most_stopped) + " more that were stopped (--all)", 2);
    }
}

void write_questions(Page& page, const Answer& answer) {
    if (answer.advice.questions().empty()) return;
    constexpr std::size_t first = 3;
    page.heading("Ask next");
    std::size_t shown = 0;
    for (const Question& question : answer.advice.questions()) {
        if (!page.layout().all && shown == first) break;
        page.line(std::to_string(++shown) + ". " + question.text, 2, 3);
        std::string why = question.why.empty() ? "" : "could uncover " + question.why + "; ";
        why += "could move " + counted(static_cast<std::size_t>(std::max(question.moves, 0)), "verdict", "verdicts");
        page.line(why, 5, 2, question.urgent ? Ink::careful : Ink::plain);
        if (!page.layout().all || question.facts.size() < 2) continue;
        std::vector<std::string> labels;
        for (const std::string& fact : question.facts) labels.emplace_back(answer.knowledge.label(fact));
        page.line("settles: " + joined(labels), 5, 2);
    }
    const std::size_t rest = answer.advice.questions().size() - shown;
    if (rest > 0) page.line("and " + std::to_string(rest) + " more (--all)", 2);
}

void write_read(Page& page, const Answer& answer) {
    if (!page.layout().all || answer.advice.known_facts().empty()) return;
    page.heading("Known from the record");
    for (const FactRead& read : answer.advice.known_facts()) {
        std::string text = read.label + ": " + read.value;
        if (!read.when.empty()) text += ", " + read.when;
        if (!read.record.empty()) text += ", " + read.record;
        page.line(text, 2, 2);
    }
}

void write_assumed(Page& page, const Answer& answer) {
    if (answer.advice.assumed().empty()) return;
    page.heading("Assumed absent, because the problem list does not name it");
    constexpr std::size_t most = 8;
    std::vector<std::string> labels;
    for (const FactRead& read : answer.advice.assumed()) labels.push_back(read.label);
    const std::size_t rest = page.layout().all || labels.size() <= most ? 0 : labels.size() - most;
    labels.resize(labels.size() - rest);
    page.line(joined(labels) + (rest == 0 ? "" : ", and " + std::to_string(rest) + " more (--all)"), 2);
}

// The most frequent first; what was read as text stands beside the code.
std::vector<std::pair<std::string, std::size_t>> by_frequency(const std::vector<const NotRead*>& entries) {
    std::map<std::string, std::size_t> counts;
    for (const NotRead* entry : entries) {
        ++counts[entry->what + (entry->text.empty() ? "" : " \"" + entry->text + "\"")];
    }
    std::vector<std::pair<std::string, std::size_t>> all{counts.begin(), counts.end()};
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    return all;
}

bool is_medicine(const std::vector<const NotRead*>& entries) {
    return std::any_of(entries.begin(), entries.end(), [](const NotRead* entry) { return entry->is_medicine; });
}

void write_reason(Page& page, const std::string& why, const std::vector<const NotRead*>& entries) {
    const bool medicine = is_medicine(entries);
    const std::size_t most = medicine ? 10 : 3;  // a medicine that was not read may matter more than all else
    page.line(why + (medicine ? ", medicines among them:" : ":"), 2, 2, medicine ? Ink::careful : Ink::plain);
    const auto all = by_frequency(entries);
    const std::size_t shown = page.layout().all ? all.size() : std::min(most, all.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const std::string times = all[i].second == 1 ? "" : std::to_string(all[i].second) + "x ";
        page.line(times + all[i].first, 5, 2);
    }
    if (all.size() > shown) page.line("and " + std::to_string(all.size() - shown) + " other kinds (--all)", 5);
}

void write_not_read(Page& page, const Answer& answer) {
    if (answer.advice.not_read().empty()) return;
    page.heading("Not read");
    std::map<std::string, std::vector<const NotRead*>> by_why;
    for (const NotRead& entry : answer.advice.not_read()) by_why[entry.why].push_back(&entry);
    for (const bool medicines : {true, false}) {
        for (const auto& [why, entries] : by_why) {
            if (is_medicine(entries) == medicines) write_reason(page, why, entries);
        }
    }
}

}  // namespace

void write_report(std::ostream& out, const Advice& advice, const Knowledge& knowledge, const Layout& layout,
                  std::string_view day) {
    Page page{out, layout};
    const Answer answer{advice, knowledge};
    write_person(page, answer, day);
    write_alerts(page, answer);
    write_medicines(page, answer);
    write_taken_options(page, answer);
    write_starts(page, answer);
    write_unsuitable(page, answer);
    write_questions(page, answer);
    write_read(page, answer);
    write_assumed(page, answer);
    write_not_read(page, answer);
    out << '\n';
    page.line(
        "A draft for the clinician's decision. Every rule with its values and source: euthymia explain FILE "
        "--candidate ID. Monitoring and information: --all.",
        0);
}

}  // namespace cli
