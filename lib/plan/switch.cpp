// SPDX-License-Identifier: Apache-2.0
// One antidepressant in place of another: the ways there are, and the first whose every day passes the rules.
#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "euthymia/plan.hpp"
#include "lib/core/text.hpp"
#include "lib/plan/days.hpp"
#include "lib/plan/drug_rows.hpp"
#include "lib/plan/pace.hpp"
#include "lib/plan/products.hpp"
#include "lib/plan/rise.hpp"
#include "lib/plan/taken.hpp"
#include "lib/plan/visits.hpp"
#include "lib/weigh/consultation.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

using knowledge::Row;
using plan::Dispensable;
using plan::DrugRows;
using std::chrono::days;

constexpr std::int64_t thousandth = 1000;

struct NamedWay {
    SwitchWay way;
    std::string_view name;
};
constexpr std::array names{NamedWay{SwitchWay::direct, "direct"}, NamedWay{SwitchWay::cross_taper, "cross_taper"},
                           NamedWay{SwitchWay::taper_then_start, "taper_then_start"}};

// The drug that is left, as it is taken and as it can come down.
struct First {
    std::uint32_t candidate;
    Mass daily_dose;
    std::vector<Dispensable> doses;  // lower ones that are dispensed, and that of now
    std::string country;
    plan::Pace pace;
    bool needs_taper = true;
    days longest_wait{};  // that any label keeps after it before another drug
    days stays{};  // in the body after the last dose
};

// A way to try.
struct Attempt {
    SwitchWay way;
    days without;
    std::vector<const Row*> guidance;
};

// Five half-lives of the drug or its slowest metabolite leave a thirtieth; not longer than the longest wait that any
// label keeps after it.
days stays_of(const DrugRows& drug, days longest_wait) {
    constexpr std::int64_t half_lives = 5;
    constexpr std::int64_t day = 24 * thousandth;
    std::int64_t longest = 0;
    for (const Row* row : drug.rows()) {
        if (row->kind == "kinetics") longest = std::max(longest, row->number("half_life_h_high").value_or(0));
    }
    const days gone{static_cast<days::rep>((half_lives * longest + day - 1) / day)};
    if (gone == days{0}) return longest_wait;
    return longest_wait == days{0} ? gone : std::min(gone, longest_wait);
}

days days_of(const plan::Wait& wait) { return plan::days_of(*wait.row, "days").value_or(days{0}); }

days longest_wait_of(const DrugRows& drug) {
    days longest{};
    for (const plan::Wait& wait : drug.waits_after()) longest = std::max(longest, days_of(wait));
    return longest;
}

class Planner {
public:
    Planner(const Knowledge& knowledge, const Patient& patient, const AdviceOptions& options,
            const SwitchRequest& request)
        : knowledge_{knowledge},
          rules_{*knowledge.held().rules},
          patient_{patient},
          options_{options},
          request_{request},
          now_{rules_, patient, options},
          from_{knowledge, request.from} {}

