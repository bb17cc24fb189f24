#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "artist/contradictions.hpp"
#include "artist/profile.hpp"
#include "llm/orchestrator.hpp"

/// What every text of a language model must pass, whatever it is for. Findings are sentences that can be told to the model.
namespace troupe::writing::prompted {

/// Gathers what is wrong. `mend` lowers the score, `refuse` makes the draft unusable.
class Findings {
public:
    explicit Findings(double start = 1) : score_(start) {}
    void mend(std::string finding, double cost = 0.08);
    void refuse(std::string finding);
    void scale(double factor) { score_ *= factor; }
    [[nodiscard]] bool is_unusable() const { return is_unusable_; }
    [[nodiscard]] llm::Assessment assessment() const;

private:
    double score_;
    bool is_unusable_ = false;
    std::vector<std::string> list_;
};

/// Blank, too long, links, mentions, control characters, slots left open, worn-out words, speaking as a machine.
void check_words(std::string const& path, std::string_view words, std::size_t most_characters, Findings& findings);

/// How often each of these words occurs is no matter; that one does is.
void check_word_count(std::string const& path, std::string_view words, std::size_t low, std::size_t high, Findings& findings);

/// What the texts claim that the artist's document does not hold, or holds back.
void check_claims(artist::Profile const& profile, std::vector<artist::NamedText> const& texts, Findings& findings);

}  // namespace troupe::writing::prompted
