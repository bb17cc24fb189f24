#include <fmt/format.h>

#include <fstream>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"
#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/link_page.hpp"
#include "flow/post_results.hpp"
#include "flow/publish_posts.hpp"

/// Posts: what is on its way, what became of it, and the page with a release's links.
namespace troupe::cli {
namespace {

using social::OutboxRecord;
constexpr auto owner = "owner";

std::string time_of(OutboxRecord const& record) {
    auto const at = record.sent ? record.sent : record.state == social::OutboxState::due ? record.next_attempt : record.planned_for;
    return at ? format_time(*at).substr(0, 16) + "Z" : "by hand";
}

std::string record_text(OutboxRecord const& record) {
    auto text = fmt::format("{} for {} by {}: {}\nId      {}\nTime    {}\nText    {}\n", json::enum_name(record.state), record.platform, record.channel,
                            record.url.empty() ? record.receipt_id : record.url, to_string(record.id), time_of(record), record.title);
    if (!record.reason.empty()) text += "Note    " + record.reason + "\n";
    return text;
}

Answer records_answer(std::vector<OutboxRecord> const& records, std::optional<social::OutboxId> const& next) {
    std::vector<std::vector<std::string>> rows;
    std::string notes;
    for (auto const& record : records) {
        rows.push_back({to_string(record.id), json::enum_name(record.state), record.platform, record.channel, time_of(record), record.title});
        if (!record.reason.empty()) notes += fmt::format("{}: {}\n", to_string(record.id), record.reason);
    }
    json::Object value{{"posts", json::to_value(records)}};
    if (next) value["next"] = to_string(*next);
    if (rows.empty()) return {value, "No posts are on their way. `troupe content approve ID` of posts puts them there.\n"};
    return {value, table({"ID", "STATE", "PLATFORM", "CHANNEL", "TIME", "TEXT"}, rows) + notes};
}

struct OutboxOptions {
    std::string artist, state, after;
    int limit = 50;
};
void describe_outbox(CLI::App& sub, OutboxOptions& options) {
    sub.add_option("--artist", options.artist, "Only this artist's");
    sub.add_option("--state", options.state, "planned, due, sending, sent, doubtful, failed or cancelled");
    sub.add_option("--limit", options.limit, "How many, 1 to 500")->capture_default_str();
    sub.add_option("--after", options.after, "`next` of the page before");
}
Result<Answer> outbox(Shell& shell, OutboxOptions const& options) {
    auto& studio = *TRY(shell.studio());
    social::OutboxQuery query{.limit = options.limit};
    if (!options.artist.empty()) query.artist = to_string(TRY(flow::find_artist(studio, options.artist)).id);
    if (!options.state.empty()) query.state = TRY(json::enum_from<social::OutboxState>(options.state, "--state"));
    if (!options.after.empty()) query.after = TRY(parse_id<social::OutboxTag>(options.after));
    TRY(flow::take_in_approved_posts(studio));
    auto const page = TRY(studio.social.outbox.list(query));
    return records_answer(page.records, page.next);
}

struct PublishOptions {
    bool due = false;
    std::string item;
};
void describe_publish(CLI::App& sub, PublishOptions& options) {
    auto* due = sub.add_flag("--due", options.due, "All whose time has come (the default)");
    sub.add_option("--item", options.item, "This one now, whatever its time: its id in the outbox")->excludes(due);
    sub.footer("Only posts of approved contents leave. `troupe serve` and `troupe work` do the same by themselves, as time passes.");
}
Result<Answer> publish(Shell& shell, PublishOptions const& options) {
    auto& studio = *TRY(shell.studio());
    TRY(flow::take_in_approved_posts(studio));
    std::vector<jobs::JobId> jobs;
    if (options.item.empty()) jobs = TRY(flow::begin_due_posts(studio));
    else jobs.push_back(TRY(flow::begin_post(studio, options.item, owner)));
    std::vector<jobs::Job> shown;
    for (auto const& id : jobs) shown.push_back(TRY(studio.queue.find(id)));
    if (!jobs.empty()) {
        ProgressDisplay display(shell.err, shell.err_is_terminal, shown);
        TRY(flow::run_jobs(studio, jobs, &display, shell.stop));
    }
    std::vector<OutboxRecord> records;
    for (auto const& job : shown) records.push_back(TRY(flow::find_record(studio, TRY(json::from_value<std::string>(job.input.at("record"))))));
    auto answer = records_answer(records, {});
    if (records.empty()) answer.text = "Nothing is due.\n";
    auto const is_bad = [](OutboxRecord const& each) { return each.state != social::OutboxState::sent; };
    answer.exit_code = std::any_of(records.begin(), records.end(), is_bad) ? 1 : 0;
    return answer;
}

struct RecordOptions {
    std::string id, url, at, reason;
};
void take_record(CLI::App& sub, RecordOptions& options) { sub.add_option("RECORD", options.id, "Its id, as `troupe social outbox` prints it")->required(); }
Result<Answer> told(Result<OutboxRecord> const& record) {
    auto const is = TRY(Result<OutboxRecord>(record));
    return Answer{json::to_value(is), record_text(is)};
}
Result<Answer> show(Shell& shell, RecordOptions const& options) { return told(flow::find_record(*TRY(shell.studio()), options.id)); }
Result<Answer> sent(Shell& shell, RecordOptions const& options) {
    flow::Sighting sighting{options.url};
    if (!options.at.empty()) sighting.at = TRY(parse_time(options.at));
    return told(flow::mark_sent(*TRY(shell.studio()), options.id, sighting, owner));
}
Result<Answer> again(Shell& shell, RecordOptions const& options) { return told(flow::send_again(*TRY(shell.studio()), options.id, owner)); }
Result<Answer> cancel(Shell& shell, RecordOptions const& options) {
    return told(flow::cancel_post(*TRY(shell.studio()), options.id, owner, options.reason));
}

struct ResultsOptions {
    std::string artist;
    bool asks_nobody = false;
};
void describe_results(CLI::App& sub, ResultsOptions& options) {
    sub.add_option("--artist", options.artist, "Only this artist's");
    sub.add_flag("--known", options.asks_nobody, "What is known already; no platform is asked");
    sub.footer("Mastodon, Bluesky and YouTube say what came back; a post is asked about when it is 1, 3, 7 and 28 days old. `troupe serve` and\n"
               "`troupe work` ask by themselves. What other platforms show comes in with `troupe report posts FILE`.");
}
Result<std::vector<flow::AskedResults>> ask_platforms(Shell& shell, flow::Studio& studio) {
    std::vector<jobs::Job> shown;
    auto const jobs = TRY(flow::begin_results(studio));
    for (auto const& id : jobs) shown.push_back(TRY(studio.queue.find(id)));
    ProgressDisplay display(shell.err, shell.err_is_terminal, shown);
    std::vector<flow::AskedResults> asked;
    for (auto const& job : TRY(flow::run_jobs(studio, jobs, &display, shell.stop)))
        asked.push_back(TRY(json::from_value<flow::AskedResults>(job.output)));
    return asked;
}
std::string results_text(std::vector<flow::PostResultLine> const& lines, std::vector<flow::AskedResults> const& asked) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& line : lines)
        rows.push_back({line.post, line.platform, line.sent ? format_time(*line.sent).substr(0, 16) + "Z" : "",
                        line.read ? format_time(*line.read).substr(0, 16) + "Z" : "", line.says, line.title});
    auto text = rows.empty() ? "No post went out in the last 30 days.\n" : table({"ID", "PLATFORM", "OUT", "READ", "WHAT CAME BACK", "TEXT"}, rows);
    for (auto const& each : asked) {
        text += fmt::format("{}: {} of {} read that were to be asked about", each.channel, each.read, each.due);
        text += each.problem.empty() ? ".\n" : fmt::format("; the rest is not reported: {}\n", each.problem);
    }
    return text;
}
Result<Answer> results(Shell& shell, ResultsOptions const& options) {
    auto& studio = *TRY(shell.studio());
    auto const artist = options.artist.empty() ? std::string() : to_string(TRY(flow::find_artist(studio, options.artist)).id);
    auto const asked = options.asks_nobody ? std::vector<flow::AskedResults>{} : TRY(ask_platforms(shell, studio));
    auto const lines = TRY(flow::recent_results(studio, artist));
    auto const is_bad = std::any_of(asked.begin(), asked.end(), [](auto const& each) { return !each.problem.empty(); });
    return Answer{json::Object{{"posts", json::to_value(lines)}, {"channels", json::to_value(asked)}}, results_text(lines, asked), is_bad ? 1 : 0};
}

