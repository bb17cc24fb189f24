#include "flow/press_kit_contents.hpp"

#include <fmt/format.h>

#include <algorithm>

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
#include "flow/track_details.hpp"

namespace troupe::flow {
namespace {

/// The parts of one release, read back from what was stored.
struct ReleaseParts {
    catalog::Content content;
    MakeRequest request;
    distribution::Release release;
    distribution::Preflight preflight;
    catalog::Content track, words;
    TrackDetails details;
    std::string folder;  ///< "releases/first-light"
};

Result<ReleaseParts> parts_of(Studio& studio, catalog::Content const& content) {
    ReleaseParts parts;
    parts.content = content;
    parts.request = TRY(json::from_value<MakeRequest>(content.brief, json::Unknown::ignore));
    parts.release = TRY(release_of(content));
    parts.preflight = TRY(preflight_of(content));
    parts.track = TRY(find_needed(studio, parts.request.track, "the track"));
    parts.words = TRY(find_needed(studio, parts.request.words, "the words"));
    parts.details = TRY(track_details(parts.track));
    parts.folder = "releases/" + text::slug(content.title);
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

KitSong song_of(ReleaseParts const& parts, std::string const& genre) {
    KitSong song;
    song.title = parts.content.title;
    song.release_date = parts.release.release_date;
    song.genre = genre;
    song.bpm = parts.details.timeline.tempo.value;
    song.key = parts.details.key;
    song.seconds = parts.details.analysis.seconds;
    song.lufs = parts.details.analysis.lufs;
    song.true_peak_dbtp = parts.details.analysis.true_peak_dbtp;
    song.peaks = parts.details.peaks;
    song.sections = parts.details.timeline.sections;
    song.lyrics = parts.details.timeline.lyrics;
    song.hook_start = parts.details.timeline.hook_start.count();
    for (auto const& file : parts.content.files) {
        if (file.role == "master") song.flac = parts.folder + "/" + file.name;
        if (file.role == "preview") song.mp3 = parts.folder + "/" + file.name;
        if (file.role == "midi") song.midi = parts.folder + "/" + file.name;
        if (file.role == "stem") song.stems.push_back(kit_file(label_of_file(file.name), parts.folder, file));
    }
    return song;
}

void add_release_files(PressKit& kit, ReleaseParts const& parts) {
    for (auto const& file : parts.content.files) {
        auto const path = parts.folder + "/" + file.name;
        if (file.role == "cover") kit.cover = path;
        if (file.role == "canvas") kit.canvas = path;
        if (file.role == "teaser") kit.teasers.push_back(kit_file(teaser_label(file.name), parts.folder, file));
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

Result<std::optional<PressKit>> press_kit_contents(Studio& studio, Everything const& all) {
    auto const latest = std::find_if(all.contents.rbegin(), all.contents.rend(),
                                     [](auto const& content) { return content.kind == catalog::ContentKind::release; });
    if (latest == all.contents.rend()) return std::optional<PressKit>();
    auto const parts = TRY(parts_of(studio, *latest));
    PressKit kit;
    add_artist(kit, studio, all.artist);
    kit.song = song_of(parts, genre_line(studio, all.artist.profile));
    if (kit.song.lyrics.empty()) {
        auto const words = json::from_value<writing::Lyrics>(parts.words.details, json::Unknown::ignore);
        if (words && !words->sections.empty())
            for (auto const& section : words->sections)
                for (auto const& line : section.lines) kit.song.lyrics_text += line.text + "\n";
    }
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
