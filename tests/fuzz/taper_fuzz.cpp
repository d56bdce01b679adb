// SPDX-License-Identifier: Apache-2.0
// Any request for a taper: refused at a member of it, or doses that fall to nothing without a forbidden step.
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "euthymia/euthymia.hpp"
#include "tests/fuzz/bytes.hpp"

namespace {

using namespace euthymia;
using fuzz::Bytes;
using fuzz::require;

constexpr std::array<std::string_view, 12> drugs{"paroxetine", "venlafaxine",  "bupropion",  "fluoxetine",
                                                 "sertraline", "mirtazapine",  "lithium",    "phenelzine",
                                                 "esketamine", "vortioxetine", "agomelatin", ""};
constexpr std::array<std::string_view, 5> forms{"tablet", "capsule", "liquid", "patch", ""};
constexpr std::array<std::string_view, 7> releases{"", "ir", "xl", "cr", "extended", "hydrobromide_xl", "\x01"};
constexpr std::array<std::string_view, 4> countries{"", "US", "UK", "XX"};
constexpr std::array<std::string_view, 3> models{"", "sorensen-2022", "nobody"};
constexpr std::array<std::string_view, 10> members{"/substance",    "/daily_dose", "/start",   "/duration",
                                                   "/interval",     "/forms",      "/release", "/jurisdiction",
                                                   "/largest_step", "/model"};

TaperRequest request_of(Bytes bytes) {
    TaperRequest request;
    request.substance = bytes.pick(drugs);
    const auto flags = bytes.next<std::uint8_t>();
    const bool is_plain = (flags & 1U) != 0;  // doses that there are, most of the time
    request.daily_dose =
        is_plain ? Mass::from_ug(2500LL * bytes.next<std::uint8_t>()) : Mass::from_ug(bytes.next<std::int64_t>());
    request.start = Date{std::chrono::days{bytes.next<std::int32_t>() / ((flags & 2U) != 0 ? 1 : 100'000)}};
    if ((flags & 4U) != 0) request.duration = std::chrono::days{bytes.next<std::int16_t>()};
    if ((flags & 8U) != 0) request.interval = std::chrono::days{bytes.next<std::int16_t>()};
    if ((flags & 16U) != 0) request.largest_step = bytes.next<double>();
    if ((flags & 32U) != 0) request.forms.emplace_back(bytes.pick(forms));
    request.release = bytes.pick(releases);
    request.jurisdiction = bytes.pick(countries);
    request.model = bytes.pick(models);
    request.method = static_cast<TaperMethod>(bytes.next<std::uint8_t>() % 3);
    return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Knowledge knowledge = *Knowledge::embedded();
    const TaperRequest request = request_of({bytes, size});
    const auto plan = plan_taper(knowledge, request);
    if (!plan) {
        bool is_member = false;
        for (const std::string_view member : members) is_member = is_member || plan.error().where == member;
        require(is_member && !plan.error().detail.empty());
        return 0;
    }
    Mass before = plan->daily_dose;
    for (const TaperDose& dose : plan->doses) {
        require(dose.daily_dose < before && 2 * dose.daily_dose.ug() >= before.ug());
        require(dose.until - dose.from + std::chrono::days{1} >= plan->interval);
        before = dose.daily_dose;
    }
    require(!plan->doses.empty() || plan->not_needed);
    require(parse_date(to_string(plan->stop)) == plan->stop);
    require(plan->largest_step >= plan->last_step && plan->largest_step <= 1.0);
    require(to_json(*plan) == to_json(*plan_taper(knowledge, request)));
    return 0;
}
