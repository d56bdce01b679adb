// SPDX-License-Identifier: Apache-2.0
// How much of the knowledge has been read twice.
#include "lib/rules/coverage.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "lib/knowledge/row_kinds.hpp"

namespace euthymia::rules {

namespace {

struct Count {
    int verified = 0;
    int all = 0;
    void add(bool is_verified) {
        ++all;
        if (is_verified) ++verified;
    }
    [[nodiscard]] std::string text() const {
        return all == 0 ? "." : std::to_string(verified) + "/" + std::to_string(all);
    }
};

using KindCounts = std::map<std::string_view, Count>;
using Counts = std::map<std::string, KindCounts>;  // by subject

// A substance or therapy counts under its own name; what is said of groups or of the person, under its file.
std::string subject_of(const RuleBase& rules, const knowledge::Row& row) {
    if (row.applies_to.size() == 1) {
        const std::string id{row.applies_to.front().substr(0, row.applies_to.front().find('.'))};
        if (rules.base.substance(id) != nullptr) return id;
        for (const knowledge::Therapy& therapy : rules.base.therapies) {
            if (therapy.id == id) return id;
        }
    }
    return std::string{row.file.substr(0, row.file.rfind('.'))};
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

std::string row_of(const std::string& subject, const KindCounts& kinds, const std::vector<std::size_t>& widths) {
    constexpr std::size_t subject_width = 32;
    std::string line = padded(subject, subject_width);
    std::size_t column = 0;
    for (const knowledge::RowKind& kind : knowledge::row_kinds()) {
        const auto found = kinds.find(kind.id);
        line += " " + padded(found == kinds.end() ? "." : found->second.text(), widths[column++]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

std::string header(std::vector<std::size_t>& widths) {
    constexpr std::size_t subject_width = 32;
    std::string line = padded("verified/all", subject_width);
    for (const knowledge::RowKind& kind : knowledge::row_kinds()) {
        constexpr std::size_t widest_count = 7;
        widths.push_back(std::max(kind.label.size(), widest_count));
        line += " " + padded(std::string{kind.label}, widths.back());
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

// "label 1200, guideline 90, paper 12, secondary 400": statements by the kind of document they stand in.
std::string by_source(const RuleBase& rules) {
    std::map<std::string_view, int> kinds;
    for (const knowledge::Row& row : rules.base.rows) {
        const knowledge::Source* source = rules.base.source(row.source);
        if (source != nullptr) ++kinds[source->kind];
    }
    std::string text;
    for (const auto& [kind, count] : kinds) {
        text += core::joined({text.empty() ? "" : ", ", kind, " ", std::to_string(count)});
    }
    return text;
}

using Tally = std::map<std::string, Count>;

std::string listed(std::string_view heading, const Tally& tally) {
    std::string text = core::joined({heading, ":"});
    for (const auto& [id, count] : tally) text += core::joined({" ", id, " ", count.text(), ","});
    text.back() = '\n';
    return text;
}

// Facts that are somebody's genes: what their ids end in.
constexpr std::string_view gene_suffix = "_phenotype";

std::string by_what_else(const RuleBase& rules) {
    Tally conditions;
    Tally guidelines;
    Tally genes;
    for (const knowledge::Row& row : rules.base.rows) {
        if (!row.condition.empty()) conditions[std::string{row.condition}].add(row.verified);
        if (!row.guideline.empty()) guidelines[std::string{row.guideline}].add(row.verified);
    }
    for (const Rule& rule : rules.rules) {
        for (const NameId name : rule.reads) {
            const Origin& origin = rules.origins[name];
            if (origin.kind != Origin::Kind::fact) continue;
            const std::string& id = rules.base.facts[origin.index].id;
            if (!id.ends_with(gene_suffix)) continue;
            genes[id.substr(0, id.size() - gene_suffix.size())].add(rule.row->verified);
        }
    }
    return listed("by condition", conditions) + listed("by guideline", guidelines) + listed("by gene", genes);
}

}  // namespace

std::string coverage_table(const RuleBase& rules) {
    Counts counts;
    KindCounts by_kind;
    Count all;
    Count safety;
    for (const knowledge::Row& row : rules.base.rows) {
        counts[subject_of(rules, row)][row.kind].add(row.verified);
        by_kind[row.kind].add(row.verified);
        all.add(row.verified);
        if (row.safety) safety.add(row.verified);
    }
    std::vector<std::size_t> widths;
    std::string table = header(widths);
    for (const auto& [subject, kinds] : counts) table += row_of(subject, kinds, widths);
    table += row_of("all", by_kind, widths);
    table += "\nstatements " + std::to_string(all.all) + ", verified by two readings " + std::to_string(all.verified) +
             "; safety statements " + std::to_string(safety.all) + ", verified " + std::to_string(safety.verified) +
             ", unverified " + std::to_string(safety.all - safety.verified) + "\n";
    table += "by kind of source: " + by_source(rules) + "\n" + by_what_else(rules);
    return table;
}

}  // namespace euthymia::rules
