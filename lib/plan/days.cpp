// SPDX-License-Identifier: Apache-2.0
// What the rules say on each day of a plan: the same rules, and the same words, as of a single prescription.
#include "lib/plan/days.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "lib/weigh/consultation.hpp"
#include "lib/weigh/options.hpp"

namespace euthymia::plan {

namespace {

using rules::Candidate;
using std::chrono::days;

// What is taken on each day: the plan's drugs as planned, all others as recorded.
class Diary {
public:
    Diary(const rules::RuleBase& rules, const Patient& patient, Date as_of, const std::vector<Intake>& intakes)
        : rules_{rules}, intakes_{intakes} {
        for (const Intake& intake : intakes) candidates_.insert(intake.candidate);
        for (const std::uint32_t candidate : candidates_) substances_.insert(substance(candidate));
        PatientBuilder medicines;
        for (const MedicineRecord& record : patient.medicines()) medicines.add(record);
        recorded_ = medicines.build();
        for (Regimen& regimen : regimens(*recorded_, as_of)) {
            const bool is_taken = regimen.taking != Truth::no && substances_.contains(regimen.substance);
            if (is_taken) since_.try_emplace(regimen.substance, regimen.start);
        }
    }

    /// With `kept`, as if that candidate were still taken; without `unbegun`, as if that one were not begun yet.
    [[nodiscard]] std::vector<Regimen> on(Date day, std::optional<std::uint32_t> kept = {},
                                          std::optional<std::uint32_t> unbegun = {}) const {
        std::vector<Regimen> all;
        for (Regimen& regimen : regimens(*recorded_, day)) {
            // Of a drug that is taken the plan tells; of one that is begun what was recorded before stays.
            const bool is_planned = substances_.contains(regimen.substance) &&
                                    (taken_before(regimen.substance) || regimen.taking != Truth::no);
            if (!is_planned) all.push_back(std::move(regimen));
        }
        for (const std::uint32_t candidate : candidates_) {
            if (candidate == unbegun) continue;
            if (auto regimen = planned(candidate, day, candidate == kept)) all.push_back(std::move(*regimen));
        }
        return all;
    }

    [[nodiscard]] const std::set<std::uint32_t>& candidates() const { return candidates_; }
    [[nodiscard]] bool taken_before(const std::string& substance) const { return since_.contains(substance); }
    [[nodiscard]] const std::string& substance(std::uint32_t candidate) const {
        return rules_.candidates[candidate].substance->id;
    }

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
    [[nodiscard]] std::optional<Regimen> planned(std::uint32_t index, Date day, bool is_kept) const {
        const Date first = first_day(index);
        if (day < first) return std::nullopt;
        const Date last = last_day(index);
        const Intake* now = intake(index, is_kept ? std::min(day, last) : day);
        Regimen regimen;
        regimen.substance = substance(index);
        regimen.form = rules_.candidates[index].form;
        regimen.records = {"plan"};
        const auto since = since_.find(regimen.substance);
        regimen.start = since == since_.end() ? std::optional{DateRange{first, first}} : since->second;
        regimen.taking = truth(now != nullptr);
        if (now != nullptr) regimen.daily_dose = now->daily_dose;
        if (now == nullptr) regimen.stop = DateRange{last, last};
        return regimen;
    }

    const rules::RuleBase& rules_;
    const std::vector<Intake>& intakes_;
    std::optional<Patient> recorded_;  // the medicines alone
    std::set<std::uint32_t> candidates_;
    std::set<std::string> substances_;
    std::map<std::string, std::optional<DateRange>> since_;  // of those that are taken before the plan
};

bool forbids(Effect effect) { return effect == Effect::avoid || effect == Effect::contraindicate; }

// What requires that the drug is left at once is no plan of days.
bool stops_today(const knowledge::Row& row) { return row.leave == "stop_today" && row.effect >= Effect::require; }

class Check {
public:
    Check(const rules::RuleBase& rules, const Patient& patient, const AdviceOptions& options, const Days& plan)
        : rules_{rules},
          as_of_{options.as_of},
          days_{plan},
          now_{rules, patient, options},
          diary_{rules, patient, options.as_of, plan.intakes} {
        for (const std::uint32_t candidate : diary_.candidates()) {
            if (!is_taken_before(candidate)) continue;
            for (const Action action : {Action::continue_as_is, Action::stop}) {
                for (const weigh::Asked& asked : now_.judge.ask_all(candidate, action)) {
                    if (is_said(asked)) before_.insert({candidate, asked.rule});
                }
            }
        }
        if (days_.left && days_.is_abrupt) note_stop(*days_.left);
    }