struct LinksOptions {
    std::string release, out;
    std::vector<std::string> links;
};
void describe_links(CLI::App& sub, LinksOptions& options) {
    sub.add_option("RELEASE", options.release, "The release, as `content list ARTIST --type release` prints it")->required();
    sub.add_option("--out", options.out, "Folder that gets the release's own with index.html and cover.jpg");
    sub.add_option("--link", options.links, "Where it can be heard or the artist followed: spotify=https://.. (again for more; nothing after = takes it back)");
}
Result<std::map<std::string, std::string>> links_in(std::vector<std::string> const& options) {
    std::map<std::string, std::string> links;
    for (auto const& each : options) {
        auto const sign = each.find('=');
        if (sign == std::string::npos) return fail(ErrorCode::invalid_input, fmt::format("--link: expected PLACE=ADDRESS, not \"{}\"", text::excerpt(each)));
        links[each.substr(0, sign)] = each.substr(sign + 1);
    }
    return links;
}
Result<Answer> links(Shell& shell, LinksOptions const& options) {
    auto const wanted = TRY(links_in(options.links));
    if (wanted.empty() && options.out.empty()) return fail(ErrorCode::invalid_input, "--out: say where the page goes, or --link what stands on it");
    auto& studio = *TRY(shell.studio());
    if (!wanted.empty()) TRY(flow::set_links(studio, options.release, wanted));
    json::Object value{{"id", options.release}, {"links", json::to_value(wanted)}};
    if (options.out.empty()) return Answer{value, "The page has them from now on.\n"};
    auto const page = TRY(flow::write_link_page(studio, options.release, options.out));
    value["page"] = page.string();
    return Answer{value, page.string() + "\n"};
}

}  // namespace

