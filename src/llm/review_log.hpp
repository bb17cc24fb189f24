#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "llm/session.hpp"

/// Reading the review log: one session as a page, many as numbers.
namespace troupe::llm {

/// The draft with the best score; of equal ones the first. Nothing when no draft could be used.
[[nodiscard]] std::optional<ReviewEntry> best_draft(std::vector<ReviewEntry> const& log);
[[nodiscard]] std::optional<ReviewEntry> latest_draft(std::vector<ReviewEntry> const& log);

/// A line of a draft that the next one has not, or has anew.
struct DiffLine {
    char sign = ' ';  ///< '-' only before, '+' only after, ' ' both
    std::string text;
};
/// Line by line (longest common subsequence), of two drafts as indented JSON.
[[nodiscard]] std::vector<DiffLine> diff(std::string const& before, std::string const& after);

/// {"session": .., "entries": [..], "best": number, "latest": number}
[[nodiscard]] json::Value export_json(Session const& session, std::vector<ReviewEntry> const& log);
/// One page that needs no network: questions, answers, scores, findings, and what each draft changed. Everything foreign
/// is escaped.
[[nodiscard]] std::string export_html(Session const& session, std::vector<ReviewEntry> const& log);

/// How a task went with one model and one version of its prompt.
struct TaskStatistics {
    std::string week;  ///< Monday of the sessions, "2026-11-16"
    std::string task;
    std::string model;
    std::string prompt_version;
    int sessions = 0;
    int completed = 0;
    double first_score = 0;  ///< mean of first drafts that could be used
    double best_score = 0;   ///< mean of what was kept
    double iterations = 0;   ///< mean
    double repair_share = 0; ///< of sessions in which an answer could not be read at first
    std::int64_t cost_micros = 0;
};
BOOST_DESCRIBE_STRUCT(TaskStatistics, (),
                      (week, task, model, prompt_version, sessions, completed, first_score, best_score, iterations,
                       repair_share, cost_micros))

/// Newest week first, then by task, model and prompt. Sessions without an answer stand under the model "".
[[nodiscard]] std::vector<TaskStatistics> analyse(std::vector<std::pair<Session, std::vector<ReviewEntry>>> const& sessions);

}  // namespace troupe::llm
