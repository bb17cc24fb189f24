#include "evolution/market/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace troupe::evolution::market {
namespace {

constexpr int most_items = 5'000;
constexpr int most_artists = 64;
constexpr std::uint64_t most_seeds = 10'000;
constexpr int adopt_every = 10;  // rounds of a roster

/// All artists of one seed.
class World {
public:
    World(std::uint64_t seed, SimulationRequest const& request)
        : request_(request),
          market_(seed, static_cast<std::size_t>(request.roster)),
          pool_(style_space(market_.core(0)), request.settings.learner, request.settings.pool),
          lives_(static_cast<std::size_t>(request.roster)) {
        for (std::size_t i = 0; i < lives_.size(); ++i) {
            auto const& core = market_.core(i);
            policies_.push_back(make_policy(request.policy, core, Random(seed).stream("policy", i), request.settings));
            audiences_.emplace_back(seed, i);
            fixed_.push_back({core.genre, core.mood, 0, core.visual, 0, 0, 0});
            lives_[i].reserve(static_cast<std::size_t>(request.items));
        }
    }

    std::vector<Life> live() && {
        for (int t = 0; t < request_.items; ++t) {
            if (request_.shock_at == t) market_.shock();
            for (std::size_t i = 0; i < lives_.size(); ++i) release(i);
            market_.pass();
            if (lives_.size() > 1) share(t);
        }
        return std::move(lives_);
    }

private:
    void release(std::size_t artist) {
        auto const platform = audiences_[artist].next_platform();
        auto const arm = policies_[artist]->choose(platform);
        Item item;
        item.rate = market_.save_rate(artist, platform, arm);
        item.oracle_rate = std::max(item.rate, market_.save_rate(artist, platform, market_.oracle(artist, platform)));
        item.fixed_rate = market_.save_rate(artist, platform, fixed_[artist]);
        item.distance = identity_distance(market_.core(artist), arm);
        auto const count = audiences_[artist].hear(item.rate);
        item.audience = audiences_[artist].size();
        auto const& before = lives_[artist].empty() ? fixed_[artist] : last_arm(artist);
        for (auto const factor : {genre, mood, visual}) item.changes += arm[factor] != before[factor] ? 1 : 0;
        last_arms_.resize(lives_.size());
        last_arms_[artist] = arm;
        lives_[artist].push_back(item);
        policies_[artist]->learn(platform, arm, count);
        if (lives_.size() > 1) pool_.learn(platform, to_choice(arm), count);
    }
    [[nodiscard]] Arm const& last_arm(std::size_t artist) const { return last_arms_[artist]; }

    void share(int t) {
        pool_.end_round();
        if ((t + 1) % adopt_every != 0) return;
        for (auto& policy : policies_) policy->adopt(pool_);
    }

