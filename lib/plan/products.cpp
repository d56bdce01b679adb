// SPDX-License-Identifier: Apache-2.0
// Which products of a drug a plan may be made of.
#include "lib/plan/products.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/core/text.hpp"

namespace euthymia::plan {

namespace {

using knowledge::Row;

bool is_liquid(std::string_view form) {
    return form.starts_with("oral solution") || form.starts_with("oral suspension") || form.starts_with("oral drops") ||
           form.starts_with("oral liquid");
}

// What a prescriber calls it; empty for what is not swallowed.
std::string_view family(std::string_view form) {
    if (is_liquid(form)) return "liquid";
    if (form.find("capsule") != std::string_view::npos) return "capsule";
    return form.find("tablet") != std::string_view::npos ? std::string_view{"tablet"} : std::string_view{};
}

std::int64_t strength_of(const Row& row) {
    return row.number(is_liquid(row.text("product_form")) ? "mg_per_ml" : "strength_mg").value_or(0);
}

// "xl" of "bupropion.xl"; the release of a drug that has no forms of its own.
std::string release_of(const Row& row) {
    const std::string_view subject = row.applies_to.front();
    const std::size_t dot = subject.find('.');
    if (dot != std::string_view::npos) return std::string{subject.substr(dot + 1)};
    return row.text("release").empty() ? "immediate" : std::string{row.text("release")};
}

bool is_immediate(const Row& row) { return row.text("release").empty() || row.text("release") == "immediate"; }

// Swallowed every day, with a strength.
std::vector<const Row*> products_in(const DrugRows& drug, std::string_view country) {
    std::vector<const Row*> all;
    for (const Row* row : drug.rows()) {
        const bool is_daily = row->kind == "product" && row->text("release") != "weekly";
        const bool is_swallowed = !family(row->text("product_form")).empty() && strength_of(*row) > 0;
        if (is_daily && is_swallowed && row->jurisdiction == country) all.push_back(row);
    }
    // Immediate release first; otherwise as they stand.
    std::stable_partition(all.begin(), all.end(), [](const Row* row) { return is_immediate(*row); });
    return all;
}

Result<std::string> country_of(const DrugRows& drug, const Wanted& wanted) {
    std::set<std::string> with;
    for (const std::string& country : drug.countries()) {
        if (products_in(drug, country).empty()) continue;
        if (wanted.jurisdiction.empty() || wanted.jurisdiction == country) return country;
        with.insert(country);
    }
    if (with.empty()) {
        return Error{ErrorCode::unsupported, "/substance", "no product of it that is swallowed daily is known here"};
    }
    return Error{ErrorCode::unknown_name, "/jurisdiction",
                 "no product is known there; there are some in " + core::listed(with)};
}

Product product_of(const Row& row) {
    const std::string_view form = row.text("product_form");
    // Only a scored tablet that lets go of its drug at once is ever halved.
    const bool may_be_halved = family(form) == "tablet" && is_immediate(row) && row.text("scored") == "yes";
    return {std::string{form}, Mass::from_ug(strength_of(row)), is_liquid(form), may_be_halved, std::string{row.id}};
}

}  // namespace

Result<Dispensed> dispensed_for(const DrugRows& drug, const Wanted& wanted) {
    auto country = country_of(drug, wanted);
    if (!country) return country.error();
    std::vector<std::string> releases;  // in the order in which they are tried
    std::set<std::string> forms;
    const std::vector<const Row*> rows = products_in(drug, *country);
    for (const Row* row : rows) {
        const std::string release = release_of(*row);
        if (!wanted.release.empty() && !release.starts_with(wanted.release)) continue;
        if (std::find(releases.begin(), releases.end(), release) == releases.end()) releases.push_back(release);
        forms.emplace(family(row->text("product_form")));
    }
    if (releases.empty()) {
        std::set<std::string> all;
        for (const Row* row : rows) all.insert(release_of(*row));
        return Error{ErrorCode::unknown_name, "/release", "there are " + core::listed(all)};
    }
    for (const std::string& form : wanted.forms) {
        if (!forms.contains(form)) return Error{ErrorCode::unknown_name, "/forms", "there are " + core::listed(forms)};
    }
    Mass nearest;
    for (const std::string& release : releases) {
        Dispensed found{*country, release, false, {}};
        std::vector<Product> products;
        for (const Row* row : rows) {
            const std::string_view form = family(row->text("product_form"));
            const bool is_wanted =
                wanted.forms.empty() || std::find(wanted.forms.begin(), wanted.forms.end(), form) != wanted.forms.end();
            if (!is_wanted || release_of(*row) != release) continue;
            products.push_back(product_of(*row));
            found.is_immediate = is_immediate(*row);
        }
        found.doses = dispensable_doses(products, wanted.daily_dose);
        if (found.doses.empty()) continue;
        nearest = std::max(nearest, found.doses.back().dose);
        if (!wanted.is_exact || nearest == wanted.daily_dose) return found;
    }
    return Error{ErrorCode::unsupported, "/daily_dose",
                 "no product of these forms makes this dose" +
                     (nearest == Mass{} ? "" : "; the nearest below is " + to_string(nearest))};
}

}  // namespace euthymia::plan
