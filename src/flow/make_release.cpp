#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/genres.hpp"
#include "distribution/release_kind.hpp"
#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/earlier_releases.hpp"
#include "flow/making.hpp"
#include "flow/release_codes.hpp"
#include "flow/release_papers.hpp"
#include "flow/release_songs.hpp"
#include "flow/work_folder.hpp"
#include "media/tags.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;
namespace {

/// Everything that goes into a release, found by the request.
struct Ingredients {
    artist::Document artist;
    std::string title;
    std::vector<ReleaseSong> songs;
    catalog::Content cover;
    std::optional<catalog::Content> video;  ///< of a video single
    std::vector<catalog::Content> videos;
    std::optional<catalog::Content> posts;
    Date release_date{};
};

Result<Ingredients> gather(Making const& making) {
    auto& studio = making.studio;
    auto const& request = making.request;
    Ingredients all;
    all.artist = TRY(find_artist(studio, request.artist));
    all.songs = TRY(songs_of(studio, request));
    all.cover = TRY(find_needed(studio, request.cover, "the cover"));
    // What a cover was made for without a title has the one that the writer found.
    bool const is_one = all.songs.size() == 1 && request.title.empty();
    all.title = is_one ? all.songs.front().track.title : request.title.empty() ? all.cover.title : request.title;
    if (request.video) all.video = TRY(find_content(studio, *request.video));
    for (auto const& id : request.videos) all.videos.push_back(TRY(find_content(studio, id)));
    if (request.posts) all.posts = TRY(find_content(studio, *request.posts));
    all.release_date = TRY(release_day(making));
    return all;
}

std::string label_of(Studio const& studio, Ingredients const& all) {
    return studio.preferences.label.empty() ? all.artist.name() : studio.preferences.label;
}

/// "F#m", as tags write it.
std::string short_key(std::string const& key) {
    auto const space = key.find(' ');
    if (space == std::string::npos) return key;
    return key.substr(0, space) + (key.substr(space + 1) == "major" ? "" : "m");
}

std::string genre_name(music::Tables const& tables, std::string const& genre) {
    auto const id = tables.genre_id(genre);
    return id ? tables.genre(*id).name : genre;
}

/// The parts of one song of the release, each with the folder that its files lie in.
template <class Do>
Result<void> for_parts(Ingredients const& all, Do const& act) {
    for (auto const& song : all.songs) {
        TRY(act(song.track, song.folder));
        if (song.words) TRY(act(*song.words, song.folder));
    }
    TRY(act(all.cover, std::string()));
    if (all.video) TRY(act(*all.video, std::string()));
    for (auto const& video : all.videos) TRY(act(video, std::string()));
    if (all.posts) TRY(act(*all.posts, std::string()));
    return {};
}

Result<void> lay_out_all(Studio& studio, Ingredients const& all, fs::path const& folder) {
    return for_parts(all, [&](catalog::Content const& part, std::string const& within) { return lay_out(studio, part, folder / within); });
}

/// Tags of a song; a stem has no cover and says which stem it is.
Result<void> tag_song(Studio const& studio, Ingredients const& all, std::size_t index, fs::path const& folder) {
    auto const& song = all.songs[index];
    auto const brief = TRY(json::from_value<music::Brief>(song.track.brief, json::Unknown::ignore));
    media::SoundTags tags;
    tags.title = song.track.title;
    tags.artist = all.artist.name();
    tags.album = all.title;
    tags.genre = genre_name(*studio.music_tables.now(), brief.genre);
    tags.label = label_of(studio, all);
    tags.lyrics = plain_lyrics(song);
    tags.language = tags.lyrics.empty() ? "" : "eng";
    tags.date = format_date(all.release_date);
    tags.key = short_key(song.details.key);
    tags.bpm = song.details.timeline.tempo.value;
    tags.disclosure = media::disclosure(song.track.provenance.ai);
    tags.provenance = json::print(song.track.provenance);
    tags.track_number = static_cast<int>(index) + 1;
    for (auto const& file : song.track.files) {
        auto each = tags;
        if (file.role == "stem") each.title = fmt::format("{} ({} stem)", tags.title, fs::path(file.name).stem().string());
        else if (file.role == "master" || file.role == "preview") each.cover_jpeg = folder / "cover.jpg";
        else continue;
        TRY(media::write_tags(folder / song.folder / file.name, each));
    }
    return {};
}

Result<std::vector<distribution::AssetRecord>> asset_records(Ingredients const& all, fs::path const& folder) {
    std::vector<distribution::AssetRecord> records;
    TRY(for_parts(all, [&](catalog::Content const& part, std::string const& within) -> Result<void> {
        for (auto const& file : part.files) {
            if (file.role == "analysis") continue;
            bool const is_recording = all.video && part.id == all.video->id && file.role == "teaser";
            records.push_back(TRY(distribution::describe_asset(folder, within + file.name, is_recording ? "video" : file.role, part.provenance)));
        }
        return {};
    }));
    return records;
}

/// The file that is the recording: a song's master, of a video single the video.
Result<std::string> recording_of(Ingredients const& all, ReleaseSong const& song) {
    auto const* file = all.video ? catalog::file_with_role(*all.video, "teaser") : catalog::file_with_role(song.track, "master");
    if (file == nullptr && all.video) return fail(ErrorCode::invalid_input, "the video has no moving picture: make it again");
    if (file == nullptr) return fail(ErrorCode::invalid_input, fmt::format("the track '{}' has no master: make the track again", song.track.title));
    return all.video ? file->name : song.folder + file->name;
}

distribution::VideoStream stream_of(distribution::VideoFacts const& facts) {
    auto const codec = facts.codec == "hevc" ? distribution::VideoCodec::hevc
                       : facts.codec == "mpeg2video" ? distribution::VideoCodec::mpeg2
                       : facts.codec == "prores"     ? distribution::VideoCodec::prores_422_hq
                                                     : distribution::VideoCodec::h264;
    return {codec, facts.width_px, facts.height_px, facts.frames_per_second};
}

Result<distribution::Track> described_track(Studio const& studio, Ingredients const& all, std::size_t index, distribution::Release const& release,
                                            MeasuredRelease const& facts) {
    auto const& song = all.songs[index];
    auto const& audio = facts.audio[index];
    distribution::Track track;
    track.title = song.track.title;
    track.file = TRY(recording_of(all, song));
    for (auto const& asset : release.assets)
        if (asset.file == track.file) track.sha256 = asset.sha256;
    track.seconds = Seconds(audio.seconds);
    track.sample_rate_hz = audio.sample_rate_hz;
    track.bits = audio.bits;
    track.channels = audio.channels;
    if (all.video) track.video = stream_of(facts.videos.front());
    auto const lyrics = plain_lyrics(song);
    track.instrumental = lyrics.empty();
    track.contributors.push_back(
        {all.artist.name(), {track.instrumental ? "Composer" : "ComposerLyricist", "StudioProducer"}, studio.preferences.legal_name, "", ""});
    if (!track.instrumental) {
        track.language = all.artist.profile.core.voice.language;
        track.lyrics = lyrics;
    }
    return track;
}

Result<distribution::Release> described_release(Making const& making, Ingredients const& all, fs::path const& folder, MeasuredRelease const& facts) {
    auto const& studio = making.studio;
    distribution::Release release;
    release.id = making.request.content;
    release.slug = text::slug(all.title);
    release.title = all.title;
    release.artist = all.artist.name();
    release.label = label_of(studio, all);
    release.language = all.artist.profile.core.voice.language;
    auto const shelf = distribution::store_genre(all.artist.profile.core.home_genre);
    release.genre = shelf.genre;
    release.sub_genre = shelf.sub_genre;
    release.assets = TRY(asset_records(all, folder));
    for (std::size_t i = 0; i < all.songs.size(); ++i) release.tracks.push_back(TRY(described_track(studio, all, i, release, facts)));
    release.kind = making.request.type.empty() ? distribution::release_kind(release.tracks)
                                               : TRY(json::enum_from<distribution::ReleaseKind>(making.request.type, "type"));
    auto const sha256 = TRY(sha256_of_file(folder / "cover.jpg"));
    release.cover = {"cover.jpg", sha256, facts.cover.width_px, facts.cover.height_px};
    auto const year = static_cast<int>(all.release_date.year());
    release.p_line = release.c_line = {year, release.label};
    release.release_date = all.release_date;
    return release;
}

/// The sound of a video is that of its song, as it was encoded beside the picture: a recording of its own.
Result<void> measure_recordings(Making const& making, Ingredients const& all, fs::path const& folder, MeasuredRelease& facts) {
    for (auto const& song : all.songs) {
        auto const count = static_cast<double>(all.songs.size());
        making.report(0.25 + 0.2 * static_cast<double>(facts.audio.size()) / count, fmt::format("measuring {}", all.songs.size() == 1 ? "the master" : song.track.title));
        auto const* master = catalog::file_with_role(song.track, "master");
        if (master == nullptr) return fail(ErrorCode::invalid_input, fmt::format("the track '{}' has no master: make the track again", song.track.title));
        facts.audio.push_back(TRY(distribution::measure_audio(folder / song.folder / master->name)));
        // The facts name files as the release does, relative to its folder.
        facts.audio.back().file = song.folder + master->name;
    }
    if (!all.video) return {};
    auto const file = TRY(recording_of(all, all.songs.front()));
    facts.videos.push_back(TRY(distribution::measure_video(folder / file, "video")));
    auto& audio = facts.audio.front();
    audio.file = file;
    audio.codec = "mp4";
    audio.seconds = facts.videos.front().seconds;
    audio.recording = TRY(sha256_of_file(folder / file));
    return {};
}

Result<MeasuredRelease> measured(Making const& making, Ingredients const& all, fs::path const& folder) {
    MeasuredRelease facts;
    TRY(measure_recordings(making, all, folder, facts));
    making.report(0.45, "measuring the cover");
    facts.cover = TRY(distribution::measure_cover(folder / "cover.jpg"));
    facts.cover.texts = {all.artist.name(), all.cover.title};
    making.report(0.5, "measuring the videos");
    for (auto const& video : all.videos)
        for (auto const& file : video.files)
            facts.videos.push_back(TRY(distribution::measure_video(folder / file.name, json::enum_name(video.kind))));
    facts.cover.file = "cover.jpg";
    for (auto& video : facts.videos) video.file = fs::path(video.file).filename().string();
    auto const& story = all.artist.profile.story;
    facts.texts = {story.biography_short, story.biography_medium, story.biography_long};
    return facts;
}

/// The release as it would go out today, with the codes that are there for it.
Result<distribution::PreflightInput> prepared(Making const& making, Ingredients const& all, fs::path const& folder, MeasuredRelease const& facts) {
    auto release = TRY(described_release(making, all, folder, facts));
    auto const recordings = recordings_of(release, facts);
    release = TRY(with_known_isrcs(making.studio, all.artist.id, std::move(release), recordings));
    auto coded = with_reserved_codes(making.studio, release, recordings, "the release's making");
    // Prefixes that are used up leave a draft: the check says so, and a person enters another.
    if (!coded && coded.error().code != ErrorCode::conflict) return tl::unexpected(coded.error());
    if (coded) release = *std::move(coded);
    return preflight_input(making.studio, all.artist.id, release, facts);
}

FileRoles roles_of(Ingredients const& all) {
    FileRoles roles;
    static_cast<void>(for_parts(all, [&](catalog::Content const& part, std::string const& within) -> Result<void> {
        for (auto const& file : part.files) roles[within + file.name] = file.role;
        return {};
    }));
    return roles;
}

/// That of its song; of several what all of them have in common, and how much AI made of them together.
media::Provenance provenance_of(Ingredients const& all, distribution::Release const& release) {
    auto provenance = all.songs.front().track.provenance;
    if (all.songs.size() == 1) return provenance;
    provenance.prompt.clear();
    std::vector<distribution::AssetRecord> sung;
    for (auto const& asset : release.assets)
        if (asset.kind == "master" || asset.kind == "lyrics") sung.push_back(asset);
    provenance.ai = distribution::summarise_ai(sung).aspects;
    provenance.inputs.clear();
    for (auto const& track : release.tracks) provenance.inputs.push_back(track.sha256);
    for (auto const& song : all.songs)
        if (provenance.engine.find(song.track.provenance.engine) == std::string::npos) provenance.engine += "; " + song.track.provenance.engine;
    return provenance;
}

}  // namespace

Result<catalog::Content> make_release(Making const& making) {
    auto& studio = making.studio;
    auto const all = TRY(gather(making));
    auto const work = TRY(WorkFolder::open(studio, making.request.content));
    auto const folder = work.path() / "release";
    TRY(lay_out_all(studio, all, folder));
    making.report(0.1, "writing tags");
    for (std::size_t i = 0; i < all.songs.size(); ++i) TRY(tag_song(studio, all, i, folder));

    auto const facts = TRY(measured(making, all, folder));
    making.report(0.6, "checking and packing");
    auto const input = TRY(prepared(making, all, folder, facts));
    auto const checks = TRY(distribution::preflight(input));
    TRY(write_papers(studio, input.release, checks, folder));
    auto content = TRY(begin_content(making, catalog::ContentKind::release, all.title));
    content.brief = json::to_value(making.request);
    content.provenance = provenance_of(all, input.release);
    TRY(keep_release(studio, content, input, checks, facts, folder, roles_of(all)));
    return content;
}

}  // namespace troupe::flow
