// SPDX-License-Identifier: Apache-2.0
// How patients are asserted in CLIPS, and what fires is counted.
#include "bench/peers/clips_engine.hpp"

#include <stdexcept>

#include "bench/peers/clips_rules.hpp"

extern "C" {
#include <clips/clips.h>
}

namespace euthymia::bench {
namespace {

// Called by every rule that fires. CLIPS hands no pointer of ours to a function, so the list is here. It declares all
// functions as giving an int, and drops that of one registered as giving nothing.
std::vector<std::uint32_t> instances;

int on_fired(void* environment) {
    const auto rule = static_cast<std::uint32_t>(EnvRtnLong(environment, 1));
    instances.push_back(rule * 128 + static_cast<std::uint32_t>(EnvRtnLong(environment, 2)));
    return 0;
}

}  // namespace

Clips::Clips(const Workload& workload) : environment_{CreateEnvironment()} {
    EnvDefineFunction2(environment_, "fired", 'v', on_fired, "on_fired", "22i");
    build(clips_template(workload, true));
    build(clips_template(workload, false));
    for (std::size_t rule = 0; rule < workload.rules.size(); ++rule) build(clips_rule(workload, rule));
    EnvReset(environment_);
    add_candidates(workload);
    add_patients(workload);
}

Clips::~Clips() { DestroyEnvironment(environment_); }

std::string Clips::version() { return VERSION_STRING; }

void Clips::build(const std::string& text) {
    if (EnvBuild(environment_, text.c_str()) == 0) throw std::logic_error{"CLIPS refuses " + text};
}

Clips::Field Clips::field(const Variable& variable, Cell cell) {
    if (cell != unknown && variable.kind == Kind::number) return {INTEGER, EnvAddLong(environment_, cell)};
    std::string name = "unknown";
    if (cell != unknown) name = variable.kind == Kind::choice ? choice_name(variable, cell) : cell == 1 ? "yes" : "no";
    return {SYMBOL, EnvAddSymbol(environment_, name.c_str())};
}

void* Clips::assert_row(void* deftemplate, const Field* fields, std::size_t count) {
    fact* row = EnvCreateFact(environment_, deftemplate);
    for (std::size_t i = 0; i < count; ++i) {
        row->theProposition.theFields[i].type = fields[i].type;
        row->theProposition.theFields[i].value = fields[i].value;
    }
    return EnvAssert(environment_, row);
}

void Clips::add_candidates(const Workload& workload) {
    void* deftemplate = EnvFindDeftemplate(environment_, "candidate");
    for (std::size_t candidate = 0; candidate < workload.candidates.size(); ++candidate) {
        std::vector<Field> fields{{INTEGER, EnvAddLong(environment_, static_cast<long long>(candidate))}};
        for (std::size_t i = 0; i < attribute_count; ++i) {
            fields.push_back(field(workload.variables[fact_count + i], workload.candidates[candidate][i]));
        }
        static_cast<void>(assert_row(deftemplate, fields.data(), fields.size()));
    }
}

void Clips::add_patients(const Workload& workload) {
    patient_template_ = EnvFindDeftemplate(environment_, "patient");
    for (const PatientRow& patient : workload.patients) {
        for (std::size_t i = 0; i < fact_count; ++i) {
            const Field& added = patients_.emplace_back(field(workload.variables[i], patient[i]));
            AtomInstall(environment_, added.type, added.value);  // else CLIPS forgets values no fact has
        }
    }
}

void Clips::ask(std::size_t patient) {
    instances.clear();
    void* row = assert_row(patient_template_, patients_.data() + patient * fact_count, fact_count);
    EnvRun(environment_, -1);
    EnvRetract(environment_, row);
}

std::uint32_t Clips::fired() const noexcept { return static_cast<std::uint32_t>(instances.size()); }

}  // namespace euthymia::bench
