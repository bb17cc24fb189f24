#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "writing/builtin/builtin_writer.hpp"

using namespace troupe;

namespace {

double milliseconds_of(auto&& work) {
    auto const start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void print(char const* name, double value, double target, bool reached) {
    std::printf("%s %.2f %.2f %s\n", name, value, target, reached ? "ok" : "short");
}

std::vector<std::string> const prompts{"A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence",
                                       "A cheerful bedroom pop singer about trains and her grandmother", "aggressive phonk from Memphis",
                                       "a loud silent extroverted recluse", "hip hop storyteller about rent"};

}  // namespace

/// NAME value target ok|short: the time of an identity and of a song (medians), and names over many seeds.
int main() {
    auto const writer = writing::builtin::open_writer({});
    if (!writer) return std::fprintf(stderr, "%s\n", writer.error().message.c_str()), 1;
    std::vector<double> identities, songs;
    std::set<std::string> names;
    constexpr int seeds = 400;
    for (int seed = 0; seed < seeds; ++seed) {
        writing::LyricsRequest song{.form = {{"verse", 8}, {"chorus", 4}, {"verse", 8}, {"chorus", 4}, {"bridge", 4}}, .seed = static_cast<std::uint64_t>(seed)};
        auto const& prompt = prompts[static_cast<std::size_t>(seed) % prompts.size()];
        identities.push_back(milliseconds_of([&] { song.profile = *(*writer)->identity({.prompt = prompt, .seed = song.seed}); }));
        names.insert(song.profile.core.name);
        song.profile.style.vocals = "sung";
        songs.push_back(milliseconds_of([&] { (void)(*writer)->lyrics(song); }));
    }
    std::sort(identities.begin(), identities.end());
    std::sort(songs.begin(), songs.end());
    auto const median = [](std::vector<double> const& times) { return times[times.size() / 2]; };
    print("identity_ms", median(identities), 20, median(identities) < 20);
    print("identity_p99_ms", identities[identities.size() * 99 / 100], 40, identities[identities.size() * 99 / 100] < 40);
    print("lyrics_ms", median(songs), 20, median(songs) < 20);
    auto const unique = 100.0 * static_cast<double>(names.size()) / seeds;
    print("names_unique_percent", unique, 98, unique >= 98);
    return 0;
}
