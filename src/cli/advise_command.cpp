#include <fmt/format.h>

#include "cli/commands.hpp"
#include "flow/advise.hpp"
#include "llm/review_log.hpp"

namespace troupe::cli {
namespace {

struct ById {
    std::string id;
};
void take_artist(CLI::App& sub, ById& values) { sub.add_option("ID", values.id, "The artist")->required(); }

std::string changes_text(flow::Advice const& advice) {
    std::string text;
    for (auto const& each : advice.changes)
        text += fmt::format("  {}={}\n    {}; {}; style distance {:.3f}\n", each.field, each.value, each.why,
                            each.has_evidence ? "listeners' behaviour speaks for a change of it, too" : "no evidence yet", each.distance);
    for (auto const& each : advice.refused) text += fmt::format("  refused: {}={}\n    {}\n", each.field, each.value, each.reason);
    return text.empty() ? "  none\n" : text;
}

std::string advice_text(flow::Advice const& advice) {
    auto text = fmt::format("{} advises; nothing has been changed.\n\nThemes:\n", advice.model);
    for (auto const& theme : advice.themes) text += fmt::format("  {}\n    {}\n", theme.text, theme.why);
    text += "\nArcs:\n";
    for (auto const& arc : advice.arcs) {
        text += fmt::format("  {}: {}\n", arc.name, arc.why);
        for (auto const& stage : arc.stages) text += "    - " + stage + "\n";
    }
    text += "\nChanges:\n" + changes_text(advice);
    return text + fmt::format("\nMake one with `troupe artist edit {} FIELD=VALUE`. Every word: `troupe llm review {}`. Cost: {}\n", advice.id, advice.session,
                              llm::format_money(advice.cost_micros));
}

Result<Answer> advise(Shell& shell, ById const& values) {
    auto const advice = TRY(flow::advise(*TRY(shell.studio()), values.id, shell.stop));
    return Answer{json::to_value(advice), advice_text(advice)};
}

}  // namespace

void add_advise(Menu const& menu, CLI::App& artist) {
    menu.add<ById>(artist, "advise", "Ask a language model for themes, arcs and changes; nothing of it is done", take_artist, advise);
}

}  // namespace troupe::cli
