#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>

#include "measures.hpp"
#include "writing/impl/fact_graph.hpp"
#include "writing/impl/identity.hpp"
#include "writing/impl/understanding.hpp"
#include "writing/impl/word_meaning.hpp"
#include "writing/testing/unseen_words.hpp"

namespace troupe::benchmark {
namespace {

using writing::impl::Axes;
using writing::impl::dot;
using writing::impl::length;

struct Material {
    writing::impl::Banks banks = *writing::impl::load_banks();
    writing::GenreTable genres = *writing::load_genres();
    writing::WordNet net{"/usr/share/wordnet"};
};

void measure_unseen(Material const& material, char const* name, std::span<writing::testing::UnseenWord const> words) {
    auto const right = std::count_if(words.begin(), words.end(), [&](auto const& unseen) {
        auto const meaning = writing::impl::meaning_of(unseen.word, material.net, material.banks.lexicon);
        return meaning.axes[unseen.axis] * unseen.sign > 0.1;
    });
    print(name, static_cast<double>(right), 36, Better::higher);
}

/// The mean of what the facts stand for, from the bank entries they came from.
Axes axes_of(artist::Profile const& profile, writing::impl::Banks const& banks) {
    Axes sum{};
    for (auto const& key : writing::roster_entry(profile).uses)
        if (auto const* entry = banks.find(key))
            for (std::size_t axis = 0; axis < sum.size(); ++axis) sum[axis] += entry->axes[axis];
    return sum;
}

/// Over the axes that the prompt speaks of; the others are free.
double cosine(Axes const& said, Axes facts) {
    for (std::size_t axis = 0; axis < facts.size(); ++axis)
        if (std::abs(said[axis]) < 0.05) facts[axis] = 0;
    auto const size = length(said) * length(facts);
    return size < 1e-9 ? 0 : dot(said, facts) / size;
}

void measure_facts(Material const& material) {
    double sum = 0, least = 1, count = 0;
    std::vector<double> times;
    for (auto const& prompt : prompts()) {
        auto const start = std::chrono::steady_clock::now();
        auto const understood = writing::impl::understand(prompt, material.banks, material.genres, material.net);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        if (!understood || length(understood->axes) < 0.3) continue;
        for (std::uint64_t seed = 0; seed < 5; ++seed) {
            auto const profile = compose_identity({.prompt = prompt, .seed = seed}, *understood, {material.banks, material.genres, material.net, "en"});
            auto const value = profile ? cosine(understood->axes, axes_of(*profile, material.banks)) : 0;
            sum += value;
            least = std::min(least, value);
            count += 1;
        }
    }
    std::sort(times.begin(), times.end());
    print("reading_ms", times[times.size() / 2], 2, Better::lower);
    print("prompt_to_fact_mean", sum / std::max(count, 1.0), 0.7, Better::higher);
    print("prompt_to_fact_min", least, 0.3, Better::higher);
}

}  // namespace

void measure_reading() {
    Material const material;
    measure_unseen(material, "unseen_words", writing::testing::unseen_words);
    measure_unseen(material, "unseen_words_held_out", writing::testing::held_out_words);
    measure_facts(material);
}

}  // namespace troupe::benchmark
