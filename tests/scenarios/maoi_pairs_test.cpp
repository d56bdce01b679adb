// SPDX-License-Identifier: Apache-2.0
// No antidepressant that acts on serotonin or noradrenaline is ever offered beside an MAO inhibitor or too soon after
// it, nor the other way round, whichever of them the edition knows and in whichever country.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "euthymia/euthymia.hpp"
#include "tests/support/patients.hpp"

#include <gtest/gtest.h>

namespace euthymia::tests {
namespace {

const Advisor& advisor() {
    static const Advisor one{*Knowledge::embedded()};
    return one;
}

PatientSheet reviewed() {
    PatientSheet sheet = a_patient().aged(40).with("major_depression").listing("conditions").listing("medicines");
    for (const char* list : {"safety", "crisis", "emergency", "allergies", "medicines", "recent_medicines"}) {
        sheet.reviewed(list);
    }
    return sheet;
}

std::string substance_of(std::string_view candidate) { return std::string{candidate.substr(0, candidate.find('.'))}; }

struct Drugs {
    std::vector<std::string> maois;
    std::vector<std::string> others;
};

// Antipsychotics, lithium and the like are added to an antidepressant and have rules of their own.
bool is_add_on(const Option& option) {
    static const std::vector<std::string_view> classes{"alpha blocker",   "antiepileptic",          "antipsychotic",
                                                       "anxiolytic",      "benzodiazepine",         "gabapentinoid",
                                                       "mood stabiliser", "sedating antihistamine", "thyroid hormone"};
    if (option.candidate == "olanzapine_fluoxetine") return false;
    return std::find(classes.begin(), classes.end(), option.drug_class) != classes.end();
}

// All antidepressants the edition can propose, but for those that act on neither.
const Drugs& drugs() {
    static const Drugs all = [] {
        const std::vector<std::string> neither{"agomelatine", "esketamine", "ketamine", "zuranolone"};
        const std::vector<std::string> maois{"phenelzine", "tranylcypromine", "isocarboxazid", "selegiline_transdermal",
                                             "moclobemide"};
        Drugs found;
        const auto advice = advisor().advise(reviewed().build(), {reviewed().day(), "", ""});
        for (const Option& option : advice->options()) {
            const std::string id = substance_of(option.candidate);
            if (option.kind != "drug" || is_add_on(option) ||
                std::find(neither.begin(), neither.end(), id) != neither.end())
                continue;
            auto& list = std::find(maois.begin(), maois.end(), id) != maois.end() ? found.maois : found.others;
            if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
        }
        return found;
    }();
    return all;
}

// Is starting a drug contraindicated for this person, in every country and in none?
void expect_contraindicated(const PatientSheet& sheet, const std::string& drug, const std::string& beside) {
    for (const char* country : {"", "US", "UK", "CA", "EU", "AU"}) {
        const auto advice = advisor().advise(sheet.build(), {sheet.day(), "", country});
        for (const Option& option : advice->options()) {
            if (substance_of(option.candidate) != drug || option.action != Action::start) continue;
            EXPECT_EQ(option.verdict, Verdict::contraindicated) << option.candidate << " " << beside << country;
        }
    }
}

TEST(MaoInhibitors, AreAllKnown) {
    EXPECT_EQ(drugs().maois.size(), 5U);
    EXPECT_GE(drugs().others.size(), 28U);
}

TEST(MaoInhibitors, AreNeverOfferedBesideAnotherAntidepressant) {
    for (const std::string& maoi : drugs().maois) {
        for (const auto* list : {&drugs().maois, &drugs().others}) {
            for (const std::string& other : *list) {
                if (other != maoi) expect_contraindicated(reviewed().taking(other), maoi, "taking " + other);
            }
        }
    }
}

TEST(MaoInhibitors, ForbidEveryOtherAntidepressantWhileTaken) {
    for (const std::string& maoi : drugs().maois) {
        for (const std::string& other : drugs().others) {
            expect_contraindicated(reviewed().taking(maoi), other, "taking " + maoi);
        }
    }
}

TEST(MaoInhibitors, ThatAreIrreversibleForbidTheOthersForTwoWeeksAndAreForbiddenAfterThem) {
    for (const std::string& maoi : drugs().maois) {
        if (maoi == "moclobemide") continue;
        for (const std::string& other : drugs().others) {
            expect_contraindicated(reviewed().stopped(maoi, "2026-11-10"), other, "stopped " + maoi);
            expect_contraindicated(reviewed().stopped(other, "2026-11-10"), maoi, "stopped " + other);
        }
        expect_contraindicated(reviewed().stopped("fluoxetine", "2026-10-20"), maoi, "stopped fluoxetine");
    }
}

TEST(MaoInhibitors, MayFollowOnceTheIntervalIsOver) {
    const PatientSheet sheet = reviewed().stopped("sertraline", "2026-09-01");
    const auto advice = advisor().advise(sheet.build(), {sheet.day(), "", "US"});
    const auto found = std::find_if(advice->options().begin(), advice->options().end(),
                                    [](const Option& option) { return option.candidate == "phenelzine"; });
    ASSERT_NE(found, advice->options().end());
    EXPECT_LT(found->verdict, Verdict::contraindicated);
}

}  // namespace
}  // namespace euthymia::tests
