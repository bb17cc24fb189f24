#include "flow/teaser_footage.hpp"

#include <algorithm>

#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/prompts.hpp"

namespace troupe::flow {

Result<std::vector<std::string>> add_footage(Making const& making, artist::Document const& artist, catalog::Content const& track,
                                             visual::TeaserBrief& brief) {
    auto& studio = making.studio;
    if (!studio.footage.has_any()) return std::vector<std::string>{};
    auto const song = TRY(made_song(artist, track));
    auto const tables = studio.visual_tables.now();
    auto scenes = TRY(visual::scenes_for_footage(brief));
    visual::FootageWish wish{.artist = to_string(artist.id),
                             .work = to_string(track.id),
                             .aspect = brief.aspect,
                             .scenes = std::move(scenes),
                             .words = {footage_sources(artist.profile, song.mood, song.genre, *studio.identity_genres.now()), *tables},
                             .seed = brief.seed};
    auto gathered = TRY(studio.footage.gather(std::move(wish), *tables, [&](double done) { making.report(0.25 * done, "clips"); }, making.stop));
    brief.footage = std::move(gathered.cuts);
    return std::move(gathered.notes);
}

void keep_shown(visual::TeaserBrief& brief, visual::VideoInfo const& info) {
    std::erase_if(brief.footage, [&](visual::FootageCut const& cut) {
        return std::none_of(info.footage.begin(), info.footage.end(), [&](auto const& shown) {
            return shown.credit.provider == cut.credit.provider && shown.credit.clip == cut.credit.clip;
        });
    });
}

Result<void> credit_footage(Studio& studio, catalog::Content& content, visual::VideoInfo const& info, std::vector<std::string> const& notes,
                            std::string const& credits_name) {
    auto all = notes;
    all.insert(all.end(), info.notes.begin(), info.notes.end());
    if (info.footage.empty() && all.empty()) return {};
    json::Object details{{"footage", json::to_value(info.footage)}, {"footage_notes", json::to_value(all)}};
    if (!info.charges.empty()) details["charges"] = json::to_value(info.charges);
    content.details = details;
    std::vector<visual::FootageCredit> credits;
    for (auto const& shown : info.footage) {
        credits.push_back(shown.credit);
        content.provenance.inputs.push_back(shown.credit.sha256);
        // A file that shows what a trained model made says so.
        if (shown.credit.is_generated) content.provenance.kind = media::MakerKind::generative;
    }
    auto const lines = visual::credit_lines(credits, studio.footage.terms());
    return lines.empty() ? Result<void>() : add_text(studio, content, credits_name, "credits", lines);
}

}  // namespace troupe::flow
