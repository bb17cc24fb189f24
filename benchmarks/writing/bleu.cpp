#include "bleu.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "base/text.hpp"

namespace troupe::benchmark {
namespace {

constexpr std::size_t longest = 4;
constexpr double smoothing = 0.1;

using Counts = std::unordered_map<std::string, int>;

Counts count(std::vector<std::string> const& words, std::size_t size) {
    Counts counts;
    for (std::size_t at = 0; at + size <= words.size(); ++at) {
        std::string gram;
        for (auto i = at; i < at + size; ++i) gram += words[i] + " ";
        ++counts[gram];
    }
    return counts;
}

/// How often a run of words stands at most in one text, and at most in any other than that one.
struct Most {
    int best = 0;
    std::size_t owner = 0;
    int second = 0;

    void add(int count, std::size_t text) {
        if (count > best) second = best, best = count, owner = text;
        else second = std::max(second, count);
    }
    [[nodiscard]] int without(std::size_t text) const { return owner == text ? second : best; }
};

/// The clipped precision of every text for runs of one length.
std::vector<double> precisions(std::vector<std::vector<std::string>> const& texts, std::size_t size) {
    std::vector<Counts> counts;
    std::unordered_map<std::string, Most> most;
    for (std::size_t text = 0; text < texts.size(); ++text) {
        counts.push_back(count(texts[text], size));
        for (auto const& [gram, times] : counts.back()) most[gram].add(times, text);
    }
    std::vector<double> out;
    for (std::size_t text = 0; text < texts.size(); ++text) {
        int matches = 0;
        int total = 0;
        for (auto const& [gram, times] : counts[text]) {
            matches += std::min(times, most[gram].without(text));
            total += times;
        }
        out.push_back((matches > 0 ? matches : smoothing) / std::max(total, 1));
    }
    return out;
}

/// 1 for a text that is as long as the reference nearest in length, or longer.
double brevity(std::vector<std::vector<std::string>> const& texts, std::size_t text) {
    auto const own = static_cast<double>(texts[text].size());
    auto nearest = 1e9;
    for (std::size_t other = 0; other < texts.size(); ++other) {
        auto const length = static_cast<double>(texts[other].size());
        auto const distance = std::abs(length - own);
        auto const best = std::abs(nearest - own);
        if (other != text && (distance < best || (distance == best && length < nearest))) nearest = length;
    }
    return own >= nearest ? 1 : std::exp(1 - nearest / std::max(own, 1.0));
}

}  // namespace

double self_bleu(std::vector<std::string> const& texts) {
    if (texts.size() < 2) return 0;
    std::vector<std::vector<std::string>> words;
    for (auto const& text : texts) words.push_back(text::words(text));
    std::vector<double> logs(texts.size());
    for (std::size_t size = 1; size <= longest; ++size) {
        auto const found = precisions(words, size);
        for (std::size_t text = 0; text < texts.size(); ++text) logs[text] += std::log(found[text]) / longest;
    }
    double sum = 0;
    for (std::size_t text = 0; text < texts.size(); ++text) sum += brevity(words, text) * std::exp(logs[text]);
    return sum / static_cast<double>(texts.size());
}

}  // namespace troupe::benchmark
