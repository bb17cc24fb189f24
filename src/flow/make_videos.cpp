#include <fmt/format.h>

#include <array>

#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/making.hpp"
#include "flow/release_pictures.hpp"
#include "flow/teaser_footage.hpp"
#include "flow/track_details.hpp"
#include "flow/work_folder.hpp"

namespace troupe::flow {
namespace {

std::string file_name(visual::TeaserBrief const& brief) {
    static constexpr std::array shapes{"9x16", "1x1", "16x9"};
    return fmt::format("{}-{}.mp4", brief.kind == visual::VideoKind::teaser ? "teaser" : "lyric-video", shapes[static_cast<std::size_t>(brief.aspect)]);
}

/// The stems that move a picture, where the track has them; the voice carries the tune where somebody sings.
Result<visual::StemFiles> stems_of(Studio& studio, catalog::Content const& track) {
    visual::StemFiles stems;
    auto const find = [&](std::string_view name, std::filesystem::path& stem) -> Result<void> {
        for (auto const& file : track.files)
            if (file.role == "stem" && std::filesystem::path(file.name).stem() == name) stem = TRY(studio.assets.path_of(file.asset));
        return {};
    };
    TRY(find("drums", stems.drums));
    TRY(find("bass", stems.bass));
    TRY(find("lead", stems.lead));
    TRY(find("vocals", stems.lead));
    return stems;
}

/// "Out Friday 27 November" when the plan knows the day.
Result<std::string> call_of(Making const& making, artist::ArtistId artist) {
    if (!making.request.release) return std::string();
    auto const plan = TRY(making.studio.plans.find_by_artist(artist));
    for (auto const& release : plan.releases)
        if (release.number == *making.request.release) return "Out " + spoken_date(release.date);
    return std::string();
}

}  // namespace

Result<catalog::Content> make_teaser(Making const& making) {
    auto& studio = making.studio;
    auto const artist = TRY(find_artist(studio, making.request.artist));
    auto const track = TRY(find_needed(studio, making.request.track, "the track"));
    auto const master = catalog::file_with_role(track, "master");
    if (master == nullptr) return fail(ErrorCode::invalid_input, "the track has no master: make the track again");

    auto shared = TRY(shared_picture(making, artist, track.title));
    visual::TeaserBrief brief;
    brief.look = std::move(shared.look);
    brief.title = track.title;
    brief.seed = shared.seed;
    brief.aspect = making.request.aspect.value_or(visual::Aspect::portrait_9x16);
    brief.call = TRY(call_of(making, artist.id));
    brief.timeline = TRY(track_details(track)).timeline;
    brief.song = TRY(studio.assets.path_of(master->asset));
    brief.stems = TRY(stems_of(studio, track));
    if (making.request.seconds) brief.length = Seconds(*making.request.seconds);
    if (making.request.is_whole_song) {
        if (brief.timeline.lyrics.empty())
            return fail(ErrorCode::invalid_input, fmt::format("'{}' has no sung words to show: make a lyric video of a song that is sung", track.title));
        brief.kind = visual::VideoKind::lyric_video;
    }

    auto const work = TRY(WorkFolder::open(studio, making.request.content));
    auto const file = work.path() / file_name(brief);
    // Clips are cut for a teaser's scenes; a lyric video keeps the ground its words stand on.
    std::vector<std::string> notes;
    if (brief.kind == visual::VideoKind::teaser) notes = TRY(add_footage(making, artist, track, brief));
    auto const begun = studio.footage.has_any() ? 0.25 : 0.0;
    auto const info = TRY(studio.teasers.teaser(brief, file, [&](double done) { making.report(begun + (1 - begun) * done, "frames"); }, making.stop));
    keep_shown(brief, info);

    auto content = TRY(begin_content(making, catalog::ContentKind::teaser, track.title));
    content.provenance = studio.teasers.provenance(brief);
    content.provenance.inputs = {master->asset};
    TRY(credit_footage(studio, content, info, notes, file.stem().string() + "-credits.txt"));
    // The timeline and the path of the song are the track's: the brief of the content names the track instead.
    content.brief = json::Object{{"track", to_string(track.id)}, {"aspect", json::enum_name(brief.aspect)}, {"kind", json::enum_name(brief.kind)},
                                 {"seconds", brief.length.count()}, {"call", brief.call}};
    TRY(add_file(studio, content, work.path(), file, "teaser"));
    return content;
}

Result<catalog::Content> make_canvas(Making const& making) {
    auto& studio = making.studio;
    auto const artist = TRY(find_artist(studio, making.request.artist));
    auto const words = TRY(find_needed(studio, making.request.words, "the title"));
    auto shared = TRY(shared_picture(making, artist, words.title));
    visual::CanvasBrief brief;
    brief.look = std::move(shared.look);
    brief.seed = shared.seed;

    auto const work = TRY(WorkFolder::open(studio, making.request.content));
    auto const file = work.path() / "canvas.mp4";
    TRY(studio.teasers.canvas(brief, file, [&](double done) { making.report(done, "frames"); }, making.stop));

    auto content = TRY(begin_content(making, catalog::ContentKind::canvas, words.title));
    content.brief = json::to_value(brief);
    content.provenance = studio.teasers.provenance(brief);
    TRY(add_file(studio, content, work.path(), file, "canvas"));
    return content;
}

}  // namespace troupe::flow
