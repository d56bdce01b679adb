// SPDX-License-Identifier: Apache-2.0
// Writes the synthetic workload for engines that are not C++ libraries, and the rules as C++ source.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>

#include "bench/peers/tidy_tree.hpp"
#include "bench/workload.hpp"

namespace {

using namespace euthymia::bench;

// Commas between the members of a list.
class Separator {
public:
    friend std::ostream& operator<<(std::ostream& out, Separator& separator) {
        if (!separator.first_) out << ',';
        separator.first_ = false;
        return out;
    }

private:
    bool first_ = true;
};

template <typename Range, typename Write>
void write_list(std::ostream& out, const Range& range, const Write& write) {
    Separator separator;
    out << '[';
    for (const auto& one : range) {
        out << separator;
        write(one);
    }
    out << ']';
}

// ---- JSON: truths as true and false, choices by name, unknown as null.

void write_cell(std::ostream& out, const Variable& variable, Cell cell) {
    if (cell == unknown) {
        out << "null";
    } else if (variable.kind == Kind::truth) {
        out << (cell == 1 ? "true" : "false");
    } else if (variable.kind == Kind::choice) {
        out << '"' << choice_name(variable, cell) << '"';
    } else {
        out << cell;
    }
}

void write_row(std::ostream& out, std::span<const Variable> variables, std::span<const Cell> row) {
    Separator separator;
    out << '{';
    for (std::size_t i = 0; i < row.size(); ++i) {
        out << separator << '"' << variables[i].name << "\":";
        write_cell(out, variables[i], row[i]);
    }
    out << '}';
}

void write_comparison(std::ostream& out, const Workload& workload, const Comparison& comparison) {
    constexpr std::array<const char*, 4> relations{"=", "!=", "<", ">="};
    const Variable& variable = workload.variables[comparison.variable];
    out << "{\"variable\":\"" << variable.name << "\",\"relation\":\""
        << relations[static_cast<std::size_t>(comparison.relation)] << "\",";
    if (comparison.other) {
        out << "\"other\":\"" << workload.variables[*comparison.other].name << "\"}";
    } else {
        out << "\"constant\":";
        write_cell(out, variable, comparison.constant);
        out << '}';
    }
}

void write_comparisons(std::ostream& out, const Workload& workload, const std::vector<Comparison>& comparisons) {
    write_list(out, comparisons, [&](const Comparison& one) { write_comparison(out, workload, one); });
}

void write_variable(std::ostream& out, const Variable& variable) {
    constexpr std::array<const char*, 3> kinds{"truth", "number", "choice"};
    out << "{\"name\":\"" << variable.name << "\",\"kind\":\"" << kinds[static_cast<std::size_t>(variable.kind)]
        << "\",\"ofCandidate\":" << (variable.of_candidate ? "true" : "false") << ",\"choices\":" << variable.choices
        << '}';
}

void write_json(std::ostream& out, const Workload& workload, const Counts& expected, std::size_t patients) {
    const std::span<const Variable> variables = workload.variables;
    const auto number = [&](std::uint32_t count) { out << count; };
    out << "{\"variables\":";
    write_list(out, variables, [&](const Variable& variable) { write_variable(out, variable); });
    out << ",\n\"rules\":";
    write_list(out, workload.rules, [&](const Rule& rule) {
        out << "\n{\"all\":";
        write_comparisons(out, workload, rule.all);
        out << ",\"any\":";
        write_comparisons(out, workload, rule.any);
        out << '}';
    });
    out << ",\n\"candidates\":";
    write_list(out, workload.candidates,
               [&](const CandidateRow& row) { write_row(out, variables.subspan(fact_count), row); });
    out << ",\n\"patients\":";
    write_list(out, std::span{workload.patients}.first(patients), [&](const PatientRow& row) {
        out << "\n";
        write_row(out, variables, row);
    });
    out << ",\n\"fired\":";
    write_list(out, expected.fired, number);
    out << ",\n\"unknown\":";
    write_list(out, expected.unknown, number);
    out << "}\n";
}

// ---- CSV with numbers only, nothing where unknown: for databases.

void write_csv(std::ostream& out, const Workload& workload) {
    out << "id";
    for (std::size_t i = 0; i < fact_count; ++i) out << ',' << workload.variables[i].name;
    for (std::size_t patient = 0; patient < workload.patients.size(); ++patient) {
        out << '\n' << patient;
        for (const Cell cell : workload.patients[patient]) {
            out << ',';
            if (cell != unknown) out << cell;
        }
    }
    out << '\n';
}

// ---- C++.

std::string slot(std::size_t variable) {
    return variable < fact_count ? "p[" + std::to_string(variable) + "]"
                                 : "c[" + std::to_string(variable - fact_count) + "]";
}

std::string comparison_text(const Comparison& comparison) {
    constexpr std::array<const char*, 4> relations{" == ", " != ", " < ", " >= "};
    return slot(comparison.variable) + relations[static_cast<std::size_t>(comparison.relation)] +
           (comparison.other ? slot(*comparison.other) : std::to_string(comparison.constant));
}

// The sentinel of unknown is below every number and equals nothing, so only these two need a guard.
std::string two_valued(const Comparison& comparison) {
    const bool guarded = comparison.variable < fact_count &&
                         (comparison.relation == Relation::less || comparison.relation == Relation::not_equal);
    const std::string text = comparison_text(comparison);
    return guarded ? slot(comparison.variable) + " != unknown && " + text : text;
}

std::string three_valued(const Comparison& comparison) {
    return "bits(" + slot(comparison.variable) + ", " + comparison_text(comparison) + ")";
}

template <typename Text>
std::string joined(const std::vector<Comparison>& comparisons, const char* with, const Text& text) {
    std::string all;
    for (const Comparison& comparison : comparisons) {
        if (!all.empty()) all += with;
        all += "(" + text(comparison) + ")";
    }
    return all;
}

template <typename Text>
std::string rule_source(const Rule& rule, const char* both, const char* either, const Text& text) {
    const std::string all = joined(rule.all, both, text);
    const std::string any = joined(rule.any, either, text);
    if (any.empty()) return all;
    return all.empty() ? any : all + both + "(" + any + ")";
}

void write_if_else(std::ostream& out, const Workload& workload) {
    out << "void ask_if_else(const Cell* p, const Cell* c, std::uint64_t* fired) {\n";
    for (std::size_t i = 0; i < workload.rules.size(); ++i) {
        out << "    if (" << rule_source(workload.rules[i], " && ", " || ", two_valued) << ") fired[" << i / 64
            << "] |= std::uint64_t{1} << " << i % 64 << ";\n";
    }
    out << "}\n\n";
}

void write_branch_free(std::ostream& out, const Workload& workload) {
    out << "void ask_branch_free(const Cell* p, const Cell* c, std::uint64_t* fired, std::uint64_t* possible) {\n"
           "    Bits rule{};\n";
    for (std::size_t i = 0; i < workload.rules.size(); ++i) {
        out << "    rule = " << rule_source(workload.rules[i], " & ", " | ", three_valued) << ";\n"
            << "    fired[" << i / 64 << "] |= rule.yes << " << i % 64 << ";\n"
            << "    possible[" << i / 64 << "] |= rule.possible << " << i % 64 << ";\n";
    }
    out << "}\n\n";
}

void write_source(std::ostream& out, const Workload& workload) {
    out << "#include \"bench/peers/generated.hpp\"\n\nnamespace euthymia::bench {\n\n";
    write_if_else(out, workload);
    write_branch_free(out, workload);
    out << "}  // namespace euthymia::bench\n";
}

int usage() {
    std::cerr << "usage: euthymia_bench_export source FILE.cpp\n"
                 "       euthymia_bench_export workload FOLDER [CANDIDATES]\n";
    return 2;
}

}  // namespace

int main(int count, char** arguments) {
    const std::span<char*> given{arguments, static_cast<std::size_t>(count)};
    if (given.size() < 3) return usage();
    const std::filesystem::path target{given[2]};
    if (std::string_view{given[1]} == "source") {
        std::ofstream file{target};
        write_source(file, make_workload(0));
        return file.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    if (std::string_view{given[1]} != "workload") return usage();
    const std::size_t candidates = given.size() > 3 ? std::stoul(given[3]) : usual_candidates;
    const Workload workload = make_workload(20000, candidates);
    std::filesystem::create_directories(target);
    std::ofstream json{target / "workload.json"};
    write_json(json, workload, expected_counts(workload), 1000);
    std::ofstream csv{target / "patients.csv"};
    write_csv(csv, workload);
    return json.flush() && csv.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
}