    Result<Plan> run() {
        Plan plan;
        plan.kind = PlanKind::switch_over;
        plan.jurisdiction = options_.jurisdiction;
        plan.as_of = options_.as_of;
        plan.edition = knowledge_.edition();
        plan.hash = knowledge_.hash();
        plan.alerts = plan::alerts_of(now_.judge);
        if (auto error = find_first()) return *error;
        const weigh::Consultation then{now_, {request_.start, regimens(patient_, request_.start)}};
        auto rise = plan::rise_of(knowledge_, then.judge, {request_.to, first_.country, request_.target, "/to"});
        if (!rise && !plan::is_urgent(plan.alerts)) return rise.error();
        if (!rise) return plan;
        rise_ = std::move(*rise);
        const rules::Candidate& second = rules_.candidates[rise_.candidate];
        if (second.substance->id == request_.from) {
            return Error{ErrorCode::invalid_argument, "/to", "it is the drug that is taken"};
        }
        if (plan::is_taken(now_.situation, second.substance->id)) {
            return Error{ErrorCode::invalid_argument, "/to", "it is taken already, or may be"};
        }
        describe(plan);
        if (plan::is_urgent(plan.alerts)) return plan;
        for (const Attempt& attempt : attempts()) {
            if (try_out(attempt, plan)) break;
        }
        add_notes(plan, then.judge);
        return plan;
    }

private:
    // What is taken of the first drug, and of what it can come down.
    std::optional<Error> find_first() {
        const auto taken = plan::taken_of(now_.situation, request_.from, "/from");
        if (!taken) return taken.error();
        const auto dose = request_.from_daily_dose ? request_.from_daily_dose : taken->daily_dose;
        if (!dose) return Error{ErrorCode::not_found, "/from_daily_dose", "the record does not say how much is taken"};
        if (*dose <= Mass{}) return Error{ErrorCode::out_of_range, "/from_daily_dose", "a dose above 0 is needed"};
        auto dispensed = plan::dispensed_for(from_, {options_.jurisdiction, taken->form, request_.forms, *dose});
        if (!dispensed) return moved(dispensed.error());
        first_.candidate = plan::of_release(rules_, taken->candidate, dispensed->release);
        first_.daily_dose = *dose;
        first_.doses = std::move(dispensed->doses);
        first_.country = dispensed->country;
        first_.pace = plan::pace_of(from_, first_.country);
        first_.longest_wait = longest_wait_of(from_);
        first_.stays = stays_of(from_, first_.longest_wait);
        note_stopping();
        if (first_.needs_taper && (!first_.pace.cut || !first_.pace.interval)) {
            return Error{ErrorCode::unsupported, "/from",
                         "nothing is known of how fast it may be reduced; ask a specialist"};
        }
        return std::nullopt;
    }

    // The same complaint at the member of this request.
    static Error moved(Error error) {
        if (error.where == "/release") error.detail = "no product of the form that is taken is swallowed daily";
        if (error.where == "/substance" || error.where == "/release") error.where = "/from";
        if (error.where == "/daily_dose") error.where = "/from_daily_dose";
        return error;
    }

    void note_stopping() {
        bool says_yes = false;
        bool says_no = false;
        for (const Row* row : from_.rows()) {
            if (row->kind != "discontinuation" || !plan::is_for(*row, first_.country)) continue;
            (row->text("taper") == "no" ? says_no : says_yes) = true;
        }
        first_.needs_taper = says_yes || !says_no;
    }

    void describe(Plan& plan) const {
        const rules::Candidate& first = rules_.candidates[first_.candidate];
        const rules::Candidate& second = rules_.candidates[rise_.candidate];
        plan.from = first.id;
        plan.from_label = first.label;
        plan.to = second.id;
        plan.to_label = second.label;
        plan.jurisdiction = first_.country;
        plan.ceiling = rise_.ceiling;
        plan.usual_up_to = rise_.usual_up_to;
    }

    // Does a row's "of" mean the first drug?
    [[nodiscard]] bool means_first(std::string_view of) const {
        const auto& groups = rules_.candidates[first_.candidate].groups;
        return std::binary_search(groups.begin(), groups.end(), of) || of == request_.from;
    }

