#include "calls/catalogue.hpp"
#include "calls/content_parts.hpp"
#include "flow/content_files.hpp"
#include "flow/decide.hpp"

/// What waits for people, what they decide, and what they note beside it.
namespace troupe::calls {
namespace {

using access::Role;
using catalog::Content;

struct ById {
    std::string content_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (content_id))

struct WaitingInput {
    std::optional<catalog::ContentKind> type;
    std::string after;
    int limit = 50;
};
BOOST_DESCRIBE_STRUCT(WaitingInput, (), (type, after, limit))
Result<Page<Label>> waiting(Context& context, WaitingInput const& input) {
    catalog::ContentQuery query{.kind = input.type, .state = catalog::ContentState::in_review};
    query.after = TRY(page_start<catalog::ContentTag>(input.after));
    query.limit = input.limit;
    return labels(TRY(context.studio().contents.list(query)));
}

struct ApproveInput {
    std::string content_id;
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(ApproveInput, (), (content_id, comment))
Result<Content> approve(Context& context, ApproveInput const& input) {
    auto const was = TRY(read_before(context, input.content_id));
    return changed(context, was,
                   TRY(flow::decide(context.studio(), input.content_id, catalog::Decision::approved,
                                    context.caller.name, input.comment)),
                   input.comment);
}
struct RejectInput {
    std::string content_id;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(RejectInput, (), (content_id, reason))
Result<Content> reject(Context& context, RejectInput const& input) {
    auto const was = TRY(read_before(context, input.content_id));
    return changed(context, was,
                   TRY(flow::decide(context.studio(), input.content_id, catalog::Decision::rejected,
                                    context.caller.name, input.reason)),
                   input.reason);
}
Result<Content> take_back(Context& context, ById const& input) {
    auto const was = TRY(read_before(context, input.content_id));
    return changed(context, was, TRY(flow::take_back(context.studio(), input.content_id)));
}
struct Decisions {
    std::string id;
    std::vector<catalog::Approval> decisions;
};
BOOST_DESCRIBE_STRUCT(Decisions, (), (id, decisions))
Result<Decisions> decisions(Context& context, ById const& input) {
    auto made = TRY(flow::decisions_about(context.studio(), input.content_id));
    return Decisions{input.content_id, std::move(made)};
}

struct CommentInput {
    std::string content_id;
    std::string text;
    std::optional<double> seconds;
    std::optional<int> section;
};
BOOST_DESCRIBE_STRUCT(CommentInput, (), (content_id, text, seconds, section))
Result<catalog::Comment> comment(Context& context, CommentInput const& input) {
    auto const content = TRY(flow::find_content(context.studio(), input.content_id));
    catalog::Comment made{flow::next_id<catalog::CommentTag>(context.studio()),
                          content.id,
                          context.caller.name,
                          context.now(),
                          input.text,
                          input.seconds,
                          input.section,
                          {}};
    TRY(context.desk.comments.add(made));
    context.change = Change{input.content_id, nullptr, json::to_value(made), ""};
    return made;
}
struct Comments {
    std::string id;
    std::vector<catalog::Comment> comments;
};
BOOST_DESCRIBE_STRUCT(Comments, (), (id, comments))
Result<Comments> comments(Context& context, ById const& input) {
    auto const content = TRY(flow::find_content(context.studio(), input.content_id));
    auto made = TRY(context.desk.comments.list(content.id));
    return Comments{input.content_id, std::move(made)};
}
struct CommentById {
    std::string comment_id;
};
BOOST_DESCRIBE_STRUCT(CommentById, (), (comment_id))
Result<catalog::Comment> settle(Context& context, CommentById const& input) {
    auto const settled =
        TRY(context.desk.comments.settle(TRY(parse_id<catalog::CommentTag>(input.comment_id)), context.now()));
    context.change = Change{to_string(settled.content), nullptr, json::to_value(settled), ""};
    return settled;
}

void add_decisions(Catalogue& catalogue) {
    catalogue.add<WaitingInput>({.name = "approval.list",
                                 .http = "GET /api/approvals",
                                 .group = "Approvals",
                                 .summary = "What waits for a decision, of all artists",
                                 .bounds = {{"limit", 1, 500}},
                                 .about = about_pages()},
                                waiting);
    catalogue.add<ById>({.name = "approval.history",
                         .http = "GET /api/content/{content_id}/approvals",
                         .group = "Approvals",
                         .summary = "Who decided what about it, and why"},
                        decisions);
    catalogue.add<ApproveInput>({.name = "content.approve",
                                 .http = "POST /api/content/{content_id}/approve",
                                 .group = "Approvals",
                                 .summary = "May go out",
                                 .role = Role::approver,
                                 .effect = Effect::changes,
                                 .bounds = {{"comment", 0, 4000}},
                                 .example = json::Object{{"comment", "The bridge works now"}}},
                                approve);
    catalogue.add<RejectInput>({.name = "content.reject",
                                .http = "POST /api/content/{content_id}/reject",
                                .group = "Approvals",
                                .summary = "May not go out, and why",
                                .role = Role::approver,
                                .effect = Effect::changes,
                                .required = {"reason"},
                                .bounds = {{"reason", 1, 4000}},
                                .example = json::Object{{"reason", "The hook is too near to the last single"}}},
                               reject);
    catalogue.add<ById>({.name = "content.take_back",
                         .http = "POST /api/content/{content_id}/take-back",
                         .group = "Approvals",
                         .summary = "A decision is taken back, while no store has heard of it: in review again",
                         .role = Role::approver,
                         .effect = Effect::changes},
                        take_back);
}

void add_comments(Catalogue& catalogue) {
    catalogue.add<ById>({.name = "comment.list",
                         .http = "GET /api/content/{content_id}/comments",
                         .group = "Approvals",
                         .summary = "What people noted about it, oldest first"},
                        comments);
    catalogue.add<CommentInput>({.name = "comment.create",
                                 .http = "POST /api/content/{content_id}/comments",
                                 .group = "Approvals",
                                 .summary = "A note about it, at a time or a section of a song",
                                 .role = Role::editor,
                                 .effect = Effect::changes,
                                 .required = {"text"},
                                 .bounds = {{"text", 1, 4000}, {"seconds", 0, 86'400}, {"section", 1, 1000}},
                                 .example = json::Object{{"text", "The bridge drags"}, {"seconds", 71.5}}},
                                comment);
    catalogue.add<CommentById>({.name = "comment.settle",
                                .http = "POST /api/comments/{comment_id}/settle",
                                .group = "Approvals",
                                .summary = "Nothing is left to do about it",
                                .role = Role::editor,
                                .effect = Effect::changes},
                               settle);
}

}  // namespace

void add_approvals(Catalogue& catalogue) {
    add_decisions(catalogue);
    add_comments(catalogue);
}

}  // namespace troupe::calls
