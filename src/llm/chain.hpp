#pragma once

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "llm/answer_cache.hpp"
#include "llm/circuit_breaker.hpp"
#include "llm/ledger.hpp"
#include "llm/price.hpp"
#include "llm/session.hpp"

namespace troupe::llm {

/// A model that may be asked, with its price.
struct Seat {
    std::shared_ptr<ChatModel> model;
    Price price = cautious_price;
};

/// Which model does what: "lyrics.review", "lyrics", "review" or "default", the most particular one first, to a model's
/// name. What is not assigned goes to the first seat. The other seats follow in their order when it does not answer.
using Assignments = std::map<std::string, std::string>;

/// Retries and waits of one piece of work, over all its questions and all models.
struct Patience {
    int retries = 6;
    Seconds waiting{60};
};

/// Who asks what for.
struct Purpose {
    std::string session;
    std::string artist;
    std::string task;
    Step step = Step::generate;
    std::string prefer;  ///< a model's name, before the installation's assignments; may be empty
    Assignments own = {};  ///< the artist's, before all others
};

/// An answer, or the tries that were made.
struct Asked {
    std::optional<ChatAnswer> answer;
    std::string model;
    bool from_cache = false;
    std::int64_t cost_micros = 0;
    std::vector<Attempt> attempts;
    Error error;  ///< without an answer: unavailable (nobody answered; names who and why), rate_limited (a cap),
                  ///< cancelled
};

/// Where answers come from: the models, or the record of a session.
class AnswerSource {
public:
    virtual ~AnswerSource() = default;
    [[nodiscard]] virtual Asked ask(ChatRequest const& request, Purpose const& purpose, Patience& patience,
                                    std::stop_token stop) = 0;
};

/// Waits, unless stopped: false then.
using Wait = std::function<bool(Seconds, std::stop_token)>;
[[nodiscard]] bool wait_for_real(Seconds time, std::stop_token stop);

/// Asks one model after the other, each as often as patience lasts: full-jitter backoff from 0.5 s to 30 s, a server's
/// Retry-After before it, no wait at all after an answer that leaves no hope. Money is reserved before every call.
class Chain final : public AnswerSource {
public:
    struct Parts {
        std::vector<Seat> seats;  ///< at least one
        Assignments assignments;
        Caps caps;
        Ledger& ledger;
        AnswerCache& cache;
        Clock const& clock;
        IdBits id_bits;
        Wait wait = wait_for_real;
    };
    explicit Chain(Parts parts);

    [[nodiscard]] Asked ask(ChatRequest const& request, Purpose const& purpose, Patience& patience,
                            std::stop_token stop) override;
    /// The names of the models in the order in which they are asked.
    [[nodiscard]] std::vector<std::string> order(Purpose const& purpose) const;
    [[nodiscard]] CircuitBreaker const& breaker() const { return breaker_; }

private:
    struct Try;
    bool ask_seat(Try& run, Seat const& seat);
    bool ask_once(Try& run, Seat const& seat);
    bool call(Try& run, Seat const& seat, ReservationId reservation);
    bool outlast(Try& run, std::string const& name, CircuitBreaker::Rest const& rest);
    bool wait_before_retry(Try& run, std::string const& name, int retry);
    bool pause(Try& run, std::string const& name, Seconds wait);
    [[nodiscard]] std::vector<Seat const*> seats_for(Purpose const& purpose) const;
    [[nodiscard]] std::string chosen_for(Purpose const& purpose) const;
    void note_unlisted(Try& run) const;

    Parts parts_;
    CircuitBreaker breaker_;
};

}  // namespace troupe::llm
