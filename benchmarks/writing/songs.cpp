#include <algorithm>
#include <cctype>
#include <chrono>

#include "base/files.hpp"
#include "measures.hpp"
#include "writing/builtin/builtin_writer.hpp"
#include "writing/prosody.hpp"

namespace troupe::benchmark {
namespace {

constexpr std::uint64_t songs = 100;

/// The words of the dictionary that are made of letters alone.
std::vector<std::string> dictionary_words(std::filesystem::path const& file) {
    std::vector<std::string> words;
    auto const text = read_file(file);
    if (!text) return words;
    for (auto at = text->find("(\""); at != std::string::npos; at = text->find("\n(\"", at + 1)) {
        auto const first = text->find('"', at) + 1;
        auto word = text->substr(first, text->find('"', first) - first);
        if (!word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isalpha(c) != 0; })) words.push_back(std::move(word));
    }
    return words;
}

/// The letters' guess against the dictionary, for every word: what a word hidden from the dictionary would get.
void measure_syllables(writing::Prosody const& dictionary, std::filesystem::path const& file) {
    writing::Prosody const letters("");
    double within = 0, exact = 0;
    auto const words = dictionary_words(file);
    for (auto const& word : words) {
        auto const distance = std::abs(letters.syllables(word) - dictionary.syllables(word));
        within += distance <= 1 ? 1 : 0;
        exact += distance == 0 ? 1 : 0;
    }
    auto const count = std::max<double>(1, static_cast<double>(words.size()));
    print("syllables_within_1_percent", 100 * within / count, 95, Better::higher);
    print("syllables_exact_percent", 100 * exact / count, 80, Better::higher);
}

struct Tally {
    double lines = 0, outside = 0, pairs = 0, rhymed = 0;
};

void count_rhymes(writing::LyricSection const& section, writing::Prosody const& prosody, Tally& tally) {
    for (std::size_t a = 0; a < section.lines.size(); ++a)
        for (auto b = a + 1; b < section.lines.size(); ++b) {
            if (section.lines[a].rhyme.empty() || section.lines[a].rhyme != section.lines[b].rhyme) continue;
            tally.pairs += 1;
            tally.rhymed += prosody.rhyme(section.lines[a].text, section.lines[b].text) > 0 ? 1 : 0;
        }
}

}  // namespace

void measure_songs(writing::Writer const& writer) {
    auto const file = writing::builtin::Settings{}.pronunciations;
    writing::Prosody const prosody(file);
    measure_syllables(prosody, file);
    Tally tally;
    std::vector<double> times;
    for (std::uint64_t seed = 0; seed < songs; ++seed) {
        writing::LyricsRequest request{.form = {{"verse", 8}, {"chorus", 4}, {"verse", 8}, {"chorus", 4}, {"bridge", 4}}, .seed = seed};
        request.profile = *writer.identity({.prompt = prompts()[seed % prompts().size()], .seed = seed});
        request.profile.style.vocals = "sung";
        auto const start = std::chrono::steady_clock::now();
        auto const song = writer.lyrics(request);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        if (!song) continue;
        tally.outside += song->lines_out_of_range;
        for (auto const& section : song->sections) {
            tally.lines += static_cast<double>(section.lines.size());
            count_rhymes(section, prosody, tally);
        }
    }
    std::sort(times.begin(), times.end());
    print("lyrics_ms", times[times.size() / 2], 20, Better::lower);
    print("bar_fit_percent", 100 * (1 - tally.outside / std::max(1.0, tally.lines)), 90, Better::higher);
    print("rhyme_pairs_percent", 100 * tally.rhymed / std::max(1.0, tally.pairs), 98, Better::higher);
}

}  // namespace troupe::benchmark