void add_social(Menu const& menu) {
    auto& social = menu.group("social", "Posts on their way to platforms, and link pages");
    menu.add<OutboxOptions>(social, "outbox", "What goes out where and when, and what became of it", describe_outbox, outbox);
    menu.add<PublishOptions>(social, "publish", "Send what is due; exit code 1 when something did not get out", describe_publish, publish);
    menu.add<RecordOptions>(social, "show", "One post on its way", take_record, show);
    menu.add<RecordOptions>(social, "sent", "You know that it is out: a doubtful one, or one posted by hand",
                            [](CLI::App& sub, RecordOptions& options) {
                                take_record(sub, options);
                                sub.add_option("--url", options.url, "Where it stands");
                                sub.add_option("--at", options.at, "When it went out, like 2026-11-27T18:30:00Z (default: now)");
                            },
                            sent);
    menu.add<RecordOptions>(social, "again", "You have looked, and it is not out: it may be sent once more", take_record, again);
    menu.add<RecordOptions>(social, "cancel", "It stays unsent",
                            [](CLI::App& sub, RecordOptions& options) {
                                take_record(sub, options);
                                sub.add_option("--reason", options.reason, "Why");
                            },
                            cancel);
    menu.add<ResultsOptions>(social, "results", "What came back for posts of the last 30 days, asked of the platforms that say so", describe_results, results);
    menu.add<LinksOptions>(social, "links", "The page with all of a release's links", describe_links, links);
}

}  // namespace troupe::cli
