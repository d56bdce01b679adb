// SPDX-License-Identifier: Apache-2.0
// How one patient, one edition and one day become one answer.
#include "euthymia/advisor.hpp"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "lib/weigh/alerts.hpp"
#include "lib/advise/explanation.hpp"
#include "lib/advise/held.hpp"
#include "lib/advise/order.hpp"
#include "lib/advise/questions.hpp"
#include "lib/core/text.hpp"
#include "lib/rules/held.hpp"
#include "lib/rules/situation.hpp"
#include "lib/weigh/judge.hpp"
#include "lib/weigh/options.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

using rules::Situation;
using weigh::Judge;
using weigh::Scope;

// The order of options: going on with what works; the other actions on what is taken; then what could be started,
// by verdict, line (settled, open, none) and name. Written here once.
auto rank(const Option& option) {
    const bool working = option.action == Action::continue_as_is && option.verdict == Verdict::preferred;
    const int group = working ? 0 : option.action != Action::start ? 1 : 2;
    return std::tuple{group,
                      group == 1 ? 0 : static_cast<int>(option.verdict),
                      !option.line                  ? 2
                      : option.line_missing.empty() ? 0
                                                    : 1,
                      option.line.value_or(0),
                      static_cast<int>(option.action),
                      option.candidate};
}

std::string person_text(const Situation& situation, const Scope& scope, const Judge& judge) {
    std::string text;
    // A day of birth after the day of the question (records with shifted dates) tells no age.
    const auto& born = situation.patient().born();
    if (born && born->last <= situation.as_of()) {
        const Years years = completed_years(*born, situation.as_of());
        text = std::to_string(years.at_least);
        if (years.at_most != years.at_least) text += " or " + std::to_string(years.at_most);
        text += " years";
    } else {
        text = judge.wording("person/age-unknown");
    }
    for (const knowledge::ConditionTreated* condition : scope.active) text += ", " + condition->label;
    return text;
}

void list_facts(const Situation& situation, Advice::Held& held) {
    const rules::RuleBase& base = situation.rules();
    for (rules::NameId name = 0; name < base.names.size(); ++name) {
        if (base.origins[name].kind != rules::Origin::Kind::fact) continue;
        if (base.names[name].kind != rules::NameKind::fact) continue;
        FactRead read = situation.read(name, nullptr, std::nullopt);
        if (!read.known) continue;
        (read.assumed ? held.assumed : held.known_facts).push_back(std::move(read));
    }
}

void note(const Judge& judge, const Scope& scope, Advice::Held& held) {
    const Situation& situation = judge.situation();
    if (scope.active.empty()) held.notes.push_back(judge.wording("note/no-condition"));
    if (held.stale) held.notes.push_back(judge.wording("note/stale"));
    if (held.jurisdiction.empty()) held.notes.push_back(judge.wording("note/no-jurisdiction"));
    if (!situation.medicines_complete()) held.notes.push_back(judge.wording("note/medicines-open"));
    for (const Regimen& regimen : situation.regimens()) {
        if (!regimen.duplicate_orders) continue;
        held.notes.push_back(core::replaced(judge.wording("note/duplicate-orders"), "{medicine}",
                                            situation.group_label(regimen.substance)));
    }
}

void count(const Judge& judge, std::vector<RuleCounts>& counts, std::uint64_t& answers) {
    const rules::RuleBase& base = judge.situation().rules();
    const auto outcomes = judge.outcomes();
    ++answers;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!outcomes[i]) continue;
        const auto place = std::lower_bound(counts.begin(), counts.end(), base.rules[i].row->id,
                                            [](const RuleCounts& one, std::string_view id) { return one.rule < id; });
        if (*outcomes[i] == Truth::yes) ++place->fired;
        if (*outcomes[i] == Truth::no) ++place->not_fired;
        if (*outcomes[i] == Truth::unknown) ++place->blocked;
    }
}

}  // namespace

Advisor::Advisor(Knowledge knowledge) : knowledge_{std::move(knowledge)} {}

const Knowledge& Advisor::knowledge() const noexcept { return knowledge_; }

Result<Advice> Advisor::advise(const Patient& patient, const AdviceOptions& options) const {
    return answer(patient, options, nullptr);
}

Result<Advice> Advisor::advise(const Patient& patient, const AdviceOptions& options, Heartbeat& heartbeat) const {
    if (heartbeat.hash() != knowledge_.hash()) {
        return Error{ErrorCode::unsupported, "heartbeat", "these counters are for another edition of the knowledge"};
    }
    return answer(patient, options, &heartbeat);
}

Result<Advice> Advisor::answer(const Patient& patient, const AdviceOptions& options, Heartbeat* heartbeat) const {
    if (auto error = weigh::refuse(knowledge_, options)) return *error;
    const Situation situation{*knowledge_.held().rules, patient, options.as_of, options.jurisdiction};
    const Judge judge{situation, options};
    const Scope scope = weigh::conditions_in_scope(judge);
    auto held = std::make_shared<Advice::Held>();
    held->as_of = options.as_of;
    held->edition = knowledge_.edition();
    held->hash = knowledge_.hash();
    held->stale = options.as_of > knowledge_.review_by();
    held->profile = scope.profile;
    held->jurisdiction = options.jurisdiction;
    std::vector<weigh::Blocked> blocked;
    held->alerts = weigh::alerts(judge, blocked);
    held->options = weigh::options(judge, scope, blocked);
    std::sort(held->options.begin(), held->options.end(),
              [](const Option& a, const Option& b) { return rank(a) < rank(b); });
    held->questions = advise::questions(judge, blocked);
    held->not_read.assign(patient.not_read().begin(), patient.not_read().end());
    held->regimens = situation.regimens();
    for (const knowledge::ConditionTreated* condition : scope.active) held->conditions.push_back(condition->label);
    held->person = person_text(situation, scope, judge);
    list_facts(situation, *held);
    note(judge, scope, *held);
    if (heartbeat != nullptr) count(judge, heartbeat->rules_, heartbeat->answers_);
    return Advice{std::move(held)};
}

Result<std::string> Advisor::explain(const Patient& patient, const AdviceOptions& options,
                                     std::string_view candidate) const {
    if (auto error = weigh::refuse(knowledge_, options)) return *error;
    const rules::RuleBase& base = *knowledge_.held().rules;
    const auto index = base.candidate(candidate);
    if (!index) {
        std::vector<std::string> known;
        for (const rules::Candidate& one : base.candidates) known.push_back(one.id);
        return *weigh::refuse_name("/candidate", candidate.empty() ? "?" : candidate, known);
    }
    const Situation situation{base, patient, options.as_of, options.jurisdiction};
    const Judge judge{situation, options};
    return advise::explanation(judge, *index);
}

Result<OrderCheck> Advisor::check(const Patient& patient, std::span<const MedicineRecord> order,
                                  const AdviceOptions& options) const {
    if (auto error = weigh::refuse(knowledge_, options)) return *error;
    if (order.empty()) return Error{ErrorCode::invalid_argument, "/order", "the order names no medicine"};
    const rules::RuleBase& base = *knowledge_.held().rules;
    for (const MedicineRecord& record : order) {
        if (base.base.substance(record.substance) == nullptr) {
            return Error{ErrorCode::unknown_name, "/order", "a substance that is not in the knowledge"};
        }
    }
    OrderCheck result = advise::check_order(base, patient, order, options);
    result.edition = knowledge_.edition();
    result.hash = knowledge_.hash();
    return result;
}

}  // namespace v1
}  // namespace euthymia
