#include <fmt/format.h>

#include "cli/ask.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "flow/pack_release.hpp"
#include "flow/release_codes.hpp"

/// The label's codes: the same calls as over HTTP, with their entries in the audit log.
namespace troupe::cli {
namespace {

/// The same of a call that changes what a release says, whose files say so, too, when it ends.
Result<json::Value> ask_and_pack(Shell& shell, std::string const& name, json::Object const& input) {
    auto value = TRY(ask(shell, name, input));
    TRY(flow::finish_packing(*TRY(shell.studio()), std::string(input.at("release_id").as_string()), shell.stop));
    return value;
}

Result<Answer> shown_codes(json::Value const& value) {
    auto const codes = TRY(json::from_value<flow::ReleaseCodes>(value));
    std::vector<std::vector<std::string>> rows;
    for (auto const& line : codes.codes)
        rows.push_back({line.of, json::enum_name(line.kind), line.code.value.empty() ? "-" : line.code.value,
                        json::enum_name(line.code.status), line.title});
    auto text = table({"OF", "KIND", "CODE", "STATUS", "TITLE"}, rows);
    for (auto const& why : codes.missing) text += "missing: " + why + "\n";
    return Answer{value, text};
}

struct PrefixValues {
    std::string kind, prefix;
};
void take_prefix(CLI::App& sub, PrefixValues& values) {
    sub.add_option("KIND", values.kind, "isrc, upc, grid or dpid")
        ->required()
        ->check(CLI::IsMember({"isrc", "upc", "grid", "dpid"}));
    sub.add_option("PREFIX", values.prefix,
                   "As the agency gave it: GB-AYE; a GS1 company prefix; a GRid issuer; a whole DPID")
        ->required();
}
Result<Answer> add_prefix(Shell& shell, PrefixValues const& values) {
    TRY(distribution::parse_prefix(TRY(json::enum_from<distribution::CodeKind>(values.kind, "KIND")), values.prefix));
    auto const value = TRY(ask(shell, "release.codes.add_prefix", {{"kind", values.kind}, {"prefix", values.prefix}}));
    auto const prefix = TRY(json::from_value<distribution::CodePrefix>(value));
    return Answer{value, fmt::format("{} {}: {}\n", values.kind, prefix.prefix,
                                     values.kind == "dpid" ? "the sender of every message"
                                                           : fmt::format("{} codes{}", distribution::capacity(prefix),
                                                                         has_years(prefix.kind) ? " a year" : ""))};
}

struct Optional {
    std::string release;
};
void take_optional(CLI::App& sub, Optional& values) {
    sub.add_option("RELEASE", values.release, "Its codes (default: the label's prefixes)");
}
Result<Answer> list(Shell& shell, Optional const& values) {
    if (!values.release.empty()) return shown_codes(TRY(ask(shell, "release.codes", {{"release_id", values.release}})));
    auto const value = TRY(ask(shell, "release.codes.list", {}));
    std::vector<std::vector<std::string>> rows;
    for (auto const& row : TRY(json::from_value<std::vector<distribution::CodeRow>>(value.as_object().at("rows"))))
        rows.push_back({json::enum_name(row.prefix.kind), row.prefix.prefix,
                        has_years(row.prefix.kind) ? fmt::format("{:02}", row.year) : "-", std::to_string(row.given),
                        std::to_string(row.capacity - row.given), row.prefix.by});
    return Answer{value, rows.empty() ? "No prefixes: `troupe release codes add-prefix KIND PREFIX`\n"
                                      : table({"KIND", "PREFIX", "YEAR", "GIVEN", "LEFT", "ENTERED BY"}, rows)};
}

struct ById {
    std::string release;
};
void take_release(CLI::App& sub, ById& values) { sub.add_option("RELEASE", values.release, "The release")->required(); }
Result<Answer> reserve(Shell& shell, ById const& values) {
    return shown_codes(TRY(ask_and_pack(shell, "release.codes.reserve", {{"release_id", values.release}})));
}
Result<Answer> assign(Shell& shell, ById const& values) {
    return shown_codes(TRY(ask_and_pack(shell, "release.codes.assign", {{"release_id", values.release}})));
}

struct SetValues {
    std::string what, code, kind;
};
void take_code(CLI::App& sub, SetValues& values) {
    sub.add_option("RELEASE[/TRACK]", values.what, "The release, or one of its tracks: ID/1")->required();
    sub.add_option("CODE", values.code, "As it was given")->required();
    sub.add_option("--kind", values.kind, "Of the release's own code")->check(CLI::IsMember({"upc", "grid"}));
}
Result<Answer> set(Shell& shell, SetValues const& values) {
    auto const slash = values.what.find('/');
    int track = 0;
    if (slash != std::string::npos) {
        auto const number = values.what.substr(slash + 1);
        if (number.empty() || number.size() > 4 || number.find_first_not_of("0123456789") != std::string::npos ||
            std::stoi(number) == 0)
            return wrong_field("RELEASE/TRACK", "a track is a number from 1");
        track = std::stoi(number);
    }
    return shown_codes(TRY(ask_and_pack(shell, "release.codes.set",
                               {{"release_id", values.what.substr(0, slash)},
                                {"track", track},
                                {"code", values.code},
                                {"kind", values.kind}})));
}

struct AiValues {
    std::string release, file, aspect, share, why;
};
void take_ai(CLI::App& sub, AiValues& values) {
    sub.add_option("RELEASE", values.release, "The release")->required();
    sub.add_option("FILE", values.file, "One of its files: master.flac")->required();
    sub.add_option("ASPECT", values.aspect, "vocals, lyrics, composition, instrumentation, mix, artwork or video")
        ->required()
        ->check(CLI::IsMember({"vocals", "lyrics", "composition", "instrumentation", "mix", "artwork", "video"}));
    sub.add_option("SHARE", values.share, "How much AI made: none, partly or all")
        ->required()
        ->check(CLI::IsMember({"none", "partly", "all"}));
    sub.add_option("--why", values.why, "What stores may be told when they ask")->required();
}
Result<Answer> set_ai(Shell& shell, AiValues const& values) {
    auto const value = TRY(ask_and_pack(shell, "release.ai",
                               {{"release_id", values.release},
                                {"file", values.file},
                                {"aspect", values.aspect},
                                {"share", values.share},
                                {"reason", values.why}}));
    auto const ai = TRY(json::from_value<distribution::AiSummary>(value));
    std::string text;
    for (auto const& sentence : ai.sentences) text += sentence + "\n";
    return Answer{value, text};
}

}  // namespace

void add_codes(Menu const& menu, CLI::App& release) {
    auto& codes =
        *release.add_subcommand("codes", "ISRC, UPC, GRid and DPID: the label's own and those that others gave");
    codes.require_subcommand(1);
    menu.add<PrefixValues>(codes, "add-prefix", "A prefix that an agency gave the label", take_prefix, add_prefix);
    menu.add<Optional>(codes, "list", "The prefixes and how far they are used, or a release's codes", take_optional,
                       list);
    menu.add<ById>(codes, "reserve", "Take the next own codes for what has none", take_release, reserve);
    menu.add<ById>(codes, "assign", "Use them for good: done when the release is delivered", take_release, assign);
    menu.add<SetValues>(codes, "set", "Write down a code that others gave", take_code, set);
    menu.add<AiValues>(release, "ai", "Say how much of a file AI made, against its record", take_ai, set_ai);
}

}  // namespace troupe::cli
