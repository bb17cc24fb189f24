#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "flow/briefs.hpp"
#include "flow/catalogue.hpp"
#include "flow/content_files.hpp"
#include "flow/making.hpp"
#include "flow/skills.hpp"
#include "flow/style_choice.hpp"
#include "flow/track_details.hpp"
#include "flow/trials.hpp"
#include "flow/work_folder.hpp"
#include "media/audio.hpp"
#include "music/export/track_files.hpp"
#include "music/takes.hpp"

namespace troupe::flow {
namespace {

constexpr std::size_t peak_count = 800;

/// What all takes of a song share.
struct Order {
    SongPlan song;
    std::string title;
};

Result<catalog::Content> content_of(Making const& making, Order const& order, music::Take const& take) {
    auto content = TRY(begin_content(making, catalog::ContentKind::track, order.title));
    auto brief = order.song.brief;
    brief.seed = take.seed;
    content.brief = brief_value(brief);
    TRY(describe_track(making.studio, content, take.track, take.folder, making.stop));
    auto details = TRY(track_details(content));
    details.factors = order.song.factors;
    details.words = making.request.words.value_or("");
    content.details = json::to_value(details);
    return content;
}

/// The best is the song; the others wait behind it.
Result<std::vector<DecidedContent>> ranked(Making const& making, Order const& order, std::vector<music::Take> const& takes) {
    std::vector<DecidedContent> made;
    std::vector<TakeNote> notes;
    for (auto const& take : takes) {
        auto content = TRY(content_of(making, order, take));
        if (!made.empty()) content.id = next_id<catalog::ContentTag>(making.studio);
        notes.push_back({to_string(content.id), take.number, take.seed, take.marks, take.reason});
        made.push_back({std::move(content), {}});
    }
    for (std::size_t i = 0; takes.size() > 1 && i < made.size(); ++i) {
        auto& content = made[i].content;
        auto details = TRY(track_details(content));
        details.takes = notes;
        content.details = json::to_value(details);
        if (i == 0) continue;
        made[i].decision = catalog::Approval{"rule: rank of takes", catalog::Decision::rejected,
                                             fmt::format("take {} ranks {} of {}: `troupe content choose {}` takes it instead", takes[i].number, i + 1, takes.size(),
                                                         to_string(content.id)), content.created};
        content = TRY(catalog::decide(std::move(content), *made[i].decision));
    }
    return made;
}

}  // namespace

Result<TrackDetails> track_details(catalog::Content const& track) {
    if (track.kind != catalog::ContentKind::track)
        return fail(ErrorCode::invalid_input, fmt::format("content {} is a {}, not a track", to_string(track.id), json::enum_name(track.kind)));
    return json::from_value<TrackDetails>(track.details, json::Unknown::ignore);
}

Result<std::vector<float>> peaks_of(std::filesystem::path const& file) {
    auto const audio = TRY(media::read_audio(file));
    std::vector<float> peaks(peak_count, 0.0F);
    for (auto const& channel : audio.channels)
        for (std::size_t i = 0; i < channel.size(); ++i) {
            auto& peak = peaks[i * peak_count / channel.size()];
            peak = std::max(peak, std::abs(channel[i]));
        }
    auto const highest = *std::max_element(peaks.begin(), peaks.end());
    for (auto& peak : peaks) peak = highest > 0 ? std::round(peak / highest * 1000.0F) / 1000.0F : 0.0F;
    return peaks;
}

json::Value brief_value(music::Brief brief) {
    auto const tunes = brief.catalogue.size();
    brief.catalogue.clear();
    auto value = json::to_value(brief);
    value.as_object()["catalogue_size"] = tunes;
    return value;
}

Result<void> describe_track(Studio& studio, catalog::Content& content, music::Track const& track, std::filesystem::path const& folder,
                            std::stop_token const& stop) {
    auto peaks = TRY(peaks_of(track.master));
    TrackDetails details{track.analysis, track.timeline, track.key, std::move(peaks), track.notes, json::Object{}, {}, {}, {}};
    if (track.score) details.tune = music::print_of(*track.score);
    if (content.details.is_object()) {
        auto const before = TRY(track_details(content));
        details.factors = before.factors;
        details.takes = before.takes;
        details.words = before.words;
    }
    content.details = json::to_value(details);
    content.provenance = track.provenance;
    content.files.clear();
    TRY(add_file(studio, content, folder, track.master, "master"));
    if (!track.mp3.empty()) TRY(add_file(studio, content, folder, track.mp3, "preview"));
    for (auto const& stem : track.stems) TRY(add_file(studio, content, folder, stem.file, "stem"));
    if (!track.midi.empty()) TRY(add_file(studio, content, folder, track.midi, "midi"));
    if (track.lyrics_lrc) TRY(add_file(studio, content, folder, *track.lyrics_lrc, "timed_lyrics"));
    for (auto const& file : TRY(music::write_formats(track, music::usual_formats(), folder, stop))) TRY(add_file(studio, content, folder, file.file, file.role));
    return add_text(studio, content, "analysis.json", "analysis", json::pretty(track.analysis));
}

Result<std::vector<DecidedContent>> make_tracks(Making const& making) {
    auto& studio = making.studio;
    auto const words_content = TRY(find_needed(studio, making.request.words, "the title and words"));
    auto const choice = choice_of(words_content);
    auto const artist = TRY(as_chosen(studio, TRY(find_artist(studio, making.request.artist)), choice));
    auto const words = TRY(json::from_value<writing::Lyrics>(words_content.details, json::Unknown::ignore));
    Order order{plan_song(artist, words, *studio.identity_genres.now(), *studio.music_tables.now(), making.request.seed), words.title};
    add_factors(order.song.factors, choice);
    auto const skill = use_skill(order.song.brief, *studio.music_tables.now(), known_skills(artist.profile), making.request.seed);
    if (!skill.empty()) order.song.factors.as_object()["skill"] = skill;
    order.song.brief.catalogue = TRY(tunes_of(studio, artist.id));

    auto const work = TRY(WorkFolder::open(studio, making.request.content));
    auto const report = [&](double fraction, std::string_view what) { making.report(fraction * 0.95, std::string(what)); };
    auto const with_arms = [&](std::vector<DecidedContent> made) {
        for (auto& each : made) {
            inherit_arms(each.content, words_content);
            note_choice(each.content, choice);
        }
        return made;
    };
    if (making.request.count > 1) {
        auto const takes = TRY(music::make_takes(studio.tracks, order.song.brief, making.request.count, work.path(), report, making.stop));
        return with_arms(TRY(ranked(making, order, takes)));
    }
    music::Take take{1, order.song.brief.seed, work.path(), {}, {}, {}};
    take.track = TRY(studio.tracks.make(order.song.brief, work.path(), report, making.stop));
    return with_arms(TRY(ranked(making, order, {take})));
}

}  // namespace troupe::flow
