// SPDX-License-Identifier: Apache-2.0
// Which patients rules are asked of, what our evaluator answers, and how both are written for the other engine.
#include "tests/rules/differential/cases.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/rules/program.hpp"

namespace differential {
namespace {

using namespace euthymia;
using namespace euthymia::rules;

// The value of one name, or what is to be drawn.
using Values = std::vector<Value>;

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

// ---- which values may matter

class Domain {
public:
    explicit Domain(const Subject& subject) : names_{subject.names}, limits_(subject.names.size()) {
        for (const AskedLibrary& library : subject.libraries) {
            for (const AskedRule& rule : library.rules) {
                if (rule.when != nullptr) note(*rule.when, subject.definitions);
            }
        }
    }

    [[nodiscard]] const std::set<NameId>& read() const { return read_; }

    Value draw(NameId id, std::size_t chance_of_yes, Draw& random) const {
        const Type& type = names_[id].type;
        if (type.kind == FactType::truth) return Value::of(truth(random.percent(chance_of_yes)));
        if (type.kind == FactType::choice) {
            return Value::of_choice(static_cast<std::uint32_t>(random.below(type.choices.size())));
        }
        const bool may_be_never = names_[id].id.starts_with("days_since_");
        if (may_be_never && random.percent(10)) return Value::of(Number::exactly(unbounded));
        return Value::of(Number::exactly(near_a_limit(id, random)));
    }

private:
    // A number literal anywhere in the rule counts as a limit of every number in it; scaled to that number.
    void note(const Condition& condition, std::span<const std::optional<Condition>> definitions) {
        std::vector<const Condition*> parts{&condition};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            for (const Node& node : parts[i]->nodes) {
                if (node.op != Op::name || node.name >= definitions.size() || !definitions[node.name]) continue;
                const Condition* used = &*definitions[node.name];
                if (std::find(parts.begin(), parts.end(), used) == parts.end()) parts.push_back(used);
            }
        }
        for (const NameId id : condition.reads) {
            read_.insert(id);
            if (names_[id].type.kind != FactType::number) continue;
            for (const Condition* part : parts) note_limits(id, *part);
        }
    }

    void note_limits(NameId id, const Condition& condition) {
        const int decimals = names_[id].type.decimals;
        for (const Node& node : condition.nodes) {
            if (node.op != Op::literal || node.type.kind != FactType::number) continue;
            const std::int64_t value = node.literal.number.at_least;
            limits_[id].insert(node.type.decimals >= decimals ? value / power_of_ten(node.type.decimals - decimals)
                                                              : value * power_of_ten(decimals - node.type.decimals));
        }
    }

    std::int64_t near_a_limit(NameId id, Draw& random) const {
        const std::vector<std::int64_t> limits{limits_[id].begin(), limits_[id].end()};
        const std::int64_t one = power_of_ten(names_[id].type.decimals);
        const auto any = static_cast<std::int64_t>(random.below(100)) * one;
        if (limits.empty() || random.percent(10)) return any;
        const std::vector<std::int64_t> steps{0, 0, 1, -1, one, -one};
        return random.one_of(limits) + random.one_of(steps);
    }

    const Names& names_;
    std::vector<std::set<std::int64_t>> limits_;
    std::set<NameId> read_;
};

char letter(Truth answer) { return answer == Truth::yes ? 't' : answer == Truth::no ? 'f' : 'n'; }

// ---- patients

// How much is known about a patient, in percent.
struct Mood {
    std::size_t known;
    std::size_t assumed;
    std::size_t yes;
};

class Patients {
public:
    Patients(const Subject& subject, const Domain& domain, std::uint64_t seed)
        : names_{subject.names}, domain_{domain}, random_{seed} {}

    Mood mood() {
        return {random_.one_of(std::vector<std::size_t>{0, 10, 50, 90, 100}),
                random_.one_of(std::vector<std::size_t>{0, 20, 80}),
                random_.one_of(std::vector<std::size_t>{3, 30, 50, 90})};
    }

    Values anybody(const Mood& mood) {
        Values values(names_.size());
        for (const NameId id : domain_.read()) values[id] = draw(id, mood);
        return values;
    }

    // The same person beside another candidate.
    void draw_relations(Values& values, const Mood& mood) {
        for (const NameId id : domain_.read()) {
            if (names_[id].kind == NameKind::relation) values[id] = draw(id, mood);
        }
    }

