#include "writing/impl/echoes.hpp"

#include <algorithm>

namespace troupe::writing::impl {
namespace {

/// Entries a word may be heard in before it says little.
constexpr double common_word = 4;

}  // namespace

bool is_form_of(std::string const& a, std::string const& b) {
    auto const& shorter = a.size() < b.size() ? a : b;
    auto const& longer = a.size() < b.size() ? b : a;
    if (longer == shorter || longer == shorter + "s" || longer == shorter + "es") return true;
    if (shorter.size() < 5 || longer.size() - shorter.size() > 3) return false;
    auto const stem = shorter.size() - (shorter.ends_with("e") || shorter.ends_with("y") ? 1 : 0);
    return longer.compare(0, stem, shorter, 0, stem) == 0;
}

Echoes echoes_of(std::vector<std::string> const& words, Banks const& banks) {
    Echoes echoes;
    if (words.empty()) return echoes;
    std::unordered_map<std::string, std::vector<Entry const*>> heard;
    for (auto const& [kind, entries] : banks.entries) {
        if (kind == "home") continue;
        for (auto const& entry : entries) {
            for (auto const& word : words)
                if (std::any_of(entry.words.begin(), entry.words.end(), [&](auto const& each) { return is_form_of(word, each); }))
                    heard[word].push_back(&entry);
        }
    }
    for (auto const& [word, entries] : heard)
        for (auto const* entry : entries) echoes[entry] += std::min(1.0, common_word / static_cast<double>(entries.size()));
    return echoes;
}

}  // namespace troupe::writing::impl
