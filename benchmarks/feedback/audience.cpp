#include "audience.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/random.hpp"

namespace troupe::feedback {
namespace {

constexpr int days = 120;
constexpr std::array<char const*, 3> platforms{"spotify", "apple music", "deezer"};
constexpr std::array<char const*, 6> territories{"DE", "US", "BR", "FR", "ID", "SE"};

struct Counts {
    double streams = 0, listeners = 0, saves = 0, skips = 0;
    void add(double more, double ratio, double save_share, double skip_share) {
        streams += more;
        listeners += more / ratio;
        saves += more * save_share;
        skips += more * skip_share;
    }
};

struct Cell {
    Counts people, bots;
    int kind = 0;
};

/// An honest rise: where, how it begins and ends, and what its listeners do.
struct Rise {
    int begin = 0, length = 30;
    double times = 2, decay = 10;  ///< of the usual streams; days
    int platform = -1, territory = -1;
    double ratio = 1.4, saves = 0.02, skips = 0.4;
};

class Simulation {
public:
    Simulation(std::uint64_t seed, Reported reported) : random_(Random(seed).stream("audience")), reported_(reported) {
        ratio_ = random_.uniform(1.5, 2.6);
        saves_ = random_.uniform(0.02, 0.06);
        skips_ = random_.uniform(0.22, 0.42);
        trend_ = random_.uniform(-0.003, 0.006);
    }

    Audience run() {
        auto const tracks = random_.between(2, 5);
        bool const is_bought = random_.chance(0.5);
        auto const victim = random_.between(0, tracks - 1);
        for (int track = 0; track < tracks; ++track) {
            begin_track();
            people();
            if (is_bought && track == victim) bots();
            emit(track);
        }
        return std::move(audience_);
    }

private:
    Cell& cell(int day, int platform, int territory) { return cells_[static_cast<std::size_t>((day * 3 + platform) * 6 + territory)]; }

    void begin_track() {
        cells_.assign(static_cast<std::size_t>(days * 18), {});
        level_ = std::exp(random_.uniform(std::log(30.0), std::log(600.0)));
        for (auto& share : platform_share_) share = random_.uniform(0.2, 1.0);
        for (auto& share : territory_share_) share = random_.uniform(0.15, 1.0);
        rises_.clear();
        if (random_.chance(0.4)) rises_.push_back({random_.between(0, 60), 40, random_.uniform(2, 8), random_.uniform(4, 12), -1, -1, ratio_ * 1.1, saves_ * 1.5, skips_});
        for (int i = random_.between(0, 2); i > 0; --i)
            rises_.push_back({random_.between(10, 110), random_.between(7, 35), random_.uniform(0.8, 5), random_.uniform(8, 60), random_.between(0, 2), random_.chance(0.25) ? random_.between(0, 5) : -1,
                              random_.uniform(1.12, 1.6), saves_ * random_.uniform(0.35, 0.9), std::min(0.6, skips_ * random_.uniform(0.9, 1.5))});
        if (random_.chance(0.35))
            rises_.push_back({random_.between(10, 110), random_.between(5, 25), random_.uniform(3, 20), random_.uniform(3, 10), random_.chance(0.5) ? random_.between(0, 2) : -1,
                              random_.chance(0.5) ? random_.between(0, 5) : -1, random_.uniform(1.25, 2.2), saves_ * random_.uniform(1, 2), skips_ * random_.uniform(0.7, 1.1)});
        if (random_.chance(0.2))
            rises_.push_back({random_.between(10, 110), 4, random_.uniform(1.5, 6), 2, -1, random_.between(0, 5), random_.uniform(1.1, 1.4), saves_ * random_.uniform(0.8, 1.6), skips_ * random_.uniform(0.8, 1.3)});
    }

    [[nodiscard]] static double weekday(int day) {
        static constexpr std::array<double, 7> week{0.94, 0.95, 0.97, 1.0, 1.14, 1.08, 0.92};
        return week[static_cast<std::size_t>(day % 7)];
    }
    double wobble(double size) { return std::exp(size * random_.normal()); }

