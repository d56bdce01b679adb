// SPDX-License-Identifier: Apache-2.0
// A drafted order beside what the person takes: the same rules seen from the other side.
#include <algorithm>
#include <string>

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

OrderCheck check(const PatientSheet& sheet, std::string_view order, std::string country = "US") {
    const auto records = read_order(order, advisor().knowledge());
    if (!records) {
        ADD_FAILURE() << order << ": " << records.error().detail;
        return {};
    }
    return *advisor().check(sheet.build(), *records, {sheet.day(), "", std::move(country)});
}

bool says(const OrderCheck& check, Effect effect, std::string_view text) {
    return std::any_of(check.findings.begin(), check.findings.end(), [&](const Finding& finding) {
        return finding.effect == effect && finding.text.find(text) != std::string::npos;
    });
}

std::string all(const OrderCheck& check) {
    std::string text = std::string{name_of(check.verdict)} + "\n";
    for (const Finding& one : check.findings) text += std::string{name_of(one.effect)} + ": " + one.text + "\n";
    return text;
}

TEST(Order, ThatIsForbiddenBesideWhatIsTakenSaysSo) {
    const OrderCheck linezolid = check(reviewed().taking("sertraline", 50_mg), "linezolid 600 mg twice daily");
    EXPECT_EQ(linezolid.verdict, Verdict::contraindicated) << all(linezolid);
    EXPECT_TRUE(says(linezolid, Effect::contraindicate, "linezolid")) << all(linezolid);
    const OrderCheck tizanidine = check(reviewed().taking("fluvoxamine"), "tizanidine 2 mg");
    EXPECT_EQ(tizanidine.verdict, Verdict::contraindicated) << all(tizanidine);
    const OrderCheck pimozide = check(reviewed().taking("citalopram"), "pimozide");
    EXPECT_EQ(pimozide.verdict, Verdict::contraindicated) << all(pimozide);
}

TEST(Order, OfAMedicineThatMustWaitNamesTheFirstSafeDay) {
    const OrderCheck early = check(reviewed().stopped("fluoxetine", "2026-11-02"), "thioridazine 50 mg daily");
    EXPECT_EQ(early.verdict, Verdict::contraindicated) << all(early);
    ASSERT_TRUE(early.earliest) << all(early);
    EXPECT_EQ(*early.earliest, on("2026-12-07"));
    const OrderCheck on_the_day =
        check(reviewed().as_of("2026-12-07").stopped("fluoxetine", "2026-11-02"), "thioridazine");
    EXPECT_FALSE(on_the_day.earliest) << all(on_the_day);
    EXPECT_LT(on_the_day.verdict, Verdict::avoid) << all(on_the_day);
    const OrderCheck day_before =
        check(reviewed().as_of("2026-12-06").stopped("fluoxetine", "2026-11-02"), "thioridazine");
    EXPECT_EQ(day_before.verdict, Verdict::contraindicated) << all(day_before);
}

TEST(Order, BesideADrugStillTakenHasNoSafeDay) {
    const OrderCheck taken = check(reviewed().taking("fluoxetine", 20_mg), "thioridazine 50 mg daily");
    EXPECT_EQ(taken.verdict, Verdict::contraindicated) << all(taken);
    EXPECT_FALSE(taken.earliest);
}

TEST(Order, SoonAfterAnMaoInhibitorIsJudgedAsBesideIt) {
    const OrderCheck soon = check(reviewed().stopped("phenelzine", "2026-11-18"), "tramadol 50 mg");
    EXPECT_GE(soon.verdict, Verdict::avoid) << all(soon);
    ASSERT_TRUE(soon.earliest) << all(soon);
    EXPECT_GE(*soon.earliest, on("2026-12-02"));
    const OrderCheck late = check(reviewed().stopped("phenelzine", "2026-09-01"), "tramadol 50 mg");
    EXPECT_LT(late.verdict, Verdict::avoid) << all(late);
}

