#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/content_text.hpp"
#include "flow/release_codes.hpp"

namespace troupe::cli {
namespace {

struct ById {
    std::string id;
};
void take_artist(CLI::App& sub, ById& values) { sub.add_option("ID", values.id, "The artist")->required(); }
void take_release(CLI::App& sub, ById& values) { sub.add_option("RELEASE", values.id, "The release, as `content list ARTIST --type release` prints it")->required(); }

Result<Answer> create(Shell& shell, ById const& values) {
    flow::GenerateRequest request;
    request.artist = values.id;
    request.type = "release";
    return generate_content(shell, request);
}

Result<Answer> show(Shell& shell, ById const& values) {
    return content_answer(*TRY(shell.studio()), TRY(flow::find_release(*TRY(shell.studio()), values.id)));
}

/// What is told of AI, to whom, and on whose word.
std::string disclosure_text(distribution::AiSummary const& ai) {
    if (ai.categories.empty()) return {};
    std::string text = fmt::format("AI in the recording: {}\n", json::enum_name(ai.contains));
    for (auto const& category : ai.categories) text += fmt::format("  {:<28} {:<7} {}\n", category.name, json::enum_name(category.share), text::join(category.engines, ", "));
    text += fmt::format("  Apple: {}\n", ai.apple_tags.empty() ? "no tag" : text::join(ai.apple_tags, ", "));
    for (auto const& credit : ai.spotify_credits) text += fmt::format("  Spotify: {}: {}\n", credit.category, credit.wording);
    for (auto const& decision : ai.decisions)
        text += fmt::format("  {} of {} counts as {} ({}: {})\n", decision.aspect, decision.file, json::enum_name(decision.counted), decision.by, decision.why);
    return text;
}

struct CheckValues {
    std::string id;
    bool fixes = false;
};
void take_check(CLI::App& sub, CheckValues& values) {
    sub.add_option("RELEASE", values.id, "The release, as `content list ARTIST --type release` prints it")->required();
    sub.add_flag("--fix", values.fixes, "Mend slips of its description that have one right form; what else is to do stands beside each finding");
}

/// What still blocks it: the files as they were measured when the release was made, all else as it is now. Takes the codes
/// that the label has for it.
Result<Answer> check(Shell& shell, CheckValues const& values) {
    auto& studio = *TRY(shell.studio());
    TRY(flow::reserve_codes(studio, values.id, "owner"));
    std::vector<distribution::Fix> fixes;
    if (values.fixes) fixes = TRY(flow::fix_release(studio, values.id)).fixes;
    auto const preflight = TRY(flow::check_release(studio, TRY(flow::find_release(studio, values.id))));
    std::string text = preflight.verdict + "\n";
    for (auto const& fix : fixes) text += fmt::format("mended   {} {}: \"{}\" is now \"{}\"\n", fix.rule, fix.field, fix.before, fix.after);
    for (auto const& finding : preflight.findings)
        text += fmt::format("{:<8} {} {}: {} (asked: {})\n         {}\n", json::enum_name(finding.severity), finding.rule, finding.asset, finding.measured,
                            finding.limit, finding.fix);
    text += fmt::format("{} rules hold.\n", preflight.passed.size());
    text += disclosure_text(preflight.ai);
    for (auto const& store : preflight.stores) text += fmt::format("{:<16} {:<6} {}\n", store.store, store.state, store.reason);
    json::Object value = json::to_value(preflight).as_object();
    value["id"] = values.id;
    if (values.fixes) value["fixes"] = json::to_value(fixes);
    return Answer{value, text, preflight.has_blockers ? 1 : 0};
}

}  // namespace

void add_release(Menu const& menu) {
    auto& release = menu.group("release", "Releases: a song with cover, videos, checks and package");
    menu.add<ById>(release, "create", "Make the artist's next release", take_artist, create);
    menu.add<ById>(release, "show", "Its files", take_release, show);
    menu.add<CheckValues>(release, "check", "What still blocks a delivery; exit code 1 when something does", take_check, check);
    add_codes(menu, release);
}

}  // namespace troupe::cli