    void people() {
        for (int day = 0; day < days; ++day) {
            auto const today = weekday(day) * wobble(0.06);
            for (int platform = 0; platform < 3; ++platform)
                for (int territory = 0; territory < 6; ++territory) {
                    auto const usual = level_ * platform_share_[static_cast<std::size_t>(platform)] * territory_share_[static_cast<std::size_t>(territory)] * std::exp(trend_ * day);
                    auto& here = cell(day, platform, territory).people;
                    here.add(usual * today * wobble(0.08), ratio_ * wobble(0.05), saves_ * wobble(0.2), skips_ * wobble(0.08));
                    for (auto const& rise : rises_) {
                        auto const age = day - rise.begin;
                        bool const is_here = (rise.platform < 0 || rise.platform == platform) && (rise.territory < 0 || rise.territory == territory);
                        if (age < 0 || age >= rise.length || !is_here) continue;
                        here.add(usual * rise.times * std::exp(-age / rise.decay) * today * wobble(0.12), std::max(1.02, rise.ratio * wobble(0.05)), rise.saves * wobble(0.2), rise.skips * wobble(0.08));
                    }
                }
        }
    }

    void bots() {
        for (int campaigns = random_.between(1, 2); campaigns > 0; --campaigns) {
            auto const kind = random_.between(1, 5);
            auto const begin = random_.between(12, 100);
            auto const length = kind == 3 ? random_.between(14, 40) : random_.between(3, 20);
            auto const platform = random_.between(0, 2);
            auto const first = random_.between(0, 5);
            auto const wide = kind == 5 ? random_.between(2, 4) : 1;
            auto const times = std::exp(random_.uniform(std::log(0.8), std::log(8.0)));
            Bots const made{kind, random_.uniform(15, 80), random_.uniform(2.5, 6), random_.uniform(0, 0.15), random_.uniform(0, 0.12)};
            for (int i = 0; i < wide; ++i) campaign(made, begin, length, platform, (first + i) % 6, times);
        }
    }

    struct Bots {
        int kind;
        double looped_ratio, steady_ratio, saves, skips;  ///< saves and skips as a share of people's
    };
    void campaign(Bots const& bots, int begin, int length, int platform, int territory, double times) {
        auto const usual = std::max(40.0, level_ * platform_share_[static_cast<std::size_t>(platform)] * territory_share_[static_cast<std::size_t>(territory)]);
        for (int day = begin; day < std::min(days, begin + length); ++day) {
            auto& here = cell(day, platform, territory);
            bool const mimics = bots.kind == 4;
            auto const streams = usual * times * (mimics ? weekday(day) * wobble(0.06) : wobble(0.03));
            auto const ratio = bots.kind == 1 ? bots.looped_ratio : bots.kind == 2 ? 1.0 : mimics ? ratio_ * wobble(0.1) : bots.steady_ratio;
            here.bots.add(streams, ratio, saves_ * (mimics ? 0.1 + bots.saves : bots.saves * 0.3), skips_ * (mimics ? 0.15 + bots.skips : bots.skips));
            here.kind = bots.kind;
        }
    }

    static std::int64_t whole(double value) { return static_cast<std::int64_t>(std::llround(std::max(0.0, value))); }

    void emit(int track) {
        for (int day = 0; day < days; ++day)
            for (int platform = 0; platform < 3; ++platform)
                for (int territory = 0; territory < 6; ++territory) {
                    auto const& here = cell(day, platform, territory);
                    Observation row;
                    row.artist_id = "artist";
                    row.content_id = fmt::format("track-{}", track);
                    row.date = plus_days(*parse_date("2026-01-05"), day);
                    row.platform = platforms[static_cast<std::size_t>(platform)];
                    row.territory = territories[static_cast<std::size_t>(territory)];
                    row.streams = whole(here.people.streams) + whole(here.bots.streams);
                    row.listeners = std::min(row.streams, whole(here.people.listeners + here.bots.listeners));
                    if (reported_ == Reported::everything) {
                        row.saves = whole(here.people.saves + here.bots.saves);
                        row.skips = whole(here.people.skips + here.bots.skips);
                    }
                    audience_.rows.push_back(std::move(row));
                    audience_.planted.push_back(whole(here.bots.streams));
                    audience_.kinds.push_back(here.kind);
                }
    }

    Random random_;
    Reported reported_;
    double ratio_, saves_, skips_, trend_, level_ = 0;
    std::array<double, 3> platform_share_{};
    std::array<double, 6> territory_share_{};
    std::vector<Rise> rises_;
    std::vector<Cell> cells_;
    Audience audience_;
};

}  // namespace

std::vector<std::string> const bot_kinds{"none", "looped", "once", "plateau", "mimic", "spread"};

Audience simulate_audience(std::uint64_t seed, Reported reported) { return Simulation(seed, reported).run(); }

}  // namespace troupe::feedback
