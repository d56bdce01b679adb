// SPDX-License-Identifier: Apache-2.0
// Which daily doses a pharmacy can make of the products there are.
#include "lib/plan/dispensable.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace euthymia::plan {

namespace {

constexpr std::int32_t unit = 10;  // tenths
constexpr std::int32_t half = 5;
constexpr std::int32_t most_units = 6 * unit;  // what people will swallow every day
constexpr std::int32_t most_liquid = 200;  // 20 ml, two full oral syringes
constexpr int a_liquid = 25;  // measured every day: more trouble than two tablets, less than three

using ByDose = std::map<Mass, Dispensable>;

void offer(ByDose& doses, Dispensable made, Mass most) {
    if (made.dose <= Mass{} || made.dose > most) return;
    const auto [place, is_new] = doses.try_emplace(made.dose, made);
    // Of as many units, those whose products' ids come first: no matter in which order products stand.
    const auto rank = [](const Dispensable& one) {
        std::vector<std::pair<std::string_view, std::int32_t>> parts;
        for (const DispensedPart& part : one.parts) parts.emplace_back(part.statement, part.tenths);
        return std::pair{one.units, std::move(parts)};
    };
    if (!is_new && rank(made) < rank(place->second)) place->second = std::move(made);
}

// Half a unit is more trouble than a whole one.
int trouble(std::int32_t tenths) { return tenths + (tenths % unit == 0 ? 0 : unit); }

// Exact, or nothing: a microgram is not divided.
std::optional<Mass> part_of(Mass strength, std::int32_t tenths) {
    const std::int64_t tenfold = strength.ug() * tenths;
    if (tenfold % unit != 0) return std::nullopt;
    return Mass::from_ug(tenfold / unit);
}

void offer_liquid(ByDose& doses, const Product& product, Mass most) {
    for (std::int32_t tenths = 1; tenths <= most_liquid; ++tenths) {
        const auto dose = part_of(product.strength, tenths);
        if (!dose) continue;
        offer(doses, {*dose, {{product.form, product.strength, true, tenths, product.statement}}, a_liquid}, most);
    }
}

void offer_units(ByDose& doses, const Product& first, const Product* second, Mass most) {
    const std::int32_t step = first.may_be_halved ? half : unit;
    for (std::int32_t count = step; count <= most_units; count += step) {
        const auto dose = part_of(first.strength, count);
        if (!dose || *dose > most) continue;
        const DispensedPart part{first.form, first.strength, false, count, first.statement};
        if (second == nullptr) {
            offer(doses, {*dose, {part}, trouble(count)}, most);
            continue;
        }
        const std::int32_t second_step = second->may_be_halved ? half : unit;
        for (std::int32_t more = second_step; count + more <= most_units; more += second_step) {
            const auto rest = part_of(second->strength, more);
            if (!rest) continue;
            const DispensedPart other{second->form, second->strength, false, more, second->statement};
            // Another strength is one more packet to keep apart.
            offer(doses, {*dose + *rest, {part, other}, trouble(count) + trouble(more) + unit}, most);
        }
    }
}

}  // namespace

std::vector<Dispensable> dispensable_doses(const std::vector<Product>& products, Mass most) {
    ByDose doses;
    for (const Product& product : products) {
        if (product.is_liquid) {
            offer_liquid(doses, product, most);
            continue;
        }
        offer_units(doses, product, nullptr, most);
        for (const Product& other : products) {
            const bool smaller = !other.is_liquid && other.form == product.form && other.strength < product.strength;
            if (smaller) offer_units(doses, product, &other, most);
        }
    }
    std::vector<Dispensable> all;
    all.reserve(doses.size());
    for (auto& [dose, made] : doses) all.push_back(std::move(made));
    return all;
}

Mass smallest_unit(const std::vector<Dispensable>& doses) {
    const auto solid =
        std::find_if(doses.begin(), doses.end(), [](const Dispensable& one) { return !one.parts.front().is_liquid; });
    return solid == doses.end() ? doses.front().dose : solid->dose;
}

}  // namespace euthymia::plan
