#include "bleu.hpp"
#include "measures.hpp"

namespace troupe::benchmark {
namespace {

constexpr std::uint64_t artists = 50;

std::string song_of(writing::Writer const& writer, artist::Profile profile, std::uint64_t seed) {
    profile.style.vocals = "sung";
    auto const song = writer.lyrics({.profile = std::move(profile), .form = {{"verse", 8}, {"chorus", 4}, {"verse", 8}, {"bridge", 4}}, .seed = seed});
    std::string text;
    if (!song) return text;
    for (auto const& section : song->sections)
        for (auto const& line : section.lines) text += line.text + "\n";
    return text;
}

std::string captions_of(writing::Writer const& writer, artist::Profile const& profile, std::uint64_t seed) {
    using writing::SpeechAct;
    std::string text;
    for (auto const act : {SpeechAct::announce, SpeechAct::tease, SpeechAct::release, SpeechAct::behind_the_scenes, SpeechAct::thanks,
                           SpeechAct::question, SpeechAct::story}) {
        auto const captions = writer.captions({.profile = profile, .release_title = "Slow Turbine", .date = "Friday 27 November", .act = act, .seed = seed});
        if (captions) text += captions->front().text + "\n";
    }
    return text;
}

}  // namespace

/// Fifty artists of one roster, one long biography, seven captions and one song each.
void measure_variety(writing::Writer const& writer) {
    std::vector<std::string> biographies, captions, songs;
    std::vector<writing::RosterEntry> roster;
    for (std::uint64_t i = 0; i < artists; ++i) {
        auto const profile = writer.identity({.prompt = prompts()[i % prompts().size()], .seed = i, .roster = roster});
        if (!profile) continue;
        roster.push_back(writing::roster_entry(*profile));
        biographies.push_back(profile->story.biography_long);
        captions.push_back(captions_of(writer, *profile, i));
        songs.push_back(song_of(writer, *profile, i));
    }
    print("self_bleu_biographies", self_bleu(biographies), 0.45, Better::lower);
    print("self_bleu_captions", self_bleu(captions), 0.45, Better::lower);
    print("self_bleu_lyrics", self_bleu(songs), 0.5, Better::lower);
}

}  // namespace troupe::benchmark
