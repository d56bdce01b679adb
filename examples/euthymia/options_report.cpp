// SPDX-License-Identifier: Apache-2.0
// The options of an answer on a page: what is taken, what could be started.
#include "options_report.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "option_text.hpp"
#include "shared_notes.hpp"
#include "table.hpp"
#include "text.hpp"

namespace cli {

namespace {

using namespace euthymia;

using Texts = std::set<std::string>;

// Adds the gravest reasons to the last row, those in `said` left out; returns whether any was left out.
bool note_reasons(Table& table, const Option& option, const Texts& said, const Layout& layout) {
    constexpr std::size_t most = 3;
    std::vector<Reason> all = reasons(option, layout.all ? Effect::inform : Effect::require);
    const std::size_t repeated =
        std::erase_if(all, [&](const Reason& reason) { return is_said(reason, option, said); });
    const std::size_t shown = layout.all ? all.size() : std::min(most, all.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const bool grave = all[i].finding->effect >= Effect::avoid;
        table.note(all[i].finding->text, grave ? Ink::bad : Ink::plain);
        if (grave || layout.all) table.note("- " + source_text(all[i]));
    }
    if (all.size() > shown) table.note("and " + std::to_string(all.size() - shown) + " more (--all)");
    return repeated > 0;
}

void note_waits(Table& table, const Option& option, const Answer& answer, const Texts& said) {
    auto topics = waits_for(option, answer.advice, answer.knowledge);
    const std::size_t before = topics.size();
    std::erase_if(topics, [&](const std::string& topic) { return said.contains(topic); });
    if (topics.empty()) return;
    table.note((topics.size() == before ? "waits for: " : "waits also for: ") + joined(topics), Ink::open);
}

std::string taken_text(const Option& option) {
    std::string text;
    for (const Regimen& regimen : option.taken) {
        if (!text.empty()) text += " + ";
        text += regimen.daily_dose ? to_string(*regimen.daily_dose) : regimen.as_needed ? "as needed" : "?";
    }
    return text;
}

void add_taken_row(Table& table, const Option& option, const Answer& answer, const Texts& said, const Layout& layout) {
    const bool stop = option.action == Action::stop;
    table.add({{verdict_text(option.verdict), verdict_ink(option.verdict)},
               {action_text(option), Ink::bold},
               {stop ? "" : taken_text(option)},
               {stop ? "" : limit_text(option.limits)}});
    const bool repeated = note_reasons(table, option, said, layout);
    if (repeated) table.note("and what is said of continuing");
    for (const std::string& way : ways_to_leave(option)) table.note(way, Ink::bold);
    note_waits(table, option, answer, {});
    if (option.action == Action::continue_as_is && !limit_note(option.limits).empty()) {
        table.note(limit_note(option.limits));
    }
}

Options options_where(const Answer& answer, bool (*wanted)(const Option&)) {
    Options all;
    for (const Option& option : answer.advice.options()) {
        if (wanted(option)) all.push_back(&option);
    }
    return all;
}

std::string line_text(const Option& option) {
    return option.line ? std::to_string(*option.line) + (option.line_missing.empty() ? "" : "?") : "";
}

// "from 50 mg a day" without what the title of the column says.
std::string first_dose(const Option& option) { return replaced(option.starting_text, " a day", ""); }

void note_standing(Table& table, const Option& option, const Answer& answer) {
    std::string text = option.standing;
    if (!option.line_for.empty()) text += (text.empty() ? "line: " : "; line: ") + option.line_for;
    if (!option.elsewhere.empty()) text += (text.empty() ? "elsewhere: " : "; elsewhere: ") + option.elsewhere;
    if (option.line && !option.line_verified)
        text += (text.empty() ? "line" : "; line") + std::string{" not yet verified"};
    if (!text.empty()) table.note(text);
    if (option.line_missing.empty()) return;
    std::vector<std::string> facts;
    for (const std::string& fact : option.line_missing) facts.emplace_back(answer.knowledge.label(fact));
    table.note("line " + line_text(option) + " depends on: " + joined(facts));
}

// Says once what all of these share, and remembers it.
void write_shared(Page& page, const Options& options, std::string_view whom, Texts& said) {
    for (const Shared& shared : shared_reasons(options, Effect::require)) {
        if (!said.insert(shared.text).second) continue;
        page.line(std::string{whom} + shared.text, 2, 2);
        page.line("- " + source_text(shared.reason), 4, 2);
    }
}

}  // namespace

void write_taken_options(Page& page, const Answer& answer) {
    const Options all = options_where(answer, [](const Option& option) { return option.action != Action::start; });
    if (all.empty()) return;
    page.heading("Of what is taken");
    Table table{{{""}, {""}, {"takes a day"}, {"at most a day"}}};
    Texts done;
    for (const Option* first : all) {
        if (!done.insert(first->candidate).second) continue;
        Texts said;
        for (const Option* option : all) {
            if (option->candidate != first->candidate) continue;
            add_taken_row(table, *option, answer, said, page.layout());
            for (const Reason& reason : reasons(*option, Effect::inform)) {
                if (option->action == Action::continue_as_is) said.insert(in_general(reason.finding->text, *option));
            }
        }
    }
    table.write(page, 2);
}

void write_starts(Page& page, const Answer& answer) {
    const Options all = options_where(answer, [](const Option& option) {
        return option.action == Action::start && option.verdict <= Verdict::ask_first;
    });
    if (all.empty()) {
        if (answer.advice.conditions().empty()) return;
        page.heading("To start");
        page.line("Nothing in this edition: see below.", 2);
        return;
    }
    page.heading("To start, best first");
    Options drugs = all;
    std::erase_if(drugs, [](const Option* option) { return option->kind != "drug"; });
    Texts said;
    write_shared(page, all, "All: ", said);
    write_shared(page, drugs, "All medicines here: ", said);
    Options waiting = drugs;
    std::erase_if(waiting, [](const Option* option) { return option->verdict != Verdict::ask_first; });
    Texts waits;
    const auto topics = shared_waits(waiting, answer.advice, answer.knowledge);
    if (!topics.empty()) {
        page.line("Every medicine to ask first about waits for: " + joined(topics) + ".", 2, 2, Ink::open);
        waits.insert(topics.begin(), topics.end());
    }
    Table table{{{""}, {""}, {"line"}, {"from, a day", 18}, {"at most a day"}}};
    for (const Option* option : all) {
        table.add({{verdict_text(option->verdict), verdict_ink(option->verdict)},
                   {option->label, Ink::bold},
                   {line_text(*option)},
                   {first_dose(*option)},
                   {limit_text(option->limits)}});
        note_standing(table, *option, answer);
        static_cast<void>(note_reasons(table, *option, said, page.layout()));
        note_waits(table, *option, answer, option->kind == "drug" ? waits : Texts{});
        if (const auto note = limit_note(option->limits); !note.empty()) table.note(note);
    }
    table.write(page, 2);
}

}  // namespace cli
