// SPDX-License-Identifier: Apache-2.0
// Every rule about one candidate with its condition as a tree, for a reader who wants to check.
#include "lib/advise/explanation.hpp"

#include <algorithm>
#include <vector>

#include "lib/advise/audit.hpp"

namespace euthymia::advise {

namespace {

std::string described(const FactRead& read) {
    if (!read.known) return "not recorded";
    std::string text = read.value;
    if (read.assumed) text += " (assumed)";
    if (!read.when.empty()) text += ", " + read.when;
    if (!read.record.empty()) text += ", " + read.record;
    return text;
}

std::string tree(const weigh::Judge& judge, const weigh::Asked& asked, const rules::Candidate& candidate,
                 Action action) {
    if (asked.rule->condition.empty()) return "    always\n";
    const rules::Situation& situation = judge.situation();
    const auto lookup = [&](rules::NameId name) { return situation.value(name, &candidate, action); };
    const auto describe = [&](rules::NameId name) { return described(situation.read(name, &candidate, action)); };
    const std::string text = rules::explain(rules::condition_of(situation.rules(), *asked.rule),
                                            situation.rules().names, situation.rules().definitions, lookup, describe);
    std::string indented;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        indented += "    " + text.substr(at, end - at) + "\n";
        at = end + 1;
    }
    return indented;
}

// "pregnant; or QTc and potassium": each part is enough with the right values, and nothing less is.
std::string settling(const weigh::Judge& judge, const weigh::Asked& asked, std::uint32_t index, Action action) {
    constexpr std::size_t most = 6;
    const rules::Situation& situation = judge.situation();
    const auto all = judge.settling(asked, index, action);
    std::string text;
    for (std::size_t i = 0; i < std::min(all.size(), most); ++i) {
        text += i == 0 ? "" : "; or ";
        for (std::size_t k = 0; k < all[i].size(); ++k) {
            const FactRead read = situation.read(all[i][k], &situation.rules().candidates[index], action);
            text += (k == 0 ? "" : " and ") + (read.label.empty() ? read.fact : read.label);
        }
    }
    if (all.size() > most) text += "; or " + std::to_string(all.size() - most) + " other sets";
    return text.empty() ? text : "    could be settled by: " + text + "\n";
}

std::string one(const weigh::Judge& judge, const weigh::Asked& asked, std::uint32_t index, Action action) {
    const rules::Candidate& candidate = judge.situation().rules().candidates[index];
    const knowledge::Row& row = *asked.rule->row;
    const Basis basis = judge.basis(*asked.rule, &candidate, action);
    std::string text = core::joined({"  ", asked.holds == Truth::yes ? "holds" : "open ", "  ", row.id});
    const bool has_effect = row.kind == "rule" || row.kind == "washout" || row.kind == "boxed_warning";
    text += core::joined({"  [", has_effect ? name_of(row.effect) : row.kind, "]\n"});
    text += "    " + judge.text_of(*asked.rule, &candidate, action) + "\n";
    text += tree(judge, asked, candidate, action);
    if (asked.holds == Truth::unknown) text += settling(judge, asked, index, action);
    text += "    source: " + basis.source + ", " + basis.place;
    if (!basis.jurisdiction.empty()) text += " (" + basis.jurisdiction + ")";
    return text + (basis.verified ? "\n" : "; not yet verified by two readings\n");
}

// "QTc (not recorded): caution or contraindicated"
std::string dependences(const weigh::Judge& judge, const weigh::Scope& scope, std::uint32_t index, Action action) {
    const rules::Situation& situation = judge.situation();
    std::string text;
    for (const Dependence& one : depends_on(judge, scope, index, action)) {
        const FactRead read = situation.read(one.name, &situation.rules().candidates[index], action);
        text += "    " + (read.label.empty() ? read.fact : read.label);
        if (!one.recorded) text += " (" + judge.wording("audit/not-recorded") + ")";
        if (one.recorded && !read.known) text += " (" + judge.wording("audit/out-of-date") + ")";
        if (one.recorded && read.known) text += " (" + read.value + ")";
        for (std::size_t i = 0; i < one.could_be.size(); ++i) {
            text += i == 0 ? ": " : i + 1 == one.could_be.size() ? " or " : ", ";
            text += name_of(one.could_be[i]);
        }
        text += "\n";
    }
    return text.empty() ? text : "  " + judge.wording("audit/depends-on") + "\n" + text;
}

}  // namespace

std::string explanation(const weigh::Judge& judge, std::uint32_t index) {
    const rules::Candidate& candidate = judge.situation().rules().candidates[index];
    const weigh::Scope scope = weigh::conditions_in_scope(judge);
    std::vector<Action> actions{Action::start};
    if (!judge.situation().taken(candidate).empty()) {
        actions = {Action::continue_as_is, Action::raise, Action::stop};
    }
    std::string text = candidate.label + "\n";
    for (const Action action : actions) {
        const auto all = judge.ask(index, action);
        std::size_t not_holding = 0;
        text += "\n" + std::string{name_of(action)} + "\n";
        for (const Truth wanted : {Truth::yes, Truth::unknown}) {
            for (const weigh::Asked& asked : all) {
                if (asked.holds == wanted) text += one(judge, asked, index, action);
            }
        }
        for (const weigh::Asked& asked : all) not_holding += asked.holds == Truth::no ? 1 : 0;
        text += "  " + std::to_string(not_holding) + " other statements do not apply\n";
        text += dependences(judge, scope, index, action);
    }
    return text;
}

}  // namespace euthymia::advise
