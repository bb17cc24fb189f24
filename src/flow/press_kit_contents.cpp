#include "flow/press_kit_contents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/preflight.hpp"
#include "distribution/release.hpp"
#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/making.hpp"
#include "flow/post_sheet.hpp"
#include "flow/release_checks.hpp"
#include "flow/release_songs.hpp"
#include "flow/track_details.hpp"

namespace troupe::flow {
namespace {

/// The parts of one release, read back from what was stored.
struct ReleaseParts {
    catalog::Content content;
    distribution::Release release;
    distribution::Preflight preflight;
    std::vector<ReleaseSong> songs;
    std::string folder;  ///< "releases/first-light"
};

Result<ReleaseParts> parts_of(Studio& studio, catalog::Content const& content, std::string folder) {
    ReleaseParts parts;
    parts.content = content;
    auto const request = TRY(json::from_value<MakeRequest>(content.brief, json::Unknown::ignore));
    parts.release = TRY(release_of(content));
    parts.preflight = TRY(preflight_of(content));
    parts.songs = TRY(songs_of(studio, request));
    if (parts.songs.size() != parts.release.tracks.size())
        return fail(ErrorCode::internal, fmt::format("release {} has {} tracks and was made of {}", to_string(content.id), parts.release.tracks.size(), parts.songs.size()));
    parts.folder = std::move(folder);
    // An edit may have given them other names.
    for (std::size_t i = 0; parts.songs.size() > 1 && i < parts.songs.size(); ++i)
        parts.songs[i].folder = std::filesystem::path(parts.release.tracks[i].file).parent_path().generic_string() + "/";
    return parts;
}

KitFile kit_file(std::string label, std::string const& folder, catalog::ContentFile const& file) {
    return {std::move(label), folder + "/" + file.name, 0, 0, file.size_bytes};
}

std::string label_of_file(std::string const& name) {
    auto const stem = std::filesystem::path(name).stem().string();
    return text::capitalised(text::replace_all(stem, "-", " "));
}

std::string teaser_label(std::string const& name) {
    if (name.find("9x16") != std::string::npos) return "9:16";
    return name.find("16x9") != std::string::npos ? "16:9" : "1:1";
}

/// Without the times that a timeline would have.
std::string sung_lines(ReleaseSong const& song) {
    if (!song.words) return {};
    auto const words = json::from_value<writing::Lyrics>(song.words->details, json::Unknown::ignore);
    std::string text;
    if (words)
        for (auto const& section : words->sections)
            for (auto const& line : section.lines) text += line.text + "\n";
    return text;
}

KitSong song_of(ReleaseParts const& parts, std::string const& genre) {
    auto const& details = parts.songs.front().details;
    KitSong song;
    song.title = parts.songs.size() == 1 ? parts.content.title : parts.release.tracks.front().title;
    song.release_date = parts.release.release_date;
    song.genre = genre;
    song.bpm = details.timeline.tempo.value;
    song.key = details.key;
    song.seconds = details.analysis.seconds;
    song.lufs = details.analysis.lufs;
    song.true_peak_dbtp = details.analysis.true_peak_dbtp;
    song.peaks = details.peaks;
    song.sections = details.timeline.sections;
    song.lyrics = details.timeline.lyrics;
    song.hook_start = details.timeline.hook_start.count();
    for (auto const& file : parts.content.files) {
        if (!file.name.starts_with(parts.songs.front().folder)) continue;
        if (file.role == "master") song.flac = parts.folder + "/" + file.name;
        if (file.role == "preview") song.mp3 = parts.folder + "/" + file.name;
        if (file.role == "midi") song.midi = parts.folder + "/" + file.name;
        // Those of several songs are too many for a page: they lie in the songs' folders.
        if (file.role == "stem" && parts.songs.size() == 1) song.stems.push_back(kit_file(label_of_file(file.name), parts.folder, file));
    }
    return song;
}

/// All songs where there are several.
void add_tracks(PressKit& kit, ReleaseParts const& parts) {
    kit.release_title = distribution::full_title(parts.release.title, parts.release.version);
    if (parts.songs.size() == 1) return;
    kit.release_kind = parts.release.kind == distribution::ReleaseKind::ep      ? "EP"
                       : parts.release.kind == distribution::ReleaseKind::album ? "Album"
                                                                                : "Single";
    for (std::size_t i = 0; i < parts.songs.size(); ++i) {
        auto const& track = parts.release.tracks[i];
        auto& shown = kit.tracks.emplace_back();
        shown = {distribution::full_title(track.title, track.version), track.seconds.count(), {}, parts.folder + "/" + track.file};
        for (auto const& file : parts.content.files)
            if (file.role == "preview" && file.name.starts_with(parts.songs[i].folder)) shown.mp3 = parts.folder + "/" + file.name;
    }
}

void add_release_files(PressKit& kit, ReleaseParts const& parts) {
    for (auto const& file : parts.content.files) {
        auto const path = parts.folder + "/" + file.name;
        if (file.role == "cover") kit.cover = path;
        if (file.role == "canvas") kit.canvas = path;
        if (file.role == "teaser") kit.teasers.push_back(kit_file(teaser_label(file.name), parts.folder, file));
        if (parts.songs.size() > 1 && file.name.find('/') != std::string::npos) continue;  // of one song among several
        if (file.role == "lyrics" || file.role == "timed_lyrics" || file.role == "captions" || file.role == "analysis" || file.role == "chords")
            kit.downloads.push_back(kit_file(label_of_file(file.name), parts.folder, file));
        if (file.role == "notation") kit.downloads.push_back(kit_file("Notation (MusicXML)", parts.folder, file));
        if (file.role == "peaks") kit.downloads.push_back(kit_file("Wave for players", parts.folder, file));
        if (file.name == "provenance.json" || file.name == "preflight.json")
            kit.downloads.push_back(kit_file(label_of_file(file.name), parts.folder, file));
    }
    // The upright one first: it is the one that is posted most.
    std::stable_sort(kit.teasers.begin(), kit.teasers.end(), [](auto const& a, auto const& b) { return a.label == "9:16" && b.label != "9:16"; });
}

Result<void> add_identity_kit(PressKit& kit, Studio& studio, Everything const& all) {
    for (auto const& content : all.contents) {
        if (content.kind != catalog::ContentKind::kit) continue;
        kit.banners.clear();
        for (auto const& file : content.files) {
            if (file.role == "avatar") kit.avatar = "kit/" + file.name;
            if (file.role == "logo" && file.media_type == "image/svg+xml") kit.logo = "kit/" + file.name;
            if (file.role == "banner") kit.banners.push_back(kit_file(label_of_file(file.name), "kit", file));
            if (file.role == "wordmark" && file.media_type == "image/svg+xml")
                kit.wordmark_svg = TRY(read_file(TRY(studio.assets.path_of(file.asset))));
        }
    }
    return {};
}

/// Facts that may be told, one a line, by what they are about.
std::vector<KitFact> told_facts(artist::Profile const& profile) {
    std::vector<KitFact> facts;
    for (auto const& fact : profile.story.facts)
        if (fact.is_public) facts.push_back({text::capitalised(text::replace_all(fact.kind, "_", " ")), text::capitalised(fact.text)});
    return facts;
}

std::string genre_line(Studio const& studio, artist::Profile const& profile) {
    auto const genres = studio.identity_genres.now();
    std::vector<std::string> names;
    for (auto const& genre : profile.style.genres)
        if (auto const found = genres->find(genre.name); found != genres->end() && names.size() < 3)
            names.push_back(found->second.name);
    return text::capitalised(text::enumerate(names));
}

void add_plan(PressKit& kit, Everything const& all) {
    if (!all.plan) return;
    kit.plan_start = all.plan->start;
    kit.plan_days = all.plan->days;
    kit.time_zone = all.plan->zone;
    kit.calendar_file = "plan/calendar.ics";
    for (auto const& item : all.plan->items)
        kit.plan.push_back({item.date, item.local_time, item.platform, json::enum_name(item.kind), item.brief.title});
}

void add_checks(PressKit& kit, distribution::Preflight const& preflight) {
    kit.preflight_summary = preflight.verdict;
    kit.checks_passed = static_cast<int>(preflight.passed.size());
    for (auto const& finding : preflight.findings)
        kit.checks.push_back({finding.rule, finding.severity == distribution::Severity::blocker,
                              fmt::format("{}: {}", finding.asset, finding.measured), finding.fix});
}

void add_artist(PressKit& kit, Studio const& studio, artist::Document const& artist) {
    auto const& profile = artist.profile;
    kit.language = profile.core.voice.language;
    kit.name = artist.name();
    kit.tagline = profile.positioning.tagline;
    kit.promise = profile.positioning.promise;
    kit.genre_line = genre_line(studio, profile);
    kit.biographies = {{"In short", profile.story.biography_short}, {"Press text", profile.story.biography_medium}, {"The whole story", profile.story.biography_long}};
    kit.palette = profile.core.palette;
    kit.values = profile.core.values;
    kit.motifs = profile.core.motifs;
    kit.facts = told_facts(profile);
    kit.passport = {{"Artist id", to_string(artist.id)}, {"Version", std::to_string(artist.version.number)},
                    {"Core", artist.core_locked ? "locked" : "open"}, {"Core hash", artist.core_hash}, {"Seed", std::to_string(artist.seed)}};
}

}  // namespace

Result<Everything> everything_of(Studio& studio, artist::Document const& artist) {
    Everything all{artist, {}, {}};
    catalog::ContentQuery query{.artist = artist.id, .limit = 500};
    do {
        auto page = TRY(studio.contents.list(query));
        all.contents.insert(all.contents.end(), page.contents.begin(), page.contents.end());
        query.after = page.next;
    } while (query.after);
    std::reverse(all.contents.begin(), all.contents.end());
    auto plan = studio.plans.find_by_artist(artist.id);
    if (plan) all.plan = std::move(*plan);
    else if (plan.error().code != ErrorCode::not_found) return tl::unexpected(plan.error());
    return all;
}

std::map<std::string, std::string> release_folders(std::vector<catalog::Content> const& contents) {
    std::map<std::string, std::string> folders;
    std::set<std::string> taken;
    for (auto const& content : contents) {
        if (content.kind != catalog::ContentKind::release) continue;
        auto const id = to_string(content.id);
        auto const plain = text::slug(content.title);
        folders[id] = taken.insert(plain).second ? plain : fmt::format("{}-{}", plain, id.substr(id.size() - 8));
    }
    return folders;
}

Result<std::optional<PressKit>> press_kit_contents(Studio& studio, Everything const& all) {
    auto const latest = std::find_if(all.contents.rbegin(), all.contents.rend(),
                                     [](auto const& content) { return content.kind == catalog::ContentKind::release; });
    if (latest == all.contents.rend()) return std::optional<PressKit>();
    auto const parts = TRY(parts_of(studio, *latest, "releases/" + release_folders(all.contents).at(to_string(latest->id))));
    PressKit kit;
    add_artist(kit, studio, all.artist);
    kit.song = song_of(parts, genre_line(studio, all.artist.profile));
    if (kit.song.lyrics.empty()) kit.song.lyrics_text = sung_lines(parts.songs.front());
    add_tracks(kit, parts);
    add_release_files(kit, parts);
    TRY(add_identity_kit(kit, studio, all));
    kit.character = look_of(all.artist, *studio.visual_tables.now()).character;
    add_plan(kit, all);
    kit.ai_disclosure = distribution::summarise_ai(parts.release.assets).sentences;
    add_checks(kit, parts.preflight);
    kit.downloads.push_back({"Passport", "passport.json", 0, 0, 0});
    if (all.plan) kit.downloads.push_back({"Plan (CSV)", "plan/plan.csv", 0, 0, 0});
    return std::optional(std::move(kit));
}

}  // namespace troupe::flow
