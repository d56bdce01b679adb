// SPDX-License-Identifier: Apache-2.0
// Advice as text for a clinician at a terminal: urgent first, then what is taken, what fits, what does not, what
// to ask, what was not read.
#include "report.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace cli {

namespace {

using namespace euthymia;

class Report {
public:
    Report(std::ostream& out, const Advice& advice, const Knowledge& knowledge, const Layout& layout)
        : out_{out}, advice_{advice}, knowledge_{knowledge}, layout_{layout} {}

    void write() {
        write_person();
        write_alerts();
        write_taken();
        write_options();
        write_unsuitable();
        write_questions();
        write_assumed();
        write_not_read();
        out_ << '\n';
        line(
            "Draft for the clinician's decision. `euthymia explain FILE --candidate ID` shows every rule with its "
            "source; `kb show ID` one row.",
            0);
    }

private:
    void heading(std::string_view text, std::string_view colour = "1") { out_ << '\n' << paint(text, colour) << '\n'; }

    [[nodiscard]] std::string paint(std::string_view text, std::string_view colour) const {
        if (!layout_.colour) return std::string{text};
        return "\x1b[" + std::string{colour} + "m" + std::string{text} + "\x1b[0m";
    }

    void line(std::string_view text, std::size_t indent, std::size_t hang = 0) {
        out_ << std::string(indent, ' ') << wrapped(text, layout_.width, indent + hang) << '\n';
    }

    void write_person() {
        line(paint(advice_.person(), "1"), 0);
        std::string basis = "as of " + to_string(advice_.as_of()) + ", guideline " + std::string{advice_.profile()};
        basis += ", country " + std::string{advice_.jurisdiction().empty() ? "not set" : advice_.jurisdiction()};
        basis += ", knowledge " + std::string{advice_.edition()};
        line(basis, 0);
        for (const std::string& note : advice_.notes()) line("! " + note, 0, 2);
    }

    void write_alerts() {
        if (advice_.alerts().empty()) return;
        heading("URGENT", "1;31");
        for (const Alert& alert : advice_.alerts()) {
            const std::string level = alert.level == "emergency" ? "EMERGENCY" : "SAME DAY";
            line(paint(level, "1;31") + "  " + alert.text, 2, 2);
            for (std::size_t i = 0; i < alert.actions.size(); ++i) {
                line(std::to_string(i + 1) + ". " + alert.actions[i], 4, 3);
            }
            for (const Basis& basis : alert.bases) {
                line("because " + facts_of(basis) + "; " + source_of(basis), 4, 2);
            }
        }
    }

    [[nodiscard]] static std::string facts_of(const Basis& basis) {
        std::string text;
        for (const FactRead& read : basis.facts) {
            if (!read.known || read.value == "no" || read.value == "never recorded") continue;
            text += (text.empty() ? "" : ", ") + read.label + ": " + read.value;
            if (!read.when.empty()) text += " (" + read.when + ")";
        }
        return text.empty() ? "it always holds" : text;
    }

    [[nodiscard]] static std::string source_of(const Basis& basis) {
        std::string text = basis.source.empty() ? basis.rule : basis.source + ", " + basis.place;
        if (!basis.jurisdiction.empty()) text += " (" + basis.jurisdiction + ")";
        if (!basis.source.empty() && !basis.verified) text += " [not yet verified by two readings]";
        return text;
    }

    void write_taken() {
        if (advice_.regimens().empty()) return;
        heading("Medicines in the record");
        constexpr std::size_t most = 12;
        std::size_t shown = 0;
        for (const Truth wanted : {Truth::yes, Truth::unknown, Truth::no}) {
            for (const Regimen& regimen : advice_.regimens()) {
                if (regimen.taking != wanted) continue;
                if (!layout_.all && ++shown > most) continue;
                line(regimen_text(regimen), 2, 2);
            }
        }
        if (!layout_.all && shown > most) line("and " + std::to_string(shown - most) + " more (--all)", 2);
    }

