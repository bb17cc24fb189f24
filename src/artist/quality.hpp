#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "artist/profile.hpp"

/// How good a profile or a prompt is, as numbers that repeat. `validate` says what may be stored; this says what is
/// worth keeping, and what to do where it is not.
namespace troupe::artist {

BOOST_DEFINE_ENUM_CLASS(Status, VALID, NEEDS_IMPROVEMENT, REJECTED)
BOOST_DEFINE_ENUM_CLASS(Severity, note, warning, error)

struct Finding {
    std::string path;  ///< "story.biography_short"
    std::string rule;  ///< length, required, coherence or truth
    std::string message;
    Severity severity = Severity::warning;
    std::string fix;  ///< what to do, for a person or a language model
};
BOOST_DESCRIBE_STRUCT(Finding, (), (path, rule, message, severity, fix))

/// Each part is 1 less what its findings cost (error .25, warning .1, note .03), at least 0; `score` is their weighted
/// mean: length .2, required .3, coherence .25, truth .25. With an error in `required` it is at most .48.
struct Assessment {
    double score = 1;
    Status status = Status::VALID;  ///< from .7 VALID, from .49 NEEDS_IMPROVEMENT, below REJECTED
    double length = 1;
    double required = 1;
    double coherence = 1;
    double truth = 1;  ///< texts tell what the facts hold (contradictions.hpp)
    std::vector<Finding> findings;
};
BOOST_DESCRIBE_STRUCT(Assessment, (), (score, status, length, required, coherence, truth, findings))

/// Length of each text, what must be there, whether genre, tempo, moods, modes, sounds, colours and voice agree, and
/// whether the texts tell the facts. Never fails: what `validate` refuses is a finding.
[[nodiscard]] Assessment assess(Profile const& profile);

/// What a prompt is for decides what it must name.
BOOST_DEFINE_ENUM_CLASS(PromptKind, artist, music, image, video, text)

/// A prompt for a remote model: 20 to 2,000 characters, a genre, mood or subject (music: a genre or mood; image and
/// video: a subject), no contradictions ("slow" and "fast", "instrumental" and "sung"), no slots left open.
[[nodiscard]] Assessment assess_prompt(std::string_view prompt, PromptKind kind);

/// The status that a score stands for.
[[nodiscard]] Status status_of(double score);

}  // namespace troupe::artist
