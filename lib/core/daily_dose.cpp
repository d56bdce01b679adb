// SPDX-License-Identifier: Apache-2.0
// How much the records of one substance and form add up to per day.
#include "lib/core/daily_dose.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace euthymia::core {
namespace {

using Records = std::vector<const MedicineRecord*>;

// What one line of a record says is taken.
struct Part {
    std::string_view product;
    std::optional<Mass> dose;
    std::optional<Frequency> frequency;
    bool as_needed = false;
    friend auto operator<=>(const Part&, const Part&) = default;
};

// All lines of one order, sorted: two orders are alike when these are equal.
using Order = std::vector<Part>;

// An exact amount per day: whole micrograms over whole days. 90 mg a week is 90000/7.
struct Amount {
    std::int64_t ug = 0;
    std::int64_t days = 1;

    friend bool operator==(const Amount& a, const Amount& b) noexcept { return a.ug * b.days == b.ug * a.days; }
    [[nodiscard]] Mass rounded() const noexcept { return Mass::from_ug((ug + days / 2) / days); }
};

// Past these bounds a record holds a typing error; within them two amounts can be compared and added
// without overflow: 1 kg, 1000 times a day, every 1000 days.
constexpr Mass largest_dose = Mass::from_mg(1'000'000);
constexpr int most_doses = 1000;
constexpr int most_days = 1000;
constexpr std::int64_t largest_sum = std::numeric_limits<std::int64_t>::max() / most_days / 2;

std::optional<Amount> amount(const Part& part) noexcept {
    if (!part.dose || !part.frequency || part.as_needed) return std::nullopt;
    const auto [doses, days] = *part.frequency;
    const bool plausible = *part.dose >= Mass{} && *part.dose <= largest_dose && doses > 0 && doses <= most_doses &&
                           days > 0 && days <= most_days;
    if (!plausible) return std::nullopt;
    return Amount{part.dose->ug() * doses, days};
}

std::optional<Amount> sum(const Amount& a, const Amount& b) noexcept {
    const std::int64_t days = std::lcm(a.days, b.days);
    const std::int64_t times_a = days / a.days;
    const std::int64_t times_b = days / b.days;
    if (days > most_days || a.ug > largest_sum / times_a || b.ug > largest_sum / times_b) return std::nullopt;
    const std::int64_t ug = a.ug * times_a + b.ug * times_b;
    if (ug > largest_sum) return std::nullopt;
    return Amount{ug, days};
}

Part part_of(const MedicineRecord& record) { return {record.product, record.dose, record.frequency, record.as_needed}; }

Records of_kind(std::span<const MedicineRecord* const> records, MedicineSource kind) {
    Records found;
    std::copy_if(records.begin(), records.end(), std::back_inserter(found),
                 [kind](const MedicineRecord* record) { return record->source == kind; });
    return found;
}

// Hand-overs and administrations follow each other in time; only the last says what is taken now.
void keep_latest(Records& records) {
    std::optional<DateRange> latest;
    for (const MedicineRecord* record : records) latest = std::max(latest, record->start);
    std::erase_if(records, [&](const MedicineRecord* record) { return record->start != latest; });
}

Records counted(std::span<const MedicineRecord* const> records) {
    Records orders = of_kind(records, MedicineSource::order);
    if (!orders.empty()) return orders;
    Records statements = of_kind(records, MedicineSource::statement);
    if (!statements.empty()) return statements;
    for (const MedicineSource kind : {MedicineSource::dispense, MedicineSource::administration}) {
        Records last = of_kind(records, kind);
        keep_latest(last);
        if (!last.empty()) return last;
    }
    return {};
}

// Lines with one reference are one order; a line without a reference is an order by itself.
std::vector<Order> orders_of(const Records& records) {
    std::vector<Order> orders;
    std::map<std::string_view, Order> by_reference;
    for (const MedicineRecord* record : records) {
        if (record->record.empty())
            orders.push_back({part_of(*record)});
        else
            by_reference[record->record].push_back(part_of(*record));
    }
    for (auto& [reference, order] : by_reference) {
        std::sort(order.begin(), order.end());
        orders.push_back(std::move(order));
    }
    return orders;
}

Order without_products(Order order) {
    for (Part& part : order) part.product = {};
    std::sort(order.begin(), order.end());
    return order;
}

// Each order once; one that names no product is taken to be the one that does.
std::set<Order> distinct(const std::vector<Order>& orders) {
    const std::set<Order> all{orders.begin(), orders.end()};
    std::set<Order> named;
    for (const Order& order : all) {
        if (without_products(order) != order) named.insert(without_products(order));
    }
    std::set<Order> kept = all;
    for (const Order& order : named) kept.erase(order);
    return kept;
}

bool disagree_on_frequency(const std::set<Order>& orders) {
    std::set<std::pair<std::string_view, Mass>> seen;
    for (const Order& order : orders) {
        std::set<std::pair<std::string_view, Mass>> here;
        for (const Part& part : order) {
            if (part.dose) here.emplace(part.product, *part.dose);
        }
        for (const auto& product_and_dose : here) {
            if (!seen.insert(product_and_dose).second) return true;
        }
    }
    return false;
}

std::optional<Amount> total(const std::set<Order>& orders) {
    std::optional<Amount> sum_so_far = Amount{};
    for (const Order& order : orders) {
        for (const Part& part : order) {
            const std::optional<Amount> next = amount(part);
            if (!next || !sum_so_far) return std::nullopt;
            sum_so_far = sum(*sum_so_far, *next);
        }
    }
    return sum_so_far;
}

bool is_older(const MedicineRecord& statement, const Records& orders) {
    return std::all_of(orders.begin(), orders.end(), [&](const MedicineRecord* order) {
        return statement.start && order->start && statement.start->last < order->start->first;
    });
}

// Does somebody report an amount that the orders do not explain?
bool is_contradicted(const Amount& total, const Records& orders, const Records& statements) {
    return std::any_of(statements.begin(), statements.end(), [&](const MedicineRecord* statement) {
        const std::optional<Amount> taken = amount(part_of(*statement));
        if (!taken || *taken == total || is_older(*statement, orders)) return false;
        return std::none_of(orders.begin(), orders.end(),
                            [&](const MedicineRecord* order) { return amount(part_of(*order)) == taken; });
    });
}

}  // namespace

DailyDose daily_dose(std::span<const MedicineRecord* const> records) {
    const Records used = counted(records);
    if (used.empty()) return {};
    const std::vector<Order> orders = orders_of(used);
    const std::set<Order> once = distinct(orders);
    const bool frequency_differs = disagree_on_frequency(once);
    const bool are_orders = used.front()->source == MedicineSource::order;

    DailyDose result;
    result.as_needed =
        std::any_of(used.begin(), used.end(), [](const MedicineRecord* record) { return record->as_needed; });
    result.duplicate_orders = are_orders && (once.size() < orders.size() || frequency_differs);
    if (frequency_differs) return result;
    const std::optional<Amount> added = total(once);
    if (!added) return result;
    const Records statements = of_kind(records, MedicineSource::statement);
    if (are_orders && is_contradicted(*added, used, statements)) return result;
    result.total = added->rounded();
    return result;
}

}  // namespace euthymia::core