    [[nodiscard]] std::string regimen_text(const Regimen& regimen) const {
        std::string text{knowledge_.label(regimen.substance)};
        if (!regimen.form.empty()) text += " " + regimen.form;
        if (regimen.taking == Truth::no) {
            return text + ", stopped " + (regimen.stop ? to_string(*regimen.stop) : "on an unknown day");
        }
        if (regimen.taking == Truth::unknown) text += ", perhaps taken";
        if (regimen.daily_dose) text += ", " + to_string(*regimen.daily_dose) + " a day";
        if (!regimen.daily_dose) text += regimen.as_needed ? ", as needed" : ", dose not recorded";
        if (regimen.start) text += ", since " + to_string(*regimen.start);
        if (!regimen.purpose.empty()) text += ", for " + std::string{knowledge_.label(regimen.purpose)};
        return text;
    }

    [[nodiscard]] static bool is_unsuitable(const Option& option) { return option.verdict > Verdict::ask_first; }

    [[nodiscard]] static std::string verdict_text(const Option& option) {
        if (option.verdict == Verdict::ask_first) return "ask first";
        if (option.verdict == Verdict::not_assessed) return "not assessed";
        return std::string{name_of(option.verdict)};
    }

    void write_options() {
        heading("Options");
        bool any = false;
        for (const Option& option : advice_.options()) {
            if (is_unsuitable(option)) continue;
            any = true;
            write_option(option);
        }
        if (!any) line("none", 2);
    }

    void write_option(const Option& option) {
        static constexpr std::array<std::string_view, 7> colours{"1;32", "32", "33", "36", "36", "31", "1;31"};
        const std::string verdict = verdict_text(option);
        std::string head = std::string{name_of(option.action)} + " " + option.label;
        constexpr std::size_t verdict_width = 12;
        out_ << "  " << paint(verdict, colours[static_cast<std::size_t>(option.verdict)])
             << std::string(verdict_width > verdict.size() ? verdict_width - verdict.size() : 1, ' ');
        if (option.line) head += ", line " + std::to_string(*option.line);
        if (!option.starting_text.empty()) head += ", from " + option.starting_text;
        if (option.limits.settled) head += ", at most " + to_string(*option.limits.settled) + " a day";
        if (option.limits.cautious && option.limits.cautious != option.limits.settled) {
            head += " (" + to_string(*option.limits.cautious) + " if a fact not recorded applies)";
        }
        out_ << wrapped(head, layout_.width, 2 + verdict_width) << '\n';
        if (!option.standing.empty()) line(option.standing, 14, 2);
        if (!option.elsewhere.empty()) line("elsewhere: " + option.elsewhere, 14, 2);
        write_findings(option, 2);
    }

    // What forbids first. Findings that only wait for a fact are one line.
    void write_findings(const Option& option, std::size_t most) {
        std::size_t shown = 0;
        std::size_t left = 0;
        std::vector<std::string> missing;
        for (const Finding& finding : option.findings) {
            if (finding.holds != Truth::yes) {
                for (const std::string& fact : finding.missing) {
                    if (std::find(missing.begin(), missing.end(), fact) == missing.end()) missing.push_back(fact);
                }
                continue;
            }
            const bool minor = finding.effect < Effect::caution && finding.effect != Effect::prefer;
            if (!layout_.all && (minor || shown >= most)) {
                ++left;
                continue;
            }
            ++shown;
            std::string text = finding.text + leave_text(finding);
            line(text, 14, 2);
            if (layout_.all || finding.effect >= Effect::avoid) line("- " + source_of(finding.basis), 16, 2);
        }
        if (!missing.empty()) line("waits for: " + missing_text(missing), 14, 2);
        if (left > 0) line("and " + std::to_string(left) + " more statements (--all)", 14);
    }

