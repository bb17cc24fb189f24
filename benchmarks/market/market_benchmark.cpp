#include <fmt/format.h>

#include <functional>
#include <iostream>
#include <string>

#include "evolution/market/simulation.hpp"

/// How much of what was possible the learning policy gets in ArtistMarket, on seeds that no constant was tuned on:
/// NAME value target ok|short, and for people the standard error behind each. The opponents are tuned on seeds 1 to
/// 100 as ours is. `market_benchmark 1001-1040` takes fewer seeds.
namespace troupe::evolution::market {
namespace {

bool all_ok = true;

void report(std::string const& name, double value, double target, bool is_ok, double error = 0) {
    fmt::print("{} {:.3f} {} {}", name, value, target, is_ok ? "ok" : "short");
    if (error > 0) fmt::print("  # standard error {:.2f}", error);
    fmt::print("\n");
    std::cout << std::flush;
    all_ok = all_ok && is_ok;
}
void at_least(std::string const& name, double value, double target, double error = 0) { report(name, value, target, value >= target, error); }
void at_most(std::string const& name, double value, double target, double error = 0) { report(name, value, target, value <= target, error); }

std::vector<Life> lives_of(PolicyName policy, SeedRange seeds, std::function<void(SimulationRequest&)> const& change = {}) {
    SimulationRequest request;
    request.policy = policy;
    request.seeds = seeds;
    if (change) change(request);
    return *simulate(request);
}

Measured percent(std::vector<Life> const& lives, Window window) {
    std::vector<double> values;
    for (auto const& life : lives) values.push_back(oracle_percent(life, window));
    return measure(values);
}

/// Of the same seeds, one against the other.
Measured lead(std::vector<Life> const& own, std::vector<Life> const& other, Window window) {
    std::vector<double> values;
    for (std::size_t i = 0; i < own.size(); ++i) values.push_back(oracle_percent(own[i], window) - oracle_percent(other[i], window));
    return measure(values);
}

struct NamedWindow {
    char const* name;
    Window window;
    double target;
};
constexpr NamedWindow windows[] = {{"early", {0, 50}, 70}, {"middle", {50, 150}, 79}, {"late", {200, 300}, 80}};

void against(std::string const& name, std::vector<Life> const& own, std::vector<Life> const& other) {
    for (auto const& each : windows) {
        auto const ahead = lead(own, other, each.window);
        at_least(fmt::format("market_{}_ahead_of_{}", each.name, name), ahead.mean, 0, ahead.error);
    }
}

void one_artist(SeedRange seeds) {
    auto const own = lives_of(PolicyName::troupe, seeds);
    auto const summary = summarise(own);
    for (auto const& each : windows) {
        auto const got = percent(own, each.window);
        at_least(fmt::format("market_{}_percent", each.name), got.mean, each.target, got.error);
    }
    at_least("market_worst_twenty_p10", summary.worst_twenty_p10, .85);
    at_most("market_identity_distance", summary.distance.mean, .25, summary.distance.error);
    // As published it forgets nothing; with forgetting (D-LinUCB) it is a stronger opponent than the target names.
    against("linucb", own, lives_of(PolicyName::linucb, seeds, [](SimulationRequest& request) { request.settings.linucb_keep = 1; }));
    against("linucb_that_forgets", own, lives_of(PolicyName::linucb, seeds));
}

void roster(SeedRange seeds) {
    auto const lives = lives_of(PolicyName::troupe, seeds, [](SimulationRequest& request) {
        request.items = 100;
        request.roster = 8;
    });
    constexpr NamedWindow parts[] = {{"first", {0, 25}, 70}, {"second", {25, 50}, 80}, {"third", {50, 100}, 84}};
    for (auto const& each : parts) {
        auto const got = percent(lives, each.window);
        at_least(fmt::format("market_roster_{}_percent", each.name), got.mean, each.target, got.error);
    }
}

void shock(SeedRange seeds) {
    auto const shocked = [](SimulationRequest& request) {
        request.items = 260;
        request.shock_at = 140;
    };
    auto const own = lives_of(PolicyName::troupe, seeds, shocked);
    auto const stubborn = lives_of(PolicyName::no_forgetting, seeds, shocked);
    auto const got = percent(own, {220, 260});
    at_least("market_after_shock_percent", got.mean, 79, got.error);
    auto const ahead = lead(own, stubborn, {220, 260});
    at_least("market_after_shock_ahead_of_no_forgetting", ahead.mean, 8, ahead.error);
}

}  // namespace
}  // namespace troupe::evolution::market

int main(int count, char** arguments) {
    using namespace troupe::evolution::market;
    auto const seeds = parse_seeds(count > 1 ? arguments[1] : "1001-1200");
    if (!seeds) {
        std::cerr << seeds.error().message << "\n";
        return 2;
    }
    auto const some = [&](std::uint64_t most) { return SeedRange{seeds->first, std::min(seeds->last, seeds->first + most - 1)}; };
    one_artist(*seeds);
    roster(some(25));
    shock(some(100));
    return all_ok ? 0 : 1;
}
