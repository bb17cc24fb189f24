#include "planning/impl/roster/regroup.hpp"

#include <algorithm>
#include <array>

namespace troupe::planning::impl {
namespace {

constexpr std::size_t group_size = 6;
constexpr std::array shares{0.0, 0.3, 0.6, 0.8, 0.95, 1.0};

class Regrouping {
public:
    Regrouping(RosterProblem const& problem, Prices& prices, Random random, Assignment& best)
        : problem_(problem), prices_(prices), random_(random), best_(best), load_(problem), finder_(problem) {
        by_genre_.resize(problem.genre_value.size());
        for (std::size_t i = 0; i < problem.artists.size(); ++i) {
            load_.add(problem.artists[i], best.weeks[i]);
            by_genre_[static_cast<std::size_t>(problem.artists[i].genre)].push_back(i);
        }
    }

    void run(std::int64_t rounds) {
        for (std::int64_t round = 0; round < rounds; ++round) try_group(draw_group());
    }

private:
    std::vector<std::size_t> draw_group() {
        auto const first = random_.below(problem_.artists.size());
        std::vector<std::size_t> group{first};
        auto const& kin = by_genre_[static_cast<std::size_t>(problem_.artists[first].genre)];
        bool const within_genre = random_.chance(0.5);
        for (std::size_t i = 1; i < group_size; ++i) {
            auto const next = within_genre ? random_.pick(kin) : random_.below(problem_.artists.size());
            if (std::find(group.begin(), group.end(), next) == group.end()) group.push_back(next);
        }
        return group;
    }

    void try_group(std::vector<std::size_t> const& group) {
        double before = 0;
        for (auto const i : group) {
            before += best_.values[i];
            load_.remove(problem_.artists[i], best_.weeks[i]);
        }
        auto const share = random_.pick(shares);
        double after = 0;
        std::vector<Path> paths;
        for (auto const i : group) {
            auto const& artist = problem_.artists[i];
            auto path = finder_.best(artist, prices_.of(artist.genre, share), load_.open(artist.genre));
            if (!path) break;
            load_.add(artist, path->weeks);
            after += path->value;
            paths.push_back(*std::move(path));
        }
        bool const keep = paths.size() == group.size() && after >= before - 1e-12;
        for (std::size_t k = 0; k < paths.size(); ++k)
            keep ? take(group[k], paths[k]) : load_.remove(problem_.artists[group[k]], paths[k].weeks);
        if (!keep)
            for (auto const i : group) load_.add(problem_.artists[i], best_.weeks[i]);
    }

    void take(std::size_t artist, Path& path) {
        best_.value += path.value - best_.values[artist];
        best_.values[artist] = path.value;
        best_.weeks[artist] = std::move(path.weeks);
    }

    RosterProblem const& problem_;
    Prices& prices_;
    Random random_;
    Assignment& best_;
    Load load_;
    PathFinder finder_;
    std::vector<std::vector<std::size_t>> by_genre_;
};

}  // namespace

void regroup(RosterProblem const& problem, Prices& prices, std::int64_t rounds, Random random, Assignment& best) {
    if (problem.artists.size() > 1) Regrouping(problem, prices, random, best).run(rounds);
}

}  // namespace troupe::planning::impl
