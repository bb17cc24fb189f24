#pragma once

#include <boost/describe.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

/// How a listener's comment feels about what it is about.
namespace troupe::feedback {

/// `not_read`: nobody knows, which is not the same as a comment that says neither.
BOOST_DEFINE_ENUM_CLASS(Feeling, positive, negative, neither, not_read)

struct FeelingReading {
    Feeling feeling = Feeling::not_read;
    std::string language;  ///< ISO 639-1 of the list that read it; empty: signs alone did, or nobody
};

/// Reads comments by the word lists of data/feedback/feelings (English, French, German, Spanish; they are our own), and
/// signs like hearts in every language.
///
/// A word or phrase weighs 1 or 2 either way; a negation up to three words before it turns it round and takes a quarter
/// of it, "so" and the like make it half as much again, "a bit" half of it, and what stands behind a "but" counts more
/// than what stands before it (the rules of Hutto & Gilbert 2014, VADER, with weights of our own). A sum of 0.75 or
/// more either way is a feeling. Where no language is given, it is the one whose lists know most words; a comment of
/// whose words less than a quarter are known is not read. Irony is taken at its word.
class FeelingLexicon {
public:
    FeelingLexicon();
    ~FeelingLexicon();

    /// `language`: "en", "pt-BR" or empty; a language without a list is not read, its signs are.
    [[nodiscard]] FeelingReading read(std::string_view comment, std::string const& language = "") const;

    [[nodiscard]] std::vector<std::string> languages() const;  ///< sorted

private:
    struct Lists;
    std::unique_ptr<Lists const> lists_;
};

}  // namespace troupe::feedback
