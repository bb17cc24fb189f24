#include "llm/review_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "llm/answer_reading.hpp"
#include "llm/ledger.hpp"

namespace troupe::llm {
namespace {

bool is_draft(ReviewEntry const& entry) { return entry.is_answered && entry.step != Step::review && entry.score > 0; }

/// The score of a draft is that of the review after it, when there is one.
double settled_score(std::vector<ReviewEntry> const& log, std::size_t at) {
    bool const is_reviewed = at + 1 < log.size() && log[at + 1].step == Step::review && log[at + 1].is_answered;
    return is_reviewed ? log[at + 1].score : log[at].score;
}

/// An answer as the diff shows it: JSON indented, anything else as it came.
std::string readable(std::string const& answer) {
    auto const value = read_answer(answer);
    return value ? json::pretty(*value) : answer;
}

constexpr auto page_style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1d22;background:#fbfaf7}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2.5rem;border-top:1px solid #d9d5cc;padding-top:1rem}"
    "pre{background:#f1eee7;padding:.8rem 1rem;overflow-x:auto;white-space:pre-wrap;font-size:.85rem;border-radius:4px}"
    "table{border-collapse:collapse}td,th{text-align:left;padding:.25rem 1rem .25rem 0;font-weight:400}th{color:#6a655b;font-size:.85rem}a{color:inherit}"
    ".bar{width:10rem;background:#ece8df;padding:0}.bar i{display:block;height:.9rem;background:#3b7a57}summary{cursor:pointer;color:#6a655b}"
    ".add{color:#17613a;background:#e3f2e8}.cut{color:#8a2424;background:#f9e5e3}.note{color:#6a655b}"
    "@media(prefers-color-scheme:dark){body{color:#e8e6e1;background:#15161a}pre{background:#1f2126}h2{border-color:#34363d}.bar{background:#2a2c32}.bar i{background:#6fbf94}th,summary{color:#a29d92}"
    ".add{color:#9be3b6;background:#183524}.cut{color:#f2b4ad;background:#3f1f1d}.note{color:#a29d92}}";

std::string block(std::string const& text) { return "<pre>" + text::escape_xml(text) + "</pre>\n"; }

std::string diff_block(std::string const& before, std::string const& after) {
    std::string out = "<pre>";
    for (auto const& line : diff(before, after)) {
        auto const text = text::escape_xml(fmt::format("{} {}", line.sign, line.text)) + "\n";
        out += line.sign == ' ' ? text : fmt::format("<span class=\"{}\">{}</span>", line.sign == '+' ? "add" : "cut", text);
    }
    return out + "</pre>\n";
}

std::string entry_html(ReviewEntry const& entry, std::string const& before) {
    auto out = fmt::format("<h2 id=\"step{0}\">{0}. {1} <span class=\"note\">round {2}, {3}, score {4:.2f}, cost {5}{6}</span></h2>\n", entry.number,
                           json::enum_name(entry.step), entry.iteration,
                           text::escape_xml(entry.model.empty() ? "no answer" : entry.model), entry.score,
                           format_money(entry.cost_micros), entry.from_cache ? ", from the cache" : "");
    for (auto const& attempt : entry.attempts)
        if (!attempt.trouble.empty())
            out += fmt::format("<p class=\"note\">{}: {}: {}</p>\n", text::escape_xml(attempt.model), attempt.trouble, text::escape_xml(attempt.message));
    out += fmt::format("<details><summary>what was asked, {} messages</summary>\n", entry.messages.size());
    for (auto const& message : entry.messages) out += "<p class=\"note\">" + json::enum_name(message.role) + "</p>" + block(message.text);
    out += "</details>\n";
    if (entry.is_answered) {
        out += before.empty() || entry.step == Step::review ? "" : "<p class=\"note\">what changed</p>";
        out += before.empty() || entry.step == Step::review ? block(readable(entry.answer)) : diff_block(before, readable(entry.answer));
    }
    if (!entry.findings.empty()) {
        out += "<ul>";
        for (auto const& finding : entry.findings) out += "<li>" + text::escape_xml(finding) + "</li>";
        out += "</ul>\n";
    }
    return out;
}

/// Each step on a line, with a bar for its score.
std::string overview(std::vector<ReviewEntry> const& log) {
    std::string out = "<table><tr><th>step</th><th></th><th>score</th><th>model</th><th>cost</th></tr>\n";
    for (auto const& entry : log)
        out += fmt::format("<tr><td><a href=\"#step{0}\">{0}. {1}</a></td><td class=\"bar\"><i style=\"width:{2:.0f}%\"></i></td><td>{3:.2f}</td><td>{4}</td><td>{5}</td></tr>\n",
                           entry.number, json::enum_name(entry.step), entry.score * 100, entry.score, text::escape_xml(entry.is_answered ? entry.model : "no answer"),
                           format_money(entry.cost_micros));
    return out + "</table>\n";
}

std::string monday_of(TimePoint time) {
    auto const day = std::chrono::floor<std::chrono::days>(time);
    auto const back = std::chrono::weekday(day).iso_encoding() - 1;
    return format_date(std::chrono::year_month_day(day - std::chrono::days(back)));
}

/// Sums until `analyse` divides them.
void count(TaskStatistics& row, int& usable, Session const& session, std::vector<ReviewEntry> const& log) {
    ++row.sessions;
    row.cost_micros += session.cost_micros;
    row.iterations += session.iterations;
    if (session.state == SessionState::completed) {
        ++row.completed;
        row.best_score += session.best_score;
    }
    if (std::any_of(log.begin(), log.end(), [](auto const& entry) { return entry.step == Step::repair; })) row.repair_share += 1;
    auto const first = std::find_if(log.begin(), log.end(), is_draft);
    if (first == log.end()) return;
    ++usable;
    row.first_score += settled_score(log, static_cast<std::size_t>(first - log.begin()));
}

}  // namespace

std::optional<ReviewEntry> best_draft(std::vector<ReviewEntry> const& log) {
    std::optional<ReviewEntry> best;
    double best_score = 0;
    for (std::size_t i = 0; i < log.size(); ++i)
        if (is_draft(log[i]) && settled_score(log, i) > best_score) {
            best = log[i];
            best_score = settled_score(log, i);
        }
    return best;
}

std::optional<ReviewEntry> latest_draft(std::vector<ReviewEntry> const& log) {
    auto const found = std::find_if(log.rbegin(), log.rend(), is_draft);
    return found == log.rend() ? std::nullopt : std::optional(*found);
}

std::vector<DiffLine> diff(std::string const& before, std::string const& after) {
    auto const a = text::split(before, '\n');
    auto const b = text::split(after, '\n');
    std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1));
    for (auto i = a.size(); i-- > 0;)
        for (auto j = b.size(); j-- > 0;)
            common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    std::vector<DiffLine> lines;
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i] == b[j]) lines.push_back({' ', a[i]}), ++i, ++j;
        else if (common[i + 1][j] >= common[i][j + 1]) lines.push_back({'-', a[i++]});
        else lines.push_back({'+', b[j++]});
    }
    while (i < a.size()) lines.push_back({'-', a[i++]});
    while (j < b.size()) lines.push_back({'+', b[j++]});
    return lines;
}

