// SPDX-License-Identifier: Apache-2.0
// Which patients rules are asked of, what our evaluator answers, and how both are written for the other engine.
#include "tests/rules/differential/cases.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "lib/core/text.hpp"

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
        value.assumed = names_[id].kind != NameKind::setting && random_.percent(mood.assumed);
        return value;
    }

private:
    const Names& names_;
    const Domain& domain_;
    Draw random_;
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

char letter(Truth answer) { return answer == Truth::yes ? 't' : answer == Truth::no ? 'f' : 'n'; }

class Writer {
public:
    Writer(const Subject& subject, const Domain& domain, const std::filesystem::path& file)
        : subject_{subject}, domain_{domain}, out_{file, std::ios::binary} {
        out_ << "{\"parameters\":" << array(domain.read(), [&](NameId id) { return json_text(subject.names[id].id); })
             << ",\"libraries\":"
             << array(subject.libraries, [](const AskedLibrary& library) { return header(library); }) << "}\n";
    }

    void write(const Values& values) {
        ++lines_;
        out_ << "{\"values\":"
             << array(domain_.read(), [&](NameId id) { return value_json(values[id], subject_.names[id].type); })
             << ",\"assumed\":"
             << array(domain_.read(), [&](NameId id) { return std::string{values[id].assumed ? "1" : "0"}; })
             << ",\"answers\":"
             << array(subject_.libraries,
                      [&](const AskedLibrary& library) { return json_text(answers(library, values)); })
             << "}\n";
    }

    [[nodiscard]] std::size_t lines() const { return lines_; }

private:
    static std::string header(const AskedLibrary& library) {
        return "{\"name\":" + json_text(library.name) +
               ",\"rules\":" + array(library.rules, [](const AskedRule& rule) { return json_text(rule.id); }) + "}";
    }

    [[nodiscard]] std::string answers(const AskedLibrary& library, const Values& values) const {
        const Lookup lookup = [&](NameId id) { return values[id]; };
        std::string letters;
        for (const AskedRule& rule : library.rules) {
            letters += rule.when == nullptr ? 't' : letter(evaluate(*rule.when, subject_.definitions, lookup));
        }
        return letters;
    }

    const Subject& subject_;
    const Domain& domain_;
    std::ofstream out_;
    std::size_t lines_ = 0;
};

// One name known and nothing else; all but one name.
void write_sweeps(const Subject& subject, const Domain& domain, Patients& patients, Writer& writer) {
    for (const NameId id : domain.read()) {
        Values one(subject.names.size());
        one[id] = patients.draw(id, {100, 0, 50});
        writer.write(one);
        Values rest = patients.anybody({100, 0, 30});
        rest[id] = {};
        writer.write(rest);
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
    Writer writer{subject, domain, file};
    write_sweeps(subject, domain, patients, writer);
    for (std::size_t i = 0; i < wanted.patients; ++i) {
        const Mood mood = patients.mood();
        Values values = patients.anybody(mood);
        for (std::size_t candidate = 0; candidate < wanted.candidates; ++candidate) {
            patients.draw_relations(values, mood);
            writer.write(values);
        }
    }
    return writer.lines();
}

}  // namespace differential
