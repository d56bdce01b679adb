// SPDX-License-Identifier: Apache-2.0
// What is true of every option in a list, so that it is said once.
#include "shared_notes.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "text.hpp"

namespace cli {

namespace {

using namespace euthymia;

std::vector<const Finding*> findings_of(const Reason& reason) {
    std::vector<const Finding*> all{reason.finding};
    all.insert(all.end(), reason.others.begin(), reason.others.end());
    return all;
}

// The findings of an option's reasons that say this.
std::vector<const Finding*> saying(const std::vector<Reason>& reasons, std::string_view text, const Option& option) {
    std::vector<const Finding*> all;
    for (const Reason& reason : reasons) {
        for (const Finding* finding : findings_of(reason)) {
            if (in_general(finding->text, option) == text) all.push_back(finding);
        }
    }
    return all;
}

// That text with every source that gives it, if all options have it.
std::optional<Shared> shared_by_all(const std::string& text, const Options& options,
                                    const std::vector<std::vector<Reason>>& reasons) {
    std::vector<const Finding*> sources;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const auto found = saying(reasons[i], text, *options[i]);
        if (found.empty()) return std::nullopt;
        for (const Finding* one : found) {
            const bool there = std::any_of(sources.begin(), sources.end(), [&](const Finding* other) {
                return other->basis.source == one->basis.source && other->basis.place == one->basis.place;
            });
            if (!there) sources.push_back(one);
        }
    }
    std::stable_sort(sources.begin(), sources.end(),
                     [](const Finding* a, const Finding* b) { return a->basis.verified && !b->basis.verified; });
    return Shared{text, {sources.front(), {sources.begin() + 1, sources.end()}}};
}

}  // namespace

std::string in_general(std::string_view text, const Option& option) {
    return option.label.empty() ? std::string{text} : replaced(text, option.label, "any of these");
}

bool is_said(const Reason& reason, const Option& option, const std::set<std::string>& texts) {
    const auto all = findings_of(reason);
    return std::any_of(all.begin(), all.end(),
                       [&](const Finding* finding) { return texts.contains(in_general(finding->text, option)); });
}

std::vector<Shared> shared_reasons(const Options& options, Effect at_least) {
    std::vector<Shared> shared;
    if (options.size() < 2) return shared;
    std::vector<std::vector<Reason>> all;
    for (const Option* option : options) all.push_back(reasons(*option, at_least));
    for (const Reason& reason : all.front()) {
        // Of several wordings of one concern that all share, the shortest.
        std::optional<Shared> best;
        for (const Finding* finding : findings_of(reason)) {
            auto one = shared_by_all(in_general(finding->text, *options.front()), options, all);
            if (one && (!best || one->text.size() < best->text.size())) best = std::move(one);
        }
        if (best) shared.push_back(std::move(*best));
    }
    return shared;
}

std::vector<std::string> shared_waits(const Options& options, const Advice& advice, const Knowledge& knowledge) {
    if (options.size() < 2) return {};
    std::vector<std::string> shared = waits_for(*options.front(), advice, knowledge);
    for (const Option* option : options) {
        const auto own = waits_for(*option, advice, knowledge);
        std::erase_if(shared,
                      [&](const std::string& topic) { return std::find(own.begin(), own.end(), topic) == own.end(); });
    }
    return shared;
}

}  // namespace cli