    // Guidance for the pair, the narrowest first, then that of the country.
    [[nodiscard]] std::vector<const Row*> guidance() const {
        const rules::Candidate& second = rules_.candidates[rise_.candidate];
        const DrugRows to{knowledge_, second.substance->id};
        std::vector<std::tuple<std::size_t, bool, const Row*>> found;
        for (const Row* row : to.rows()) {
            if (row->kind != "switch" || !means_first(row->text("of"))) continue;
            found.emplace_back(to.members(row->text("of")).size(), !plan::is_for(*row, first_.country), row);
        }
        std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
            return std::tuple{std::get<0>(a), std::get<1>(a)} < std::tuple{std::get<0>(b), std::get<1>(b)};
        });
        std::vector<const Row*> rows;
        for (const auto& [size, is_elsewhere, row] : found) rows.push_back(row);
        return rows;
    }

    // The longest between these two that any label has.
    [[nodiscard]] plan::Wait wait() const {
        const auto& groups = rules_.candidates[rise_.candidate].groups;
        plan::Wait longest{nullptr, {}};
        for (const plan::Wait& one : from_.waits_after()) {
            if (!std::binary_search(groups.begin(), groups.end(), one.next)) continue;
            if (longest.row == nullptr || days_of(one) > days_of(longest)) longest = one;
        }
        return longest;
    }

    [[nodiscard]] std::vector<Attempt> attempts() const {
        std::vector<Attempt> all;
        const auto add = [&](SwitchWay way, days without, const Row* row) {
            if (request_.way && way != *request_.way) return;
            const auto same = std::find_if(
                all.begin(), all.end(), [&](const Attempt& one) { return one.way == way && one.without == without; });
            if (same == all.end()) {
                all.push_back({way, without, {}});
                if (row != nullptr) all.back().guidance.push_back(row);
            } else if (row != nullptr) {
                same->guidance.push_back(row);
            }
        };
        const plan::Wait longest = wait();
        const days needed = longest.row == nullptr ? days{0} : days_of(longest);
        for (const Row* row : guidance()) {
            const auto way = std::find_if(names.begin(), names.end(),
                                          [&](const NamedWay& one) { return one.name == row->text("method"); });
            const bool is_apart = way->way == SwitchWay::taper_then_start;
            const auto low = plan::days_of(*row, "days_low");
            // Where the text leaves the days to the prescriber: until the first drug has left the body.
            const days printed = plan::days_of(*row, "days_high").value_or(low.value_or(first_.stays));
            if (is_apart || needed == days{0}) add(way->way, is_apart ? std::max(printed, needed) : days{0}, row);
        }
        // A way that is asked for is tried, also where the wait between the two forbids it: the rules say so. Without
        // guidance the two do not overlap.
        if (request_.way) {
            add(SwitchWay::cross_taper, days{0}, nullptr);
            add(SwitchWay::direct, days{0}, nullptr);
        }
        add(SwitchWay::taper_then_start, needed, nullptr);
        add(SwitchWay::taper_then_start, std::max(needed, first_.stays), nullptr);
        return all;
    }

    // Down by halves, as far as dispensed doses and the largest cut allow: of whole units where there are some.
    [[nodiscard]] std::vector<const Dispensable*> rungs(const Attempt& attempt) const {
        std::vector<const Dispensable*> down;
        if (!first_.needs_taper) return down;
        constexpr std::int64_t whole = 1'000'000;
        const auto cut = static_cast<std::int64_t>(*first_.pace.cut * static_cast<double>(whole));
        const Mass floor = floor_of(attempt);
        Mass dose = first_.daily_dose;
        while (dose > floor) {
            const Mass least = std::max(floor, Mass::from_ug((dose.ug() * (whole - cut) + whole - 1) / whole));
            const auto next = lowest_from(least, dose);
            if (next == nullptr) break;
            down.push_back(next);
            dose = next->dose;
        }
        return down;
    }

    // The lowest dose from `least` to below `dose`: of tablets or capsules if there is one, else of a liquid.
    [[nodiscard]] const Dispensable* lowest_from(Mass least, Mass dose) const {
        const Dispensable* found = nullptr;
        for (const Dispensable& one : first_.doses) {
            if (one.dose < least || one.dose >= dose) continue;
            if (!one.parts.front().is_liquid) return &one;
            if (found == nullptr) found = &one;
        }
        return found;
    }

    // How far down before the second drug takes over. Where days pass without either, to the smallest whole or half
    // unit; for a direct change, to where a usual dose begins; else to the lowest dose that the drug is begun with.
    [[nodiscard]] Mass floor_of(const Attempt& attempt) const {
        constexpr days gap{3};
        if (attempt.without > gap) return plan::smallest_unit(first_.doses);
        const bool is_direct = attempt.way == SwitchWay::direct;
        std::optional<Mass> floor;
        for (const Row* row : from_.rows()) {
            if (row->kind != (is_direct ? "usual_dose" : "starting_dose")) continue;
            const Mass dose = Mass::from_ug(*row->number(is_direct ? "from_mg" : "mg"));
            if (!floor || (is_direct ? dose > *floor : dose < *floor)) floor = dose;
        }
        return std::min(first_.daily_dose, floor.value_or(first_.daily_dose));
    }

    bool try_out(const Attempt& attempt, Plan& plan) const {
        Plan drawn = plan;
        drawn.way = attempt.way;
        drawn.without = attempt.without;
        draw(attempt, drawn);
        plan::Days whole;
        const Mass dose_now = first_.daily_dose;
        whole.intakes.push_back({first_.candidate, options_.as_of - days{1}, request_.start - days{1}, dose_now});
        Date last = *drawn.first_day;
        for (const PlanDose& dose : drawn.doses) {
            const bool is_first = dose.candidate == drawn.from;
            last = std::max(last, dose.from);
            whole.intakes.push_back({is_first ? first_.candidate : rise_.candidate, dose.from,
                                     dose.until.value_or(Date::max()), dose.daily_dose});
        }
        whole.left = first_.candidate;
        whole.is_abrupt = first_.needs_taper && drawn.doses.front().candidate != drawn.from;
        whole.stays = static_cast<int>(first_.stays.count());
        whole.last =
            std::max(last + plan::course, *drawn.last_day + std::max(first_.stays, first_.longest_wait) + days{1});
        // After the last day looked at nothing changes any more.
        for (plan::Intake& intake : whole.intakes) intake.until = std::min(intake.until, whole.last);
        drawn.findings = plan::check(rules_, patient_, options_, whole);
        std::vector<PlanFinding> against;
        std::copy_if(drawn.findings.begin(), drawn.findings.end(), std::back_inserter(against),
                     [](const PlanFinding& one) { return one.forbids; });
        if (!against.empty()) {
            plan.refused.push_back({*drawn.way, attempt.without, std::move(against)});
            return false;
        }
        drawn.is_possible = true;
        for (const Row* row : attempt.guidance) {
            const std::string message = core::joined({"switch/", row->text("method")});
            drawn.way_basis.push_back(from_.note(*row, worded(*row, message)));
            if (!row->text("advice").empty()) {
                drawn.way_basis.push_back(from_.note(*row, now_.judge.wording("switch/specialist")));
            }
            if (!row->text("start_low").empty()) {
                drawn.way_basis.push_back(from_.note(*row, now_.judge.wording("switch/start-low")));
            }
        }
        if (attempt.guidance.empty()) {
            const std::string_view other = request_.way ? "switch/as-asked" : "switch/guidance-refused";
            drawn.way_basis.push_back(
                plan::remark(now_.judge, guidance().empty() ? std::string_view{"switch/convention"} : other));
        }
        plan = std::move(drawn);
        return true;
    }

    // "0 to 3 days" of a row that prints a range.
    [[nodiscard]] std::string worded(const Row& row, std::string_view message) const {
        const auto low = row.number("days_low");
        const auto high = row.number("days_high");
        if (!low && !high) {
            const bool is_apart = row.text("method") == "taper_then_start";
            return core::replaced(now_.judge.wording(is_apart ? "switch/days-open" : message), "{of}",
                                  from_.label(row.text("of")));
        }
        std::string length = core::format_decimal(low.value_or(high.value_or(0)), 3);
        if (low && high && *low != *high) length += " to " + core::format_decimal(*high, 3);
        std::string text = core::replaced(now_.judge.wording(message), "{days}", length);
        return core::replaced(std::move(text), "{of}", from_.label(row.text("of")));
    }

    // Where guidance begins the second drug low it begins at half.
    [[nodiscard]] static bool begins_low(const Attempt& attempt) {
        return std::any_of(attempt.guidance.begin(), attempt.guidance.end(),
                           [](const Row* row) { return row->text("start_low") == "yes"; });
    }

    void draw(const Attempt& attempt, Plan& plan) const {
        const auto down = rungs(attempt);
        // Where nothing comes down and no day passes, one simply follows the other.
        if (down.empty() && attempt.without == days{0}) plan.way = SwitchWay::direct;
        const rules::Candidate& first = rules_.candidates[first_.candidate];
        Date day = request_.start;
        for (const Dispensable* rung : down) {
            const Date next = day + *first_.pace.interval;
            plan.doses.push_back({first.id, first.label, day, next - days{1}, rung->dose, rung->parts, {}});
            day = next;
        }
        plan.last_day = day - days{1};
        const bool is_crossed = plan.way == SwitchWay::cross_taper;
        Date begin = is_crossed ? request_.start : day + attempt.without;
        plan.first_day = begin;
        const rules::Candidate& second = rules_.candidates[rise_.candidate];
        std::vector<plan::Rise::Step> steps = rise_.steps;
        const bool is_low = begins_low(attempt) && rise_.low;
        if (is_low) steps.insert(steps.begin(), *rise_.low);
        if (is_low) steps[1].after = first_.pace.interval.value_or(first_.stays);
        const std::size_t before = plan.doses.size();
        for (const plan::Rise::Step& step : steps) {
            // While both are in the body the second stays at the dose it begins with.
            if (plan.doses.size() > before) begin = std::max(begin + step.after, is_low ? day + first_.stays : day);
            if (plan.doses.size() > before) plan.doses.back().until = begin - days{1};
            plan.doses.push_back(
                {second.id, second.label, begin, {}, step.daily_dose, step.taken_as, rise_.times_a_day});
        }
        std::stable_sort(plan.doses.begin(), plan.doses.end(),
                         [](const PlanDose& a, const PlanDose& b) { return a.from < b.from; });
    }

    void add_notes(Plan& plan, const weigh::Judge& then) const {
        if (!plan.is_possible) return;
        std::set<std::string> said;
        const auto add = [&](PlanNote note) {
            if (said.insert(note.text).second) plan.notes.push_back(std::move(note));
        };
        for (const PlanNote& note : rise_.notes) add(note);
        const bool comes_down = std::any_of(plan.doses.begin(), plan.doses.end(),
                                            [&](const PlanDose& one) { return one.candidate == plan.from; });
        if (comes_down) {
            add(plan::remark(now_.judge, "switch/by-halves"));
            for (const Row* row : from_.rows()) {
                // Of the usual pace of a taper a switch makes no use.
                const bool is_usual = row->number("usual_days") || row->number("usual_step_percent");
                if (row->kind != "taper" || row->message.empty() || is_usual) continue;
                if (plan::is_for(*row, first_.country)) add(from_.note(*row, from_.wording(row->message, *row)));
            }
        }
        plan::FollowUp follow_up = plan::follow_up(knowledge_, then, rise_.candidate, *plan.first_day);
        plan.visits = std::move(follow_up.visits);
        for (PlanNote& note : follow_up.undated) add(std::move(note));
        if (const auto longest = wait(); longest.row != nullptr) {
            std::string text = from_.wording("taper/washout", *longest.row);
            add(from_.note(*longest.row, core::replaced(std::move(text), "{next}", from_.label(longest.next))));
        }
    }

    const Knowledge& knowledge_;
    const rules::RuleBase& rules_;
    const Patient& patient_;
    const AdviceOptions& options_;
    const SwitchRequest& request_;
    weigh::Consultation now_;
    DrugRows from_;
    First first_{};
    plan::Rise rise_{};
};

}  // namespace

Result<Plan> plan_switch(const Knowledge& knowledge, const Patient& patient, const AdviceOptions& options,
                         const SwitchRequest& request) {
    if (auto error = weigh::refuse(knowledge, options)) return *error;
    if (auto error = plan::refuse_start(request.start, options.as_of)) return *error;
    return Planner{knowledge, patient, options, request}.run();
}

std::string_view name_of(SwitchWay way) noexcept {
    return std::find_if(names.begin(), names.end(), [&](const NamedWay& one) { return one.way == way; })->name;
}

}  // namespace v1
}  // namespace euthymia
