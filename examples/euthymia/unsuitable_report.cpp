// SPDX-License-Identifier: Apache-2.0
// What should not be started, and why: each reason with its source, what all share said once.
#include <algorithm>
#include <set>
#include <string>

#include "option_text.hpp"
#include "options_report.hpp"
#include "shared_notes.hpp"
#include "table.hpp"
#include "text.hpp"

namespace cli {

namespace {

using namespace euthymia;

// Forms of one substance against which the same speaks.
struct Group {
    std::string key;
    Options options;
};

std::string substance_of(const Option& option) { return option.candidate.substr(0, option.candidate.find('.')); }

bool is_grave(const Reason& reason) { return reason.finding->effect >= Effect::avoid; }

// What speaks against an option; where nothing in the knowledge does, the library's own statement.
std::vector<Reason> against(const Option& option, const Layout& layout) {
    std::vector<Reason> all = reasons(option, layout.all ? Effect::inform : Effect::caution);
    if (option.verdict != Verdict::not_assessed || layout.all) return all;
    for (const Finding& finding : option.findings) {
        if (finding.basis.source.empty() && finding.effect < Effect::caution) all.push_back({&finding, {}});
    }
    return all;
}

std::string key_of(const Option& option, const Layout& layout) {
    std::string key = std::string{name_of(option.verdict)} + "|" + substance_of(option);
    for (const Reason& reason : against(option, layout)) {
        if (is_grave(reason)) key += "|" + in_general(reason.finding->text, option);
    }
    return key;
}

std::vector<Group> grouped(const Options& options, const Layout& layout) {
    std::vector<Group> groups;
    for (const Option* option : options) {
        const std::string key = layout.all ? option->candidate : key_of(*option, layout);
        auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& group) { return group.key == key; });
        if (found == groups.end()) found = groups.insert(groups.end(), {key, {}});
        found->options.push_back(option);
    }
    return groups;
}

// "start bupropion: immediate release; extended release (24 h)"
std::string label_of(const Group& group, const std::string& substance) {
    if (group.options.size() == 1) return action_text(*group.options.front());
    std::string forms;
    for (const Option* option : group.options) {
        std::string form = option->label;
        if (form.compare(0, substance.size() + 1, substance + " ") == 0) form.erase(0, substance.size() + 1);
        forms += (forms.empty() ? "" : "; ") + form;
    }
    return std::string{name_of(group.options.front()->action)} + " " + substance + ": " + forms;
}

void note_group(Table& table, const Group& group, const std::string& substance, const std::set<std::string>& said,
                const Layout& layout) {
    constexpr std::size_t most = 3;
    const Option& option = *group.options.front();
    std::vector<Reason> all = against(option, layout);
    std::erase_if(all, [&](const Reason& reason) { return is_said(reason, option, said); });
    std::size_t shown = 0;
    for (const Reason& reason : all) {
        const bool own = reason.finding->basis.source.empty();
        if (!layout.all && !own && (shown == most || !is_grave(reason))) continue;
        ++shown;
        const bool one = group.options.size() == 1;
        table.note(one ? reason.finding->text : replaced(reason.finding->text, option.label, substance));
        if (!own) table.note("- " + source_text(reason));
    }
    if (all.size() > shown) {
        table.note("and " + std::to_string(all.size() - shown) + " more (explain --candidate " + option.candidate +
                   ")");
    }
}

}  // namespace

void write_unsuitable(Page& page, const Answer& answer) {
    Options all;
    for (const Option& option : answer.advice.options()) {
        if (option.action == Action::start && option.verdict > Verdict::ask_first) all.push_back(&option);
    }
    if (all.empty()) return;
    page.heading("Not to start, and why");
    std::set<std::string> said;
    for (const Shared& shared : shared_reasons(all, Effect::avoid)) {
        said.insert(shared.text);
        page.line("All: " + shared.text, 2, 2);
        page.line("- " + source_text(shared.reason), 4, 2);
    }
    Table table{{{""}, {""}}};
    for (const Group& group : grouped(all, page.layout())) {
        const Option& option = *group.options.front();
        const std::string substance{answer.knowledge.label(substance_of(option))};
        table.add(
            {{verdict_text(option.verdict), verdict_ink(option.verdict)}, {label_of(group, substance), Ink::bold}});
        note_group(table, group, substance, said, page.layout());
    }
    table.write(page, 2);
}

}  // namespace cli
