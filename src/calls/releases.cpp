#include <fmt/format.h>

#include "calls/catalogue.hpp"
#include "calls/field_input.hpp"
#include "flow/begin_release.hpp"
#include "flow/content_files.hpp"
#include "flow/decide.hpp"
#include "flow/deliver.hpp"
#include "flow/edit_release.hpp"
#include "flow/form_kit.hpp"
#include "flow/generate.hpp"
#include "flow/release_checks.hpp"
#include "flow/store_answers.hpp"

/// Releases: a song with cover, videos, checks and package.
namespace troupe::calls {
namespace {

using access::Role;
using catalog::Content;

struct CreateInput {
    std::string artist_id;
    std::optional<std::uint64_t> seed;
    std::optional<std::vector<std::string>> tracks;
    std::string title;
    std::optional<distribution::ReleaseKind> type;
    std::optional<std::string> cover;
    std::optional<std::string> video;
};
BOOST_DESCRIBE_STRUCT(CreateInput, (), (artist_id, seed, tracks, title, type, cover, video))

/// Of a new song, or of tracks that are named.
Result<flow::Generation> begin(Context& context, CreateInput const& input) {
    bool const is_of_tracks = input.tracks || !input.title.empty() || input.type || input.cover || input.video;
    if (is_of_tracks)
        return flow::begin_release(context.studio(), {input.artist_id, input.tracks.value_or(std::vector<std::string>()), input.title,
                                                      input.type, input.cover, input.video, input.seed});
    flow::GenerateRequest request;
    request.artist = input.artist_id;
    request.type = "release";
    request.seed = input.seed;
    return flow::begin_generation(context.studio(), request);
}
Result<Answer> create(Context& context, CreateInput const& input) {
    auto const begun = TRY(begin(context, input));
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

struct EditInput {
    std::string release_id;
    std::vector<FieldInput> changes;
};
BOOST_DESCRIBE_STRUCT(EditInput, (), (release_id, changes))
Result<Answer> edit(Context& context, EditInput const& input) {
    auto const was = TRY(flow::find_release(context.studio(), input.release_id));
    TRY(context.expect_version(was.revision));
    flow::ReleaseEdit edit{.release = input.release_id, .changes = {}, .of_revision = context.expected_version};
    for (auto const& each : field_changes(input.changes)) edit.changes.push_back(each.path + "=" + each.value);
    auto const jobs = TRY(flow::begin_release_edit(context.studio(), edit));
    context.change = Change{input.release_id, json::Object{{"revision", was.revision}}, json::to_value(input.changes), ""};
    auto const result = [id = input.release_id](Context& later) -> Result<json::Value> {
        return json::to_value(TRY(flow::find_release(later.studio(), id)));
    };
    return Answer{Begun{{{"id", input.release_id}, {"release_id", input.release_id}}, jobs, result}};
}

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

struct Deliveries {
    std::vector<distribution::DeliveryRecord> deliveries;
};
BOOST_DESCRIBE_STRUCT(Deliveries, (), (deliveries))
Result<Deliveries> deliveries(Context& context, ById const& input) {
    return Deliveries{TRY(flow::deliveries_of(context.studio(), input.release_id))};
}

struct FormInput {
    std::string release_id;
    std::string form = flow::any_form;
};
BOOST_DESCRIBE_STRUCT(FormInput, (), (release_id, form))
Result<distribution::FormSheet> form(Context& context, FormInput const& input) {
    return flow::form_sheet_of(context.studio(), input.release_id, input.form);
}

struct DeliverInput {
    std::string release_id;
    std::string store;
};
BOOST_DESCRIBE_STRUCT(DeliverInput, (), (release_id, store))
struct SendInput : DeliverInput {
    bool again = false;
};
BOOST_DESCRIBE_STRUCT(SendInput, (DeliverInput), (again))
Answer begun_answer(Context& context, DeliverInput const& input, flow::BegunDelivery const& begun) {
    context.change = Change{input.release_id, nullptr, json::to_value(begun.record), ""};
    auto const result = [input](Context& later) -> Result<json::Value> {
        auto const record = TRY(later.studio().deliveries.find(input.release_id, input.store));
        if (!record) return fail(ErrorCode::not_found, fmt::format("release {} was never sent to {}", input.release_id, input.store));
        return json::to_value(*record);
    };
    return Answer{Begun{{{"id", input.release_id}, {"release_id", input.release_id}, {"store", input.store}}, {begun.job}, result}};
}
Result<flow::DeliveryPlan> plan_delivery(Context& context, SendInput const& input) {
    return flow::plan_delivery(context.studio(), input.release_id, input.store, context.caller.name,
                               input.again ? flow::Repeat::send : flow::Repeat::refuse);
}
Result<Answer> deliver(Context& context, SendInput const& input) {
    auto const& plan = std::any_cast<flow::DeliveryPlan const&>(context.prepared);
    return begun_answer(context, input, TRY(flow::begin_delivery(context.studio(), plan, context.caller.name)));
}
Result<Answer> take_down(Context& context, DeliverInput const& input) {
    return begun_answer(context, input, TRY(flow::begin_takedown(context.studio(), input.release_id, input.store)));
}

struct AnswersInput {
    std::string store;
};
BOOST_DESCRIBE_STRUCT(AnswersInput, (), (store))
Result<Answer> answers(Context& context, AnswersInput const& input) {
    auto const job = TRY(flow::begin_answers(context.studio(), input.store));
    context.change = Change{input.store, nullptr, nullptr, ""};
    auto const result = [job](Context& later) -> Result<json::Value> { return TRY(later.studio().queue.find(job)).output; };
    return Answer{Begun{{{"id", to_string(job)}, {"store", input.store}}, {job}, result}};
}

void add_making(Catalogue& catalogue) {
    catalogue.add_answer<Content>({.name = "release.create",
                                  .http = "POST /api/artists/{artist_id}/releases",
                                  .group = "Releases",
                                  .summary = "Make the artist's next release: a new song, or finished tracks, with cover, checks and package",
                                  .role = Role::editor,
                                  .effect = Effect::begins,
                                  .bounds = {{"title", 0, 200}},
                                  .about = {{"tracks", "Ids of approved tracks, in their order; none: a new song is made"},
                                            {"title", "Of a release of tracks; none: the only track's, the cover's, or one that is written"},
                                            {"type", "None: what stores call it by number and length; with a video a video single"},
                                            {"cover", "Id of a cover; none: one is made for the title"},
                                            {"video", "Id of the teaser or lyric video that a video single shows"},
                                            {"seed", "Of what is made new; none: the next of the artist's own"}},
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

void add_edits(Catalogue& catalogue) {
    catalogue.add_answer<Content>(
        {.name = "release.edit",
         .http = "PATCH /api/releases/{release_id}",
         .group = "Releases",
         .summary = "Change titles, credits, splits, lines, dates, territories or the order of tracks; tags, checks and package follow",
         .role = Role::editor,
         .effect = Effect::begins,
         .required = {"changes"},
         .bounds = {{"changes", 1, 200}},
         .about = {{"changes[].field", "title, version, type, p_line.owner, release_date, territories, tracks[0].title, tracks[0].contributors[1].share_bp, order.."},
                   {"changes[].value", "Any JSON; null removes"}},
         .example = json::Object{{"changes", json::Array{json::Object{{"field", "release_date"}, {"value", "2026-12-18"}}}}}},
        edit);
}

void add_deliveries(Catalogue& catalogue) {
    catalogue.add<ById>({.name = "release.deliveries",
                         .http = "GET /api/releases/{release_id}/deliveries",
                         .group = "Releases",
                         .summary = "How it stands with every store"},
                        deliveries);
    catalogue.add<FormInput>({.name = "release.form",
                              .http = "GET /api/releases/{release_id}/form",
                              .group = "Releases",
                              .summary = "A distributor's web form filled in, for a person to copy from",
                              .bounds = {{"form", 1, 40}},
                              .about = {{"form", "generic, distrokid, tunecore, cd_baby, bandcamp, or one of the label's own"}},
                              .example = json::Object{{"form", "distrokid"}}},
                             form);
    catalogue.add_answer<distribution::DeliveryRecord>({.name = "release.deliver",
                                                       .http = "POST /api/releases/{release_id}/deliveries",
                                                       .group = "Releases",
                                                       .summary = "Send an approved release to a store; again: what has changed, or what is missing",
                                                       .role = Role::approver,
                                                       .effect = Effect::begins,
                                                       .required = {"store"},
                                                       .bounds = {{"store", 1, 40}},
                                                       .example = json::Object{{"store", "deezer"}}},
                                                      deliver);
    catalogue.prepared_by(plan_delivery);
    catalogue.add_answer<distribution::DeliveryRecord>({.name = "release.takedown",
                                                       .http = "POST /api/releases/{release_id}/takedowns",
                                                       .group = "Releases",
                                                       .summary = "Tell a store that the release is gone",
                                                       .role = Role::approver,
                                                       .effect = Effect::begins,
                                                       .required = {"store"},
                                                       .bounds = {{"store", 1, 40}},
                                                       .example = json::Object{{"store", "deezer"}}},
                                                      take_down);
    catalogue.add_answer<flow::AnswersTaken>({.name = "release.answers",
                                             .http = "POST /api/stores/{store}/answers",
                                             .group = "Releases",
                                             .summary = "Read what a store answered to its batches; a server does so by itself",
                                             .role = Role::editor,
                                             .effect = Effect::begins,
                                             .bounds = {{"store", 1, 40}}},
                                            answers);
}

}  // namespace

void add_releases(Catalogue& catalogue) {
    add_making(catalogue);
    add_edits(catalogue);
    add_deliveries(catalogue);
}

}  // namespace troupe::calls
