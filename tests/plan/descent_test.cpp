// SPDX-License-Identifier: Apache-2.0
// Whether the way down that is found is the best there is.
#include "lib/plan/descent.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace euthymia::plan {
namespace {

constexpr std::int64_t half = 500'000;
constexpr std::int64_t anything = 1'000'000;

// Rungs of even steps.
std::vector<Rung> even(int count) {
    std::vector<Rung> rungs;
    for (int i = 1; i <= count; ++i) rungs.push_back({i * 1000, i * 1'000'000 / (count + 1), 10});
    return rungs;
}

const Rung top{10'000, 1'000'000, 10};

TEST(SmoothestDescent, TakesEvenStepsWhereItCan) {
    const Descent descent = smoothest(even(9), top, 4, anything);

    EXPECT_EQ(descent.rungs, (std::vector<std::size_t>{7, 5, 3, 1}));  // 8, 6, 4, 2 of 10
    EXPECT_EQ(descent.largest_step, 200'000);
}

TEST(SmoothestDescent, WithoutARungIsOneStep) {
    EXPECT_TRUE(smoothest({}, top, 5, half).rungs.empty());
    EXPECT_EQ(smoothest({}, top, 5, half).largest_step, 1'000'000);
    EXPECT_EQ(smoothest(even(9), top, 0, half).largest_step, 1'000'000);
}

TEST(SmoothestDescent, NeverRemovesMoreThanItMay) {
    const Descent descent = smoothest({{1000, 900'000, 10}, {4999, 950'000, 10}, {5000, 960'000, 10}}, top, 3, half);

    ASSERT_FALSE(descent.rungs.empty());
    EXPECT_EQ(descent.rungs.front(), 2U);  // 5 of 10 is half; 4.999 is more than half
}

TEST(SmoothestDescent, PrefersFewerUnitsAmongEquals) {
    const std::vector<Rung> rungs{{5000, 500'000, 30}, {5500, 500'000, 10}};

    EXPECT_EQ(smoothest(rungs, top, 1, anything).rungs, (std::vector<std::size_t>{1}));
}

TEST(ShortestDescent, TakesTheFewestRungs) {
    const Descent descent = shortest(even(9), top, 300'000, 20, anything);

    EXPECT_EQ(descent.rungs.size(), 3U);
    EXPECT_LE(descent.largest_step, 300'000);
}

TEST(ShortestDescent, HasTheSmallestStepWhereNoneKeepsToTheOneAskedFor) {
    EXPECT_EQ(shortest({{5000, 500'000, 10}}, top, 499'999, 20, anything).largest_step, 500'000);
    EXPECT_EQ(shortest({{5000, 500'000, 10}}, top, 500'000, 20, anything).largest_step, 500'000);
    EXPECT_GT(shortest(even(9), top, 100'000, 8, anything).largest_step, 100'000);  // nine would do
    EXPECT_EQ(shortest(even(9), top, 100'000, 9, anything).largest_step, 100'000);
}

TEST(ShortestDescent, NeverStopsAbruptlyWhereARungMayFollow) {
    EXPECT_EQ(shortest(even(9), top, 1'000'000, 20, anything).rungs.size(), 1U);
    EXPECT_TRUE(shortest(even(4), top, 1'000'000, 0, anything).rungs.empty());
    EXPECT_TRUE(shortest({{1000, 500'000, 10}}, top, 1'000'000, 20, half).rungs.empty());  // too far down
    EXPECT_TRUE(shortest({}, top, 1'000'000, 20, half).rungs.empty());
}

struct Score {
    std::int64_t largest = std::numeric_limits<std::int64_t>::max();
    std::int64_t squares = 0;
    std::int64_t units = 0;
    std::size_t count = 0;
    friend bool operator<(const Score& a, const Score& b) {
        return std::tie(a.largest, a.squares, a.units, a.count) < std::tie(b.largest, b.squares, b.units, b.count);
    }
    friend bool operator==(const Score&, const Score&) = default;
};

Score score(const std::vector<Rung>& rungs, const std::vector<std::size_t>& chosen) {
    Score all{0, 0, 0, chosen.size()};
    const auto add = [&](std::int64_t step) {
        all.largest = std::max(all.largest, step);
        all.squares += step * step;
    };
    std::int64_t height = top.height;
    for (const std::size_t rung : chosen) {
        add(height - rungs[rung].height);
        all.units += rungs[rung].units;
        height = rungs[rung].height;
    }
    add(height);
    return all;
}

bool is_allowed(const std::vector<Rung>& rungs, const std::vector<std::size_t>& chosen, std::int64_t cut) {
    std::int64_t dose = top.dose;
    for (const std::size_t rung : chosen) {
        if ((dose - rungs[rung].dose) * 1'000'000 > dose * cut) return false;
        dose = rungs[rung].dose;
    }
    return true;
}

// Every subset of the rungs, tried.
Score best_of_all(const std::vector<Rung>& rungs, std::size_t most, std::int64_t cut) {
    Score best;
    for (std::uint32_t subset = 0; subset < (1U << rungs.size()); ++subset) {
        std::vector<std::size_t> chosen;
        for (std::size_t i = rungs.size(); i-- > 0;) {
            if ((subset >> i & 1U) != 0) chosen.push_back(i);
        }
        if (chosen.size() > most || !is_allowed(rungs, chosen, cut)) continue;
        best = std::min(best, score(rungs, chosen));
    }
    return best;
}

std::vector<Rung> some_rungs() {
    std::vector<Rung> rungs;
    std::int64_t dose = 0;
    std::int64_t height = 0;
    while (rungs.size() < 10) {
        dose += *rc::gen::inRange(100, 1000);
        height += *rc::gen::inRange(0, 95'000);
        rungs.push_back({dose, height, *rc::gen::inRange(1, 4) * 10});
    }
    return rungs;
}

RC_GTEST_PROP(SmoothestDescent, IsTheBestOfAllThereAre, ()) {
    const std::vector<Rung> rungs = some_rungs();
    const auto most = static_cast<std::size_t>(*rc::gen::inRange(0, 7));
    const std::int64_t cut = *rc::gen::inRange(200'000, 1'000'001);

    const Descent descent = smoothest(rungs, top, most, cut);

    RC_ASSERT(descent.rungs.size() <= most && is_allowed(rungs, descent.rungs, cut));
    RC_ASSERT(score(rungs, descent.rungs) == best_of_all(rungs, most, cut));
    RC_ASSERT(descent.largest_step == score(rungs, descent.rungs).largest);
}

RC_GTEST_PROP(ShortestDescent, IsAsShortAsAnyWithSuchSteps, ()) {
    const std::vector<Rung> rungs = some_rungs();
    const std::int64_t cut = *rc::gen::inRange(200'000, 1'000'001);
    const std::int64_t step = *rc::gen::inRange(50'000, 1'000'001);

    const Descent descent = shortest(rungs, top, step, 10, cut);

    const std::int64_t kept = std::max(step, best_of_all(rungs, 10, cut).largest);
    std::size_t fewest = 1;
    while (best_of_all(rungs, fewest, cut).largest > kept) ++fewest;
    RC_ASSERT(descent.rungs.size() == fewest || (fewest == 1 && descent.rungs.empty()));
    RC_ASSERT(descent.largest_step <= kept && is_allowed(rungs, descent.rungs, cut));
    RC_ASSERT(score(rungs, descent.rungs) == best_of_all(rungs, fewest, cut));
}

}  // namespace
}  // namespace euthymia::plan
