#include "planning/impl/roster/branch.hpp"

#include <algorithm>
#include <limits>

namespace troupe::planning::impl {
namespace {

constexpr std::size_t most_paths = 2'000;  ///< of one artist
constexpr double precision = 1e-9;
constexpr int steps_per_node = 25;

/// A path as the capacities that it takes, so that its price is a sum.
struct Option {
    Path path;
    std::vector<std::size_t> takes;
};

/// Options that are still open, by artist; one left is a decision.
using Lists = std::vector<std::vector<Option const*>>;

struct Node {
    Lists open;
    std::vector<double> prices;  ///< by capacity
};

class Branching {
public:
    Branching(RosterProblem const& problem, PricedBound& priced, std::int64_t most_nodes, Assignment& best)
        : problem_(problem), priced_(priced), nodes_left_(most_nodes), best_(best) {}

    bool run() {
        Node root;
        if (!list_options(root)) return false;
        descend(std::move(root));
        return nodes_left_ > 0;
    }

private:
    [[nodiscard]] std::size_t team_at(int week) const { return static_cast<std::size_t>(week); }
    [[nodiscard]] std::size_t genre_at(int genre, int week) const {
        return static_cast<std::size_t>((genre + 1) * problem_.weeks + week);
    }

    bool list_options(Node& root) {
        Load const free(problem_);
        for (int week = 0; week < problem_.weeks; ++week) {
            capacity_.push_back(free.team_left(week));
            root.prices.push_back(priced_.prices.team(week));
        }
        for (int genre = 0; genre < static_cast<int>(problem_.genre_value.size()); ++genre)
            for (int week = 0; week < problem_.weeks; ++week) {
                capacity_.push_back(free.genre_left(genre, week));
                root.prices.push_back(priced_.prices.genre(genre, week));
            }
        PathFinder finder(problem_);
        std::vector<char> const all(static_cast<std::size_t>(problem_.weeks), 1);
        auto const slack = priced_.bound - best_.value;
        for (auto const& artist : problem_.artists) {
            auto paths = finder.within(artist, priced_.prices.of(artist.genre), all, slack, most_paths);
            if (!paths) return false;
            options_.push_back(to_options(artist.genre, *std::move(paths)));
        }
        for (auto const& options : options_) {
            root.open.emplace_back();
            for (auto const& option : options) root.open.back().push_back(&option);
        }
        return true;
    }

    std::vector<Option> to_options(int genre, std::vector<Path> paths) const {
        std::vector<Option> options;
        for (auto& path : paths) {
            std::vector<std::size_t> takes;
            for (auto const week : path.weeks) {
                takes.push_back(team_at(week));
                takes.push_back(genre_at(genre, week));
            }
            options.push_back({std::move(path), std::move(takes)});
        }
        return options;
    }

    static double profit(Option const& option, std::vector<double> const& prices) {
        auto profit = option.path.value;
        for (auto const at : option.takes) profit -= prices[at];
        return profit;
    }

    /// What every artist would choose under these prices, the bound that this makes, and what it leaves of capacities.
    struct Answer {
        double bound = 0;
        std::vector<Option const*> choices;
        std::vector<int> left;
        double value = 0;
    };
    [[nodiscard]] Answer ask(Node const& node) const {
        Answer answer{.bound = 0, .choices = {}, .left = capacity_, .value = 0};
        for (std::size_t at = 0; at < capacity_.size(); ++at) answer.bound += node.prices[at] * capacity_[at];
        for (auto const& open : node.open) {
            double most = -std::numeric_limits<double>::infinity();
            Option const* chosen = nullptr;
            for (auto const* option : open)
                if (auto const each = profit(*option, node.prices); each > most) most = each, chosen = option;
            answer.bound += most;
            answer.choices.push_back(chosen);
            answer.value += chosen->path.value;
            for (auto const at : chosen->takes) --answer.left[at];
        }
        return answer;
    }

