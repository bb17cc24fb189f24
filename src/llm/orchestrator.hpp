#pragma once

#include <functional>
#include <string>
#include <vector>

#include "llm/chain.hpp"
#include "llm/feedback_loop.hpp"
#include "llm/scrubber.hpp"
#include "llm/session.hpp"

namespace troupe::llm {

/// What our own checks say of a draft. A model's answer is data: nothing of it is used that did not pass here.
struct Assessment {
    double score = 0;  ///< 0..1; 0: unusable, its shape is wrong
    std::vector<std::string> findings;  ///< what to mend, in words that are told to the model
};

/// A piece of work for a language model.
struct Task {
    std::string name;    ///< "lyrics"
    std::string artist;  ///< who pays; empty: nobody yet
    std::string prefer;  ///< a model's name that shall be tried first, as a trial has it; empty: as the installation says
    json::Value input;   ///< all that the messages were made from
    std::string prompt_version;
    std::vector<Message> messages;
    AnswerShape shape;
    std::function<Assessment(json::Value const& draft)> assess;  ///< the same draft, the same answer
    std::string criteria;  ///< what a reviewing model shall look at; empty: no second model looks
    int max_tokens = 4'000;
    double temperature = 0.8;
    std::uint64_t seed = 0;
    std::function<void(std::string_view)> on_text;
    Assignments own = {};  ///< the artist's: with the keys of the installation's, and before them and `prefer`
};

struct Outcome {
    SessionId session;
    json::Value value;  ///< the best draft
    double score = 0;
    std::vector<std::string> findings;  ///< what is still not right with it
    std::string model;
    int iterations = 0;
    std::int64_t cost_micros = 0;
};

/// Generates, reads, checks, has reviewed and refined, and writes every step down before the next one.
///
/// An answer that cannot be read is shown to the model once with what is wrong (repair). A usable draft below the mark goes
/// back with the findings (refine), as FeedbackLoop says; the best one is kept. A session that a crash cut off goes on
/// where its log ends: the same work finds it by its key.
class Orchestrator {
public:
    struct Parts {
        AnswerSource& answers;
        SessionStore& sessions;
        Clock const& clock;
        IdBits id_bits;
        Scrubber scrubber;
        std::chrono::seconds session_lasts = std::chrono::hours{24};
        LoopLimits limits;
        Patience patience;
    };
    explicit Orchestrator(Parts parts) : parts_(std::move(parts)) {}

    /// Errors: unavailable (no model answered; the session failed), rate_limited (a cap), bad_response (no usable draft),
    /// cancelled (the session stays active and can go on).
    [[nodiscard]] Result<Outcome> run(Task const& task, std::stop_token stop);

    /// The same work from the log alone, with nobody asked and nothing written. Errors: conflict (the log ends before
    /// the work, or the task is another one by now), and what `run` gave.
    [[nodiscard]] Result<Outcome> replay(Task const& task, std::vector<ReviewEntry> const& log);

private:
    Parts parts_;
};

/// What makes two tasks the same work.
[[nodiscard]] std::string task_key(Task const& task);

}  // namespace troupe::llm
