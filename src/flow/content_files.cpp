#include "flow/content_files.hpp"

#include <fmt/format.h>

#include <map>

#include "base/files.hpp"
#include "base/text.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;

namespace {

template <class Found>
Result<Found> or_no_artist(std::string const& id, Result<Found> found) {
    if (!found && found.error().code == ErrorCode::not_found)
        return fail(ErrorCode::not_found, fmt::format("artist {} does not exist: `troupe artist list` shows those that do", id));
    return found;
}

template <class Found>
Result<Found> or_no_content(std::string const& id, Result<Found> found) {
    if (!found && found.error().code == ErrorCode::not_found)
        return fail(ErrorCode::not_found, fmt::format("content {} does not exist: `troupe content list ARTIST` shows those that do", id));
    return found;
}

}  // namespace

Result<artist::Document> find_artist(Studio& studio, std::string const& id) {
    return or_no_artist(id, studio.artists.find(TRY(parse_id<artist::ArtistTag>(id))));
}

Result<artist::DocumentText> find_artist_text(Studio& studio, std::string const& id) {
    return or_no_artist(id, studio.artists.find_text(TRY(parse_id<artist::ArtistTag>(id))));
}

Result<catalog::Content> find_content(Studio& studio, std::string const& id) {
    return or_no_content(id, studio.contents.find(TRY(parse_id<catalog::ContentTag>(id))));
}

Result<catalog::ContentSketch> find_content_sketch(Studio& studio, std::string const& id) {
    return or_no_content(id, studio.contents.find_sketch(TRY(parse_id<catalog::ContentTag>(id))));
}

Result<std::optional<catalog::Content>> latest_of(Studio& studio, artist::ArtistId artist, catalog::ContentKind kind) {
    catalog::ContentQuery query{.artist = artist, .kind = kind, .limit = 20};
    do {
        auto page = TRY(studio.contents.list(query));
        for (auto& content : page.contents)
            if (content.state != catalog::ContentState::rejected) return std::optional(std::move(content));
        query.after = page.next;
    } while (query.after);
    return std::optional<catalog::Content>();
}

Result<catalog::Content> find_needed(Studio& studio, std::optional<std::string> const& id, std::string_view what) {
    if (!id) return fail(ErrorCode::invalid_input, fmt::format("{} is missing: make it first", what));
    return find_content(studio, *id);
}

Result<catalog::Content> begin_content(Making const& making, catalog::ContentKind kind, std::string title) {
    catalog::Content content;
    content.id = TRY(parse_id<catalog::ContentTag>(making.request.content));
    content.artist = TRY(parse_id<artist::ArtistTag>(making.request.artist));
    content.item = making.request.item;
    content.kind = kind;
    content.title = std::move(title);
    content.state = catalog::ContentState::in_review;
    content.seed = making.request.seed;
    content.created = content.updated = making.studio.clock.now();
    return content;
}

std::string media_type_of(fs::path const& file) {
    static std::map<std::string, std::string> const types{
        {".flac", "audio/flac"},      {".mp3", "audio/mpeg"},     {".wav", "audio/wav"},        {".opus", "audio/ogg"},
        {".mid", "audio/midi"},       {".jpg", "image/jpeg"},     {".png", "image/png"},        {".svg", "image/svg+xml"},
        {".mp4", "video/mp4"},        {".json", "application/json"}, {".xml", "application/xml"}, {".txt", "text/plain"},
        {".lrc", "text/plain"},       {".csv", "text/csv"},       {".ics", "text/calendar"},    {".html", "text/html"},
        {".musicxml", "application/vnd.recordare.musicxml+xml"}};
    auto const found = types.find(text::lower(file.extension().string()));
    return found == types.end() ? "application/octet-stream" : found->second;
}

void credit_to(catalog::Content& content, writing::Credit const& credit) {
    bool const is_ours = credit.session.empty();
    content.provenance.engine = credit.writer;
    content.provenance.engine_version = is_ours ? "1" : credit.session;  // what the model was told and said stands in its session
    content.provenance.kind = is_ours ? media::MakerKind::procedural : media::MakerKind::generative;
}

Result<void> add_file(Studio& studio, catalog::Content& content, fs::path const& folder, fs::path const& file, std::string role) {
    auto const asset = TRY(studio.assets.put_file(file));
    auto const name = file.lexically_relative(folder).generic_string();
    content.files.push_back({name, std::move(role), asset.sha256, media_type_of(file), asset.size_bytes});
    return {};
}

Result<void> add_text(Studio& studio, catalog::Content& content, std::string name, std::string role, std::string_view bytes) {
    auto const asset = TRY(studio.assets.put_bytes(bytes));
    auto const type = media_type_of(name);
    content.files.push_back({std::move(name), std::move(role), asset.sha256, type, asset.size_bytes});
    return {};
}

Result<void> lay_out(Studio& studio, catalog::Content const& content, fs::path const& folder) {
    for (auto const& file : content.files) {
        auto const from = TRY(studio.assets.path_of(file.asset));
        auto const to = folder / file.name;
        TRY(make_folder(to.parent_path()));
        std::error_code error;
        fs::create_hard_link(from, to, error);
        if (error) TRY(troupe::copy_file(from, to));
    }
    return {};
}

}  // namespace troupe::flow
