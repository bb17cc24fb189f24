#include <algorithm>
#include <filesystem>
#include <map>

#include "distribution/impl/message.hpp"

namespace troupe::distribution::impl {
namespace {

using media::AiShare;
using media::AiShares;
using Share = std::optional<AiShare> AiShares::*;

/// The aspects of the work that a role answers for. What is not listed here played or sang: instrumentation.
std::vector<Share> aspects_of(std::string const& role) {
    static std::map<std::string, std::vector<Share>> const table{
        {"Composer", {&AiShares::composition}},
        {"NonLyricAuthor", {&AiShares::composition}},
        {"Arranger", {&AiShares::composition}},
        {"SubArranger", {&AiShares::composition}},
        {"ComposerLyricist", {&AiShares::composition, &AiShares::lyrics}},
        {"Author", {&AiShares::composition, &AiShares::lyrics}},
        {"Lyricist", {&AiShares::lyrics}},
        {"SubLyricist", {&AiShares::lyrics}},
        {"Adapter", {&AiShares::lyrics}},
        {"Translator", {&AiShares::lyrics}},
        {"Vocalist", {&AiShares::vocals}},
        {"LeadVocalist", {&AiShares::vocals}},
        {"BackgroundVocalist", {&AiShares::vocals}},
        {"Choir", {&AiShares::vocals}},
        {"Speaker", {&AiShares::vocals}},
        {"StudioProducer", {&AiShares::mix, &AiShares::instrumentation}},
        {"CoProducer", {&AiShares::mix, &AiShares::instrumentation}},
        {"AssistantProducer", {&AiShares::mix}},
        {"Engineer", {&AiShares::mix}},
        {"Editor", {&AiShares::mix}},
        {"Mixer", {&AiShares::mix}},
        {"MixingEngineer", {&AiShares::mix}},
        {"MasteringEngineer", {&AiShares::mix}},
        {"RecordingEngineer", {&AiShares::mix}},
        {"VocalEngineer", {&AiShares::mix}},
        {"VocalProducer", {&AiShares::mix, &AiShares::vocals}}};
    auto const found = table.find(role);
    return found == table.end() ? std::vector<Share>{&AiShares::instrumentation} : found->second;
}

AiShare share_of(std::string const& role, AiShares const& shares) {
    std::optional<AiShare> all;
    for (auto const aspect : aspects_of(role)) all = together(all, shares.*aspect);
    return all.value_or(AiShare::none);
}

void add_once(std::vector<std::string>& roles, std::string const& role) {
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
}

}  // namespace

AiShares ai_shares(Release const& release, std::string const& file) {
    for (auto const& asset : release.assets)
        if (asset.file == file) return asset.provenance.ai;
    return {};
}

AiShares ai_shares(Release const& release, Track const& track) {
    auto shares = ai_shares(release, track.file);
    // What lies beside one track of several, its words, belongs to it; beside all of them to none.
    auto const folder = std::filesystem::path(track.file).parent_path();
    if (release.tracks.size() > 1 && folder.empty()) return shares;
    for (auto const& asset : release.assets) {
        if (asset.file == track.file) continue;
        if (release.tracks.size() > 1 && std::filesystem::path(asset.file).parent_path() != folder) continue;
        auto const& more = asset.provenance.ai;
        for (auto const aspect :
             {&AiShares::vocals, &AiShares::lyrics, &AiShares::composition, &AiShares::instrumentation, &AiShares::mix})
            shares.*aspect = together(shares.*aspect, more.*aspect);
    }
    return shares;
}

std::optional<AiShare> together(std::optional<AiShare> left, std::optional<AiShare> right) {
    if (!left) return right;
    if (!right || left == right) return left;
    return AiShare::partly;
}

std::optional<AiShare> together(AiShares const& shares) {
    std::optional<AiShare> whole;
    for (auto const share : {shares.vocals, shares.lyrics, shares.composition, shares.instrumentation, shares.mix,
                             shares.artwork, shares.video})
        whole = together(whole, share);
    return whole;
}

/// DDEX: All allows credits of generative AI alone, None allows nobody a part of it, and a person's own share is never
/// All. So what AI did alone is its credit, and what it helped with is both's.
std::vector<Credit> credits_with_ai(std::vector<Credit> const& credits, AiShares const& shares) {
    auto const whole = together(shares).value_or(AiShare::none);
    if (whole == AiShare::none) return credits;
    Credit machine{.ai = AiShare::all};
    std::vector<Credit> out;
    for (auto const& credit : credits) {
        Credit person{.name = credit.name, .ai = AiShare::none};
        for (auto const& role : credit.roles) {
            auto const share = whole == AiShare::all ? AiShare::all : share_of(role, shares);
            if (share != AiShare::none) add_once(machine.roles, role);
            if (share != AiShare::all) person.roles.push_back(role);
            if (share == AiShare::partly) person.ai = AiShare::partly;
        }
        if (!person.roles.empty()) out.push_back(std::move(person));
    }
    if (!machine.roles.empty()) out.push_back(std::move(machine));
    return out;
}

}  // namespace troupe::distribution::impl
