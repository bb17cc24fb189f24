#include <fmt/format.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "llm/review_log.hpp"

namespace troupe::cli {
namespace {

struct SessionsOptions {
    std::string state;
    std::string task;
    int limit = 50;
};
void describe_sessions(CLI::App& sub, SessionsOptions& options) {
    sub.add_option("--state", options.state, "active, completed, failed or expired");
    sub.add_option("--task", options.task, "identity, lyrics, captions, title, hooks or biographies");
    sub.add_option("--limit", options.limit, "How many, newest first")->check(CLI::Range(1, 500));
}
Result<Answer> sessions(Shell& shell, SessionsOptions const& options) {
    llm::SessionQuery query{.task = options.task, .limit = options.limit};
    if (!options.state.empty()) query.state = TRY(json::enum_from<llm::SessionState>(options.state, "--state"));
    auto& studio = *TRY(shell.studio());
    (void)TRY(studio.sessions.expire(studio.clock.now()));
    auto const page = TRY(studio.sessions.list(query));
    std::vector<std::vector<std::string>> rows;
    for (auto const& session : page.sessions)
        rows.push_back({to_string(session.id), session.task, text::excerpt(session.artist, 24), json::enum_name(session.state), fmt::format("{:.2f}", session.best_score),
                        session.model.empty() ? text::excerpt(session.failure, 60) : session.model, llm::format_money(session.cost_micros)});
    auto const nothing = "No sessions: no language model has been asked. `troupe config` shows whether one is set up.\n";
    return Answer{json::to_value(page.sessions), rows.empty() ? nothing : table({"SESSION", "TASK", "ARTIST", "STATE", "SCORE", "MODEL", "COST"}, rows)};
}

struct BySession {
    std::string id;
};
void take_session(CLI::App& sub, BySession& values) { sub.add_option("SESSION", values.id, "The session's id")->required(); }

struct Logged {
    llm::Session session;
    std::vector<llm::ReviewEntry> log;
};
Result<Logged> find_logged(Shell& shell, std::string const& text) {
    auto const id = TRY(parse_id<llm::SessionTag>(text));
    auto& studio = *TRY(shell.studio());
    auto session = TRY(studio.sessions.find(id));
    auto entries = TRY(studio.sessions.entries(id));
    return Logged{std::move(session), std::move(entries)};
}

struct ReviewOptions : BySession {
    std::string html;
};
void describe_review(CLI::App& sub, ReviewOptions& options) {
    take_session(sub, options);
    sub.add_option("--html", options.html, "Write it as a page to this file");
}
std::string entry_text(llm::ReviewEntry const& entry) {
    auto text = fmt::format("\n{}. {}, round {}: {}, score {:.2f}, cost {}\n", entry.number, json::enum_name(entry.step), entry.iteration,
                            entry.is_answered ? entry.model : "no answer", entry.score, llm::format_money(entry.cost_micros));
    for (auto const& attempt : entry.attempts)
        if (!attempt.trouble.empty()) text += fmt::format("   {}: {}: {}\n", attempt.model, attempt.trouble, text::excerpt(attempt.message, 120));
    if (entry.is_answered) text += "   " + text::excerpt(entry.answer, 400) + "\n";
    for (auto const& finding : entry.findings) text += "   - " + text::excerpt(finding, 160) + "\n";
    return text;
}
Result<Answer> review(Shell& shell, ReviewOptions const& options) {
    auto const logged = TRY(find_logged(shell, options.id));
    auto const& session = logged.session;
    if (!options.html.empty()) TRY(write_file(options.html, llm::export_html(session, logged.log)));
    auto text = fmt::format("{} for {}: {}, score {:.2f}, prompt version {}\n", session.task, session.artist, json::enum_name(session.state), session.best_score, session.prompt_version);
    if (!session.failure.empty()) text += session.failure + "\n";
    for (auto const& entry : logged.log) text += entry_text(entry);
    if (!options.html.empty()) text += "\nWritten to " + options.html + "\n";
    return Answer{llm::export_json(session, logged.log), text};
}

Result<Answer> replay(Shell& shell, BySession const& values) {
    auto const logged = TRY(find_logged(shell, values.id));
    auto const draft = TRY(TRY(shell.studio())->replayer.replay(logged.session, logged.log));
    bool const is_same = json::print(draft) == json::print(logged.session.result);
    json::Object const value{{"id", values.id}, {"same", is_same}, {"result", draft}};
    return Answer{value, is_same ? "The log leads to the same result, with nobody asked.\n" : "The log leads to another result: the program has changed since.\n", is_same ? 0 : 1};
}

struct ExtendOptions : BySession {
    int hours = 24;
};
void describe_extend(CLI::App& sub, ExtendOptions& options) {
    take_session(sub, options);
    sub.add_option("--hours", options.hours, "How much longer it may go on")->check(CLI::Range(1, 720));
}
Result<Answer> extend(Shell& shell, ExtendOptions const& options) {
    auto const logged = TRY(find_logged(shell, options.id));
    auto& studio = *TRY(shell.studio());
    auto const session = TRY(llm::extend(logged.session, std::chrono::hours{options.hours}, studio.clock.now()));
    TRY(studio.sessions.update(session));
    return Answer{json::to_value(session), fmt::format("Open until {}.\n", format_time(session.expires))};
}

struct DaysOptions {
    int days = 30;
};
void describe_days(CLI::App& sub, DaysOptions& options) { sub.add_option("--days", options.days, "How far back")->check(CLI::Range(1, 3650)); }

Result<Answer> costs(Shell& shell, DaysOptions const& options) {
    auto& studio = *TRY(shell.studio());
    auto const now = studio.clock.now();
    auto const day = [](TimePoint time) { return format_time(time).substr(0, 10); };
    auto const spending = TRY(studio.ledger.spending(day(now - std::chrono::days{options.days - 1}), day(now)));
    std::vector<std::vector<std::string>> rows;
    std::int64_t total = 0;
    for (auto const& row : spending) {
        rows.push_back({row.day, row.task, row.model, std::to_string(row.calls), llm::format_money(row.micros)});
        total += row.micros;
    }
    json::Object const value{{"days", options.days}, {"total_micros", total}, {"spending", json::to_value(spending)}};
    return Answer{value, rows.empty() ? "Nothing was spent on language models.\n" : table({"DAY", "TASK", "MODEL", "CALLS", "COST"}, rows) + fmt::format("In all: {}\n", llm::format_money(total))};
}

Result<Answer> statistics(Shell& shell, DaysOptions const& options) {
    auto& studio = *TRY(shell.studio());
    auto const from = studio.clock.now() - std::chrono::days{options.days};
    std::vector<std::pair<llm::Session, std::vector<llm::ReviewEntry>>> all;
    llm::SessionQuery query{.limit = 500};
    do {
        auto const page = TRY(studio.sessions.list(query));
        for (auto const& session : page.sessions)
            if (session.created >= from) all.emplace_back(session, TRY(studio.sessions.entries(session.id)));
        query.after = page.sessions.empty() || page.sessions.back().created < from ? std::nullopt : page.next;
    } while (query.after);
    auto const statistics = llm::analyse(all);
    std::vector<std::vector<std::string>> rows;
    for (auto const& row : statistics)
        rows.push_back({row.week, row.task, row.model, row.prompt_version, fmt::format("{}/{}", row.completed, row.sessions), fmt::format("{:.2f}", row.first_score),
                        fmt::format("{:.2f}", row.best_score), fmt::format("{:.1f}", row.iterations), llm::format_money(row.cost_micros)});
    return Answer{json::to_value(statistics), rows.empty() ? "No sessions in that time.\n" : table({"WEEK", "TASK", "MODEL", "PROMPT", "DONE", "FIRST", "BEST", "ROUNDS", "COST"}, rows)};
}

}  // namespace

void add_llm(Menu const& menu) {
    auto& llm = menu.group("llm", "Language models: what they were asked, what they said, what it cost");
    menu.add<SessionsOptions>(llm, "sessions", "Newest first", describe_sessions, sessions);
    menu.add<ReviewOptions>(llm, "review", "Every question, answer, score and change of a session", describe_review, review);
    menu.add<BySession>(llm, "replay", "Works a session through again from its log, with nobody asked", take_session, replay);
    menu.add<ExtendOptions>(llm, "extend", "More time for a session that is active or expired", describe_extend, extend);
    menu.add<DaysOptions>(llm, "costs", "What was spent, by day, task and model", describe_days, costs);
    menu.add<DaysOptions>(llm, "statistics", "How tasks went, by week, model and version of the prompt", describe_days, statistics);
}

}  // namespace troupe::cli
