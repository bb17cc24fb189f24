#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/genres.hpp"
#include "distribution/package.hpp"
#include "distribution/preflight.hpp"
#include "distribution/release_kind.hpp"
#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/making.hpp"
#include "flow/release_codes.hpp"
#include "flow/track_details.hpp"
#include "flow/work_folder.hpp"
#include "media/tags.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;
namespace {

/// Everything that goes into a release, found by the request.
struct Ingredients {
    artist::Document artist;
    catalog::Content words, track, cover;
    std::vector<catalog::Content> videos;
    std::optional<catalog::Content> posts;
    music::Brief brief;
    TrackDetails details;
    Date release_date{};
};

Result<Date> release_date(Making const& making, artist::ArtistId artist) {
    auto const plan = making.studio.plans.find_by_artist(artist);
    if (plan)
        for (auto const& release : plan->releases)
            if (release.number == making.request.release.value_or(1)) return release.date;
    if (!plan && plan.error().code != ErrorCode::not_found) return tl::unexpected(plan.error());
    // Nothing planned: the first Friday that leaves the stores four weeks.
    auto const today = date_of(making.studio.clock.now());
    std::chrono::weekday const day{std::chrono::sys_days{today}};
    return plus_days(today, 28 + static_cast<int>((std::chrono::Friday - day).count()));
}

Result<Ingredients> gather(Making const& making) {
    auto& studio = making.studio;
    auto const& request = making.request;
    Ingredients all{TRY(find_artist(studio, request.artist)), TRY(find_needed(studio, request.words, "the words")),
                    TRY(find_needed(studio, request.track, "the track")), TRY(find_needed(studio, request.cover, "the cover")),
                    {}, {}, {}, {}, {}};
    for (auto const& id : request.videos) all.videos.push_back(TRY(find_content(studio, id)));
    if (request.posts) all.posts = TRY(find_content(studio, *request.posts));
    all.brief = TRY(json::from_value<music::Brief>(all.track.brief, json::Unknown::ignore));
    all.details = TRY(track_details(all.track));
    all.release_date = TRY(release_date(making, all.artist.id));
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

std::string plain_lyrics(Ingredients const& all) {
    auto const words = json::from_value<writing::Lyrics>(all.words.details, json::Unknown::ignore);
    std::string text;
    if (!words) return text;
    for (auto const& section : words->sections) {
        if (!text.empty()) text += "\n";
        for (auto const& line : section.lines) text += line.text + "\n";
    }
    return text;
}

std::string genre_name(music::Tables const& tables, std::string const& genre) {
    auto const id = tables.genre_id(genre);
    return id ? tables.genre(*id).name : genre;
}

/// Tags of the song; a stem has no cover and says which stem it is.
Result<void> tag_sounds(Studio const& studio, Ingredients const& all, fs::path const& folder) {
    media::SoundTags tags;
    tags.title = all.track.title;
    tags.artist = all.artist.name();
    tags.album = all.track.title;
    tags.genre = genre_name(*studio.music_tables.now(), all.brief.genre);
    tags.label = label_of(studio, all);
    tags.language = plain_lyrics(all).empty() ? "" : "eng";
    tags.date = format_date(all.release_date);
    tags.key = short_key(all.details.key);
    tags.lyrics = plain_lyrics(all);
    tags.bpm = all.details.timeline.tempo.value;
    tags.disclosure = media::disclosure(all.track.provenance.ai);
    tags.provenance = json::print(all.track.provenance);
    for (auto const& file : all.track.files) {
        if (file.role == "stem") {
            auto stem = tags;
            stem.title = fmt::format("{} ({} stem)", tags.title, fs::path(file.name).stem().string());
            TRY(media::write_tags(folder / file.name, stem));
        } else if (file.role == "master" || file.role == "preview") {
            tags.cover_jpeg = folder / "cover.jpg";
            TRY(media::write_tags(folder / file.name, tags));
            tags.cover_jpeg.clear();
        }
    }
    return {};
}

Result<std::vector<distribution::AssetRecord>> asset_records(Ingredients const& all, fs::path const& folder) {
    std::vector<distribution::AssetRecord> records;
    auto const add = [&](catalog::Content const& content) -> Result<void> {
        for (auto const& file : content.files)
            if (file.role != "analysis")
                records.push_back(TRY(distribution::describe_asset(folder, file.name, file.role, content.provenance)));
        return {};
    };
    TRY(add(all.track));
    TRY(add(all.words));
    TRY(add(all.cover));
    for (auto const& video : all.videos) TRY(add(video));
    if (all.posts) TRY(add(*all.posts));
    return records;
}

distribution::Track described_track(Ingredients const& all, distribution::AssetRecord const& master, distribution::AudioFacts const& facts) {
    distribution::Track track;
    track.title = all.track.title;
    track.file = master.file;
    track.sha256 = master.sha256;
    track.seconds = Seconds(facts.seconds);
    track.sample_rate_hz = facts.sample_rate_hz;
    track.bits = facts.bits;
    track.channels = facts.channels;
    auto const lyrics = plain_lyrics(all);
    track.instrumental = lyrics.empty();
    track.contributors.push_back({all.artist.name(), {track.instrumental ? "Composer" : "ComposerLyricist", "StudioProducer"}, "", "", ""});
    if (!track.instrumental) {
        track.language = all.artist.profile.core.voice.language;
        track.lyrics = lyrics;
    }
    return track;
}

Result<distribution::Release> described_release(Making const& making, Ingredients const& all, fs::path const& folder,
                                                distribution::AudioFacts const& audio, distribution::CoverFacts const& cover) {
    auto const& studio = making.studio;
    distribution::Release release;
    release.id = making.request.content;
    release.slug = text::slug(all.track.title);
    release.title = all.track.title;
    release.artist = all.artist.name();
    release.label = label_of(studio, all);
    release.language = all.artist.profile.core.voice.language;
    auto const shelf = distribution::store_genre(all.artist.profile.core.home_genre);
    release.genre = shelf.genre;
    release.sub_genre = shelf.sub_genre;
    release.assets = TRY(asset_records(all, folder));
    auto const master = std::find_if(release.assets.begin(), release.assets.end(), [](auto const& a) { return a.kind == "master"; });
    if (master == release.assets.end()) return fail(ErrorCode::invalid_input, "the track has no master: make the track again");
    release.tracks.push_back(described_track(all, *master, audio));
    release.kind = distribution::release_kind(release.tracks);
    release.cover = {"cover.jpg", TRY(sha256_of_file(folder / "cover.jpg")), cover.width_px, cover.height_px};
    auto const year = static_cast<int>(all.release_date.year());
    release.p_line = release.c_line = {year, release.label};
    release.release_date = all.release_date;
    return release;
}

Result<MeasuredRelease> measured(Making const& making, Ingredients const& all, fs::path const& folder) {
    MeasuredRelease facts;
    making.report(0.25, "measuring the master");
    facts.audio.push_back(TRY(distribution::measure_audio(folder / catalog::file_with_role(all.track, "master")->name)));
    making.report(0.45, "measuring the cover");
    facts.cover = TRY(distribution::measure_cover(folder / "cover.jpg"));
    facts.cover.texts = {all.artist.name(), all.track.title};
    making.report(0.5, "measuring the videos");
    for (auto const& video : all.videos)
        for (auto const& file : video.files)
            facts.videos.push_back(TRY(distribution::measure_video(folder / file.name, json::enum_name(video.kind))));
    // The facts name files as the release does, relative to its folder.
    facts.audio.front().file = catalog::file_with_role(all.track, "master")->name;
    facts.cover.file = "cover.jpg";
    for (auto& video : facts.videos) video.file = fs::path(video.file).filename().string();
    auto const& story = all.artist.profile.story;
    facts.texts = {story.biography_short, story.biography_medium, story.biography_long};
    return facts;
}

/// The release as it would go out today, with the codes that are there for it.
Result<distribution::PreflightInput> prepared(Making const& making, Ingredients const& all, fs::path const& folder, MeasuredRelease const& facts) {
    auto release = TRY(described_release(making, all, folder, facts.audio.front(), facts.cover));
    auto coded = with_reserved_codes(making.studio, release, recordings_of(release, facts), "the release's making");
    // Prefixes that are used up leave a draft: the check says so, and a person enters another.
    if (!coded && coded.error().code != ErrorCode::conflict) return tl::unexpected(coded.error());
    if (coded) release = *std::move(coded);
    return preflight_input(making.studio, all.artist.id, release, facts);
}

/// All files of the folder, in the order of their names.
Result<void> keep_everything(Studio& studio, catalog::Content& content, Ingredients const& all, fs::path const& folder) {
    std::map<std::string, std::string> roles;
    auto const learn = [&](catalog::Content const& part) {
        for (auto const& file : part.files) roles[file.name] = file.role;
    };
    learn(all.words);
    learn(all.track);
    learn(all.cover);
    for (auto const& video : all.videos) learn(video);
    if (all.posts) learn(*all.posts);
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (auto const& file : files) {
        auto const known = roles.find(file.lexically_relative(folder).generic_string());
        TRY(add_file(studio, content, folder, file, known == roles.end() ? "package" : known->second));
    }
    return {};
}

}  // namespace

Result<catalog::Content> make_release(Making const& making) {
    auto& studio = making.studio;
    auto const all = TRY(gather(making));
    auto const work = TRY(WorkFolder::open(studio, making.request.content));
    auto const folder = work.path() / "release";
    for (auto const* part : {&all.words, &all.track, &all.cover}) TRY(lay_out(studio, *part, folder));
    for (auto const& video : all.videos) TRY(lay_out(studio, video, folder));
    if (all.posts) TRY(lay_out(studio, *all.posts, folder));
    making.report(0.1, "writing tags");
    TRY(tag_sounds(studio, all, folder));

    auto const facts = TRY(measured(making, all, folder));
    making.report(0.6, "checking");
    auto const input = TRY(prepared(making, all, folder, facts));
    auto const checks = TRY(distribution::preflight(input));
    TRY(write_file(folder / "preflight.json", json::pretty(checks)));
    TRY(write_file(folder / "provenance.json", distribution::provenance_json(input.release.assets)));
    making.report(0.7, "packing");
    distribution::PackageRequest package{input.release, folder, folder / "ddex", {}, checks, studio.preferences.schemas};
    package.message.sender = input.sender;
    package.message.created = studio.clock.now();
    TRY(distribution::write_package(package));

    auto content = TRY(begin_content(making, catalog::ContentKind::release, all.track.title));
    content.brief = json::to_value(making.request);
    content.details = json::Object{{"release", json::to_value(input.release)}, {"preflight", json::to_value(checks)}, {"measured", json::to_value(facts)}};
    content.provenance = all.track.provenance;
    TRY(keep_everything(studio, content, all, folder));
    return content;
}

}  // namespace troupe::flow
