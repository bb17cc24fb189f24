#include "calls/catalogue.hpp"
#include "flow/advise.hpp"

/// What a language model would do with an artist.
namespace troupe::calls {
namespace {

struct ById {
    std::string artist_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (artist_id))

/// The job's output is the advice: nothing else of it is kept but the session.
Result<Answer> advise(Context& context, ById const& input) {
    auto const job = TRY(flow::begin_advice(context.studio(), input.artist_id));
    context.change = Change{input.artist_id, nullptr, json::Object{{"job_id", to_string(job)}}, ""};
    auto const result = [job](Context& later) -> Result<json::Value> { return TRY(later.studio().queue.find(job)).output; };
    return Answer{Begun{{{"id", input.artist_id}, {"artist_id", input.artist_id}}, {job}, result}};
}

}  // namespace

void add_advice(Catalogue& catalogue) {
    catalogue.add_answer<flow::Advice, ById>(
        {.name = "artist.advise",
         .http = "POST /api/artists/{artist_id}/advise",
         .group = "Artists",
         .summary = "Ask a language model for themes, arcs and changes; each is held against locks and limits, and none is done",
         .role = access::Role::editor,
         .effect = Effect::begins},
        advise);
}

}  // namespace troupe::calls
