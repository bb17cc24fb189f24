#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "artist/profile.hpp"
#include "measures.hpp"
#include "writing/impl/banks.hpp"
#include "writing/impl/prompt.hpp"

namespace troupe::benchmark {
namespace {

constexpr std::size_t identities = 10'000;

double milliseconds_of(auto&& work) {
    auto const start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// The most memory the process has had, in megabytes; 0 where the system does not say.
double memory_peak() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    return 0;
}

void measure_time(writing::Writer const& writer) {
    std::vector<double> times;
    for (std::uint64_t seed = 0; seed < 400; ++seed)
        times.push_back(milliseconds_of([&] { (void)writer.identity({.prompt = prompts()[seed % prompts().size()], .seed = seed}); }));
    std::sort(times.begin(), times.end());
    print("identity_ms", times[times.size() / 2], 20, Better::lower);
    print("identity_p99_ms", times[times.size() * 99 / 100], 40, Better::lower);
}

struct Made {
    std::string name;
    bool is_valid = false;
};

Made make(writing::Writer const& writer, writing::IdentityRequest const& request) {
    auto const profile = writer.identity(request);
    if (!profile) return {};
    return {profile->core.name, artist::validate(*profile).has_value()};
}

/// On every core: the writer may be asked from several threads.
std::vector<Made> make_all(writing::Writer const& writer, std::vector<writing::IdentityRequest> const& requests) {
    std::vector<Made> made(requests.size());
    auto const workers = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> threads;
    for (unsigned worker = 0; worker < workers; ++worker)
        threads.emplace_back([&, worker] {
            for (auto i = static_cast<std::size_t>(worker); i < requests.size(); i += workers) made[i] = make(writer, requests[i]);
        });
    threads.clear();
    return made;
}

void measure_one_prompt(writing::Writer const& writer) {
    std::vector<writing::IdentityRequest> requests;
    for (std::size_t seed = 0; seed < identities; ++seed) requests.push_back({.prompt = prompts().front(), .seed = seed});
    std::set<std::string> names;
    double digits = 0;
    for (auto const& artist : make_all(writer, requests)) {
        names.insert(writing::impl::fold(artist.name));
        if (artist.name.find_first_of("0123456789") != std::string::npos) digits += 1;
    }
    print("names_unique", static_cast<double>(names.size()), 9'800, Better::higher);
    print("names_with_digits_percent", 100 * digits / identities, 0.1, Better::lower);
}

/// A roster only matters to an artist whose name is in it, so that only these are made again with all names before them.
void measure_many_prompts(writing::Writer const& writer) {
    std::vector<writing::IdentityRequest> requests;
    for (std::size_t i = 0; i < identities; ++i) requests.push_back({.prompt = prompts()[i % prompts().size()], .seed = i / prompts().size()});
    auto const made = make_all(writer, requests);
    auto const known = *writing::impl::read_known_artists();
    std::vector<writing::RosterEntry> roster;
    std::set<std::string> names;
    double faulty = 0, twice = 0, again = 0, famous = 0;
    for (std::size_t i = 0; i < made.size(); ++i) {
        auto artist = made[i];
        if (names.contains(writing::impl::fold(artist.name))) {
            again += 1;
            auto request = requests[i];
            request.roster = roster;
            artist = make(writer, request);
        }
        if (!artist.is_valid) faulty += 1;
        if (known.contains(writing::impl::phrase_of(artist.name))) famous += 1;
        if (!names.insert(writing::impl::fold(artist.name)).second) twice += 1;
        roster.push_back({.name = artist.name});
    }
    print("documents_faulty", faulty, 0, Better::lower);
    print("names_twice_without_roster", again, identities * 0.02, Better::lower);
    print("names_twice", twice, 0, Better::lower);
    print("names_known", famous, 0, Better::lower);
}

}  // namespace

void measure_identities(writing::Writer const& writer) {
    measure_time(writer);
    print("memory_mb", memory_peak(), 64, Better::lower);
    measure_one_prompt(writer);
    measure_many_prompts(writer);
}

}  // namespace troupe::benchmark
