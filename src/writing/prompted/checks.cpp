#include "writing/prompted/checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace troupe::writing::prompted {
namespace {

constexpr std::array worn_out{"tapestry", "unique blend", "pushing boundaries", "pushes the boundaries", "sonic journey", "symphony of", "echoes of",
                              "whispers of", "neon dream", "shattered heart", "soul on fire", "excited to announce", "thrilled to", "stay tuned",
                              "like never before", "journey through", "testament to"};
constexpr std::array machine_talk{"as an ai", "language model", "i cannot", "i can't help", "ignore previous", "system prompt"};
constexpr std::array links{"http://", "https://", "www."};

template <class List>
std::string_view first_of(List const& list, std::string_view words) {
    for (std::string_view each : list)
        if (words.find(each) != std::string_view::npos) return each;
    return {};
}

bool has_control_characters(std::string_view words) {
    return std::any_of(words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

}  // namespace

void Findings::mend(std::string finding, double cost) {
    score_ -= cost;
    list_.push_back(std::move(finding));
}

void Findings::refuse(std::string finding) {
    is_unusable_ = true;
    list_.insert(list_.begin(), std::move(finding));
}

llm::Assessment Findings::assessment() const {
    auto list = list_;
    if (list.size() > 12) list.resize(12);
    return {is_unusable_ ? 0 : std::clamp(score_, 0.05, 1.0), list};
}

void check_words(std::string const& path, std::string_view words, std::size_t most_characters, Findings& findings) {
    if (text::trim(words).empty()) return findings.refuse(path + ": is empty");
    if (!text::is_valid_utf8(words) || has_control_characters(words)) findings.refuse(path + ": holds characters that are no text");
    if (text::length(words) > most_characters) findings.refuse(fmt::format("{}: has {} characters, at most {} fit", path, text::length(words), most_characters));
    auto const lowered = text::lower(words);
    if (auto const found = first_of(links, lowered); !found.empty() || words.find('@') != std::string_view::npos)
        findings.refuse(path + ": holds a link or a mention; take it out");
    if (words.find("{{") != std::string_view::npos || lowered.find("[insert") != std::string::npos || lowered.find("lorem ipsum") != std::string::npos)
        findings.refuse(path + ": holds a place to be filled in");
    if (auto const found = first_of(machine_talk, lowered); !found.empty()) findings.refuse(fmt::format("{}: says \"{}\"; write as the artist's writer", path, found));
    if (auto const found = first_of(worn_out, lowered); !found.empty()) findings.mend(fmt::format("{}: \"{}\" is worn out; say what can be seen or heard", path, found));
}

void check_word_count(std::string const& path, std::string_view words, std::size_t low, std::size_t high, Findings& findings) {
    auto const count = text::words(words).size();
    if (count < low || count > high) findings.mend(fmt::format("{}: has {} words, {} to {} are wanted", path, count, low, high));
}

void check_claims(artist::Profile const& profile, std::vector<artist::NamedText> const& texts, Findings& findings) {
    int unsupported = 0;
    for (auto const& each : artist::find_contradictions(profile, texts)) {
        // What the checker cannot place may be a free retelling: worth a word, and five of them no more than one plain error.
        bool const is_retelling = each.kind == artist::ClaimKind::unsupported || each.kind == artist::ClaimKind::detail;
        auto const cost = each.kind == artist::ClaimKind::private_fact ? 0.3 : !is_retelling ? 0.1 : ++unsupported <= 5 ? 0.02 : 0.0;
        findings.mend(fmt::format("{}: \"{}\": {} (see {})", each.path, text::excerpt(each.said, 80), each.why, each.against), cost);
    }
}

}  // namespace troupe::writing::prompted
