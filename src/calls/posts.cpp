#include "calls/catalogue.hpp"
#include "calls/page.hpp"
#include "flow/link_page.hpp"
#include "flow/post_results.hpp"
#include "flow/publish_posts.hpp"

/// Posts on their way to platforms, and the page that a release's links stand on.
namespace troupe::calls {
namespace {

using access::Role;
using social::OutboxRecord;

struct OutboxInput {
    std::string artist_id;
    std::optional<social::OutboxState> state;
    std::string after;
    int limit = 50;
};
BOOST_DESCRIBE_STRUCT(OutboxInput, (), (artist_id, state, after, limit))
Result<Page<OutboxRecord>> outbox(Context& context, OutboxInput const& input) {
    social::OutboxQuery query{.state = input.state, .limit = input.limit};
    if (!input.artist_id.empty()) query.artist = to_string(TRY(parse_id<artist::ArtistTag>(input.artist_id)));
    query.after = TRY(page_start<social::OutboxTag>(input.after));
    auto page = TRY(context.studio().social.outbox.list(query));
    return Page<OutboxRecord>{std::move(page.records), page_end(page.next)};
}

struct ById {
    std::string post_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (post_id))
Result<OutboxRecord> show(Context& context, ById const& input) { return flow::find_record(context.studio(), input.post_id); }

Result<Answer> publish(Context& context, ById const& input) {
    auto const job = TRY(flow::begin_post(context.studio(), input.post_id, context.caller.name));
    context.change = Change{input.post_id, nullptr, json::to_value(input), ""};
    auto const result = [id = input.post_id](Context& later) -> Result<json::Value> {
        return json::to_value(TRY(flow::find_record(later.studio(), id)));
    };
    return Answer{Begun{{{"id", input.post_id}, {"post_id", input.post_id}}, {job}, result}};
}

Result<OutboxRecord> changed(Context& context, std::string const& id, Result<OutboxRecord> const& after) {
    auto const is = TRY(Result<OutboxRecord>(after));
    context.change = Change{id, nullptr, json::Object{{"state", json::enum_name(is.state)}, {"url", is.url}}, is.reason};
    return is;
}

struct SentInput {
    std::string post_id;
    std::string url;
    std::optional<TimePoint> at;
};
BOOST_DESCRIBE_STRUCT(SentInput, (), (post_id, url, at))
Result<OutboxRecord> sent(Context& context, SentInput const& input) {
    return changed(context, input.post_id, flow::mark_sent(context.studio(), input.post_id, {input.url, input.at}, context.caller.name));
}
Result<OutboxRecord> again(Context& context, ById const& input) {
    return changed(context, input.post_id, flow::send_again(context.studio(), input.post_id, context.caller.name));
}
struct CancelInput {
    std::string post_id;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(CancelInput, (), (post_id, reason))
Result<OutboxRecord> cancel(Context& context, CancelInput const& input) {
    return changed(context, input.post_id, flow::cancel_post(context.studio(), input.post_id, context.caller.name, input.reason));
}

struct LinksInput {
    std::string release_id;
    std::map<std::string, std::string> links;
};
BOOST_DESCRIBE_STRUCT(LinksInput, (), (release_id, links))
Result<catalog::Content> set_links(Context& context, LinksInput const& input) {
    auto const content = TRY(flow::set_links(context.studio(), input.release_id, input.links));
    context.change = Change{input.release_id, nullptr, json::to_value(input), ""};
    return content;
}
struct PageInput {
    std::string release_id;
};
BOOST_DESCRIBE_STRUCT(PageInput, (), (release_id))
Result<Answer> page(Context& context, PageInput const& input) {
    auto html = TRY(flow::link_page_of(context.studio(), input.release_id));
    return Answer{TextBody{"text/html", std::move(html), "index.html"}};
}

/// What the channels said, each beside its job.
Result<json::Value> asked_results(Context& later, std::vector<jobs::JobId> const& jobs) {
    json::Array asked;
    for (auto const& job : jobs) asked.push_back(TRY(later.studio().queue.find(job)).output);
    return json::Value(json::Object{{"channels", asked}});
}
Result<Answer> ask(Context& context, Nothing const&) {
    auto const jobs = TRY(flow::begin_results(context.studio()));
    context.change = Change{"", nullptr, nullptr, ""};
    auto const result = [jobs](Context& later) { return asked_results(later, jobs); };
    return Answer{Begun{{{"id", to_string(jobs.front())}}, jobs, result}};
}

struct Readings {
    std::vector<social::PostReading> readings;
};
BOOST_DESCRIBE_STRUCT(Readings, (), (readings))
Result<Readings> readings(Context& context, ById const& input) { return Readings{TRY(flow::readings_of(context.studio(), input.post_id))}; }

struct Asked {
    std::vector<flow::AskedResults> channels;
};
BOOST_DESCRIBE_STRUCT(Asked, (), (channels))

void add_results(Catalogue& catalogue) {
    catalogue.add_answer<Asked>({.name = "post.ask_results",
                                 .http = "POST /api/posts/results",
                                 .group = "Posts",
                                 .summary = "Ask the platforms that say so what came back for posts of the last 30 days",
                                 .role = Role::editor,
                                 .effect = Effect::begins},
                                ask);
    catalogue.add<ById>({.name = "post.results",
                         .http = "GET /api/posts/{post_id}/results",
                         .group = "Posts",
                         .summary = "What came back for a post, each reading with its time; what is absent is not reported"},
                        readings);
}

void add_decisions(Catalogue& catalogue) {
    catalogue.add<SentInput>({.name = "post.sent",
                              .http = "POST /api/posts/{post_id}/sent",
                              .group = "Posts",
                              .summary = "A person says that a doubtful post, or one posted by hand, is out, and where",
                              .role = Role::editor,
                              .effect = Effect::changes,
                              .bounds = {{"url", 0, 2000}},
                              .about = {{"at", "When it went out; without it, now"}},
                              .example = json::Object{{"url", "https://social.example/@artist/1"}}},
                             sent);
    catalogue.add<ById>({.name = "post.again",
                         .http = "POST /api/posts/{post_id}/again",
                         .group = "Posts",
                         .summary = "A person has looked and it is not out: it may be sent once more",
                         .role = Role::approver,
                         .effect = Effect::changes},
                        again);
    catalogue.add<CancelInput>({.name = "post.cancel",
                                .http = "POST /api/posts/{post_id}/cancel",
                                .group = "Posts",
                                .summary = "It stays unsent",
                                .role = Role::editor,
                                .effect = Effect::changes,
                                .bounds = {{"reason", 0, 2000}},
                                .example = json::Object{{"reason", "The date has moved"}}},
                               cancel);
}

}  // namespace

void add_posts(Catalogue& catalogue) {
    catalogue.add<OutboxInput>({.name = "post.list",
                                .http = "GET /api/posts",
                                .group = "Posts",
                                .summary = "What goes out where and when, and what became of it",
                                .bounds = {{"limit", 1, 500}},
                                .about = about_pages()},
                               outbox);
    catalogue.add<ById>({.name = "post.show", .http = "GET /api/posts/{post_id}", .group = "Posts", .summary = "One post on its way"}, show);
    catalogue.add_answer<OutboxRecord>({.name = "post.publish",
                                       .http = "POST /api/posts/{post_id}/publish",
                                       .group = "Posts",
                                       .summary = "Send it now, whatever its time: of approved contents alone",
                                       .role = Role::approver,
                                       .effect = Effect::begins},
                                      publish);
    add_decisions(catalogue);
    add_results(catalogue);
    catalogue.add<LinksInput>({.name = "release.links",
                               .http = "POST /api/releases/{release_id}/links",
                               .group = "Posts",
                               .summary = "Where it can be heard, by store or platform; an empty address takes one back",
                               .role = Role::editor,
                               .effect = Effect::changes,
                               .required = {"links"},
                               .example = json::Object{{"links", json::Object{{"spotify", "https://open.spotify.com/album/1"}}}}},
                              set_links);
    catalogue.add_file<PageInput>("text/html",
                                  {.name = "release.page",
                                   .http = "GET /api/releases/{release_id}/page",
                                   .group = "Posts",
                                   .summary = "The page with all its links",
                                   .is_tool = false},
                                  page);
}

}  // namespace troupe::calls
