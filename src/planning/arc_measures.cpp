#include "planning/arc_measures.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.hpp"

namespace troupe::planning {
namespace {

constexpr int orders_tried = 200;
constexpr std::size_t run_length = 5;
constexpr double nearly_the_same = 0.6;

std::vector<PlanItem const*> told_items(Plan const& plan) {
    std::vector<PlanItem const*> items;
    for (auto const& item : plan.items)
        if (item.platform != "stores" && item.state != ItemState::skipped) items.push_back(&item);
    return items;
}

std::string words_of(PlanItem const& item) { return item.brief.title + " " + item.brief.theme + " " + item.brief.say; }

/// A text as weighted words of length 1.
using WordVector = std::map<std::string, double>;

std::vector<WordVector> word_vectors(std::vector<PlanItem const*> const& items) {
    std::vector<WordVector> vectors;
    std::map<std::string, int> documents;
    for (auto const* item : items) {
        WordVector counts;
        for (auto const& word : text::words(words_of(*item))) ++counts[word];
        for (auto const& [word, count] : counts) ++documents[word];
        vectors.push_back(std::move(counts));
    }
    for (auto& vector : vectors) {
        double square = 0;
        for (auto& [word, weight] : vector) {
            weight = (1 + std::log(weight)) * std::log(static_cast<double>(items.size()) / documents[word]);
            square += weight * weight;
        }
        for (auto& [word, weight] : vector) weight /= std::sqrt(std::max(square, 1e-12));
    }
    return vectors;
}

double cosine(WordVector const& a, WordVector const& b) {
    double sum = 0;
    for (auto const& [word, weight] : a)
        if (auto const found = b.find(word); found != b.end()) sum += weight * found->second;
    return sum;
}

double mean_of_neighbours(std::vector<std::vector<double>> const& likeness, std::vector<std::size_t> const& order) {
    double sum = 0;
    for (std::size_t i = 1; i < order.size(); ++i) sum += likeness[order[i - 1]][order[i]];
    return sum / static_cast<double>(order.size() - 1);
}

std::set<std::string> runs_of(std::string const& text) {
    std::set<std::string> runs;
    for (std::size_t at = 0; at + run_length <= text.size(); ++at) runs.insert(text.substr(at, run_length));
    return runs;
}

}  // namespace

double continuity(Plan const& plan, Random random) {
    auto const vectors = word_vectors(told_items(plan));
    if (vectors.size() < 4) return 0;
    std::vector<std::vector<double>> likeness(vectors.size(), std::vector<double>(vectors.size()));
    for (std::size_t i = 0; i < vectors.size(); ++i)
        for (std::size_t j = 0; j < vectors.size(); ++j) likeness[i][j] = cosine(vectors[i], vectors[j]);
    std::vector<std::size_t> order(vectors.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    auto const told = mean_of_neighbours(likeness, order);
    double sum = 0;
    double square = 0;
    for (int round = 0; round < orders_tried; ++round) {
        random.shuffle(order);
        auto const mean = mean_of_neighbours(likeness, order);
        sum += mean;
        square += mean * mean;
    }
    auto const mean = sum / orders_tried;
    auto const variance = square / orders_tried - mean * mean;
    return variance > 1e-15 ? (told - mean) / std::sqrt(variance) : 0;
}

int near_duplicates(Plan const& plan) {
    std::vector<std::set<std::string>> runs;
    for (auto const* item : told_items(plan)) runs.push_back(runs_of(text::lower(words_of(*item))));
    int pairs = 0;
    for (std::size_t i = 0; i < runs.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            auto const both =
                std::count_if(runs[i].begin(), runs[i].end(), [&](auto const& run) { return runs[j].contains(run); });
            auto const either = static_cast<double>(runs[i].size() + runs[j].size()) - static_cast<double>(both);
            pairs += either > 0 && static_cast<double>(both) / either > nearly_the_same ? 1 : 0;
        }
    return pairs;
}

MotifEconomy motif_economy(Plan const& plan) {
    struct Use {
        int items = 0;
        std::set<ArcStage> stages;
    };
    std::map<std::string, Use> uses;
    int callbacks = 0;
    auto const items = told_items(plan);
    for (auto const* item : items) {
        if (item->brief.motif.empty()) continue;
        auto& use = uses[item->brief.motif];
        ++use.items;
        use.stages.insert(item->arc_stage);
        callbacks += item->brief.callback ? 1 : 0;
    }
    MotifEconomy economy{.motifs = static_cast<int>(uses.size()), .well_used = 0, .callback_share = 0};
    for (auto const& [motif, use] : uses) economy.well_used += use.items >= 3 && use.stages.size() >= 2 ? 1 : 0;
    if (!items.empty()) economy.callback_share = callbacks / static_cast<double>(items.size());
    return economy;
}

}  // namespace troupe::planning
