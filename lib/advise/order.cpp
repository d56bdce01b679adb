// SPDX-License-Identifier: Apache-2.0
// The rules seen from the other side: what they say of each antidepressant once the ordered medicine is taken as well.
#include "lib/advise/order.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "lib/core/text.hpp"
#include "lib/knowledge/content_hash.hpp"
#include "lib/rules/asking.hpp"
#include "lib/rules/situation.hpp"
#include "lib/weigh/consultation.hpp"
#include "lib/weigh/judge.hpp"
#include "lib/weigh/options.hpp"

namespace euthymia::advise {

namespace {

using rules::Candidate;
using rules::Rule;

Patient with(const Patient& patient, std::span<const MedicineRecord> more, Date as_of) {
    PatientBuilder builder{patient};
    for (MedicineRecord record : more) {
        record.status = MedicineStatus::taking;
        if (!record.start) record.start = DateRange{as_of, as_of};
        record.stop.reset();
        builder.add(std::move(record));
    }
    return builder.build();
}

class Check {
public:
    Check(const rules::RuleBase& rules, const Patient& patient, std::span<const MedicineRecord> order,
          const AdviceOptions& options)
        : rules_{rules},
          order_{order},
          options_{options},
          before_{rules, patient, options},
          after_{rules, with(patient, order, options.as_of), options} {}

    OrderCheck run() {
        name_it();
        result_.as_of = options_.as_of;
        for (std::uint32_t i = 0; i < rules_.candidates.size(); ++i) {
            if (is_ordered(rules_.candidates[i])) weigh_start(i);
            if (is_taken(rules_.candidates[i])) weigh_taken(i);
        }
        weigh_intervals();
        weigh_stopped();
        conclude();
        return std::move(result_);
    }

private:
    void name_it() {
        for (const MedicineRecord& record : order_) {
            if (!result_.medicine.empty()) result_.medicine += " and ";
            result_.medicine += before_.situation.group_label(record.substance);
            const auto& groups = rules_.base.substance(record.substance)->groups;
            groups_.insert(groups.begin(), groups.end());
            groups_.insert(record.substance);
        }
    }

    [[nodiscard]] bool is_ordered(const Candidate& candidate) const {
        return candidate.substance != nullptr &&
               std::any_of(order_.begin(), order_.end(), [&](const MedicineRecord& record) {
                   return record.substance == candidate.substance->id &&
                          (record.form.empty() || record.form == candidate.form);
               });
    }

    // Taken now, or nobody knows.
    [[nodiscard]] bool is_taken(const Candidate& candidate) const {
        if (candidate.substance == nullptr || is_ordered(candidate)) return false;
        const auto taken = before_.situation.taken(candidate);
        return std::any_of(taken.begin(), taken.end(),
                           [](const Regimen& regimen) { return regimen.taking != Truth::no; });
    }

    // The order is itself something that advice can propose: all that is said of starting it.
    void weigh_start(std::uint32_t index) {
        std::vector<weigh::Blocked> ignored;
        Option option =
            weigh::option(before_.judge, weigh::conditions_in_scope(before_.judge), index, Action::start, ignored);
        result_.verdict = std::max(result_.verdict, option.verdict);
        for (Finding& finding : option.findings) add(std::move(finding));
    }

    void weigh_taken(std::uint32_t index) {
        for (Finding& finding : news(before_.judge, after_.judge, index)) {
            // How to leave the drug that is taken is for advice to say; here the order is what can be left out.
            finding.leave.clear();
            add(std::move(finding));
        }
    }

    // What holds about going on with a drug once the order is taken as well, and did not before.
    static std::vector<Finding> news(const weigh::Judge& before, const weigh::Judge& after, std::uint32_t index) {
        std::vector<weigh::Blocked> ignored;
        const weigh::Scope scope = weigh::conditions_in_scope(before);
        std::set<std::string> known;
        for (const Finding& finding : weigh::option(before, scope, index, Action::continue_as_is, ignored).findings) {
            if (finding.holds == Truth::yes) known.insert(finding.id);
        }
        std::vector<Finding> found;
        for (Finding& finding : weigh::option(after, scope, index, Action::continue_as_is, ignored).findings) {
            if (finding.holds == Truth::yes && !known.contains(finding.id)) found.push_back(std::move(finding));
        }
        return found;
    }

