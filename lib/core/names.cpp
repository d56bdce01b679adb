// SPDX-License-Identifier: Apache-2.0
// The words that stand for actions, verdicts and effects in rows, JSON and text.
#include "euthymia/advice.hpp"

namespace euthymia {
inline namespace v1 {

std::string_view name_of(Action action) noexcept {
    switch (action) {
        case Action::start:
            return "start";
        case Action::continue_as_is:
            return "continue";
        case Action::raise:
            return "raise";
        case Action::stop:
            return "stop";
    }
    return "";
}

std::string_view name_of(Verdict verdict) noexcept {
    switch (verdict) {
        case Verdict::preferred:
            return "preferred";
        case Verdict::acceptable:
            return "acceptable";
        case Verdict::caution:
            return "caution";
        case Verdict::ask_first:
            return "ask_first";
        case Verdict::not_assessed:
            return "not_assessed";
        case Verdict::avoid:
            return "avoid";
        case Verdict::contraindicated:
            return "contraindicated";
    }
    return "";
}

std::string_view name_of(Effect effect) noexcept {
    switch (effect) {
        case Effect::prefer:
            return "prefer";
        case Effect::inform:
            return "inform";
        case Effect::monitor:
            return "monitor";
        case Effect::require:
            return "require";
        case Effect::caution:
            return "caution";
        case Effect::avoid:
            return "avoid";
        case Effect::contraindicate:
            return "contraindicate";
        case Effect::escalate:
            return "escalate";
    }
    return "";
}

}  // namespace v1
}  // namespace euthymia