json::Value export_json(Session const& session, std::vector<ReviewEntry> const& log) {
    auto const best = best_draft(log);
    auto const latest = latest_draft(log);
    return json::Object{{"session", json::to_value(session)},
                        {"entries", json::to_value(log)},
                        {"best", best ? json::Value(best->number) : json::Value(nullptr)},
                        {"latest", latest ? json::Value(latest->number) : json::Value(nullptr)}};
}

std::string export_html(Session const& session, std::vector<ReviewEntry> const& log) {
    auto page = fmt::format("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                            "<title>{} {}</title><style>{}</style></head><body>\n<h1>{} for {}: {}</h1>\n",
                            text::escape_xml(session.task), to_string(session.id), page_style, text::escape_xml(text::capitalised(session.task)),
                            text::escape_xml(session.artist.empty() ? "nobody yet" : session.artist), json::enum_name(session.state));
    page += fmt::format("<p>Session {}, {}; prompt version {}; best score {:.2f} after {} rounds; cost {}.</p>\n", to_string(session.id),
                        format_time(session.created), text::escape_xml(session.prompt_version.substr(0, 12)), session.best_score, session.iterations,
                        format_money(session.cost_micros));
    if (!session.failure.empty()) page += "<p>" + text::escape_xml(session.failure) + "</p>\n";
    page += overview(log);
    std::string before;
    for (auto const& entry : log) {
        page += entry_html(entry, before);
        if (is_draft(entry)) before = readable(entry.answer);
    }
    return page + "</body></html>\n";
}

std::vector<TaskStatistics> analyse(std::vector<std::pair<Session, std::vector<ReviewEntry>>> const& sessions) {
    using Key = std::tuple<std::string, std::string, std::string, std::string>;
    std::map<Key, std::pair<TaskStatistics, int>> rows;
    for (auto const& [session, log] : sessions) {
        Key const key{monday_of(session.created), session.task, session.model, session.prompt_version};
        auto& [row, usable] = rows[key];
        std::tie(row.week, row.task, row.model, row.prompt_version) = key;
        count(row, usable, session, log);
    }
    std::vector<TaskStatistics> out;
    for (auto& [key, entry] : rows) {
        auto& [row, usable] = entry;
        row.iterations /= row.sessions;
        row.repair_share /= row.sessions;
        if (row.completed > 0) row.best_score /= row.completed;
        if (usable > 0) row.first_score /= usable;
        out.push_back(row);
    }
    std::stable_sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.week > b.week; });
    return out;
}

}  // namespace troupe::llm
