// SPDX-License-Identifier: Apache-2.0
// What is said of one option: verdict, reasons without repetition, limits, what it waits for, how to leave it.
#include "option_text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "text.hpp"

namespace cli {

namespace {

using namespace euthymia;

template <class T>
void add_once(std::vector<T>& all, T one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(std::move(one));
}

// What two statements must share to be one concern. The numbers of the wording are among it: 14 days from one label
// and 21 from another stay two reasons.
std::string concern(const Finding& finding) {
    std::set<std::string> records;
    for (const FactRead& read : finding.basis.facts) {
        if (read.known && !read.record.empty()) records.insert(read.record);
    }
    const std::string effect{name_of(finding.effect)};
    const bool vague = finding.harm == "other" || records.empty();
    if (vague) return effect + "|" + finding.text;
    std::string key = effect + "|" + finding.harm + "|" + finding.leave;
    for (const std::string& record : records) key += "|" + record;
    key += "|";
    for (const char c : finding.text) {
        if (c >= '0' && c <= '9') key += c;
    }
    return key;
}

int weight(Effect effect) {
    return effect == Effect::prefer ? static_cast<int>(Effect::caution) : static_cast<int>(effect);
}

}  // namespace

std::string way_to_leave(std::string_view leave) {
    if (leave == "stop_today") return "How to leave it: stop today, with emergency or specialist advice at hand.";
    if (leave == "taper") return "How to leave it: lower it step by step; do not stop abruptly.";
    if (leave == "lower") return "What to do: lower the dose to the limit; do not stop abruptly.";
    return "How to leave it: plan it with a specialist; do not stop abruptly on this alone.";
}

std::string verdict_text(Verdict verdict) {
    std::string text{name_of(verdict)};
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

Ink verdict_ink(Verdict verdict) {
    static constexpr std::array<Ink, 7> inks{Ink::good, Ink::fair, Ink::careful, Ink::open,
                                             Ink::open, Ink::bad,  Ink::alarm};
    return inks[static_cast<std::size_t>(verdict)];
}

std::string action_text(const Option& option) { return std::string{name_of(option.action)} + " " + option.label; }

std::string source_text(const Basis& basis) {
    if (basis.source.empty()) return basis.rule;
    std::string text = basis.source + ", " + basis.place;
    if (!basis.jurisdiction.empty()) text += " (" + basis.jurisdiction + ")";
    return text + (basis.verified ? "" : " [not yet verified]");
}

std::string source_text(const Reason& reason) {
    std::string text = source_text(reason.finding->basis);
    if (reason.others.empty()) return text;
    std::vector<std::string> places;
    for (const Finding* other : reason.others) {
        if (!other->basis.jurisdiction.empty()) add_once(places, other->basis.jurisdiction);
    }
    const bool same_words = std::all_of(reason.others.begin(), reason.others.end(),
                                        [&](const Finding* other) { return other->text == reason.finding->text; });
    text += ", and " + (same_words ? counted(reason.others.size(), "more source", "more sources")
                                   : counted(reason.others.size(), "more like it", "more like it"));
    return places.empty() ? text : text + " (" + joined(places) + ")";
}

std::vector<Reason> reasons(const Option& option, Effect at_least) {
    std::vector<Reason> all;
    std::vector<std::string> concerns;
    for (const Finding& finding : option.findings) {
        if (finding.holds != Truth::yes || weight(finding.effect) < weight(at_least)) continue;
        const std::string key = concern(finding);
        const auto found = std::find(concerns.begin(), concerns.end(), key);
        if (found == concerns.end()) {
            concerns.push_back(key);
            all.push_back({&finding, {}});
        } else {
            all[static_cast<std::size_t>(found - concerns.begin())].others.push_back(&finding);
        }
    }
    return all;
}

std::vector<std::string> ways_to_leave(const Option& option) {
    std::vector<std::string> ways;
    if (option.action == Action::start || option.action == Action::stop) return ways;
    for (const Finding& finding : option.findings) {
        if (finding.holds != Truth::yes || finding.effect < Effect::avoid || finding.leave.empty()) continue;
        add_once(ways, way_to_leave(finding.leave));
    }
    return ways;
}

std::string limit_text(const DoseLimits& limits) {
    std::string text;
    if (limits.settled) text = to_string(*limits.settled);
    if (!limits.cautious || limits.cautious == limits.settled) return text;
    const std::string possible = to_string(*limits.cautious) + "?";
    return text.empty() ? possible : text + " (" + possible + ")";
}

std::string limit_note(const DoseLimits& limits) {
    if (!limits.cautious || limits.cautious == limits.settled) return {};
    std::vector<std::string> facts;
    for (const Limit& limit : limits.limits) {
        if (limit.applies != Truth::unknown || limit.at_most != *limits.cautious) continue;
        for (const FactRead& read : limit.basis.facts) {
            if (!read.known) add_once(facts, read.label);
        }
    }
    return to_string(*limits.cautious) + "? depends on: " + joined(facts);
}

std::string topic_text(std::string_view id, const Knowledge& knowledge) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> lists{
        {{"crisis", "thoughts of suicide"},
         {"emergency", "signs of an emergency"},
         {"safety", "safety history"},
         {"augmentation", "list before an add-on"},
         {"allergies", "allergies"},
         {"medicines", "medicines taken now"},
         {"recent_medicines", "medicines stopped lately"}}};
    const auto found = std::find_if(lists.begin(), lists.end(), [&](const auto& list) { return list.first == id; });
    return std::string{found == lists.end() ? knowledge.label(id) : found->second};
}

std::vector<std::string> waits_for(const Option& option, const Advice& advice, const Knowledge& knowledge) {
    std::vector<std::string> missing;
    for (const Finding& finding : option.findings) {
        if (finding.holds == Truth::yes) continue;
        for (const std::string& fact : finding.missing) add_once(missing, fact);
    }
    std::vector<std::string> topics;
    for (const Question& question : advice.questions()) {
        const auto asks = [&](const std::string& fact) {
            return std::find(question.facts.begin(), question.facts.end(), fact) != question.facts.end();
        };
        const auto asked = std::remove_if(missing.begin(), missing.end(), asks);
        if (asked != missing.end()) add_once(topics, topic_text(question.id, knowledge));
        missing.erase(asked, missing.end());
    }
    for (const std::string& fact : missing) add_once(topics, topic_text(fact, knowledge));
    return topics;
}

}  // namespace cli