    Value draw(NameId id, const Mood& mood) {
        if (!random_.percent(mood.known)) return {};
        Value value = domain_.draw(id, mood.yes, random_);
        const NameKind kind = names_[id].kind;
        const bool may_be_assumed = kind != NameKind::setting && kind != NameKind::attribute;
        value.assumed = may_be_assumed && random_.percent(mood.assumed);
        return value;
    }

    Column any_column(std::size_t columns) { return static_cast<Column>(random_.below(columns)); }

private:
    const Names& names_;
    const Domain& domain_;
    Draw random_;
};

// ---- candidates and what the compiled rules say of them

// Attributes are folded into the program column by column, so the candidates are drawn first: one of whom nothing is
// known, then for each attribute one of whom only that is and one of whom all but that is, then any.
class Candidates {
public:
    Candidates(const Subject& subject, const Domain& domain, Patients& patients)
        : attributes_{attributes_of(subject, domain)},
          columns_{draw_columns(subject, attributes_, patients)},
          rules_{all_rules(subject, columns_.size())},
          program_{subject.names, subject.definitions, rules_.asked, columns_.size(),
                   [this](Column column, NameId id) { return columns_[column][id]; }} {}

    [[nodiscard]] Column nothing_known() const { return 0; }
    [[nodiscard]] Column only(NameId id) const { return sweep(id, 1); }
    [[nodiscard]] Column all_but(NameId id) const { return sweep(id, 2); }
    [[nodiscard]] std::size_t size() const { return columns_.size(); }

    void put(Column column, Values& values) const {
        for (const NameId id : attributes_) values[id] = columns_[column][id];
    }

    // One letter a rule, library after library.
    [[nodiscard]] std::string answers(Column column, const Values& values) {
        program_.fill(view_, values);
        program_.evaluate(view_, answers_);
        std::string letters;
        for (std::uint32_t rule = 0; rule < rules_.asked.size(); ++rule) {
            const ConditionId condition = program_.condition(rule, column);
            letters += letter(condition == no_condition ? Truth::no : answers_[condition]);
        }
        return letters;
    }

private:
    struct Rules {
        std::vector<Column> columns;
        std::vector<ProgramRule> asked;
    };

    static std::vector<NameId> attributes_of(const Subject& subject, const Domain& domain) {
        std::vector<NameId> ids;
        for (const NameId id : domain.read()) {
            if (subject.names[id].kind == NameKind::attribute) ids.push_back(id);
        }
        return ids;
    }

    static std::vector<Values> draw_columns(const Subject& subject, const std::vector<NameId>& attributes,
                                            Patients& patients) {
        constexpr std::size_t others = 40;
        std::vector<Values> columns(1, Values(subject.names.size()));
        for (const NameId one : attributes) {
            columns.emplace_back(subject.names.size())[one] = patients.draw(one, {100, 0, 50});
            Values& rest = columns.emplace_back(subject.names.size());
            for (const NameId id : attributes) {
                if (id != one) rest[id] = patients.draw(id, {100, 0, 30});
            }
        }
        for (std::size_t i = 0; i < others; ++i) {
            const Mood mood = patients.mood();
            Values& any = columns.emplace_back(subject.names.size());
            for (const NameId id : attributes) any[id] = patients.draw(id, mood);
        }
        return columns;
    }

    static Rules all_rules(const Subject& subject, std::size_t columns) {
        Rules rules;
        for (std::size_t i = 0; i < columns; ++i) rules.columns.push_back(static_cast<Column>(i));
        for (const AskedLibrary& library : subject.libraries) {
            for (const AskedRule& rule : library.rules) rules.asked.push_back({rule.when, rules.columns});
        }
        return rules;
    }

    [[nodiscard]] Column sweep(NameId id, std::size_t which) const {
        const auto place = std::find(attributes_.begin(), attributes_.end(), id);
        if (place == attributes_.end()) return nothing_known();
        return static_cast<Column>(2 * static_cast<std::size_t>(place - attributes_.begin()) + which);
    }