    // Intervals that must pass after an antidepressant before the ordered medicine. For what advice can propose they
    // are rules about the candidate, and said already.
    void weigh_intervals() {
        for (const Rule& rule : rules_.rules) {
            const auto direction = rule.row->texts.find("direction");
            if (direction == rule.row->texts.end() || direction->second != "before") continue;
            if (!groups_.contains(rule.row->texts.at("of"))) continue;
            const bool is_said = std::any_of(order_.begin(), order_.end(), [&](const MedicineRecord& record) {
                return is_candidate(record.substance);
            });
            if (!is_said) weigh_interval(rule);
        }
    }

    void weigh_interval(const Rule& rule) {
        const weigh::Judge& judge = before_.judge;
        const auto lookup = [&](rules::NameId name) { return before_.situation.value(name, nullptr, Action::start); };
        const Truth holds = rules::evaluate(rules::condition_of(rules_, rule), rules_.definitions, lookup);
        if (holds == Truth::no) return;
        weigh::Asked asked{&rule, holds, {}};
        if (holds == Truth::unknown) {
            // Of a drug that no record mentions nothing is asked here: the notes say that the lists are open.
            if (!is_recorded(stopped_by(rule))) return;
            asked.missing = rule.reads;
        }
        Finding finding = judge.finding(asked, nullptr, Action::start);
        finding.text = core::replaced(finding.text, "{candidate}", result_.medicine);
        intervals_.insert(stopped_by(rule));
        note_day(stopped_by(rule), days_of(rule));
        add(std::move(finding));
    }

    // A drug stopped less than its longest interval ago still acts: what would hold if it were taken.
    void weigh_stopped() {
        for (const Regimen& regimen : before_.situation.regimens()) {
            if (regimen.taking != Truth::no || intervals_.contains(regimen.substance)) continue;
            const int days = longest_interval(regimen.substance);
            if (days == 0) continue;
            if (regimen.stop && options_.as_of - regimen.stop->last >= std::chrono::days{days}) continue;
            weigh_as_if_taken(regimen, days);
        }
    }

    void weigh_as_if_taken(const Regimen& regimen, int days) {
        MedicineRecord record;
        record.substance = regimen.substance;
        record.form = regimen.form;
        record.record = regimen.records.empty() ? "" : regimen.records.front();
        const std::vector<MedicineRecord> still{record};
        const weigh::Consultation before{rules_, with(before_.patient, still, options_.as_of), options_};
        const weigh::Consultation after{rules_, with(after_.patient, still, options_.as_of), options_};
        for (std::uint32_t i = 0; i < rules_.candidates.size(); ++i) {
            const Candidate& candidate = rules_.candidates[i];
            const bool is_it = candidate.substance != nullptr && candidate.substance->id == regimen.substance &&
                               (regimen.form.empty() || regimen.form == candidate.form);
            if (!is_it || is_ordered(candidate)) continue;
            for (Finding& finding : news(before.judge, after.judge, i)) {
                if (finding.effect < Effect::avoid) continue;
                finding.leave.clear();
                finding.text = before_.judge.wording("order/may-still-act", &candidate) + " " + finding.text;
                note_day(regimen.substance, days);
                add(std::move(finding));
            }
        }
    }

    // The longest interval that any statement keeps after a drug.
    [[nodiscard]] int longest_interval(const std::string& substance) const {
        int days = 0;
        for (const Rule& rule : rules_.rules) {
            const auto direction = rule.row->texts.find("direction");
            if (direction == rule.row->texts.end()) continue;
            const std::string_view of = rule.row->texts.at("of");
            const std::string stopped = direction->second == "before" ? stopped_by(rule) : std::string{of};
            if (stopped == substance || is_member(substance, stopped)) days = std::max(days, days_of(rule));
        }
        return days;
    }

    [[nodiscard]] bool is_member(const std::string& substance, const std::string& group) const {
        const knowledge::Substance* member = rules_.base.substance(substance);
        if (member == nullptr) return false;
        return std::binary_search(member->groups.begin(), member->groups.end(), group);
    }