    [[nodiscard]] static std::string leave_text(const Finding& finding) {
        if (finding.leave == "stop_today") return " To leave it: stop today, with emergency or specialist advice.";
        if (finding.leave == "taper") return " To leave it: taper, do not stop abruptly.";
        if (finding.leave == "lower") return " Lower the dose; do not stop abruptly.";
        if (finding.leave == "specialist")
            return " To leave it: plan with a specialist; do not stop abruptly on this alone.";
        return {};
    }

    [[nodiscard]] std::string missing_text(const std::vector<std::string>& missing) const {
        std::vector<std::string> lists;
        for (const Question& question : advice_.questions()) {
            const bool asks = std::any_of(missing.begin(), missing.end(), [&](const std::string& fact) {
                return std::find(question.facts.begin(), question.facts.end(), fact) != question.facts.end();
            });
            if (asks) lists.push_back(question.id);
        }
        std::string text;
        for (const std::string& list : lists) {
            std::string label{knowledge_.label(list)};
            std::replace(label.begin(), label.end(), '_', ' ');
            text += (text.empty() ? "" : ", ") + label;
        }
        return text.empty() ? "a fact not recorded" : text;
    }

    void write_unsuitable() {
        const bool any = std::any_of(advice_.options().begin(), advice_.options().end(), is_unsuitable);
        if (!any) return;
        heading("Not suitable, and why");
        for (const Option& option : advice_.options()) {
            if (!is_unsuitable(option)) continue;
            line(verdict_text(option) + ": " + std::string{name_of(option.action)} + " " + option.label, 2);
            write_findings(option, 3);
        }
    }

    void write_questions() {
        if (advice_.questions().empty()) return;
        heading("Ask next");
        constexpr std::size_t first = 3;
        std::size_t shown = 0;
        for (const Question& question : advice_.questions()) {
            if (!layout_.all && shown == first) break;
            ++shown;
            std::string text = std::to_string(shown) + ". " + question.text;
            if (!question.why.empty()) text += " [" + question.why;
            if (!question.why.empty()) text += "; could move " + std::to_string(question.moves) + " verdicts]";
            line(text, 2, 3);
            if (layout_.all) line(joined(question.facts), 5);
        }
        const std::size_t rest = advice_.questions().size() - shown;
        if (rest > 0) line("and " + std::to_string(rest) + " more (--all)", 2);
    }

    [[nodiscard]] std::string joined(std::span<const std::string> facts) const {
        std::string text;
        for (const std::string& fact : facts) text += (text.empty() ? "" : ", ") + std::string{knowledge_.label(fact)};
        return text;
    }

    void write_assumed() {
        if (advice_.assumed().empty()) return;
        heading("Assumed absent, because the problem list does not name it");
        std::string text;
        for (const FactRead& read : advice_.assumed()) text += (text.empty() ? "" : ", ") + read.label;
        line(text, 2);
    }

    void write_not_read() {
        if (advice_.not_read().empty()) return;
        heading("Not read");
        std::map<std::string, std::vector<const NotRead*>> by_why;
        for (const NotRead& entry : advice_.not_read()) by_why[entry.why].push_back(&entry);
        for (const auto& [why, entries] : by_why) {
            line(std::to_string(entries.size()) + "x " + why, 2, 2);
            const std::size_t most = layout_.all ? entries.size() : 3;
            for (std::size_t i = 0; i < std::min(most, entries.size()); ++i) {
                std::string text = entries[i]->what;
                if (!entries[i]->text.empty()) text += " \"" + entries[i]->text + "\"";
                line(text, 5, 2);
            }
        }
    }

    std::ostream& out_;
    const Advice& advice_;
    const Knowledge& knowledge_;
    const Layout& layout_;
};

}  // namespace

void write_report(std::ostream& out, const Advice& advice, const Knowledge& knowledge, const Layout& layout) {
    Report{out, advice, knowledge, layout}.write();
}

}  // namespace cli
