#include <fmt/format.h>

#include "calls/catalogue.hpp"
#include "flow/content_files.hpp"
#include "flow/decide.hpp"
#include "flow/generate.hpp"
#include "flow/release_checks.hpp"

/// Releases: a song with cover, videos, checks and package.
namespace troupe::calls {
namespace {

using access::Role;
using catalog::Content;

struct CreateInput {
    std::string artist_id;
    std::optional<std::uint64_t> seed;
};
BOOST_DESCRIBE_STRUCT(CreateInput, (), (artist_id, seed))
Result<Answer> create(Context& context, CreateInput const& input) {
    flow::GenerateRequest request;
    request.artist = input.artist_id;
    request.type = "release";
    request.seed = input.seed;
    auto const begun = TRY(flow::begin_generation(context.studio(), request));
    auto const id = begun.contents.front();
    context.change = Change{id, nullptr, json::to_value(input), ""};
    auto const result = [id](Context& later) -> Result<json::Value> {
        return json::to_value(TRY(flow::find_content(later.studio(), id)));
    };
    return Answer{Begun{{{"id", id}, {"release_id", id}, {"artist_id", input.artist_id}}, begun.jobs, result}};
}

struct ById {
    std::string release_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (release_id))

Result<Content> show(Context& context, ById const& input) { return flow::find_release(context.studio(), input.release_id); }

Result<distribution::Preflight> check(Context& context, ById const& input) {
    return flow::check_release(context.studio(), TRY(flow::find_release(context.studio(), input.release_id)));
}

struct DecideInput {
    std::string release_id;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(DecideInput, (), (release_id, reason))
Result<Content> decided(Context& context, DecideInput const& input, catalog::Decision decision) {
    auto const was = TRY(flow::find_release(context.studio(), input.release_id));
    TRY(context.expect_version(was.revision));
    auto const is = TRY(flow::decide(context.studio(), input.release_id, decision, context.caller.name, input.reason));
    context.change = Change{input.release_id, json::Object{{"state", json::enum_name(was.state)}},
                            json::Object{{"state", json::enum_name(is.state)}}, input.reason};
    return is;
}
Result<Content> approve(Context& context, DecideInput const& input) {
    return decided(context, input, catalog::Decision::approved);
}
Result<Content> reject(Context& context, DecideInput const& input) {
    return decided(context, input, catalog::Decision::rejected);
}

}  // namespace

void add_releases(Catalogue& catalogue) {
    catalogue.add_answer<Content>({.name = "release.create",
                                  .http = "POST /api/artists/{artist_id}/releases",
                                  .group = "Releases",
                                  .summary = "Make the artist's next release: song, cover, videos, checks, package",
                                  .role = Role::editor,
                                  .effect = Effect::begins,
                                  .example = json::Object{{"seed", 7}}},
                                 create);
    catalogue.add<ById>({.name = "release.show",
                         .http = "GET /api/releases/{release_id}",
                         .group = "Releases",
                         .summary = "One release with its files"},
                        show);
    catalogue.add<ById>({.name = "release.check",
                         .http = "GET /api/releases/{release_id}/check",
                         .group = "Releases",
                         .summary = "What still blocks a delivery, store by store"},
                        check);
    catalogue.add<DecideInput>({.name = "release.approve",
                                .http = "POST /api/releases/{release_id}/approve",
                                .group = "Approvals",
                                .summary = "The release may go out",
                                .role = Role::approver,
                                .effect = Effect::changes,
                                .bounds = {{"reason", 0, 4000}},
                                .example = json::Object{{"reason", "Ready"}}},
                               approve);
    catalogue.add<DecideInput>({.name = "release.reject",
                                .http = "POST /api/releases/{release_id}/reject",
                                .group = "Approvals",
                                .summary = "The release may not go out, and why",
                                .role = Role::approver,
                                .effect = Effect::changes,
                                .required = {"reason"},
                                .bounds = {{"reason", 1, 4000}},
                                .example = json::Object{{"reason", "The cover is too dark for a small screen"}}},
                               reject);
}

}  // namespace troupe::calls
