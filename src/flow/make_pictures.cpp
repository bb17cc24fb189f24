#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/making.hpp"
#include "flow/release_pictures.hpp"
#include "flow/style_choice.hpp"
#include "flow/work_folder.hpp"

namespace troupe::flow {
namespace {

/// "banner" of "banner.youtube".
std::string role_of(std::string const& kind) { return kind.substr(0, kind.find('.')); }

/// Whatever bears a title already: songs and releases of the whole label.
Result<std::vector<std::string>> used_titles(Studio& studio) {
    std::vector<std::string> titles;
    for (auto const kind : {catalog::ContentKind::lyrics, catalog::ContentKind::release})
        for (auto const& content : TRY(studio.contents.list({.kind = kind, .limit = 500})).contents) titles.push_back(content.title);
    return titles;
}

/// The request's, or that of the words; for a release of several songs without either, one that the writer finds.
Result<std::string> title_of(Making const& making, artist::Document const& artist) {
    if (!making.request.title.empty()) return making.request.title;
    if (making.request.words || making.request.tracks.empty()) return TRY(find_needed(making.studio, making.request.words, "the title")).title;
    auto used = TRY(used_titles(making.studio));
    writing::TitleRequest request{.profile = artist.profile, .seed = making.request.seed, .used = std::move(used)};
    return TRY(making.studio.writer.title(request, making.stop)).text;
}

/// The artist as the song's words were written for it.
Result<artist::Document> chosen_artist(Making const& making) {
    auto artist = TRY(find_artist(making.studio, making.request.artist));
    if (!making.request.words) return artist;
    return as_chosen(making.studio, std::move(artist), choice_of(TRY(find_content(making.studio, *making.request.words))));
}

}  // namespace

Result<catalog::Content> make_cover(Making const& making) {
    auto& studio = making.studio;
    auto const artist = TRY(chosen_artist(making));
    auto const title = TRY(title_of(making, artist));
    making.report(0.05, "composing");
    auto const brief = TRY(cover_brief(making, artist, title));

    making.report(0.1, "rendering");
    auto const made = TRY(studio.images.make(brief, making.stop));
    auto content = TRY(begin_content(making, catalog::ContentKind::cover, title));
    content.brief = json::to_value(brief);
    content.provenance = made.provenance;
    auto details = TRY(shown_details(brief, made));
    if (!made.notes.empty()) details["notes"] = json::to_value(made.notes);
    if (!made.charges.empty()) details["charges"] = json::to_value(made.charges);
    content.details = details;

    making.report(0.8, "writing");
    auto const work = TRY(WorkFolder::open(studio, making.request.content));
    auto const file = work.path() / "cover.jpg";
    media::PictureTags const tags{title, artist.name(), "", media::digital_source_type(content.provenance),
                                  media::disclosure(content.provenance.ai)};
    TRY(media::write_jpeg(file, made.picture, tags));
    TRY(add_file(studio, content, work.path(), file, "cover"));
    return content;
}

Result<catalog::Content> make_kit(Making const& making) {
    auto& studio = making.studio;
    auto const artist = TRY(find_artist(studio, making.request.artist));
    auto const look = look_of(artist, *studio.visual_tables.now());
    auto const work = TRY(WorkFolder::open(studio, making.request.content));
    auto const files = TRY(visual::make_kit(look, work.path(), making.stop));

    auto content = TRY(begin_content(making, catalog::ContentKind::kit, artist.name()));
    content.brief = json::to_value(look);
    // A kit is composed here, whoever makes the covers.
    content.provenance = visual::cover_provenance({look, artist.name(), 0});
    for (auto const& file : files) TRY(add_file(studio, content, work.path(), file.file, role_of(file.kind)));
    return content;
}

}  // namespace troupe::flow
