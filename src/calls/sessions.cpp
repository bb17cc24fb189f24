#include "calls/catalogue.hpp"
#include "calls/page.hpp"
#include "llm/ledger.hpp"
#include "llm/session.hpp"

/// What language models were asked, what they said, and what it cost.
namespace troupe::calls {
namespace {

using access::Role;

struct ListInput {
    std::optional<llm::SessionState> state;
    std::string task;
    std::string artist_id;
    std::string after;
    int limit = 50;
};
BOOST_DESCRIBE_STRUCT(ListInput, (), (state, task, artist_id, after, limit))
Result<Page<llm::Session>> list(Context& context, ListInput const& input) {
    auto const after = TRY(page_start<llm::SessionTag>(input.after));
    auto const page =
        TRY(context.studio().sessions.list({input.state, input.task, input.artist_id, after, input.limit}));
    Page<llm::Session> sessions;
    sessions.items = page.sessions;
    sessions.next = page_end(page.next);
    return sessions;
}

struct ById {
    std::string session_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (session_id))
struct Reviewed {
    llm::Session session;
    std::vector<llm::ReviewEntry> entries;
};
BOOST_DESCRIBE_STRUCT(Reviewed, (), (session, entries))
Result<Reviewed> show(Context& context, ById const& input) {
    auto const id = TRY(parse_id<llm::SessionTag>(input.session_id));
    auto session = TRY(context.studio().sessions.find(id));
    auto entries = TRY(context.studio().sessions.entries(id));
    return Reviewed{std::move(session), std::move(entries)};
}

struct CostsInput {
    std::optional<Date> from;
    std::optional<Date> to;
};
BOOST_DESCRIBE_STRUCT(CostsInput, (), (from, to))
struct Costs {
    Date from{};
    Date to{};
    std::int64_t total_micros = 0;
    std::vector<llm::Spending> spending;
};
BOOST_DESCRIBE_STRUCT(Costs, (), (from, to, total_micros, spending))
Result<Costs> costs(Context& context, CostsInput const& input) {
    auto const today = date_of(context.now());
    Costs costs{input.from.value_or(plus_days(today, -29)), input.to.value_or(today), 0, {}};
    costs.spending = TRY(context.studio().ledger.spending(format_date(costs.from), format_date(costs.to)));
    for (auto const& each : costs.spending) costs.total_micros += each.micros;
    return costs;
}

}  // namespace

void add_sessions(Catalogue& catalogue) {
    catalogue.add<ListInput>({.name = "session.list",
                              .http = "GET /api/sessions",
                              .group = "Language models",
                              .summary = "Work with language models, newest first",
                              .bounds = {{"limit", 1, 500}},
                              .about = about_pages()},
                             list);
    catalogue.add<ById>({.name = "session.show",
                         .http = "GET /api/sessions/{session_id}",
                         .group = "Language models",
                         .summary = "Every question and answer of one session"},
                        show);
    catalogue.add<CostsInput>(
        {.name = "costs.show",
         .http = "GET /api/costs",
         .group = "Language models",
         .summary = "What language models cost, by day, task and model",
         .about = {{"from", "First day; by default 29 days ago"}, {"to", "Last day; by default today"}}},
        costs);
}

}  // namespace troupe::calls
