#include "flow/release_codes.hpp"

#include "calls/catalogue.hpp"

/// The label's codes, and what releases say of AI.
namespace troupe::calls {
namespace {

using access::Role;
using distribution::CodeKind;
using flow::ReleaseCodes;

struct ById {
    std::string release_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (release_id))

Result<ReleaseCodes> show(Context& context, ById const& input) {
    return flow::codes_of(context.studio(), input.release_id);
}

/// Notes what the release bore before and bears now.
Result<ReleaseCodes> noted(Context& context, std::string const& id, ReleaseCodes const& was, Result<ReleaseCodes> is) {
    if (is) context.change = Change{id, json::to_value(was.codes), json::to_value(is->codes), ""};
    return is;
}
Result<ReleaseCodes> reserve(Context& context, ById const& input) {
    auto const was = TRY(flow::codes_of(context.studio(), input.release_id));
    return noted(context, input.release_id, was,
                 flow::reserve_codes(context.studio(), input.release_id, context.caller.name));
}
Result<ReleaseCodes> assign(Context& context, ById const& input) {
    auto const was = TRY(flow::codes_of(context.studio(), input.release_id));
    return noted(context, input.release_id, was,
                 flow::assign_codes(context.studio(), input.release_id, context.caller.name));
}

struct SetInput {
    std::string release_id;
    std::string code;
    int track = 0;
    std::string kind;
};
BOOST_DESCRIBE_STRUCT(SetInput, (), (release_id, code, track, kind))
Result<ReleaseCodes> set(Context& context, SetInput const& input) {
    auto const was = TRY(flow::codes_of(context.studio(), input.release_id));
    return noted(
        context, input.release_id, was,
        flow::set_code(context.studio(), {input.release_id, input.track, input.code, input.kind, context.caller.name}));
}

struct PrefixInput {
    CodeKind kind = CodeKind::isrc;
    std::string prefix;
};
BOOST_DESCRIBE_STRUCT(PrefixInput, (), (kind, prefix))
Result<distribution::CodePrefix> add_prefix(Context& context, PrefixInput const& input) {
    auto const normal = distribution::parse_prefix(input.kind, input.prefix);
    if (!normal) return wrong_field("prefix", normal.error().message);
    distribution::CodePrefix const prefix{input.kind, *normal, context.caller.name, context.now()};
    TRY(context.studio().codes.add_prefix(prefix));
    context.change = Change{prefix.prefix, nullptr, json::to_value(prefix), ""};
    return prefix;
}

struct Rows {
    std::vector<distribution::CodeRow> rows;
};
BOOST_DESCRIBE_STRUCT(Rows, (), (rows))
Result<Rows> list_rows(Context& context, Nothing const&) {
    return Rows{TRY(context.studio().codes.rows(context.now()))};
}

Result<flow::FixPlan> plan_fixes(Context& context, ById const& input) {
    return flow::plan_fixes(context.studio(), input.release_id);
}
Result<flow::ReleaseFixes> fix(Context& context, ById const& input) {
    auto const fixed = TRY(flow::apply_fixes(context.studio(), std::any_cast<flow::FixPlan const&>(context.prepared)));
    context.change = Change{input.release_id, nullptr, json::to_value(fixed.fixes), ""};
    return fixed;
}

struct AiInput {
    std::string release_id;
    std::string file;
    std::string aspect;
    media::AiShare share = media::AiShare::all;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(AiInput, (), (release_id, file, aspect, share, reason))
Result<distribution::AiSummary> set_ai(Context& context, AiInput const& input) {
    auto const was =
        distribution::disclosure_of(TRY(flow::release_of(TRY(flow::find_release(context.studio(), input.release_id)))));
    auto const is = TRY(flow::set_ai(context.studio(), input.release_id,
                                     {input.file, input.aspect, input.share, context.caller.name, input.reason, {}}));
    context.change =
        Change{input.release_id, json::to_value(was.decisions), json::to_value(is.decisions), input.reason};
    return is;
}

void add_prefixes(Catalogue& catalogue) {
    catalogue.add<Nothing>({.name = "release.codes.list",
                            .http = "GET /api/code-prefixes",
                            .group = "Releases",
                            .summary = "The label's prefixes, and how far the codes of each are given"},
                           list_rows);
    catalogue.add<PrefixInput>(
        {.name = "release.codes.add_prefix",
         .http = "POST /api/code-prefixes",
         .group = "Releases",
         .summary = "A prefix that an agency gave the label; of a DPID the whole",
         .role = Role::admin,
         .effect = Effect::changes,
         .required = {"kind", "prefix"},
         .bounds = {{"prefix", 5, 40}},
         .about = {{"prefix", "GB-AYE of ISRCs, a GS1 company prefix of UPCs, an issuer of GRids"}},
         .example = json::Object{{"kind", "isrc"}, {"prefix", "GB-AYE"}},
         .is_tool = false},
        add_prefix);
}

void add_codes_of_releases(Catalogue& catalogue) {
    catalogue.add<ById>({.name = "release.codes",
                         .http = "GET /api/releases/{release_id}/codes",
                         .group = "Releases",
                         .summary = "The codes that a release bears, and which are missing"},
                        show);
    catalogue.add<ById>(
        {.name = "release.codes.reserve",
         .http = "POST /api/releases/{release_id}/codes/reserve",
         .group = "Releases",
         .summary = "Take the next of the label's own codes for what has none; the same master keeps its own",
         .role = Role::editor,
         .effect = Effect::changes},
        reserve);
    catalogue.add<ById>({.name = "release.codes.assign",
                         .http = "POST /api/releases/{release_id}/codes/assign",
                         .group = "Releases",
                         .summary = "The release goes out under its codes: from now on nothing changes them",
                         .role = Role::approver,
                         .effect = Effect::changes,
                         .is_tool = false},
                        assign);
    catalogue.add<SetInput>({.name = "release.codes.set",
                             .http = "POST /api/releases/{release_id}/codes",
                             .group = "Releases",
                             .summary = "Write down a code that an agency or a distributor gave",
                             .role = Role::editor,
                             .effect = Effect::changes,
                             .required = {"code"},
                             .bounds = {{"code", 8, 40}, {"track", 0, 1000}},
                             .about = {{"track", "from 1; 0: the release itself"},
                                       {"kind", "of the release's code: upc, the default, or grid"}},
                             .example = json::Object{{"track", 1}, {"code", "GB-AYE-69-00531"}}},
                            set);
}

}  // namespace

void add_release_codes(Catalogue& catalogue) {
    add_prefixes(catalogue);
    add_codes_of_releases(catalogue);
    catalogue.add<ById>({.name = "release.fix",
                         .http = "POST /api/releases/{release_id}/fix",
                         .group = "Releases",
                         .summary = "Mend slips of the description that have one right form, and check again",
                         .role = Role::editor,
                         .effect = Effect::changes},
                        fix);
    catalogue.prepared_by(plan_fixes);
    catalogue.add<AiInput>(
        {.name = "release.ai",
         .http = "POST /api/releases/{release_id}/ai",
         .group = "Releases",
         .summary = "A person's word on how much of a file AI made, against its record and every rule",
         .role = Role::approver,
         .effect = Effect::changes,
         .required = {"file", "aspect", "share", "reason"},
         .bounds = {{"reason", 1, 4000}},
         .about = {{"aspect", "vocals, lyrics, composition, instrumentation, mix, artwork or video"}},
         .example = json::Object{{"file", "master.flac"},
                                 {"aspect", "vocals"},
                                 {"share", "none"},
                                 {"reason", "Sung by Ida Sund on 3 May"}},
         .is_tool = false},
        set_ai);
}

}  // namespace troupe::calls
