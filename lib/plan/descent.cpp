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

// The cheapest ways down with no step larger than `step`, by rung and how many rungs still follow.
class Ways {
public:
    Ways(const std::vector<Rung>& all, std::size_t most, std::int64_t step, std::int64_t cut)
        : all_{all},
          cost_(most + 1, std::vector<Cost>(all.size())),
          next_(most + 1, std::vector<std::size_t>(all.size(), nowhere)) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].height <= step) cost_[0][i] = {all[i].height * all[i].height, 0};
        }
        for (std::size_t left = 1; left <= most; ++left) extend(left, step, cut);
    }

    /// Of the top, with exactly so many rungs.
    [[nodiscard]] const Cost& cost(std::size_t count) const { return cost_[count].back(); }

    /// @pre there is one: its cost is not `never`
    [[nodiscard]] Descent descent(std::size_t count) const {
        Descent found;
        std::size_t at = all_.size() - 1;
        for (std::size_t left = count; left > 0; --left) {
            const std::size_t to = next_[left][at];
            found.largest_step = std::max(found.largest_step, all_[at].height - all_[to].height);
            found.rungs.push_back(to);
            at = to;
        }
        found.largest_step = std::max(found.largest_step, all_[at].height);
        return found;
    }

private:
    void extend(std::size_t left, std::int64_t step, std::int64_t cut) {
        for (std::size_t from = 0; from < all_.size(); ++from) {
            for (std::size_t to = 0; to < from; ++to) {
                const std::int64_t down = all_[from].height - all_[to].height;
                const Cost& rest = cost_[left - 1][to];
                if (down > step || rest.squares == never || !may_step(all_[from], all_[to], cut)) continue;
                const Cost here{rest.squares + down * down, rest.units + all_[to].units};
                if (!(here < cost_[left][from])) continue;
                cost_[left][from] = here;
                next_[left][from] = to;
            }
        }
    }

    const std::vector<Rung>& all_;
    std::vector<std::vector<Cost>> cost_;
    std::vector<std::vector<std::size_t>> next_;
};

// Of the ways with at most `most` rungs whose steps keep to `step`, which one does.
Descent best_of(const std::vector<Rung>& all, std::size_t most, std::int64_t step, std::int64_t cut) {
    const Ways ways{all, most, step, cut};
    std::size_t best = 0;
    for (std::size_t count = 1; count <= most; ++count) {
        if (ways.cost(count) < ways.cost(best)) best = count;
    }
    return ways.descent(best);
}

}  // namespace

Descent smoothest(const std::vector<Rung>& rungs, const Rung& top, std::size_t most, std::int64_t cut) {
    const std::vector<Rung> all = ladder(rungs, top);
    const std::size_t useful = std::min(most, all.size() - 1);
    return best_of(all, useful, smallest_steps(all, useful, cut)[useful].back(), cut);
}

Descent shortest(const std::vector<Rung>& rungs, const Rung& top, std::int64_t step, std::size_t most,
                 std::int64_t cut) {
    const std::vector<Rung> all = ladder(rungs, top);
    const std::size_t useful = std::min(most, all.size() - 1);
    const auto smallest = smallest_steps(all, useful, cut);
    const std::int64_t kept = std::max(step, smallest[useful].back());
    std::size_t count = std::min(useful, std::size_t{1});
    while (smallest[count].back() > kept) ++count;
    return best_of(all, count, smallest[count].back(), cut);
}

}  // namespace euthymia::plan
