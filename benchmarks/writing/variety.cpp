#include "bleu.hpp"
#include "measures.hpp"

namespace troupe::benchmark {
namespace {

constexpr std::uint64_t artists = 50;

/// What the roster has sung and posted, as the program hands it on from artist to artist.
struct Past {
    std::vector<std::string> lines, titles, frames;
};

std::string song_of(writing::Writer const& writer, artist::Profile profile, std::uint64_t seed, Past& past) {
    profile.style.vocals = "sung";
    auto const song = writer.lyrics({.profile = std::move(profile),
                                     .form = {{"verse", 8}, {"chorus", 4}, {"verse", 8}, {"bridge", 4}},
                                     .seed = seed,
                                     .used_lines = past.lines,
                                     .used_titles = past.titles});
    std::string text;
    if (!song) return text;
    past.titles.push_back(song->title);
    for (auto const& section : song->sections)
        for (auto const& line : section.lines) {
            text += line.text + "\n";
            past.lines.push_back(line.text);
        }
    return text;
}

/// Each artist has a song and a day of their own.
std::string captions_of(writing::Writer const& writer, artist::Profile const& profile, std::uint64_t seed, Past& past) {
    using writing::SpeechAct;
    static std::vector<std::string> const months{"January", "March", "June", "September", "November"};
    auto const title = writer.title({.profile = profile, .seed = seed, .used = past.titles});
    auto const date = "Friday " + std::to_string(seed % 28 + 1) + " " + months[seed % months.size()];
    std::string text;
    for (auto const act : {SpeechAct::announce, SpeechAct::tease, SpeechAct::release, SpeechAct::behind_the_scenes, SpeechAct::thanks,
                           SpeechAct::question, SpeechAct::story}) {
        auto const captions = writer.captions({.profile = profile,
                                               .release_title = title ? title->text : "Slow Turbine",
                                               .date = date,
                                               .act = act,
                                               .seed = seed,
                                               .used_frames = past.frames});
        if (!captions) continue;
        text += captions->front().text + "\n";
        past.frames.push_back(captions->front().frame);
    }
    return text;
}

}  // namespace

/// Fifty artists of one roster, one long biography, seven captions and one song each.
void measure_variety(writing::Writer const& writer) {
    std::vector<std::string> biographies, captions, songs;
    std::vector<writing::RosterEntry> roster;
    Past past;
    for (std::uint64_t i = 0; i < artists; ++i) {
        auto const profile = writer.identity({.prompt = prompts()[i % prompts().size()], .seed = i, .roster = roster});
        if (!profile) continue;
        roster.push_back(writing::roster_entry(*profile));
        biographies.push_back(profile->story.biography_long);
        captions.push_back(captions_of(writer, *profile, i, past));
        songs.push_back(song_of(writer, *profile, i, past));
    }
    print("self_bleu_biographies", self_bleu(biographies), 0.45, Better::lower);
    print("self_bleu_captions", self_bleu(captions), 0.45, Better::lower);
    print("self_bleu_lyrics", self_bleu(songs), 0.5, Better::lower);
}

}  // namespace troupe::benchmark
