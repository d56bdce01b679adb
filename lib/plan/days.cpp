// SPDX-License-Identifier: Apache-2.0
// What the rules say on each day of a plan: the same rules, and the same words, as of a single prescription.
#include "lib/plan/days.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "lib/weigh/consultation.hpp"
#include "lib/weigh/judge.hpp"
#include "lib/weigh/options.hpp"

namespace euthymia::plan {

namespace {

using rules::Candidate;
using std::chrono::days;

DateRange before(DateRange range, days by) { return {range.first - by, range.last - by}; }

// The record as it would be on a day of the plan, told as of the day of the question: instead of the day moving on,
// everything that the plan moves is that much longer ago.
class Telling {
public:
    Telling(const rules::RuleBase& rules, const Patient& patient, Date as_of, const std::vector<Intake>& intakes)
        : rules_{rules}, patient_{patient}, as_of_{as_of}, intakes_{intakes} {
        for (const Intake& intake : intakes) candidates_.insert(intake.candidate);
        for (const std::uint32_t candidate : candidates_) {
            substances_.insert(rules.candidates[candidate].substance->id);
        }
        for (const Regimen& regimen : regimens(patient, as_of)) {
            if (regimen.taking != Truth::no && regimen.start && substances_.contains(regimen.substance)) {
                since_.try_emplace(regimen.substance, *regimen.start);
            }
        }
    }

    /// With `kept`, as if that candidate were still taken; without `unbegun`, as if that one were not begun yet.
    [[nodiscard]] Patient on(Date day, std::optional<std::uint32_t> kept = {},
                             std::optional<std::uint32_t> unbegun = {}) const {
        const days later = day - as_of_;
        PatientBuilder builder;
        if (patient_.born()) builder.born(before(*patient_.born(), later));
        for (const FactRecord& fact : patient_.facts()) builder.add(fact);
        for (const Review& review : patient_.reviews()) builder.add(review);
        for (const NotRead& entry : patient_.not_read()) builder.add(entry);
        for (const char* list : {"conditions", "medicines", "allergies", "observations"}) {
            if (patient_.has_list(list)) builder.list(list);
        }
        for (MedicineRecord record : patient_.medicines()) {
            if (substances_.contains(record.substance)) continue;
            if (record.start) record.start = before(*record.start, later);
            if (record.stop) record.stop = before(*record.stop, later);
            builder.add(std::move(record));
        }
        for (const std::uint32_t candidate : candidates_) {
            if (candidate == unbegun) continue;
            if (auto record = taken(candidate, day, candidate == kept)) builder.add(std::move(*record));
        }
        return builder.build();
    }

    [[nodiscard]] const std::set<std::uint32_t>& candidates() const { return candidates_; }

    /// The intake of a day, if any.
    [[nodiscard]] const Intake* intake(std::uint32_t candidate, Date day) const {
        const auto found = std::find_if(intakes_.begin(), intakes_.end(), [&](const Intake& one) {
            return one.candidate == candidate && one.from <= day && day <= one.until;
        });
        return found == intakes_.end() ? nullptr : &*found;
    }
    [[nodiscard]] Date first_day(std::uint32_t candidate) const {
        return std::find_if(intakes_.begin(), intakes_.end(),
                            [&](const Intake& one) { return one.candidate == candidate; })
            ->from;
    }
    [[nodiscard]] Date last_day(std::uint32_t candidate) const {
        return std::find_if(intakes_.rbegin(), intakes_.rend(),
                            [&](const Intake& one) { return one.candidate == candidate; })
            ->until;
    }

private:
    [[nodiscard]] std::optional<MedicineRecord> taken(std::uint32_t index, Date day, bool is_kept) const {
        const Candidate& candidate = rules_.candidates[index];
        const Date first = first_day(index);
        if (day < first) return std::nullopt;
        MedicineRecord record;
        record.substance = candidate.substance->id;
        record.form = candidate.form;
        record.record = "plan";
        const days later = day - as_of_;
        const auto since = since_.find(record.substance);
        record.start = before(since == since_.end() ? DateRange{first, first} : since->second, later);
        record.frequency = Frequency{1, 1};
        const Date last = last_day(index);
        const Intake* now = intake(index, is_kept ? std::min(day, last) : day);
        record.status = now == nullptr ? MedicineStatus::stopped : MedicineStatus::taking;
        if (now != nullptr) record.dose = now->daily_dose;
        if (now == nullptr) record.stop = before(DateRange{last, last}, later);
        return record;
    }