TEST(Order, ThatWeakensOrAddsUpIsAvoidedOrCautioned) {
    const OrderCheck tamoxifen = check(reviewed().taking("paroxetine", 20_mg), "tamoxifen 20 mg daily");
    EXPECT_EQ(tamoxifen.verdict, Verdict::avoid) << all(tamoxifen);
    const OrderCheck ibuprofen = check(reviewed().taking("sertraline", 50_mg), "ibuprofen 400 mg");
    EXPECT_EQ(ibuprofen.verdict, Verdict::caution) << all(ibuprofen);
    const OrderCheck second = check(reviewed().taking("sertraline", 50_mg), "citalopram 20 mg daily");
    EXPECT_GE(second.verdict, Verdict::avoid) << all(second);
}

TEST(Order, OfAnAntidepressantSaysWhatAdviceSaysOfStartingIt) {
    const OrderCheck maoi = check(reviewed().taking("sertraline", 50_mg), "phenelzine 15 mg");
    EXPECT_EQ(maoi.verdict, Verdict::contraindicated) << all(maoi);
    const OrderCheck stopped = check(reviewed().stopped("phenelzine", "2026-11-18"), "sertraline 50 mg");
    EXPECT_EQ(stopped.verdict, Verdict::contraindicated) << all(stopped);
}

TEST(Order, IsNeverClearedByAnOpenList) {
    const OrderCheck closed = check(reviewed().taking("sertraline", 50_mg), "amoxicillin");
    EXPECT_EQ(closed.verdict, Verdict::acceptable) << all(closed);
    const PatientSheet open = a_patient().aged(40).with("major_depression").taking("sertraline", 50_mg);
    const OrderCheck unknown = check(open, "amoxicillin");
    EXPECT_EQ(unknown.verdict, Verdict::ask_first);
    EXPECT_GT(unknown.notes.size(), closed.notes.size());
}

// Hiding a medicine may turn the answer into "ask first", never into a milder one.
TEST(Order, IsNeverSaferWhenARecordIsHidden) {
    const PatientSheet bare = a_patient().aged(40).with("major_depression").listing("conditions");
    for (const char* order : {"linezolid", "thioridazine 50 mg", "tramadol", "amoxicillin", "phenelzine"}) {
        EXPECT_GE(check(bare, order).verdict, Verdict::ask_first) << order;
    }
}

TEST(Order, ReadsNameAndDose) {
    const Knowledge& knowledge = advisor().knowledge();
    const auto order = read_order("  Sertraline 50 mg once daily ", knowledge);
    ASSERT_TRUE(order);
    ASSERT_EQ(order->size(), 1U);
    EXPECT_EQ(order->front().substance, "sertraline");
    EXPECT_EQ(order->front().dose, 50_mg);
    ASSERT_TRUE(order->front().frequency);
    EXPECT_EQ(order->front().frequency->doses, 1);
    EXPECT_EQ(read_order("st. john's wort", knowledge)->front().substance, "st_johns_wort");
}

TEST(Order, ThatCannotBeReadIsRefused) {
    const Knowledge& knowledge = advisor().knowledge();
    for (const char* text : {"", "   ", "50 mg daily", "no such medicine 5 mg", "\xff\xfe"}) {
        EXPECT_FALSE(read_order(text, knowledge)) << text;
    }
    EXPECT_FALSE(read_order(std::string(2000, 'a'), knowledge));
    MedicineRecord unknown;
    unknown.substance = "nothing";
    const std::vector<MedicineRecord> records{unknown};
    const PatientSheet sheet = reviewed();
    EXPECT_FALSE(advisor().check(sheet.build(), records, {sheet.day(), "", "US"}));
    EXPECT_FALSE(advisor().check(sheet.build(), {}, {sheet.day(), "", "US"}));
    EXPECT_FALSE(advisor().check(sheet.build(), *read_order("tramadol", knowledge), {Date{}, "", "US"}));
    EXPECT_FALSE(advisor().check(sheet.build(), *read_order("tramadol", knowledge), {sheet.day(), "", "Atlantis"}));
}

TEST(Order, AsJsonNamesWhatItRestsOn) {
    const OrderCheck answer = check(reviewed().stopped("fluoxetine", "2026-11-02"), "thioridazine");
    const auto document = JsonDocument::parse(to_json(answer));
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().text("euthymia"), "order-check/1");
    EXPECT_EQ(document->root().text("verdict"), "contraindicated");
    EXPECT_EQ(document->root().text("earliest"), "2026-12-07");
}

}  // namespace
}  // namespace euthymia::tests
