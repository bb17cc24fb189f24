#include "visual/impl/branching.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace troupe::visual::impl {
namespace {

float length(Point p) { return std::hypot(p.x, p.y); }

/// A place to be reached, and the twig nearest to it so far.
struct Goal {
    Point at;
    std::size_t nearest = 0;
    float far = 1e9F;
};

class Colony {
public:
    Colony(Growth growth, Random random) : growth_(std::move(growth)), random_(random) {
        for (auto const& place : growth_.room) goals_.push_back({place});
        for (auto const& root : growth_.roots) add(root, -1);
    }

    std::vector<Twig> grow() {
        while (!goals_.empty() && twigs_.size() < growth_.most && extend()) drop_reached();
        weigh();
        return std::move(twigs_);
    }

private:
    void add(Point at, int parent) {
        auto const index = twigs_.size();
        Twig twig{.at = at, .parent = parent};
        if (parent >= 0) {
            auto& from = twigs_[static_cast<std::size_t>(parent)];
            from.tip = false;
            twig.distance = from.distance + length(at - from.at);
        }
        twigs_.push_back(twig);
        for (auto& goal : goals_)
            if (auto const far = length(goal.at - at); far < goal.far) {
                goal.far = far;
                goal.nearest = index;
            }
    }

    /// One twig for each that a goal pulls; with none in sight, one towards the nearest goal.
    bool extend() {
        std::vector<Point> pulls(twigs_.size());
        std::vector<std::size_t> pulled;
        auto const pull = [&](Goal const& goal) {
            auto& sum = pulls[goal.nearest];
            if (sum.x == 0 && sum.y == 0) pulled.push_back(goal.nearest);
            auto const way = goal.at - twigs_[goal.nearest].at;
            sum = sum + way * (1 / std::max(1e-4F, length(way)));
        };
        for (auto const& goal : goals_)
            if (goal.far < growth_.sight) pull(goal);
        if (pulled.empty()) pull(*std::min_element(goals_.begin(), goals_.end(), [](Goal const& a, Goal const& b) { return a.far < b.far; }));
        for (auto const index : pulled) {
            auto const wander = 0.35F * static_cast<float>(random_.normal());
            auto way = pulls[index];
            way = way * (1 / std::max(1e-4F, length(way))) + growth_.pull;
            way = way + Point{-way.y, way.x} * wander;
            add(twigs_[index].at + way * (growth_.step / std::max(1e-4F, length(way))), static_cast<int>(index));
        }
        return true;
    }

    void drop_reached() {
        // A goal that pulls two ways at once is never reached: it wears out with every round.
        for (auto& goal : goals_) goal.far -= goal.far < growth_.sight ? 0.0005F : 0;
        std::erase_if(goals_, [&](Goal const& goal) { return goal.far < growth_.clear; });
    }

    void weigh() {
        auto const power = growth_.thicken;
        std::vector<float> carried(twigs_.size(), 0);
        for (std::size_t i = twigs_.size(); i-- > 0;) {
            auto const sum = twigs_[i].tip ? 1.0F : carried[i];
            twigs_[i].weight = std::pow(sum, 1 / power);
            if (twigs_[i].parent >= 0) carried[static_cast<std::size_t>(twigs_[i].parent)] += sum;
        }
    }

    Growth growth_;
    Random random_;
    std::vector<Goal> goals_;
    std::vector<Twig> twigs_;
};

}  // namespace

std::vector<Twig> grow(Growth growth, Random random) { return Colony(std::move(growth), random).grow(); }

}  // namespace troupe::visual::impl