    const rules::RuleBase& rules_;
    const Patient& patient_;
    Date as_of_;
    const std::vector<Intake>& intakes_;
    std::set<std::uint32_t> candidates_;
    std::set<std::string> substances_;
    std::map<std::string, DateRange> since_;
};

// What requires that the drug is left at once is no plan of days.
bool stops_today(const knowledge::Row& row) { return row.leave == "stop_today" && row.effect >= Effect::require; }

bool forbids(Effect effect) { return effect == Effect::avoid || effect == Effect::contraindicate; }

class Check {
public:
    Check(const rules::RuleBase& rules, const Patient& patient, const AdviceOptions& options, const Days& plan)
        : rules_{rules}, options_{options}, days_{plan}, telling_{rules, patient, options.as_of, plan.intakes} {
        const weigh::Consultation now{rules, patient, options};
        for (const std::uint32_t candidate : telling_.candidates()) {
            if (now.situation.taken(rules.candidates[candidate]).empty()) continue;
            taken_before_.insert(candidate);
            for (const weigh::Asked& asked : now.judge.ask_all(candidate, Action::continue_as_is)) {
                if (is_said(asked)) before_.insert({candidate, asked.rule});
            }
        }
    }

    std::vector<PlanFinding> run() {
        for (Date day = options_.as_of; day <= days_.last; day += days{1}) look_at(day);
        std::stable_sort(findings_.begin(), findings_.end(), [](const PlanFinding& a, const PlanFinding& b) {
            const auto rank = [](const PlanFinding& one) {
                return std::tuple{
                    !one.forbids, -static_cast<int>(one.finding.effect), one.finding.holds != Truth::yes,
                    one.from,     std::string_view{one.candidate},       std::string_view{one.finding.basis.rule}};
            };
            return rank(a) < rank(b);
        });
        return std::move(findings_);
    }

private:
    // Of a statement that holds or may: a caution where it holds, what forbids also where it is open.
    static bool is_said(const weigh::Asked& asked) {
        const knowledge::Row& row = *asked.rule->row;
        if (row.kind != "rule" && row.kind != "washout" && row.kind != "boxed_warning") return false;
        if (asked.holds == Truth::no) return false;
        const bool is_open = asked.holds == Truth::unknown;
        if (is_open) return forbids(row.effect) || row.asks_first;
        return stops_today(row) || (row.effect >= Effect::caution && row.effect != Effect::escalate);
    }

    void look_at(Date day) {
        const weigh::Consultation asking{rules_, telling_.on(day), options_};
        for (const std::uint32_t candidate : telling_.candidates()) {
            const Intake* intake = telling_.intake(candidate, day);
            if (intake == nullptr) continue;
            std::set<const rules::Rule*> said;
            note(asking, candidate, Action::continue_as_is, day, false, said);
            if (candidate == days_.left) note(asking, candidate, Action::stop, day, false, said);
            const bool is_new = !taken_before_.contains(candidate);
            if (is_new) note_limits(asking, candidate, *intake, day);
            if (day == intake->from && is_new) weigh_change(asking, candidate, *intake, said);
            if (days_.left && candidate != *days_.left) note_after_last_dose(candidate, day, said);
        }
    }

    // The day on which a drug is begun or raised: all that advice would say of it.
    void weigh_change(const weigh::Consultation& after, std::uint32_t candidate, const Intake& intake,
                      std::set<const rules::Rule*>& said) {
        const bool is_start = intake.from == telling_.first_day(candidate);
        if (is_start) {
            const weigh::Consultation asking{rules_, telling_.on(intake.from, {}, candidate), options_};
            note(asking, candidate, Action::start, intake.from, false, said);
            weigh(asking, candidate, Action::start, intake);
        } else {
            note(after, candidate, Action::raise, intake.from, false, said);
        }
        weigh(after, candidate, Action::continue_as_is, intake);
    }

    // What is no rule: a dose above a limit that may bind, a use that no label or guideline names.
    void weigh(const weigh::Consultation& asking, std::uint32_t candidate, Action action, const Intake& intake) {
        std::vector<weigh::Blocked> ignored;
        const weigh::Scope scope = weigh::conditions_in_scope(asking.judge);
        Option option = weigh::option(asking.judge, scope, candidate, action, ignored);
        const bool is_not_assessed = option.verdict == Verdict::not_assessed;
        for (Finding& finding : option.findings) {
            const bool is_rule = std::any_of(rules_.rules.begin(), rules_.rules.end(), [&](const rules::Rule& rule) {
                return rule.row->id == finding.basis.rule && rule.row->kind != "daily_dose_limit";
            });
            const bool is_standing = is_not_assessed && finding.basis.rule.starts_with("standing/");
            if (finding.leave == "lower") continue;  // a settled limit, which is looked at every day
            if (is_rule || (!forbids(finding.effect) && !is_standing)) continue;
            add(candidate, intake, std::move(finding));
        }
        // A guideline that advises against it makes a verdict and no finding.
        const bool is_said = std::any_of(findings_.begin(), findings_.end(), [&](const PlanFinding& one) {
            return one.forbids && one.candidate == rules_.candidates[candidate].id && one.until >= intake.from;
        });
        if (option.verdict <= Verdict::caution || is_said) return;
        Finding finding;
        finding.effect = Effect::avoid;
        finding.text = option.elsewhere;
        finding.basis.rule = "line/not-recommended-here";
        add(candidate, intake, std::move(finding));
    }

