#pragma once

#include <optional>
#include <string>
#include <vector>

#include "llm/orchestrator.hpp"

namespace troupe::llm::impl {

/// Hears of every step when it is done.
class Log {
public:
    virtual ~Log() = default;
    [[nodiscard]] virtual Result<void> write(ReviewEntry const& entry) = 0;
};

/// One task on its way through generate, repair, review and refine. What `past` already holds is not asked again: its
/// entries stand for the first steps, as long as their questions are the same.
class Working {
public:
    struct Surroundings {
        Clock const& clock;
        Scrubber const& scrubber;
        LoopLimits limits;
        Patience patience;
    };
    Working(Task const& task, std::string session, AnswerSource& answers, Log& log, Surroundings around,
            std::vector<ReviewEntry> past);

    [[nodiscard]] Result<Outcome> run(std::stop_token stop);

private:
    struct Draft {
        json::Value value;
        Assessment assessment;
        std::string model;
    };

    [[nodiscard]] Result<Draft> write_draft(std::vector<Message> messages, Step step);
    [[nodiscard]] Result<ReviewEntry> ask(std::vector<Message> const& messages, Step step, AnswerShape const& shape);
    [[nodiscard]] Result<ReviewEntry> ask_source(std::vector<Message> const& messages, Step step, AnswerShape const& shape);
    [[nodiscard]] Assessment judge(ReviewEntry const& entry, json::Value& value) const;
    [[nodiscard]] Result<void> have_reviewed(Draft& draft);
    [[nodiscard]] Result<void> finish_entry(ReviewEntry& entry, double score, std::vector<std::string> findings);
    [[nodiscard]] Outcome outcome_of(Draft const& draft) const;

    Task const& task_;
    std::string session_;
    AnswerSource& answers_;
    Log& log_;
    Surroundings around_;
    std::vector<ReviewEntry> past_;
    std::size_t steps_ = 0;
    bool is_from_past_ = false;
    int iteration_ = 1;
    std::int64_t cost_micros_ = 0;
    std::stop_token stop_;
};

}  // namespace troupe::llm::impl