    SimulationRequest const& request_;
    Market market_;
    PooledStyles pool_;
    std::vector<Life> lives_;
    std::vector<std::unique_ptr<Policy>> policies_;
    std::vector<Audience> audiences_;
    std::vector<Arm> fixed_, last_arms_;
};

template <class Get>
Measured over(std::vector<Life> const& lives, Get const& get) {
    std::vector<double> values;
    for (auto const& life : lives) values.push_back(get(life));
    return measure(values);
}

double mean_of(Life const& life, auto const& get) {
    double sum = 0;
    for (auto const& item : life) sum += static_cast<double>(get(item));
    return sum / static_cast<double>(life.size());
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

Result<SeedRange> parse_seeds(std::string_view text) {
    auto const dash = text.find('-');
    auto const first = number(text.substr(0, dash));
    auto const last = dash == std::string_view::npos ? first : number(text.substr(dash + 1));
    if (!first || !last) return wrong_field("seeds", fmt::format("'{}' is no range: write 1-20, or 7 for one alone", text));
    if (*last < *first) return wrong_field("seeds", fmt::format("{} comes after {}: write the lower one first", *first, *last));
    if (*last - *first >= most_seeds) return wrong_field("seeds", fmt::format("at most {} at once", most_seeds));
    return SeedRange{*first, *last};
}

Result<void> validate(SimulationRequest const& request) {
    if (request.items < 1 || request.items > most_items) return wrong_field("items", fmt::format("expected 1 to {}", most_items));
    if (request.roster < 1 || request.roster > most_artists)
        return wrong_field("roster", fmt::format("expected 1 to {} artists", most_artists));
    if (request.seeds.last < request.seeds.first) return wrong_field("seeds", "the last comes before the first");
    return {};
}

double oracle_percent(Life const& life, Window window) {
    double got = 0;
    double best = 0;
    for (auto i = window.from; i < window.until; ++i) {
        got += life[static_cast<std::size_t>(i)].rate;
        best += life[static_cast<std::size_t>(i)].oracle_rate;
    }
    return best > 0 ? 100 * got / best : 100;
}

double worst_twenty(Life const& life) {
    auto const width = std::min<std::size_t>(20, life.size());
    double own = 0;
    double fixed = 0;
    double lowest = 1e9;
    for (std::size_t i = 0; i < life.size(); ++i) {
        own += life[i].rate;
        fixed += life[i].fixed_rate;
        if (i >= width) own -= life[i - width].rate, fixed -= life[i - width].fixed_rate;
        if (i + 1 >= width) lowest = std::min(lowest, own / fixed);
    }
    return lowest;
}

Measured measure(std::vector<double> const& values) {
    Measured made;
    auto const n = static_cast<double>(values.size());
    for (auto const value : values) made.mean += value / n;
    double squares = 0;
    for (auto const value : values) squares += (value - made.mean) * (value - made.mean);
    if (values.size() > 1) made.error = std::sqrt(squares / (n - 1) / n);
    return made;
}

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    auto const place = share * static_cast<double>(values.size() - 1);
    auto const below = static_cast<std::size_t>(place);
    auto const above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

Windows windows_of(int items) {
    auto const early = std::max(1, items / 6);
    return {{0, early}, {std::min(early, items - 1), std::max(items / 2, std::min(items, early + 1))}, {items - std::max(1, items / 3), items}};
}

Result<std::vector<Life>> simulate(SimulationRequest const& request, Progress const& progress, std::stop_token stop) {
    TRY(validate(request));
    std::vector<Life> lives;
    auto const seeds = static_cast<double>(request.seeds.last - request.seeds.first + 1);
    for (auto seed = request.seeds.first; seed <= request.seeds.last; ++seed) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "the simulation was stopped");
        for (auto& life : World(seed, request).live()) lives.push_back(std::move(life));
        if (progress) progress(static_cast<double>(seed - request.seeds.first + 1) / seeds);
    }
    return lives;
}

Summary summarise(std::vector<Life> const& lives) {
    Summary made;
    made.artists = static_cast<int>(lives.size());
    if (lives.empty()) return made;
    auto const windows = windows_of(static_cast<int>(lives.front().size()));
    auto const percent = [&](Window window) { return over(lives, [&](Life const& life) { return oracle_percent(life, window); }); };
    made.oracle_percent = {percent(windows.early), percent(windows.middle), percent(windows.late)};
    std::vector<double> worst;
    for (auto const& life : lives) worst.push_back(worst_twenty(life));
    made.worst_twenty_p10 = quantile(worst, 0.1);
    made.distance = over(lives, [](Life const& life) { return mean_of(life, [](Item const& item) { return item.distance; }); });
    made.changes_per_item = over(lives, [](Life const& life) { return mean_of(life, [](Item const& item) { return item.changes; }); });
    made.audience = over(lives, [](Life const& life) { return life.back().audience; });
    made.gain_percent = over(lives, [](Life const& life) {
        return 100 * (mean_of(life, [](Item const& item) { return item.rate; }) / mean_of(life, [](Item const& item) { return item.fixed_rate; }) - 1);
    });
    return made;
}

}  // namespace troupe::evolution::market