    std::vector<PlanFinding> run() {
        for (Date day = as_of_; day <= days_.last; day += days{1}) look_at(day);
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
    using Said = std::set<const rules::Rule*>;
    using Key = std::tuple<std::uint32_t, const rules::Rule*, Truth, bool, std::string>;

    [[nodiscard]] bool is_taken_before(std::uint32_t candidate) const {
        return diary_.taken_before(diary_.substance(candidate));
    }

    // Of a statement that holds or may: what is to be done or watched where it holds, what forbids also where open.
    [[nodiscard]] bool is_said(const weigh::Asked& asked) const {
        const knowledge::Row& row = *asked.rule->row;
        if (row.kind != "rule" && row.kind != "washout" && row.kind != "boxed_warning") return false;
        if (asked.holds == Truth::no) return false;
        if (asked.holds == Truth::unknown) return forbids(row.effect) || row.asks_first;
        if (row.effect == Effect::monitor) return is_about_medicines(*asked.rule);
        return row.effect >= Effect::require && row.effect != Effect::escalate;
    }

    [[nodiscard]] bool is_about_medicines(const rules::Rule& rule) const {
        return std::any_of(rule.reads.begin(), rule.reads.end(), [&](rules::NameId name) {
            return rules_.origins[name].kind == rules::Origin::Kind::family;
        });
    }

    [[nodiscard]] rules::DayToCome to_come(Date day, std::optional<std::uint32_t> kept = {},
                                           std::optional<std::uint32_t> unbegun = {}) const {
        return {day, diary_.on(day, kept, unbegun)};
    }

    void look_at(Date day) {
        const weigh::Consultation asking{now_, to_come(day)};
        for (const std::uint32_t candidate : diary_.candidates()) {
            const Intake* intake = diary_.intake(candidate, day);
            if (intake == nullptr) continue;
            Said said;
            note(asking, candidate, Action::continue_as_is, day, false, said);
            if (candidate == days_.left) note_stop_today(asking, candidate, day, said);
            const bool is_new = !is_taken_before(candidate);
            if (is_new) note_limits(asking, candidate, *intake, day);
            if (day == intake->from && is_new) weigh_change(asking, candidate, *intake, said);
            if (days_.left && candidate != *days_.left) note_after_last_dose(candidate, day, said);
        }
    }

    // The day on which a drug is begun or raised: all that advice would say of it.
    void weigh_change(const weigh::Consultation& after, std::uint32_t candidate, const Intake& intake, Said& said) {
        if (intake.from == diary_.first_day(candidate)) {
            const weigh::Consultation asking{now_, to_come(intake.from, {}, candidate)};
            note(asking, candidate, Action::start, intake.from, false, said);
            weigh(asking, candidate, Action::start, intake);
        } else {
            note(after, candidate, Action::raise, intake.from, false, said);
        }
        weigh(after, candidate, Action::continue_as_is, intake);
    }

    // What is no rule: a dose above a limit that may bind, a use that no label or guideline names, a list that is open.
    void weigh(const weigh::Consultation& asking, std::uint32_t candidate, Action action, const Intake& intake) {
        std::vector<weigh::Blocked> ignored;
        const weigh::Scope scope = weigh::conditions_in_scope(asking.judge);
        Option option = weigh::option(asking.judge, scope, candidate, action, ignored);
        std::vector<Finding> open;
        for (Finding& finding : option.findings) {
            const bool is_standing =
                option.verdict == Verdict::not_assessed && finding.basis.rule.starts_with("standing/");
            if (finding.leave == "lower") continue;  // a settled limit, which is looked at every day
            if (is_a_rule(asking.judge.ask_all(candidate, action), finding)) continue;
            if (forbids(finding.effect) || is_standing) {
                add(candidate, intake, std::move(finding));
            } else if (finding.holds == Truth::unknown) {
                open.push_back(std::move(finding));
            }
        }
        if (action != Action::start || option.verdict <= Verdict::caution || is_forbidden(candidate, intake.from))
            return;
        for (Finding& finding : open) add(candidate, intake, std::move(finding));
        if (!open.empty() || option.elsewhere.empty()) return;
        Finding advised_against;
        advised_against.effect = Effect::avoid;
        advised_against.text = option.elsewhere;
        advised_against.basis.rule = "line/not-recommended-here";
        weigh::identify(advised_against, rules_.candidates[candidate].id, action);
        add(candidate, intake, std::move(advised_against));
    }

    static bool is_a_rule(const std::vector<weigh::Asked>& asked, const Finding& finding) {
        return std::any_of(asked.begin(), asked.end(), [&](const weigh::Asked& one) {
            return one.rule->row->id == finding.basis.rule && one.rule->row->kind != "daily_dose_limit";
        });
    }

    [[nodiscard]] bool is_forbidden(std::uint32_t candidate, Date day) const {
        return std::any_of(findings_.begin(), findings_.end(), [&](const PlanFinding& one) {
            return one.forbids && one.candidate == rules_.candidates[candidate].id && one.until >= day;
        });
    }

    void add(std::uint32_t candidate, const Intake& intake, Finding finding) {
        findings_.push_back(
            {rules_.candidates[candidate].id, intake.from, intake.until, false, true, std::move(finding)});
    }

    void note(const weigh::Consultation& asking, std::uint32_t candidate, Action action, Date day, bool is_after,
              Said& said) {
        for (const weigh::Asked& asked : asking.judge.ask_all(candidate, action)) {
            if (!is_said(asked) || said.contains(asked.rule)) continue;
            const bool is_forbidding = forbids_here(candidate, asked, is_after);
            // What is open and forbids nothing is for advice to ask.
            if (asked.holds == Truth::unknown && !is_forbidding) continue;
            said.insert(asked.rule);
            note_one(asking, candidate, action, asked, day, is_after, is_forbidding);
        }
    }

    void note_one(const weigh::Consultation& asking, std::uint32_t candidate, Action action, const weigh::Asked& asked,
                  Date day, bool is_after, bool is_forbidding) {
        const Candidate& about = rules_.candidates[candidate];
        if (goes_on({candidate, asked.rule, asked.holds, is_after, asking.judge.text_of(*asked.rule, &about, action)},
                    day)) {
            return;
        }
        Finding finding = asking.judge.finding(asked, &about, action);
        weigh::identify(finding, about.id, action);
        findings_.push_back({about.id, day, day, is_after, is_forbidding, std::move(finding)});
    }

    // Whether it was said on the day before as well: then that finding lasts a day longer. If not, the next one is it.
    bool goes_on(Key key, Date day) {
        const auto [place, is_new] = open_.try_emplace(std::move(key), findings_.size());
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
            if (goes_on({candidate, asked.rule, asked.holds, false, {}}, day)) continue;
            Finding finding = asking.judge.finding(asked, &rules_.candidates[candidate], Action::continue_as_is);
            finding.effect = Effect::avoid;
            weigh::identify(finding, rules_.candidates[candidate].id, Action::continue_as_is);
            findings_.push_back({rules_.candidates[candidate].id, day, day, false, true, std::move(finding)});
        }
    }

