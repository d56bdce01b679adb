// SPDX-License-Identifier: Apache-2.0
// `euthymia occupancy`: how much of a transporter a dose occupies, and which dose occupies so much.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "arguments.hpp"
#include "commands.hpp"
#include "drug_question.hpp"
#include "input.hpp"
#include "page.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {

namespace {

using euthymia::Knowledge;
using euthymia::Mass;
using euthymia::OccupancyFit;
using euthymia::OccupancyMeasured;

constexpr std::string_view help =
    R"(usage: euthymia occupancy --drug NAME [--daily-dose DOSE] [--share PERCENT] [--model NAME]

How much of a transporter in the brain a daily dose occupies at steady state, as published fits of imaging studies have
it, each beside the others; and the doses for a share. Occupancy falls little at usual doses and steeply below them,
which is why the last steps of a taper are the small ones. A fit is an average of a few people, not the person's own.

  euthymia occupancy --drug citalopram --daily-dose 20mg
  euthymia occupancy --drug escitalopram --share 50 --model sorensen-2022
  euthymia occupancy --drug milnacipran

)";

// A dose to three figures.
std::string weighed(const std::optional<Mass>& dose) {
    if (!dose) return "none";
    std::int64_t step = 1;
    while (dose->ug() / step >= 1000) step *= 10;
    return to_string(Mass::from_ug((dose->ug() + step / 2) / step * step));
}

struct Asked {
    std::string substance;
    std::string model;
    std::optional<Mass> dose;
    std::vector<double> shares{0.2, 0.4, 0.6, 0.8};
};

void print(Page& page, const Asked& asked, const std::vector<OccupancyFit>& fits) {
    std::vector<Column> columns{{"target"}, {"region"}, {"model"}};
    if (asked.dose) columns.push_back({"at " + to_string(*asked.dose)});
    for (const double share : asked.shares) columns.push_back({percent(share)});
    Table table{columns};
    for (const OccupancyFit& fit : fits) {
        std::vector<Cell> cells{{fit.target}, {fit.region}, {name_of(fit)}};
        if (asked.dose) cells.push_back({percent(fit.occupancy(*asked.dose))});
        for (const double share : asked.shares) cells.push_back({weighed(fit.dose_for(share))});
        table.add(std::move(cells));
    }
    table.write(page, 2);
}

void print(Page& page, const std::vector<OccupancyMeasured>& measured) {
    Table table{{{"target"}, {"region"}, {"dose"}, {"found"}, {"hours after"}, {"people"}}};
    for (const OccupancyMeasured& one : measured) {
        table.add({{one.target},
                   {one.region},
                   {to_string(one.dose) + (one.dosing == "single" ? " once" : " a day")},
                   {percent(one.share) + (one.verified ? "" : "?")},
                   {one.hours_after ? std::to_string(std::llround(*one.hours_after)) : "."},
                   {one.people ? std::to_string(*one.people) : "."}});
    }
    table.write(page, 2);
}

// One line for each source, in the order of the tables.
template <class Rows>
void print_sources(Page& page, const Rows& rows, std::set<std::string>& told) {
    for (const auto& row : rows) {
        if (told.insert(row.source).second) page.line(row.source + ", " + row.place, 2, 2);
    }
}

std::vector<std::string> drugs_with(const Knowledge& knowledge, const std::vector<OccupancyFit>& fits) {
    std::set<std::string> names;
    for (const OccupancyFit& fit : fits) names.emplace(knowledge.label(fit.substance));
    return {names.begin(), names.end()};
}

// `fits` are all there are.
int answer(const Knowledge& knowledge, const Asked& asked, std::vector<OccupancyFit> fits) {
    const Layout layout = layout_of_terminal();
    Page page{std::cout, layout};
    const std::string others = joined(drugs_with(knowledge, fits));
    std::erase_if(fits, [&](const OccupancyFit& fit) {
        return fit.substance != asked.substance || (!asked.model.empty() && fit.model != asked.model);
    });
    std::vector<OccupancyMeasured> measured = knowledge.occupancy_measured();
    std::erase_if(measured, [&](const OccupancyMeasured& one) { return one.substance != asked.substance; });
    const std::string label{knowledge.label(asked.substance)};
    if (fits.empty() && measured.empty()) {
        page.line("No fit or measurement of " + label + " is known here. That does not mean that it occupies none.", 0);
        page.line("There are fits for: " + others + ".", 0);
        return answered;
    }
    if (!fits.empty()) {
        page.heading(label + ": occupancy at steady state" +
                     (asked.dose ? ", and the daily dose for a share" : ", by the daily dose for it"));
        print(page, asked, fits);
    }
    if (!measured.empty()) {
        page.heading("Measured");
        print(page, measured);
    }
    page.heading("Sources");
    std::set<std::string> told;
    print_sources(page, fits, told);
    print_sources(page, measured, told);
    page.line(
        "? not yet read twice; (single) from single doses; . not printed. SERT, NET, DAT: the transporters of "
        "serotonin, "
        "noradrenaline and dopamine. Averages of "
        "few people; between people and fits occupancy differs by ten points and more. None: the fit never "
        "reaches that share.",
        0);
    return answered;
}

}  // namespace

int run_occupancy(const Words& words) {
    Arguments arguments{help, {}};
    arguments.option("drug", "the medicine, by substance or product name")
        .option("daily-dose", "what is taken in a day: 20mg, \"0.5 g\"")
        .option("share", "the share to find doses for, in percent, instead of 20, 40, 60 and 80")
        .option("model", "only this fit: sorensen-2022, ...")
        .option("knowledge", "folder of another knowledge base");
    if (const auto done = arguments.read(words)) return *done;
    if (arguments.text("drug").empty()) {
        std::cerr << "euthymia: say which medicine, like --drug citalopram\n";
        return wrong_usage;
    }
    Asked asked;
    if (arguments.has("daily-dose")) {
        asked.dose = dose_of(arguments, "daily-dose");
        if (!asked.dose) return wrong_usage;
    }
    if (arguments.has("share")) {
        const auto share = share_of(arguments, "share");
        if (!share) return wrong_usage;
        asked.shares = {*share};
    }
    const auto knowledge = open_knowledge(arguments.text("knowledge"));
    if (!knowledge) return refused_knowledge;
    const auto drug = drug_of(*knowledge, arguments.text("drug"));
    if (!drug) return wrong_usage;
    asked.substance = drug->substance;
    asked.model = arguments.text("model");
    std::vector<OccupancyFit> fits = knowledge->occupancy_fits();
    std::set<std::string> models;
    for (const OccupancyFit& fit : fits) {
        if (fit.substance == asked.substance) models.insert(fit.model);
    }
    if (!asked.model.empty() && !models.contains(asked.model)) {
        const Words sorted{models.begin(), models.end()};
        std::cerr << "euthymia: --model: no fit of this medicine is called \"" << printable(asked.model) << "\""
                  << did_you_mean(asked.model, sorted)
                  << (sorted.empty() ? "; it has none" : "; there are " + joined(sorted)) << '\n';
        return wrong_usage;
    }
    return answer(*knowledge, asked, std::move(fits));
}

}  // namespace cli
