#include "distribution/disclosure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/impl/message.hpp"

namespace troupe::distribution {
namespace {

using media::AiShare;
using media::AiShares;

struct Aspect {
    char const* name;
    std::optional<AiShare> AiShares::*share;
};

constexpr std::array<Aspect, 7> aspects{{{"Vocals", &AiShares::vocals},
                                         {"Lyrics", &AiShares::lyrics},
                                         {"Composition", &AiShares::composition},
                                         {"Instrumentation", &AiShares::instrumentation},
                                         {"Mix", &AiShares::mix},
                                         {"Artwork", &AiShares::artwork},
                                         {"Video", &AiShares::video}}};

bool is_made_by_ai(std::optional<AiShare> share) { return share && *share != AiShare::none; }

/// Engines that worked on an aspect, each once.
std::vector<std::string> engines_of(std::vector<AssetRecord> const& assets, Aspect const& aspect) {
    std::vector<std::string> engines;
    for (auto const& asset : assets) {
        auto const& made_by = asset.provenance;
        if (!is_made_by_ai(made_by.ai.*aspect.share)) continue;
        auto const name = made_by.engine_version.empty() ? made_by.engine : made_by.engine + " " + made_by.engine_version;
        if (std::find(engines.begin(), engines.end(), name) == engines.end()) engines.emplace_back(name);
    }
    return engines;
}

std::string sentence(Aspect const& aspect, AiShare share, std::vector<std::string> const& engines) {
    if (share == AiShare::none) return fmt::format("{}: no AI", aspect.name);
    auto const how = share == AiShare::all ? "made by AI" : "made partly by AI";
    return fmt::format("{}: {} ({})", aspect.name, how, text::join(engines, ", "));
}

/// The recording alone decides what a store is told of the recording.
AiShare share_of_recording(AiShares const& shares) {
    std::optional<AiShare> whole;
    for (auto const share : {shares.vocals, shares.lyrics, shares.composition, shares.instrumentation, shares.mix})
        whole = impl::together(whole, share);
    return whole.value_or(AiShare::none);
}

/// Apple's four transparency tags: a tag is set when a material part of that thing is made by AI.
std::vector<std::string> apple_tags(AiShares const& shares) {
    std::vector<std::string> tags;
    if (is_made_by_ai(shares.artwork)) tags.emplace_back("Artwork");
    if (is_made_by_ai(shares.vocals) || is_made_by_ai(shares.instrumentation) || is_made_by_ai(shares.mix))
        tags.emplace_back("Track");
    if (is_made_by_ai(shares.composition) || is_made_by_ai(shares.lyrics)) tags.emplace_back("Composition");
    if (is_made_by_ai(shares.video)) tags.emplace_back("Music Video");
    return tags;
}

/// The five that stores ask about, each of the aspects it is made of.
struct Category {
    char const* name;
    char const* credit;  ///< as Spotify's credits call it; nullptr: they do not ask
    std::vector<std::size_t> aspects;
};
std::vector<Category> const& known_categories() {
    static std::vector<Category> const all{{"vocals", "Vocals", {0}},
                                           {"lyrics", "Lyrics", {1}},
                                           {"composition", nullptr, {2}},
                                           {"instrumentation_production", "Instrumentation and production", {3, 4}},
                                           {"artwork_video", nullptr, {5, 6}}};
    return all;
}

void add_category(std::vector<AssetRecord> const& assets, Category const& category, AiSummary& summary) {
    std::optional<AiShare> whole;
    AiCategory told{category.name, AiShare::none, {}};
    for (auto const index : category.aspects) {
        whole = impl::together(whole, summary.aspects.*aspects[index].share);
        for (auto const& engine : engines_of(assets, aspects[index]))
            if (std::find(told.engines.begin(), told.engines.end(), engine) == told.engines.end())
                told.engines.push_back(engine);
    }
    if (!whole) return;
    told.share = *whole;
    summary.categories.push_back(told);
    if (category.credit != nullptr && *whole != AiShare::none)
        summary.spotify_credits.push_back(
            {category.credit, *whole == AiShare::all ? "AI-generated" : "AI-assisted"});
}

bool has_share(AiShares const& shares) {
    return std::any_of(aspects.begin(), aspects.end(),
                       [&](auto const& aspect) { return (shares.*aspect.share).has_value(); });
}

/// Captions and the title sheet of an instrumental are texts beside the work: none of the seven aspects is theirs.
bool has_aspects(AssetRecord const& asset) { return asset.kind != "captions" && asset.kind != "lyrics" && asset.kind != "text"; }

}  // namespace

Result<AssetRecord> describe_asset(std::filesystem::path const& folder, std::string const& file,
                                   std::string const& kind, media::Provenance const& provenance) {
    AssetRecord record{file, kind, "", 0, provenance, media::disclosure(provenance.ai)};
    record.sha256 = TRY(sha256_of_file(folder / file));
    std::error_code error;
    record.size_bytes = std::filesystem::file_size(folder / file, error);
    if (error) return fail(ErrorCode::unavailable, (folder / file).string() + ": " + error.message());
    return record;
}

std::string provenance_json(std::vector<AssetRecord> const& assets) { return json::pretty(assets); }

AiSummary summarise_ai(std::vector<AssetRecord> const& assets) {
    AiSummary summary;
    for (auto const& asset : assets) {
        auto const& made_by = asset.provenance;
        if (made_by.engine.empty() || made_by.licence.empty() || (has_aspects(asset) && !has_share(asset.recorded.value_or(made_by.ai))))
            summary.unrecorded.push_back(asset.file);
        for (auto const& aspect : aspects)
            summary.aspects.*aspect.share = impl::together(summary.aspects.*aspect.share, made_by.ai.*aspect.share);
    }
    for (auto const& aspect : aspects)
        if (auto const share = summary.aspects.*aspect.share)
            summary.sentences.push_back(sentence(aspect, *share, engines_of(assets, aspect)));
    summary.contains = share_of_recording(summary.aspects);
    summary.apple_tags = apple_tags(summary.aspects);
    for (auto const& category : known_categories()) add_category(assets, category, summary);
    return summary;
}

AiSummary disclosure_of(Release const& release) {
    auto summary = summarise_ai(release.assets);
    summary.decisions = release.ai_decisions;
    return summary;
}

}  // namespace troupe::distribution
