// SPDX-License-Identifier: Apache-2.0
// The best way down a ladder of doses.
#include "lib/plan/descent.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace euthymia::plan {

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t millionth = 1'000'000;
constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

// The rungs below the top, the top as the last of them.
std::vector<Rung> ladder(const std::vector<Rung>& rungs, const Rung& top) {
    std::vector<Rung> all;
    for (const Rung& rung : rungs) {
        if (rung.dose < top.dose) all.push_back(rung);
    }
    all.push_back(top);
    return all;
}

bool may_step(const Rung& from, const Rung& to, std::int64_t cut) {
    return (from.dose - to.dose) * millionth <= from.dose * cut;
}

// What a way down costs beyond its largest step. Steps are millionths, so a sum of squares of a few hundred fits.
struct Cost {
    std::int64_t squares = never;
    std::int64_t units = 0;
    friend bool operator<(const Cost& a, const Cost& b) {
        return std::tie(a.squares, a.units) < std::tie(b.squares, b.units);
    }
};

// By rung and how many rungs may still follow: the smallest largest step to nothing.
std::vector<std::vector<std::int64_t>> smallest_steps(const std::vector<Rung>& all, std::size_t most,
                                                      std::int64_t cut) {
    std::vector<std::vector<std::int64_t>> best(most + 1, std::vector<std::int64_t>(all.size()));
    for (std::size_t i = 0; i < all.size(); ++i) best[0][i] = all[i].height;
    for (std::size_t left = 1; left <= most; ++left) {
        for (std::size_t from = 0; from < all.size(); ++from) {
            best[left][from] = best[left - 1][from];
            for (std::size_t to = 0; to < from; ++to) {
                if (!may_step(all[from], all[to], cut)) continue;
                const std::int64_t step = std::max(all[from].height - all[to].height, best[left - 1][to]);
                best[left][from] = std::min(best[left][from], step);
            }
        }
    }
    return best;
}

// The cheapest way from the top with exactly `count` rungs, no step larger than `step`.
std::optional<Descent> cheapest(const std::vector<Rung>& all, std::size_t count, std::int64_t step, std::int64_t cut,
                                Cost& cost) {
    std::vector<std::vector<Cost>> best(count + 1, std::vector<Cost>(all.size()));
    std::vector<std::vector<std::size_t>> next(count + 1, std::vector<std::size_t>(all.size(), nowhere));
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].height <= step) best[0][i] = {all[i].height * all[i].height, 0};
    }
    for (std::size_t left = 1; left <= count; ++left) {
        for (std::size_t from = 0; from < all.size(); ++from) {
            for (std::size_t to = 0; to < from; ++to) {
                const std::int64_t down = all[from].height - all[to].height;
                if (down > step || best[left - 1][to].squares == never || !may_step(all[from], all[to], cut)) continue;
                const Cost cost_here{best[left - 1][to].squares + down * down,
                                     best[left - 1][to].units + all[to].units};
                if (!(cost_here < best[left][from])) continue;
                best[left][from] = cost_here;
                next[left][from] = to;
            }
        }
    }
    const std::size_t top = all.size() - 1;
    cost = best[count][top];
    if (cost.squares == never) return std::nullopt;
    Descent descent;
    std::size_t at = top;
    for (std::size_t left = count; left > 0; --left) {
        const std::size_t to = next[left][at];
        descent.largest_step = std::max(descent.largest_step, all[at].height - all[to].height);
        descent.rungs.push_back(to);
        at = to;
    }
    descent.largest_step = std::max(descent.largest_step, all[at].height);
    return descent;
}

}  // namespace

Descent smoothest(const std::vector<Rung>& rungs, const Rung& top, std::size_t most, std::int64_t cut) {
    const std::vector<Rung> all = ladder(rungs, top);
    const std::size_t useful = std::min(most, all.size() - 1);
    const std::int64_t step = smallest_steps(all, useful, cut)[useful].back();
    std::optional<Descent> best;
    Cost least;
    for (std::size_t count = 0; count <= useful; ++count) {
        Cost cost;
        auto descent = cheapest(all, count, step, cut, cost);
        if (!descent || !(cost < least)) continue;
        least = cost;
        best = std::move(descent);
    }
    return best.value_or(Descent{{}, top.height});
}

std::optional<Descent> shortest(const std::vector<Rung>& rungs, const Rung& top, std::int64_t step, std::size_t most,
                                std::int64_t cut) {
    const std::vector<Rung> all = ladder(rungs, top);
    for (std::size_t count = 0; count <= std::min(most, all.size() - 1); ++count) {
        Cost cost;
        if (auto descent = cheapest(all, count, step, cut, cost)) return descent;
    }
    return std::nullopt;
}

}  // namespace euthymia::plan
