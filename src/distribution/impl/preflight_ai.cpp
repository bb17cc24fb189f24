#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/impl/preflight_report.hpp"
#include "distribution/impl/tables.hpp"

/// Rules about what stores are told of AI.
namespace troupe::distribution::impl {
namespace {

using media::AiShare;
using media::AiShares;

/// What is asked of a release, and the aspects that answer: one of them must be recorded.
struct Question {
    char const* name;
    bool is_asked;
    std::vector<std::optional<AiShare> AiShares::*> answers;
};

void ask(std::vector<Question> const& questions, PreflightInput const& input, Report& report) {
    auto const shares = summarise_ai(input.release.assets).aspects;
    for (auto const& question : questions) {
        bool const is_answered = std::any_of(question.answers.begin(), question.answers.end(),
                                             [&](auto aspect) { return (shares.*aspect).has_value(); });
        if (question.is_asked && !is_answered)
            report.broken("assets", fmt::format("nothing is recorded for {}", question.name), "none, partly or all");
    }
}

void check_apple_tags(PreflightInput const& input, Rule const&, Report& report) {
    bool const has_video = input.release.kind == ReleaseKind::video_single;
    ask({{"Artwork", !has_video, {&AiShares::artwork, &AiShares::video}},
         {"Track", true, {&AiShares::vocals, &AiShares::instrumentation, &AiShares::mix}},
         {"Composition", true, {&AiShares::composition}},
         {"Music Video", has_video, {&AiShares::video}}},
        input, report);
}

void check_credits(PreflightInput const& input, Rule const&, Report& report) {
    auto const& tracks = input.release.tracks;
    bool const is_sung =
        std::any_of(tracks.begin(), tracks.end(), [](auto const& track) { return !track.instrumental; });
    ask({{"vocals", is_sung, {&AiShares::vocals}},
         {"lyrics", is_sung, {&AiShares::lyrics}},
         {"instrumentation and production", true, {&AiShares::instrumentation, &AiShares::mix}}},
        input, report);
}

/// The little that is looked at of the table of stores.
struct StoreLine {
    std::string id, name, ai, note;
};
BOOST_DESCRIBE_STRUCT(StoreLine, (), (id, name, ai, note))
struct StoreLines {
    std::vector<StoreLine> stores;
};
BOOST_DESCRIBE_STRUCT(StoreLines, (), (stores))

std::vector<StoreLine> const& store_lines() {
    static auto const lines =
        json::parse<StoreLines>(table_text("distribution/stores.json"), json::Unknown::ignore).value_or(StoreLines{});
    return lines.stores;
}

void check_reach(PreflightInput const& input, Rule const&, Report& report) {
    if (summarise_ai(input.release.assets).contains == AiShare::none) return;
    for (auto const& store : store_lines())
        if (store.ai == "tagged") report.broken("release", store.name + " marks it as AI's", store.note);
}

void check_eligibility(PreflightInput const& input, Rule const&, Report& report) {
    if (input.stores.empty()) return report.not_applicable();
    auto const share = summarise_ai(input.release.assets).contains;
    for (auto const& store : store_lines()) {
        bool const is_chosen = std::find(input.stores.begin(), input.stores.end(), store.id) != input.stores.end();
        bool const refuses = (store.ai == "refused" && share != AiShare::none) ||
                             (store.ai == "refused_when_all" && share == AiShare::all);
        if (is_chosen && refuses)
            report.broken("stores",
                          fmt::format("{} is chosen, and this recording is {} AI", store.name,
                                      share == AiShare::all ? "all" : "partly"),
                          store.note);
    }
}

bool is_made_by_ai(std::optional<AiShare> share) { return share && *share != AiShare::none; }

AssetRecord const* asset_of(Release const& release, std::string const& file) {
    for (auto const& asset : release.assets)
        if (asset.file == file) return &asset;
    return nullptr;
}

/// Art. 50 of the EU's AI act wants a mark that machines read: in pictures the IPTC source type, in videos a tag.
void check_marks(PreflightInput const& input, Rule const& rule, Report& report) {
    bool any = false;
    auto const* cover = asset_of(input.release, input.release.cover.file);
    if (cover != nullptr && is_made_by_ai(cover->provenance.ai.artwork)) {
        any = true;
        auto const& type = input.cover.source_type;
        if (std::find(rule.words.begin(), rule.words.end(), type) == rule.words.end())
            report.broken(input.cover.file, type.empty() ? "no source type" : type, text::join(rule.words, ", "));
    }
    for (auto const& video : input.videos) {
        auto const* asset = asset_of(input.release, video.file);
        if (asset == nullptr || !is_made_by_ai(asset->provenance.ai.video)) continue;
        any = true;
        if (video.disclosure.empty()) report.broken(video.file, "no tag says that AI made it", "a tag");
    }
    if (!any) report.not_applicable();
}

}  // namespace

void add_ai_checks(Checks& checks) {
    checks["apple_tags"] = check_apple_tags;
    checks["spotify_credits"] = check_credits;
    checks["reach"] = check_reach;
    checks["eligibility"] = check_eligibility;
    checks["ai_marks"] = check_marks;
}

}  // namespace troupe::distribution::impl
