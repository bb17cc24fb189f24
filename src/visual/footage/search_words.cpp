#include "visual/footage/search_words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace troupe::visual {
namespace {

bool names(std::string const& motif, std::string const& id) {
    auto const words = text::words(motif);
    return std::find(words.begin(), words.end(), id) != words.end();
}

}  // namespace

SearchWords::SearchWords(Sources const& sources, Tables const& tables) {
    for (auto const& image : sources.images) add(images_, image);
    for (auto const& entry : tables.footage)
        if (std::any_of(sources.motifs.begin(), sources.motifs.end(), [&](auto const& motif) { return names(motif, entry.id); }))
            take(images_, entry);
    if (auto const* entry = tables.words(sources.mood)) take(mood_, *entry);
    for (auto const& id : sources.genres)
        if (auto const* entry = tables.words(id); entry != nullptr && genre_.words.empty()) take(genre_, *entry);
}

std::vector<std::string> SearchWords::next(double energy) {
    std::array<Pool*, 3> order{&mood_, &images_, &genre_};
    if (energy < 0.45) order = {&images_, &mood_, &genre_};
    if (energy >= 0.75) order = {&genre_, &mood_, &images_};
    std::vector<std::string> out;
    for (auto* pool : order)
        if (!pool->words.empty() && out.size() < 2) out.push_back(pool->words[pool->at++ % pool->words.size()]);
    return out;
}

void SearchWords::add(Pool& pool, std::string words) {
    if (!words.empty() && std::find(pool.words.begin(), pool.words.end(), words) == pool.words.end())
        pool.words.push_back(std::move(words));
}

void SearchWords::take(Pool& pool, FootageWords const& entry) {
    for (auto const& words : entry.keywords) add(pool, words);
    for (auto const& words : entry.avoid)
        if (std::find(avoid_.begin(), avoid_.end(), words) == avoid_.end()) avoid_.push_back(words);
}

}  // namespace troupe::visual