    [[nodiscard]] bool is_candidate(const std::string& substance) const {
        return std::any_of(rules_.candidates.begin(), rules_.candidates.end(), [&](const Candidate& candidate) {
            return candidate.substance != nullptr && candidate.substance->id == substance;
        });
    }

    [[nodiscard]] bool is_recorded(const std::string& substance) const {
        const auto& regimens = before_.situation.regimens();
        return std::any_of(regimens.begin(), regimens.end(),
                           [&](const Regimen& regimen) { return regimen.substance == substance; });
    }

    static std::string stopped_by(const Rule& rule) {
        const std::string_view subject = rule.row->applies_to.front();
        return std::string{subject.substr(0, subject.find('.'))};
    }
    static int days_of(const Rule& rule) { return static_cast<int>(rule.row->numbers.at("days") / 1000); }

    // The day on which an interval ends; no day heals what is still taken.
    void note_day(const std::string& substance, int days) {
        for (const Regimen& regimen : before_.situation.regimens()) {
            if (regimen.substance != substance) continue;
            if (regimen.taking != Truth::no || !regimen.stop) {
                no_day_ = true;
                continue;
            }
            const Date day = regimen.stop->last + std::chrono::days{days};
            result_.earliest = result_.earliest ? std::max(*result_.earliest, day) : day;
        }
    }

    void add(Finding finding) {
        const bool there = std::any_of(result_.findings.begin(), result_.findings.end(), [&](const Finding& other) {
            return other.holds == finding.holds && other.effect == finding.effect && other.text == finding.text;
        });
        if (!there) result_.findings.push_back(std::move(finding));
    }

    void conclude() {
        std::sort(result_.findings.begin(), result_.findings.end(), [](const Finding& a, const Finding& b) {
            const auto rank = [](const Finding& one) {
                return std::tuple{-static_cast<int>(one.effect), one.holds == Truth::yes ? 0 : 1,
                                  std::string_view{one.basis.rule}, std::string_view{one.text}};
            };
            return rank(a) < rank(b);
        });
        const std::string subject = "order|" + result_.medicine + "|";
        for (Finding& finding : result_.findings) {
            finding.id = knowledge::content_id(subject + std::string{name_of(finding.effect)} + "|" + finding.harm +
                                               "|" + finding.text);
            const bool holds = finding.holds == Truth::yes;
            const bool could_forbid = finding.effect >= Effect::avoid;
            if (holds) result_.verdict = std::max(result_.verdict, weigh::verdict_of(finding.effect));
            if (!holds && could_forbid) result_.verdict = std::max(result_.verdict, Verdict::ask_first);
        }
        // What is forbidden beside a drug still taken is not healed by another one's interval.
        const bool forbidden = std::any_of(result_.findings.begin(), result_.findings.end(), [](const Finding& one) {
            return one.effect >= Effect::avoid && one.holds == Truth::yes;
        });
        if (no_day_ || !forbidden) result_.earliest.reset();
        const auto say = [&](std::string_view message) {
            result_.notes.push_back(
                core::replaced(before_.judge.wording(message), "{medicine}", std::string_view{result_.medicine}));
        };
        if (!before_.situation.medicines_complete() || !before_.situation.recent_medicines_complete()) {
            result_.verdict = std::max(result_.verdict, Verdict::ask_first);
            say("order/lists-open");
        }
        if (result_.findings.empty()) say("order/nothing");
        say("order/scope");
    }

    const rules::RuleBase& rules_;
    std::span<const MedicineRecord> order_;
    const AdviceOptions& options_;
    weigh::Consultation before_;
    weigh::Consultation after_;
    std::set<std::string, std::less<>> groups_;  // of the ordered medicine
    std::set<std::string> intervals_;  // drugs whose interval was said
    bool no_day_ = false;
    OrderCheck result_;
};

}  // namespace

OrderCheck check_order(const rules::RuleBase& rules, const Patient& patient, std::span<const MedicineRecord> order,
                       const AdviceOptions& options) {
    return Check{rules, patient, order, options}.run();
}

}  // namespace euthymia::advise
