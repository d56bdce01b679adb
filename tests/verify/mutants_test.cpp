// SPDX-License-Identifier: Apache-2.0
// A statement that is changed by mistake does not pass: every threshold one step off, every condition dropped, every
// effect flipped and every code swapped is noticed.
#include <algorithm>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lib/rules/rule_base.hpp"

#include <nlohmann/json.hpp>

namespace euthymia::verify {
namespace {

using Json = nlohmann::ordered_json;
using Ids = std::set<std::string>;
using Mutation = std::function<bool(Json& row)>;  // false: nothing to change in this row

const std::vector<knowledge::File>& files() {
    static const auto read = *knowledge::read_folder(EUTHYMIA_SOURCE_DIR "/lib/knowledge/data");
    return read;
}

bool is_statement(const Json& row) { return row.is_object() && row.contains("readings"); }

// Every row that the mutation changes, one change a row. Complaints name their row, so one edition tries them all.
struct Mutants {
    std::vector<knowledge::File> files;
    Ids changed;
    Ids unread;  // of those: rows that nobody could read in an original
};

Mutants mutants(const Mutation& mutate) {
    Mutants made{files(), {}, {}};
    for (knowledge::File& file : made.files) {
        Json document = Json::parse(file.text);
        if (!document.is_object() || !document.contains("rows")) continue;
        bool is_changed = false;
        for (Json& row : document["rows"]) {
            if (!is_statement(row) || !mutate(row)) continue;
            is_changed = true;
            made.changed.insert(row["id"]);
            if (row["readings"].empty()) made.unread.insert(row["id"]);
        }
        if (is_changed) file.text = document.dump();
    }
    return made;
}

// Rows that the checker complains of.
Ids noticed(const std::vector<knowledge::File>& changed) {
    static const std::regex named{"row \"([^\"]*)\""};
    Ids ids;
    for (const Error& error : rules::build(changed, rules::FamilyNames::all).errors) {
        const std::string text = to_string(error);
        for (std::sregex_iterator found{text.begin(), text.end(), named}, end; found != end; ++found) {
            ids.insert((*found)[1]);
        }
    }
    return ids;
}

Ids without(const Ids& all, const Ids& some) {
    Ids rest;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::inserter(rest, rest.end()));
    return rest;
}

std::string listed(const Ids& ids) {
    std::string text;
    for (const std::string& id : ids) text += "\n  " + id;
    return text;
}

void expect_noticed(const std::string& what, const Mutation& mutate) {
    const Mutants made = mutants(mutate);
    ASSERT_FALSE(made.changed.empty());
    const Ids survived = without(made.changed, noticed(made.files));
    const Ids read = without(survived, made.unread);
    std::cout << what << ": " << made.changed.size() << " mutants, " << made.changed.size() - survived.size()
              << " noticed, " << survived.size() << " of rows that nobody read in an original\n";
    EXPECT_TRUE(read.empty()) << what << " passes in:" << listed(read);
}

// A number of the condition that is compared, made one greater in its last digit.
std::optional<std::string> one_step_off(const std::string& when) {
    static const std::regex number{R"((<=|>=|<|>|=|between|and) (\d+)(\.\d+)?(?= |$|\)))"};
    std::smatch found;
    if (!std::regex_search(when, found, number)) return std::nullopt;
    std::string digits = found[2].str() + found[3].str();
    std::size_t at = digits.size();
    while (at-- > 0) {
        if (digits[at] == '.') continue;
        if (digits[at] != '9') {
            ++digits[at];
            break;
        }
        digits[at] = '0';
        if (at == 0) digits.insert(0, 1, '1');
    }
    return found.prefix().str() + found[1].str() + " " + digits + found.suffix().str();
}

TEST(Mutants, OfAThresholdOneStepOffAreNoticed) {
    expect_noticed("threshold one step off", [](Json& row) {
        if (!row.contains("when")) return false;
        const auto changed = one_step_off(row["when"]);
        if (changed) row["when"] = *changed;
        return changed.has_value();
    });
}

// "Above 60" instead of "60 and above". Whether the limit itself is meant is read apart from the number; where no text
// was read for it the mutant passes, and is counted.
std::optional<std::string> limit_moved(const std::string& when) {
    static const std::regex comparison{R"((<=|>=|<|>) (?=\d))"};
    static const std::map<std::string, std::string> other{{"<", "<="}, {"<=", "<"}, {">", ">="}, {">=", ">"}};
    std::smatch found;
    if (!std::regex_search(when, found, comparison)) return std::nullopt;
    return found.prefix().str() + other.at(found[1]) + " " + found.suffix().str();
}

bool has_bound(const Json& reading) {
    const auto& figures = reading.at("figures").items();
    return std::any_of(figures.begin(), figures.end(),
                       [](const auto& figure) { return knowledge::is_bound(figure.key()); });
}

TEST(Mutants, OfALimitThatIsMeantOrNotAreNoticedWhereItWasRead) {
    const auto is_read = [](const Json& row) {
        return row["kind"] != "washout" && std::any_of(row["readings"].begin(), row["readings"].end(), has_bound);
    };
    std::size_t unread = 0;
    expect_noticed("limit itself meant or not", [&](Json& row) {
        if (!row.contains("when")) return false;
        const auto changed = limit_moved(row["when"]);
        if (!changed) return false;
        if (!is_read(row)) {
            ++unread;
            return false;
        }
        row["when"] = *changed;
        return true;
    });
    std::cout << unread << " rows whose wording of a limit nobody has read\n";
}

TEST(Mutants, OfANumberOneStepOffAreNoticed) {
    for (const char* field : {"days", "at_most_mg", "mg", "from_mg", "to_mg", "step_mg", "at_least_days"}) {
        expect_noticed(std::string{field} + " one step off", [&](Json& row) {
            if (!row.contains(field)) return false;
            row[field] = row[field].get<double>() + 1;
            return true;
        });
    }
}

TEST(Mutants, OfADroppedConditionAreNoticed) {
    expect_noticed("condition dropped", [](Json& row) { return row["kind"] != "washout" && row.erase("when") > 0; });
}

// The first name of a condition with several parts, left out.
TEST(Mutants, OfADroppedPartOfAConditionAreNoticed) {
    static const std::regex part{R"(^[a-z0-9_]+ (or|and) )"};
    expect_noticed("part of a condition dropped", [](Json& row) {
        if (!row.contains("when") || row["kind"] == "washout") return false;
        const std::string when = row["when"];
        const std::string changed = std::regex_replace(when, part, "");
        row["when"] = changed;
        return changed != when;
    });
}

TEST(Mutants, OfANegatedConditionAreNoticed) {
    static const std::regex name{"^[a-z0-9_]+$"};
    expect_noticed("condition negated", [](Json& row) {
        if (!row.contains("when") || row["kind"] == "washout") return false;
        const std::string when = row["when"];
        if (!std::regex_match(when, name)) return false;
        row["when"] = "not " + when;
        return true;
    });
}

TEST(Mutants, OfAFlippedEffectAreNoticed) {
    const std::map<std::string, std::string> other{{"contraindicate", "caution"},
                                                   {"avoid", "caution"},
                                                   {"caution", "contraindicate"},
                                                   {"require", "avoid"},
                                                   {"monitor", "avoid"},
                                                   {"inform", "caution"},
                                                   {"prefer", "avoid"}};
    expect_noticed("effect flipped", [&](Json& row) {
        if (!row.contains("effect") || row["effect"] == "escalate") return false;
        row["effect"] = other.at(row["effect"]);
        // How mildly a row acts that is read otherwise is a decision; as strictly as it is read it must not act.
        if (row.contains("read_as")) row["effect"] = row["read_as"];
        return true;
    });
}

TEST(Mutants, OfHowARowIsReadAreNoticed) {
    expect_noticed("how a row is read", [](Json& row) {
        if (!row.contains("read_as")) return false;
        row["read_as"] = row["read_as"] == "avoid" ? "require" : "avoid";
        return true;
    });
}

TEST(Mutants, OfAFlippedDirectionOrStatusAreNoticed) {
    const std::map<std::string, std::string> other{{"after", "before"},
                                                   {"before", "after"},
                                                   {"labelled", "off_label"},
                                                   {"off_label", "labelled"},
                                                   {"labelled_add_on", "labelled"},
                                                   {"off_label_add_on", "labelled_add_on"},
                                                   {"not_recommended", "labelled"},
                                                   {"not_marketed", "labelled"}};
    expect_noticed("direction or status flipped", [&](Json& row) {
        const char* field = row.contains("direction") ? "direction" : "status";
        if (!row.contains(field)) return false;
        row[field] = other.at(row[field]);
        return true;
    });
}

// The codes of each drug, gathered apart from the knowledge base.
struct Codes {
    std::string rxnorm;
    std::string atc;
};

std::map<std::string, Codes> gathered_codes() {
    std::ifstream stream{EUTHYMIA_SOURCE_DIR "/tests/verify/codes.json"};
    std::map<std::string, Codes> all;
    const Json document = Json::parse(stream);
    for (const auto& [id, codes] : document.at("codes").items()) {
        all[id] = {codes.value("rxnorm", ""), codes.value("atc", "")};
    }
    return all;
}

// Codes of products stand beside that of the ingredient.
bool has(const knowledge::Substance& substance, std::string_view system, const std::string& code) {
    return code.empty() || std::any_of(substance.codes.begin(), substance.codes.end(), [&](const Code& one) {
               return one.system.find(system) != std::string::npos && one.code == code;
           });
}

TEST(Mutants, OfASwappedCodeAreNoticed) {
    const auto base = rules::build(files()).rules;
    const auto gathered = gathered_codes();
    std::size_t candidates = 0;
    for (const knowledge::Substance& substance : base->base.substances) {
        if (!substance.candidate) continue;
        ++candidates;
        const auto there = gathered.find(substance.id);
        ASSERT_NE(there, gathered.end()) << substance.id << " is not in tests/verify/codes.json";
        EXPECT_TRUE(has(substance, "rxnorm", there->second.rxnorm)) << substance.id;
        EXPECT_TRUE(has(substance, "atc", there->second.atc)) << substance.id;
    }
    EXPECT_EQ(candidates, gathered.size());
    std::set<std::string> different;
    for (const auto& [id, codes] : gathered) {
        for (const std::string& code : {codes.rxnorm, codes.atc}) {
            if (code.empty()) continue;
            EXPECT_TRUE(different.insert(code).second) << code << " stands for two drugs";
        }
    }
}

}  // namespace
}  // namespace euthymia::verify