    /// Lowers the node's bound until it is below the best plan (nothing) or the steps are used up.
    std::optional<Answer> reprice(Node& node) {
        auto trial = node;
        double lowest = std::numeric_limits<double>::infinity();
        Answer found;
        for (int step = 0; step < steps_per_node; ++step) {
            auto answer = ask(trial);
            keep_if_better(answer);
            if (answer.bound <= best_.value + precision) return std::nullopt;
            auto const length = 1.0 * (answer.bound - best_.value) / std::max(1, square(trial, answer));
            auto const left = answer.left;
            if (answer.bound < lowest) {
                lowest = answer.bound;
                node.prices = trial.prices;
                found = std::move(answer);
            }
            for (std::size_t at = 0; at < left.size(); ++at)
                trial.prices[at] = std::max(0.0, trial.prices[at] - length * left[at]);
        }
        return found;
    }

    static int square(Node const& node, Answer const& answer) {
        int sum = 0;
        for (std::size_t at = 0; at < answer.left.size(); ++at)
            if (answer.left[at] < 0 || node.prices[at] > 0) sum += answer.left[at] * answer.left[at];
        return sum;
    }

    void keep_if_better(Answer const& answer) {
        bool const fits = std::all_of(answer.left.begin(), answer.left.end(), [](int left) { return left >= 0; });
        if (!fits || answer.value <= best_.value) return;
        best_ = {};
        for (auto const* choice : answer.choices) {
            best_.weeks.push_back(choice->path.weeks);
            best_.values.push_back(choice->path.value);
        }
        best_.value = answer.value;
    }

    /// Takes out what can no longer be part of a better plan. False when an artist is left without any.
    bool thin_out(Node& node, double bound) const {
        auto const budget = bound - best_.value - precision;
        for (auto& open : node.open) {
            double most = -std::numeric_limits<double>::infinity();
            for (auto const* option : open) most = std::max(most, profit(*option, node.prices));
            std::erase_if(open, [&](auto const* option) { return most - profit(*option, node.prices) > budget; });
            if (open.empty()) return false;
        }
        return true;
    }

    /// Decided artists use capacity up: what does not fit beside them is out.
    bool fit_decided(Node& node) const {
        auto left = capacity_;
        for (auto const& open : node.open)
            if (open.size() == 1)
                for (auto const at : open.front()->takes)
                    if (--left[at] < 0) return false;
        for (auto& open : node.open) {
            if (open.size() == 1) continue;
            std::erase_if(open, [&](auto const* option) {
                return std::any_of(option->takes.begin(), option->takes.end(), [&](auto at) { return left[at] <= 0; });
            });
            if (open.empty()) return false;
        }
        return true;
    }

    void descend(Node node) {
        if (--nodes_left_ <= 0 || !fit_decided(node)) return;
        auto const answer = reprice(node);
        if (!answer || !thin_out(node, answer->bound)) return;
        std::size_t next = node.open.size();
        for (std::size_t i = 0; i < node.open.size(); ++i)
            if (node.open[i].size() > 1 && (next == node.open.size() || node.open[i].size() < node.open[next].size()))
                next = i;
        if (next == node.open.size()) return;
        auto options = node.open[next];
        std::sort(options.begin(), options.end(),
                  [&](auto const* a, auto const* b) { return profit(*a, node.prices) > profit(*b, node.prices); });
        for (auto const* option : options) {
            auto child = node;
            child.open[next] = {option};
            descend(std::move(child));
        }
    }

    RosterProblem const& problem_;
    PricedBound& priced_;
    std::int64_t nodes_left_;
    Assignment& best_;
    std::vector<int> capacity_;
    std::vector<std::vector<Option>> options_;
};

}  // namespace

bool branch_and_bound(RosterProblem const& problem, PricedBound& priced, std::int64_t most_nodes, Assignment& best) {
    return Branching(problem, priced, most_nodes, best).run();
}

}  // namespace troupe::planning::impl
