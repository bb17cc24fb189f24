#include <fmt/format.h>

#include "base/text.hpp"
#include "calls/catalogue.hpp"
#include "calls/content_parts.hpp"
#include "calls/field_input.hpp"
#include "calls/page.hpp"
#include "catalog/content.hpp"
#include "flow/begin.hpp"
#include "flow/content_files.hpp"
#include "flow/costs.hpp"
#include "flow/edit_content.hpp"
#include "flow/generate.hpp"
#include "flow/prompts.hpp"
#include "flow/redo_track.hpp"
#include "media/thumbnail.hpp"

/// Songs, pictures, videos and words of an artist.
namespace troupe::calls {
namespace {

using access::Role;
using catalog::Content;

struct ById {
    std::string content_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (content_id))

struct GenerateInput {
    std::string artist_id;
    std::string type;
    std::optional<std::string> content_type;  ///< another name of type
    std::optional<std::string> item;
    std::optional<std::uint64_t> seed;
    int takes = 1;
    std::string aspect = "9:16";
    std::optional<double> seconds;
    std::map<std::string, std::string> wishes;
};
BOOST_DESCRIBE_STRUCT(GenerateInput, (), (artist_id, type, content_type, item, seed, takes, aspect, seconds, wishes))

Result<visual::Aspect> aspect_of(std::string const& name) {
    if (name == "9:16") return visual::Aspect::portrait_9x16;
    if (name == "1:1") return visual::Aspect::square_1x1;
    if (name == "16:9") return visual::Aspect::landscape_16x9;
    return wrong_field("aspect", "expected one of 9:16, 1:1, 16:9");
}

/// What has come of work that made contents: the one, or all of them.
std::function<Result<json::Value>(Context&)> contents_of(std::vector<std::string> const& ids) {
    return [ids](Context& later) -> Result<json::Value> {
        if (ids.size() == 1) return json::to_value(TRY(flow::find_content(later.studio(), ids.front())));
        json::Array all;
        for (auto const& id : ids) all.push_back(json::to_value(TRY(flow::find_content(later.studio(), id))));
        return json::Value(json::Object{{"id", ids.front()}, {"takes", all}});
    };
}

Result<Answer> generate(Context& context, GenerateInput const& input) {
    if (input.type.empty() && !input.content_type) return wrong_field("type", "is missing");
    flow::GenerateRequest request;
    request.artist = input.artist_id;
    request.type = input.content_type.value_or(input.type);
    request.item = input.item;
    request.seed = input.seed;
    request.takes = input.takes;
    request.aspect = TRY(aspect_of(input.aspect));
    request.seconds = input.seconds;
    request.wishes = input.wishes;
    auto const begun = TRY(flow::begin_generation(context.studio(), request));
    auto const& id = begun.contents.front();
    context.change = Change{id, nullptr, json::to_value(input), ""};
    json::Object ids{{"id", id}, {"content_id", id}, {"artist_id", input.artist_id}};
    if (begun.contents.size() > 1) ids["content_ids"] = json::to_value(begun.contents);
    return Answer{Begun{ids, begun.jobs, contents_of(begun.contents)}};
}

struct CostsInput {
    std::string artist_id;
    std::string type;
    int takes = 1;
};
BOOST_DESCRIBE_STRUCT(CostsInput, (), (artist_id, type, takes))
Result<flow::ExpectedCosts> costs(Context& context, CostsInput const& input) {
    TRY(flow::find_artist(context.studio(), input.artist_id));
    return flow::expected_costs(context.studio().preferences.fares, input.type, input.takes);
}

struct ListInput {
    std::string artist_id;
    std::optional<catalog::ContentKind> type;
    std::optional<catalog::ContentState> state;
    std::string item;
    std::string after;
    int limit = 50;
};
BOOST_DESCRIBE_STRUCT(ListInput, (), (artist_id, type, state, item, after, limit))
Result<Page<Label>> list(Context& context, ListInput const& input) {
    catalog::ContentQuery query{.artist = TRY(flow::find_artist(context.studio(), input.artist_id)).id,
                                .kind = input.type,
                                .state = input.state};
    if (!input.item.empty()) query.item = input.item;
    query.after = TRY(page_start<catalog::ContentTag>(input.after));
    query.limit = input.limit;
    return labels(TRY(context.studio().contents.list(query)));
}

Result<Content> show(Context& context, ById const& input) {
    return flow::find_content(context.studio(), input.content_id);
}

struct FileInput {
    std::string content_id;
    std::string name;
    std::optional<int> width;
};
BOOST_DESCRIBE_STRUCT(FileInput, (), (content_id, name, width))

/// The picture in steps of 80 pixels, so that nobody fills the disk by asking for every width. Made once; the folder may
/// be emptied at any time.
Result<Answer> smaller(Context& context, catalog::ContentFile const& file, int wanted) {
    if (file.media_type != "image/jpeg") return wrong_field("width", fmt::format("{} is no JPEG: only those are made smaller", file.name));
    auto const width = (wanted + 79) / 80 * 80;
    auto const kept = context.desk.uploads / "thumbnails" / fmt::format("{}-{}.jpg", file.asset, width);
    if (!std::filesystem::exists(kept))
        TRY(media::write_thumbnail(TRY(context.studio().assets.path_of(file.asset)), kept, width));
    return Answer{FileBody{kept, file.media_type, fmt::format("{}-{}", file.asset, width),
                           std::filesystem::path(file.name).filename().string()}};
}
Result<Answer> file(Context& context, FileInput const& input) {
    auto const content = TRY(flow::find_content(context.studio(), input.content_id));
    for (auto const& each : content.files)
        if (each.name == input.name && input.width)
            return smaller(context, each, *input.width);
        else if (each.name == input.name)
            return Answer{FileBody{TRY(context.studio().assets.path_of(each.asset)), each.media_type, each.asset,
                                   std::filesystem::path(each.name).filename().string()}};
    std::vector<std::string> names;
    for (auto const& each : content.files) names.push_back(each.name);
    return fail(ErrorCode::not_found, fmt::format("content {} has no file {}: it has {}", input.content_id,
                                                  text::excerpt(input.name), text::enumerate(names)));
}

struct EditInput {
    std::string content_id;
    std::vector<FieldInput> changes;
};
BOOST_DESCRIBE_STRUCT(EditInput, (), (content_id, changes))
Result<Content> edit(Context& context, EditInput const& input) {
    auto const was = TRY(read_before(context, input.content_id));
    auto const edited = TRY(
        flow::edit_content(context.studio(), input.content_id, field_changes(input.changes), context.caller.name));
    return changed(context, was, edited.content);
}

struct UndoInput {
    std::string content_id;
    std::optional<int> to;
};
BOOST_DESCRIBE_STRUCT(UndoInput, (), (content_id, to))
Result<Content> undo(Context& context, UndoInput const& input) {
    auto const was = TRY(read_before(context, input.content_id));
    return changed(context, was, TRY(flow::undo_content(context.studio(), input.content_id, input.to)).content);
}

struct Revision {
    int revision = 1;
    TimePoint at{};
    catalog::ContentState state = catalog::ContentState::planned;
    std::string title;
    std::vector<std::string> changed;
};
BOOST_DESCRIBE_STRUCT(Revision, (), (revision, at, state, title, changed))
struct Revisions {
    std::string id;
    std::vector<Revision> revisions;
};
BOOST_DESCRIBE_STRUCT(Revisions, (), (id, revisions))
Result<Revisions> history(Context& context, ById const& input) {
    Revisions all{input.content_id, {}};
    for (auto const& each : TRY(flow::content_history(context.studio(), input.content_id)))
        all.revisions.push_back(
            {each.content.revision, each.content.updated, each.content.state, each.content.title, each.changed});
    return all;
}

Result<Content> choose(Context& context, ById const& input) {
    auto const was = TRY(read_before(context, input.content_id));
    return changed(context, was, TRY(flow::choose_take(context.studio(), input.content_id, context.caller.name)));
}

struct RedoInput {
    std::string content_id;
    int section = 1;
    std::optional<std::uint64_t> seed;
};
BOOST_DESCRIBE_STRUCT(RedoInput, (), (content_id, section, seed))
Result<Answer> redo(Context& context, RedoInput const& input) {
    TRY(read_before(context, input.content_id));
    auto const job = TRY(flow::begin_redo(context.studio(), {input.content_id, input.section, input.seed, context.expected_version}));
    context.change = Change{input.content_id, nullptr, json::Object{{"section", input.section}}, ""};
    return Answer{
        Begun{{{"id", input.content_id}, {"content_id", input.content_id}}, {job}, contents_of({input.content_id})}};
}

struct MaterialInput {
    std::string target_id;
    flow::MaterialRole role = flow::MaterialRole::master;
    std::string rights;
    std::string file_name;
    std::string by;
    std::string title;
    std::string at;
};
BOOST_DESCRIBE_STRUCT(MaterialInput, (), (target_id, role, rights, file_name, by, title, at))
Result<Answer> add_material(Context& context, MaterialInput const& input) {
    flow::MaterialRequest const request{input.target_id, {*context.upload}, input.role, input.rights,
                                        input.by,        input.title,       input.at};
    auto const job = TRY(flow::begin_material(context.studio(), request, input.file_name));
    context.change = Change{input.target_id, nullptr, json::to_value(input), ""};
    auto const result = [job](Context& later) -> Result<json::Value> {
        auto const output = TRY(later.studio().queue.find(job)).output;
        return json::to_value(TRY(flow::find_content(later.studio(), std::string(output.at("id").as_string()))));
    };
    return Answer{Begun{{{"id", input.target_id}, {"target_id", input.target_id}}, {job}, result}};
}

struct PromptsInput {
    std::string artist_id;
    std::string what;
    std::optional<std::string> content;
    std::optional<std::string> item;
    std::string platform;
};
BOOST_DESCRIBE_STRUCT(PromptsInput, (), (artist_id, what, content, item, platform))
Result<flow::PromptSet> prompts(Context& context, PromptsInput const& input) {
    return flow::make_prompts(context.studio(),
                              {input.artist_id, input.what, input.content, input.item, input.platform});
}

void add_looks(Catalogue& catalogue) {
    catalogue.add<ListInput>({.name = "content.list",
                              .http = "GET /api/artists/{artist_id}/content",
                              .group = "Content",
                              .summary = "What was made for an artist, newest first",
                              .bounds = {{"limit", 1, 500}},
                              .about = about_pages()},
                             list);
    catalogue.add<ById>({.name = "content.show",
                         .http = "GET /api/content/{content_id}",
                         .group = "Content",
                         .summary = "One content with its files and where it came from"},
                        show);
    catalogue.add<ById>({.name = "content.history",
                         .http = "GET /api/content/{content_id}/history",
                         .group = "Content",
                         .summary = "Every revision: when, and what changed"},
                        history);
    catalogue.add_file<FileInput>(
        "application/octet-stream",
        {.name = "content.file",
         .http = "GET /api/content/{content_id}/files",
         .group = "Content",
         .summary = "One of its files, or a range of it",
         .required = {"name"},
         .bounds = {{"width", 80, 1920}},
         .about = {{"name", "As `files[].name` of the content says: master.mp3, stems/bass.flac"},
                   {"width", "Of a JPEG: one about so wide, for lists; up to the next 80"}},
         .is_tool = false},
        file);
    catalogue.add<CostsInput>({.name = "content.costs",
                               .http = "GET /api/artists/{artist_id}/costs",
                               .group = "Content",
                               .summary = "What makers outside would ask for it, before anything is ordered",
                               .required = {"type"},
                               .bounds = {{"takes", 1, 10}},
                               .about = {{"type", "track, lyrics, cover, kit, teaser, lyric_video, canvas, post, release, "
                                                  "artist or debut"}}},
                              costs);
    catalogue.add<PromptsInput>({.name = "content.prompts",
                                 .http = "GET /api/artists/{artist_id}/prompts",
                                 .group = "Content",
                                 .summary = "The artist, a song and a video in words, for makers elsewhere",
                                 .about = {{"what", "artist, track or video; by default all three"}}},
                                prompts);
}

void add_making(Catalogue& catalogue) {
    catalogue.add_answer<Content>(
        {.name = "content.create",
         .http = "POST /api/artists/{artist_id}/content",
         .group = "Content",
         .summary = "Make something for an artist",
         .role = Role::editor,
         .effect = Effect::begins,
         .bounds = {{"takes", 1, 10}, {"seconds", 6, 60}},
         .about = {{"type", "track, lyrics, cover, kit, teaser, lyric_video, canvas, post or release"},
                   {"content_type", "The same, by its older name"},
                   {"item", "Plan item it is for"},
                   {"takes", "How many, of a track ranked"},
                   {"wishes", "Of a track, lyrics or a release: what wins over what was learned and drawn, by genre, mood, mode, lyric_theme, "
                              "visual_family, tempo"},
                   {"aspect", "Of a teaser or lyric video: 9:16, 1:1, 16:9"}},
         .example = json::Object{{"type", "cover"}}},
        generate);
    catalogue.add_answer<Content>({.name = "content.redo",
                                  .http = "POST /api/content/{content_id}/redo",
                                  .group = "Content",
                                  .summary = "One section of a track made anew; the rest stays the same to the sample",
                                  .role = Role::editor,
                                  .effect = Effect::begins,
                                  .required = {"section"},
                                  .bounds = {{"section", 1, 1000}},
                                  .about = {{"section", "Which one, counted from 1"}},
                                  .example = json::Object{{"section", 2}}},
                                 redo);
    catalogue.add_answer<Content>(
        {.name = "content.add",
         .http = "POST /api/material",
         .group = "Content",
         .summary = "A person's own song, stem or sung line, with its rights noted",
         .role = Role::editor,
         .effect = Effect::begins,
         .required = {"target_id", "role", "rights", "file_name"},
         .bounds = {{"rights", 1, 2000}, {"file_name", 1, 200}},
         .about = {{"target_id", "The artist, for a finished song; the track, for stems and vocals"},
                   {"rights", "Who owns the recording and who may use it"},
                   {"at", "Where a stem or line begins: seconds (12.5) or a bar (bar 9)"}},
         .upload = "application/octet-stream",
         .is_tool = false},
        add_material);
    catalogue.add<ById>({.name = "content.choose",
                         .http = "POST /api/content/{content_id}/choose",
                         .group = "Content",
                         .summary = "This take of a song instead of the others",
                         .role = Role::editor,
                         .effect = Effect::changes},
                        choose);
}

void add_changes(Catalogue& catalogue) {
    catalogue.add<EditInput>(
        {.name = "content.edit",
         .http = "PATCH /api/content/{content_id}",
         .group = "Content",
         .summary = "Change words by hand, as a new revision",
         .role = Role::editor,
         .effect = Effect::changes,
         .required = {"changes"},
         .bounds = {{"changes", 1, 100}},
         .about = {{"changes[].field", "title, notes, sections[0].lines[2].text of lyrics, posts[3].text of posts"},
                   {"changes[].value", "The text; null removes an entry"}},
         .example = json::Object{{"changes", json::Array{json::Object{{"field", "title"}, {"value", "Low Water"}}}}}},
        edit);
    catalogue.add<UndoInput>({.name = "content.undo",
                              .http = "POST /api/content/{content_id}/undo",
                              .group = "Content",
                              .summary = "Back to an earlier revision, as a new one",
                              .role = Role::editor,
                              .effect = Effect::changes,
                              .about = {{"to", "Revision to go back to; by default the latest with other words"}},
                              .example = json::Object{{"to", 1}}},
                             undo);
}

}  // namespace

void add_contents(Catalogue& catalogue) {
    add_looks(catalogue);
    add_making(catalogue);
    add_changes(catalogue);
}

}  // namespace troupe::calls
