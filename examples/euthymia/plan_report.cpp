// SPDX-License-Identifier: Apache-2.0
// What plans look like: for a reader, and as a table for a program.
#include "plan_report.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "option_text.hpp"
#include "table.hpp"
#include "text.hpp"

namespace cli {

namespace {

using euthymia::Effect;
using euthymia::Plan;
using euthymia::PlanDose;
using euthymia::PlanFinding;
using euthymia::PlanNote;
using euthymia::PlanVisit;
using euthymia::to_string;

std::string title_of(const Plan& plan) {
    if (plan.kind == euthymia::PlanKind::titration) return plan.to_label + ", begun and raised";
    return plan.to_label + " in place of " + plan.from_label;
}

std::string day_text(std::chrono::days count) {
    return counted(static_cast<std::size_t>(count.count()), "day", "days");
}

std::string way_text(euthymia::SwitchWay way, std::chrono::days without) {
    if (way == euthymia::SwitchWay::direct) return "direct: the second starts on the day after the last dose";
    if (way == euthymia::SwitchWay::cross_taper) return "cross-taper: the second starts while the first comes down";
    return "one after the other" + (without.count() == 0 ? "" : ", " + day_text(without) + " without either");
}

std::string span_text(euthymia::Date from, euthymia::Date until) {
    return to_string(from) + (from == until ? "" : " to " + to_string(until));
}

// Sources by number: a page names each once, at its end.
class Sources {
public:
    /// " [3]" for a sentence with a source.
    std::string mark(const std::string& source, const std::string& place, bool is_verified) {
        const std::string basis = basis_of(source, place, is_verified);
        if (basis.empty()) return "";
        const auto found = std::find(all_.begin(), all_.end(), basis);
        const auto at = static_cast<std::size_t>(found - all_.begin());
        if (found == all_.end()) all_.push_back(basis);
        return " [" + std::to_string(at + 1) + "]";
    }
    std::string mark(const PlanNote& note) { return mark(note.source, note.place, note.verified); }