    std::vector<NameId> attributes_;
    std::vector<Values> columns_;
    Rules rules_;
    Program program_;
    View view_;
    Answers answers_;
};

// ---- writing

std::string value_json(const Value& value, const Type& type) {
    switch (value.kind) {
        case Value::Kind::truth:
            return value.truth == Truth::yes ? "true" : "false";
        case Value::Kind::number:
            // "Never" is the largest Integer, as the libraries ask for.
            if (value.number.at_least == unbounded) return "2147483647";
            return core::format_decimal(value.number.at_least, type.decimals);
        case Value::Kind::choice:
            return json_text(type.choices[value.choice]);
        case Value::Kind::unknown:
            break;
    }
    return "null";
}

template <class Items, class Text>
std::string array(const Items& items, Text text) {
    std::string list;
    for (const auto& item : items) list += (list.empty() ? "" : ",") + text(item);
    return "[" + list + "]";
}

class Writer {
public:
    Writer(const Subject& subject, const Domain& domain, Candidates& candidates, const std::filesystem::path& file)
        : subject_{subject}, domain_{domain}, candidates_{candidates}, out_{file, std::ios::binary} {
        out_ << "{\"parameters\":" << array(domain.read(), [&](NameId id) { return json_text(subject.names[id].id); })
             << ",\"libraries\":"
             << array(subject.libraries, [](const AskedLibrary& library) { return header(library); }) << "}\n";
    }

    /// The answers are the compiled program's; the tree-walker must give the same.
    void write(Column column, Values values) {
        ++lines_;
        candidates_.put(column, values);
        const std::string letters = candidates_.answers(column, values);
        std::size_t at = 0;
        out_ << "{\"values\":"
             << array(domain_.read(), [&](NameId id) { return value_json(values[id], subject_.names[id].type); })
             << ",\"assumed\":"
             << array(domain_.read(), [&](NameId id) { return std::string{values[id].assumed ? "1" : "0"}; })
             << ",\"answers\":"
             << array(subject_.libraries,
                      [&](const AskedLibrary& library) {
                          const std::string of_library = letters.substr(at, library.rules.size());
                          at += library.rules.size();
                          if (of_library != walked(library, values)) refuse(library);
                          return json_text(of_library);
                      })
             << "}\n";
    }

    [[nodiscard]] std::size_t lines() const { return lines_; }

private:
    static std::string header(const AskedLibrary& library) {
        return "{\"name\":" + json_text(library.name) +
               ",\"rules\":" + array(library.rules, [](const AskedRule& rule) { return json_text(rule.id); }) + "}";
    }

    [[noreturn]] void refuse(const AskedLibrary& library) const {
        std::cerr << "line " << lines_ << ", " << library.name << ": the program and the tree-walker disagree\n";
        std::exit(1);
    }

    [[nodiscard]] std::string walked(const AskedLibrary& library, const Values& values) const {
        const Lookup lookup = [&](NameId id) { return values[id]; };
        std::string letters;
        for (const AskedRule& rule : library.rules) {
            letters += rule.when == nullptr ? 't' : letter(evaluate(*rule.when, subject_.definitions, lookup));
        }
        return letters;
    }

    const Subject& subject_;
    const Domain& domain_;
    Candidates& candidates_;
    std::ofstream out_;
    std::size_t lines_ = 0;
};

// One name known and nothing else; all but one name.
void write_sweeps(const Subject& subject, const Domain& domain, const Candidates& candidates, Patients& patients,
                  Writer& writer) {
    for (const NameId id : domain.read()) {
        Values one(subject.names.size());
        one[id] = patients.draw(id, {100, 0, 50});
        writer.write(candidates.only(id), std::move(one));
        const bool is_attribute = subject.names[id].kind == NameKind::attribute;
        Values rest = patients.anybody({100, 0, 30});
        rest[id] = {};
        writer.write(is_attribute ? candidates.all_but(id) : patients.any_column(candidates.size()), std::move(rest));
    }
}

}  // namespace

std::string json_text(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') json += '\\';
        if (static_cast<unsigned char>(c) < 0x20) {
            json += "\\u00";
            json += "0123456789abcdef"[static_cast<unsigned char>(c) / 16];
            json += "0123456789abcdef"[static_cast<unsigned char>(c) % 16];
            continue;
        }
        json += c;
    }
    return json + "\"";
}

std::size_t write_cases(const Subject& subject, const Wanted& wanted, const std::filesystem::path& file) {
    const Domain domain{subject};
    Patients patients{subject, domain, wanted.seed};
    Candidates candidates{subject, domain, patients};
    Writer writer{subject, domain, candidates, file};
    write_sweeps(subject, domain, candidates, patients, writer);
    for (std::size_t i = 0; i < wanted.patients; ++i) {
        const Mood mood = patients.mood();
        Values values = patients.anybody(mood);
        for (std::size_t candidate = 0; candidate < wanted.candidates; ++candidate) {
            patients.draw_relations(values, mood);
            writer.write(patients.any_column(candidates.size()), values);
        }
    }
    return writer.lines();
}

}  // namespace differential