    void add(std::uint32_t candidate, const Intake& intake, Finding finding) {
        findings_.push_back(
            {rules_.candidates[candidate].id, intake.from, intake.until, false, true, std::move(finding)});
    }

    void note(const weigh::Consultation& asking, std::uint32_t candidate, Action action, Date day, bool is_after,
              std::set<const rules::Rule*>& said) {
        for (const weigh::Asked& asked : asking.judge.ask_all(candidate, action)) {
            if (!is_said(asked) || !said.insert(asked.rule).second) continue;
            const bool is_forbidding = is_forbidden(candidate, asked, is_after);
            // What is open and forbids nothing is for advice to ask.
            if (asked.holds == Truth::unknown && !is_forbidding) continue;
            if (goes_on(candidate, asked, day, is_after)) continue;
            Finding finding = asking.judge.finding(asked, &rules_.candidates[candidate], action);
            findings_.push_back(
                {rules_.candidates[candidate].id, day, day, is_after, is_forbidding, std::move(finding)});
        }
    }

    // Whether it held on the day before as well: then that finding lasts a day longer. If not, the next finding is its.
    bool goes_on(std::uint32_t candidate, const weigh::Asked& asked, Date day, bool is_after) {
        const auto [place, is_new] =
            open_.try_emplace({candidate, asked.rule, asked.holds, is_after}, findings_.size());
        if (!is_new && findings_[place->second].until == day - days{1}) {
            findings_[place->second].until = day;
            return true;
        }
        place->second = findings_.size();
        return false;
    }

    // A limit may come to bind while nothing is changed: age moves with the days.
    void note_limits(const weigh::Consultation& asking, std::uint32_t candidate, const Intake& intake, Date day) {
        for (const weigh::Asked& asked : asking.judge.ask(candidate, Action::continue_as_is, "daily_dose_limit")) {
            const Mass limit = Mass::from_ug(asked.rule->row->numbers.at("at_most_mg"));
            if (asked.holds != Truth::yes || intake.daily_dose <= limit) continue;
            if (goes_on(candidate, asked, day, false)) continue;
            Finding finding = asking.judge.finding(asked, &rules_.candidates[candidate], Action::continue_as_is);
            finding.effect = Effect::avoid;
            findings_.push_back({rules_.candidates[candidate].id, day, day, false, true, std::move(finding)});
        }
    }

    [[nodiscard]] bool is_forbidden(std::uint32_t candidate, const weigh::Asked& asked, bool is_after) const {
        const knowledge::Row& row = *asked.rule->row;
        if (is_after) return row.effect == Effect::contraindicate;
        const bool is_open = asked.holds == Truth::unknown;
        if (!is_open && stops_today(row)) return true;
        if (!forbids(row.effect) && !(is_open && row.asks_first)) return false;
        // What is asked only of a drug that is taken (its level, what it did) can be known only then.
        const bool is_asked_at_start = std::find(row.on.begin(), row.on.end(), Action::start) != row.on.end();
        if (is_open && !is_asked_at_start && !taken_before_.contains(candidate)) return false;
        if (!before_.contains({candidate, asked.rule})) return true;
        // What held before the plan is why the drug is left, unless it is to be left in another way.
        return !is_open && row.effect == Effect::contraindicate && row.leave != "taper";
    }

    // The drug that was left still acts for a while: what would hold if it were taken.
    void note_after_last_dose(std::uint32_t candidate, Date day, std::set<const rules::Rule*>& said) {
        const Date last = telling_.last_day(*days_.left);
        if (day <= last || day > last + days{days_.stays}) return;
        const weigh::Consultation asking{rules_, telling_.on(day, *days_.left), options_};
        note(asking, candidate, Action::continue_as_is, day, true, said);
    }

    using Key = std::tuple<std::uint32_t, const rules::Rule*, Truth, bool>;

    const rules::RuleBase& rules_;
    const AdviceOptions& options_;
    const Days& days_;
    Telling telling_;
    std::set<std::uint32_t> taken_before_;
    std::set<std::pair<std::uint32_t, const rules::Rule*>> before_;
    std::map<Key, std::size_t> open_;  // the last finding of its kind
    std::vector<PlanFinding> findings_;
};

}  // namespace

std::vector<PlanFinding> check(const rules::RuleBase& rules, const Patient& patient, const AdviceOptions& options,
                               const Days& plan) {
    return Check{rules, patient, options, plan}.run();
}

}  // namespace euthymia::plan