    void print(Page& page) const {
        if (all_.empty()) return;
        page.heading("Sources");
        for (std::size_t i = 0; i < all_.size(); ++i) page.line("[" + std::to_string(i + 1) + "] " + all_[i], 2, 4);
    }

private:
    std::vector<std::string> all_;
};

// What several sources say alike on days that touch or overlap.
struct Said {
    const PlanFinding* first;
    euthymia::Date from;
    euthymia::Date until;
    std::size_t sources = 1;
};

std::vector<Said> merged(const std::vector<PlanFinding>& findings) {
    std::vector<Said> all;
    for (const PlanFinding& one : findings) {
        const auto same = std::find_if(all.begin(), all.end(), [&](const Said& said) {
            const PlanFinding& other = *said.first;
            return other.finding.effect == one.finding.effect && other.finding.holds == one.finding.holds &&
                   other.finding.text == one.finding.text && other.is_after_last_dose == one.is_after_last_dose;
        });
        if (same == all.end()) {
            all.push_back({&one, one.from, one.until});
        } else {
            same->from = std::min(same->from, one.from);
            same->until = std::max(same->until, one.until);
            ++same->sources;
        }
    }
    return all;
}

// The facts that open findings wait for, in the words of the questions.
std::set<std::string> topics_of(const std::vector<PlanFinding>& findings, const euthymia::Knowledge& knowledge) {
    std::set<std::string> topics;
    for (const PlanFinding& one : findings) {
        for (const std::string& fact : one.finding.missing) {
            const bool is_fact = knowledge.fact(fact) != nullptr;
            topics.insert(is_fact ? topic_text(fact, knowledge) : "medicines taken now or stopped lately");
        }
    }
    return topics;
}

void print_open(Page& page, const std::set<std::string>& topics) {
    if (topics.empty()) return;
    page.heading("Ask first");
    page.line(joined(std::vector<std::string>{topics.begin(), topics.end()}) + ". euthymia advise asks this in order.",
              2, 0);
}

void print_findings(Page& page, const std::vector<PlanFinding>& findings, Sources& sources) {
    for (const Said& said : merged(findings)) {
        const PlanFinding& one = *said.first;
        if (one.finding.holds == euthymia::Truth::unknown) continue;
        std::string text = one.finding.text;
        if (one.is_after_last_dose) text += " It is no longer taken, but still in the body.";
        const euthymia::Basis& basis = one.finding.basis;
        const std::string country = basis.jurisdiction.empty() ? "" : " (" + basis.jurisdiction + ")";
        text += sources.mark(basis.source, basis.place + country, basis.verified);
        if (said.sources > 1) text += ", and " + std::to_string(said.sources - 1) + " more";
        page.labelled(name_of(one.finding.effect), one.forbids ? Ink::bad : Ink::careful,
                      span_text(said.from, said.until) + ": " + text, 2, 2);
    }
}

// Days on which neither drug is taken, between the two.
std::optional<std::pair<euthymia::Date, euthymia::Date>> days_without(const Plan& plan) {
    constexpr std::chrono::days one{1};
    if (!plan.last_day || !plan.first_day || *plan.first_day - *plan.last_day <= one) return std::nullopt;
    return std::pair{*plan.last_day + one, *plan.first_day - one};
}

std::string taken_as(const PlanDose& dose) {
    const std::string parts = to_string(dose.taken_as);
    const int times = dose.times_a_day.value_or(1);
    return times == 1 ? parts : parts + ", in " + std::to_string(times) + " doses";
}

void print_doses(Page& page, const Plan& plan) {
    Table table{{{"from"}, {"to"}, {"medicine"}, {"a day"}, {"taken as"}}};
    auto gap = days_without(plan);
    for (const PlanDose& dose : plan.doses) {
        if (gap && dose.candidate == plan.to) {
            table.add({{to_string(gap->first)}, {to_string(gap->second)}, {"neither"}, {"nothing"}, {""}});
            gap.reset();
        }
        table.add({{to_string(dose.from)},
                   {dose.until ? to_string(*dose.until) : "on"},
                   {dose.label},
                   {to_string(dose.daily_dose)},
                   {taken_as(dose)}});
    }
    table.write(page, 2);
    if (plan.last_day) page.line("Last dose of " + plan.from_label + ": " + to_string(*plan.last_day) + ".", 2);
}

void print_marked(Page& page, const std::vector<PlanNote>& notes, Sources& sources, std::size_t indent) {
    for (const PlanNote& note : notes) page.line(note.text + sources.mark(note), indent, 2);
}

void print_visits(Page& page, const std::vector<PlanVisit>& visits, Sources& sources) {
    if (visits.empty()) return;
    page.heading("When to look");
    for (const PlanVisit& visit : visits) {
        page.line(span_text(visit.from, visit.until), 2, 2, Ink::bold);
        print_marked(page, visit.what, sources, 4);
    }
}

void print_alerts(Page& page, const std::vector<euthymia::Alert>& alerts) {
    for (const euthymia::Alert& alert : alerts) {
        page.labelled(alert.urgent() ? "URGENT" : "first", alert.urgent() ? Ink::alarm : Ink::careful, alert.text, 0,
                      2);
        for (const std::string& action : alert.actions) page.line(action, 2, 2);
    }
}

void print_possible(Page& page, const Plan& plan, const euthymia::Knowledge& knowledge, Sources& sources) {
    if (plan.way) page.line("Way: " + way_text(*plan.way, plan.without) + ".", 0);
    print_marked(page, plan.way_basis, sources, 0);
    print_doses(page, plan);
    page.line("Products of " + plan.jurisdiction + ". Nothing forbids a day of it; what to watch stands below.", 0);
    euthymia::Mass reached;
    for (const PlanDose& dose : plan.doses) {
        if (dose.candidate == plan.to) reached = std::max(reached, dose.daily_dose);
    }
    if (plan.usual_up_to && *plan.usual_up_to > reached) {
        page.line("Higher, up to " + to_string(*plan.usual_up_to) +
                      " a day, only where an adequate time at this dose has not been enough.",
                  0);
    }
    if (!plan.findings.empty()) page.heading("To watch on these days");
    print_findings(page, plan.findings, sources);
    for (const euthymia::RefusedWay& refused : plan.refused) {
        page.heading("Not " + way_text(refused.way, refused.without));
        print_findings(page, refused.because, sources);
        print_open(page, topics_of(refused.because, knowledge));
    }
    print_visits(page, plan.visits, sources);
}

// What waits for facts is asked in one line, what is settled is said of each way.
void print_impossible(Page& page, const Plan& plan, const euthymia::Knowledge& knowledge, Sources& sources) {
    const std::string days = plan.way || !plan.refused.empty() ? "some day of every way is" : "some of its days are";
    page.line(is_urgent(plan.alerts) ? "No plan: the urgent item comes first."
                                     : "No plan: " + days +
                                           " forbidden, or open for want of a fact. Settle what is asked, "
                                           "or ask a specialist.",
              0, 0, Ink::bad);
    std::set<std::string> topics = topics_of(plan.findings, knowledge);
    std::vector<PlanFinding> against;
    std::copy_if(plan.findings.begin(), plan.findings.end(), std::back_inserter(against),
                 [](const PlanFinding& one) { return one.forbids && one.finding.holds == euthymia::Truth::yes; });
    if (!against.empty()) page.heading("Why not");
    print_findings(page, against, sources);
    for (const euthymia::RefusedWay& refused : plan.refused) {
        topics.merge(topics_of(refused.because, knowledge));
        const bool is_settled = std::any_of(refused.because.begin(), refused.because.end(), [](const PlanFinding& one) {
            return one.finding.holds == euthymia::Truth::yes;
        });
        if (!is_settled) continue;
        page.heading("Not " + way_text(refused.way, refused.without));
        print_findings(page, refused.because, sources);
    }
    print_open(page, topics);
}

}  // namespace

std::string basis_of(const std::string& source, const std::string& place, bool is_verified) {
    if (source.empty()) return "";
    return source + ", " + place + (is_verified ? "" : " [not yet verified]");
}

void print_notes(Page& page, const std::vector<PlanNote>& notes) {
    for (auto note = notes.begin(); note != notes.end(); ++note) {
        page.line(note->text, 2, 2);
        const std::string basis = basis_of(note->source, note->place, note->verified);
        const auto next = note + 1;
        if (basis.empty()) continue;
        if (next != notes.end() && basis == basis_of(next->source, next->place, next->verified)) continue;
        page.line(basis, 4, 2);
    }
}

bool is_urgent(const std::vector<euthymia::Alert>& alerts) {
    return std::any_of(alerts.begin(), alerts.end(), [](const euthymia::Alert& one) { return one.urgent(); });
}

void print_checked(Page& page, const euthymia::TaperPlan& plan, const euthymia::Knowledge& knowledge) {
    Sources sources;
    print_alerts(page, plan.alerts);
    if (!plan.is_possible) {
        page.line(is_urgent(plan.alerts) ? "No taper: the urgent item comes first."
                                         : "No taper: the record calls for another way to leave the drug.",
                  0, 0, Ink::bad);
    }
    if (!plan.findings.empty()) page.heading(plan.is_possible ? "To watch on these days" : "Why not");
    print_findings(page, plan.findings, sources);
    std::set<std::string> ways;
    for (const PlanFinding& one : plan.findings) {
        const bool is_way = one.forbids && one.finding.holds == euthymia::Truth::yes;
        if (is_way && ways.insert(one.finding.leave).second) page.line(way_to_leave(one.finding.leave), 2, 2);
    }
    print_open(page, topics_of(plan.findings, knowledge));
    sources.print(page);
}

std::string milligrams(euthymia::Mass mass) {
    return std::to_string(mass.ug() / 1000) +
           (mass.ug() % 1000 == 0 ? "" : "." + std::to_string(1000 + mass.ug() % 1000).substr(1));
}

std::string quoted(std::string_view text) { return "\"" + replaced(text, "\"", "\"\"") + "\""; }

void print(Page& page, const Plan& plan, const euthymia::Knowledge& knowledge) {
    Sources sources;
    page.heading(title_of(plan));
    print_alerts(page, plan.alerts);
    if (plan.is_possible) {
        print_possible(page, plan, knowledge, sources);
    } else {
        print_impossible(page, plan, knowledge, sources);
    }
    if (!plan.notes.empty()) page.heading("How it was drawn, and what to know");
    print_marked(page, plan.notes, sources, 2);
    sources.print(page);
    page.heading("Draft for the prescriber's approval. Do not stop or change the medicine without them.");
    page.line(
        "Thoughts of suicide, agitation, confusion, fever with stiffness, seizures or unbearable symptoms: help at "
        "once, by the crisis line or the emergency number.",
        0);
    page.line("as of " + to_string(plan.as_of) + ", knowledge " + plan.edition, 0);
}

void print_csv(const Plan& plan) {
    const std::string basis = "," + std::string{name_of(plan.kind)} + "," + plan.jurisdiction + "," + plan.edition +
                              "," + plan.hash + ",draft for the prescriber's approval\n";
    std::cout << "from,to,candidate,mg_per_day,taken_as,plan,country,edition,hash,status\n";
    auto gap = days_without(plan);
    for (const PlanDose& dose : plan.doses) {
        if (gap && dose.candidate == plan.to) {
            std::cout << to_string(gap->first) << ',' << to_string(gap->second) << ",,0,\"nothing\"" << basis;
            gap.reset();
        }
        std::cout << to_string(dose.from) << ',' << (dose.until ? to_string(*dose.until) : "") << ',' << dose.candidate
                  << ',' << milligrams(dose.daily_dose) << ',' << quoted(taken_as(dose)) << basis;
    }
}

}  // namespace cli