    [[nodiscard]] bool forbids_here(std::uint32_t candidate, const weigh::Asked& asked, bool is_after) const {
        const knowledge::Row& row = *asked.rule->row;
        if (is_after) return row.effect == Effect::contraindicate;
        const bool is_open = asked.holds == Truth::unknown;
        if (!is_open && stops_today(row)) return true;
        if (!forbids(row.effect) && !(is_open && row.asks_first)) return false;
        // What is asked only of a drug that is taken (its level, what it did) can be known only then.
        const bool is_asked_at_start = std::find(row.on.begin(), row.on.end(), Action::start) != row.on.end();
        if (is_open && !is_asked_at_start && !is_taken_before(candidate)) return false;
        if (!before_.contains({candidate, asked.rule})) return true;
        // What held before the plan is why the drug is left, unless it is to be left in another way.
        return !is_open && row.effect == Effect::contraindicate && row.leave != "taper";
    }

    // What is said of stopping warns of an abrupt stop, or demands one.
    void note_stop_today(const weigh::Consultation& asking, std::uint32_t candidate, Date day, Said& said) {
        for (const weigh::Asked& asked : asking.judge.ask_all(candidate, Action::stop)) {
            if (asked.holds != Truth::yes || !stops_today(*asked.rule->row)) continue;
            if (said.insert(asked.rule).second) note_one(asking, candidate, Action::stop, asked, day, false, true);
        }
    }

    // Of a drug that is stopped without coming down, on its last day.
    void note_stop(std::uint32_t candidate) {
        const Date last = diary_.last_day(candidate);
        for (const weigh::Asked& asked : now_.judge.ask_all(candidate, Action::stop)) {
            if (asked.holds != Truth::yes || !is_said(asked)) continue;
            note_one(now_, candidate, Action::stop, asked, last, false, false);
        }
    }

    // The drug that was left still acts for a while: what would hold if it were taken.
    void note_after_last_dose(std::uint32_t candidate, Date day, Said& said) {
        const Date last = diary_.last_day(*days_.left);
        if (day <= last || day > last + days{days_.stays}) return;
        const weigh::Consultation asking{now_, to_come(day, *days_.left)};
        note(asking, candidate, Action::continue_as_is, day, true, said);
    }

    const rules::RuleBase& rules_;
    Date as_of_;
    const Days& days_;
    weigh::Consultation now_;
    Diary diary_;
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
