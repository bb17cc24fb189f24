#include "flow/link_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "distribution/preflight.hpp"
#include "distribution/release.hpp"
#include "flow/content_files.hpp"
#include "flow/impl/page_colours.hpp"
#include "flow/impl/page_template.hpp"
#include "flow/impl/smaller_picture.hpp"
#include "flow/press_kit_contents.hpp"
#include "flow/release_checks.hpp"
#include "flow_embedded/embedded.hpp"
#include "media/picture.hpp"

namespace troupe::flow {
namespace {

constexpr auto links_field = "links";
constexpr auto cover_name = "cover.jpg";

std::string_view embedded(std::string_view name) {
    for (auto const& file : impl::embedded_files())
        if (file.name == name) return file.content;
    return {};
}

bool is_address(std::string_view url) {
    return url.starts_with("https://") && url.size() > 12 && url.size() <= 2000 &&
           std::all_of(url.begin(), url.end(), [](unsigned char c) { return c > ' ' && c < 127 && c != '"' && c != '<' && c != '>'; });
}

json::Array list_of(std::vector<LinkPage::Place> const& places) {
    json::Array list;
    for (auto const& each : places) list.push_back(json::Object{{"name", each.name}, {"url", each.url}, {"what", each.what}});
    return list;
}

json::Array colours_of(impl::PageColours const& colours) {
    json::Array list;
    auto const add = [&](char const* name, std::string const& value) { list.push_back(json::Object{{"name", name}, {"value", value}}); };
    add("ground", colours.ground);
    add("raised", colours.raised);
    add("line", colours.line);
    add("control", colours.control);
    add("text", colours.text);
    add("text-2", colours.text_2);
    add("accent", colours.accent);
    add("on-accent", colours.on_accent);
    return list;
}

Result<void> check(LinkPage const& page) {
    if (text::trim(std::string_view(page.title)).empty()) return wrong_field("title", "is empty");
    if (text::trim(std::string_view(page.artist)).empty()) return wrong_field("artist", "is empty");
    if (!page.release_date.ok() || !page.today.ok()) return wrong_field("release_date", "is no day");
    for (auto const* places : {&page.open, &page.follow})
        for (auto const& each : *places)
            if (!is_address(each.url)) return wrong_field("links." + each.name, "expected an address that begins with https://");
    if (page.cover.find_first_of("/\\:") != std::string::npos) return wrong_field("cover", "expected a file beside the page");
    return {};
}

std::map<std::string, std::string> links_of(catalog::Content const& release) {
    auto const* object = release.details.if_object();
    auto const* links = object == nullptr ? nullptr : object->if_contains(links_field);
    if (links == nullptr) return {};
    return json::from_value<std::map<std::string, std::string>>(*links, json::Unknown::ignore).value_or(std::map<std::string, std::string>());
}

/// Where songs are heard, as it stands in data/link_page/places.json.
struct KnownPlace {
    std::string id, name, what;
};
BOOST_DESCRIBE_STRUCT(KnownPlace, (), (id, name, what))

Result<std::vector<KnownPlace>> places_to_hear() { return json::parse<std::vector<KnownPlace>>(embedded("link_page/places.json")); }

/// Names of all there are, by id.
Result<std::map<std::string, std::string>> known_places(Studio const& studio) {
    std::map<std::string, std::string> names;
    for (auto const& place : TRY(places_to_hear())) names[place.id] = place.name;
    for (auto const& [id, platform] : studio.social.platforms) names.emplace(id, platform.name);
    return names;
}

/// What a store would refuse is not promised, and neither is one that nobody delivers to.
void add_places(LinkPage& page, Studio const& studio, std::vector<KnownPlace> const& places, distribution::Preflight const& checks,
                std::map<std::string, std::string> const& links) {
    for (auto const& place : places) {
        auto const link = links.find(place.id);
        auto const verdict = std::find_if(checks.stores.begin(), checks.stores.end(), [&](auto const& each) { return each.store == place.name; });
        if (link != links.end()) page.open.push_back({place.name, link->second, place.what});
        else if (verdict != checks.stores.end() && verdict->state != "off") page.coming.push_back(place.name);
    }
    for (auto const& [id, platform] : studio.social.platforms)
        if (auto const link = links.find(id); link != links.end()) page.follow.push_back({platform.name, link->second, ""});
}

Result<LinkPage> contents_of(Studio& studio, catalog::Content const& release) {
    auto const described = TRY(release_of(release));
    auto const artist = TRY(find_artist(studio, to_string(release.artist)));
    LinkPage page;
    page.language = artist.profile.core.voice.language;
    page.artist = artist.name();
    page.title = release.title;
    page.release_date = described.release_date;
    for (auto const& track : described.tracks)
        if (described.tracks.size() > 1) page.tracks.push_back(distribution::full_title(track.title, track.version));
    page.today = date_of(studio.clock.now());
    page.palette = artist.profile.core.palette;
    page.disclosure = media::disclosure(release.provenance.ai);
    for (auto const& asset : described.assets)
        if (page.disclosure.empty() && asset.kind == "master") page.disclosure = asset.disclosure;
    page.rights = fmt::format("© {} {} · ℗ {} {}", described.c_line.year, described.c_line.owner, described.p_line.year, described.p_line.owner);
    if (catalog::file_with_role(release, "cover") != nullptr) page.cover = cover_name;
    page.cover_px = 1500;
    page.release = to_string(release.id);
    add_places(page, studio, TRY(places_to_hear()), TRY(preflight_of(release)), links_of(release));
    return page;
}

constexpr std::string_view owner_mark = "<meta name=\"troupe-release\" content=\"";

/// The id of the release whose page stands there; empty: nobody's, or a page that does not say.
std::string page_owner(std::filesystem::path const& folder) {
    auto const page = read_file(folder / "index.html", 4U << 20U);
    auto const mark = page ? page->find(owner_mark) : std::string::npos;
    if (mark == std::string::npos) return {};
    auto const from = mark + owner_mark.size();
    return page->substr(from, page->find('"', from) - from);
}

/// Its address below `out`: the same as long as it lives, since earlier releases keep theirs.
Result<std::filesystem::path> address_of(Studio& studio, catalog::Content const& release, std::filesystem::path const& out) {
    auto const id = to_string(release.id);
    auto const all = TRY(everything_of(studio, TRY(find_artist(studio, to_string(release.artist)))));
    auto const folder = out / release_folders(all.contents).at(id);
    auto const owner = page_owner(folder);
    return owner.empty() || owner == id ? folder : out / fmt::format("{}-{}", text::slug(release.title), id.substr(id.size() - 8));
}

/// Half the size of what stores get: enough for a page, and small.
Result<void> write_cover(Studio& studio, catalog::Content const& release, std::filesystem::path const& file) {
    auto const* cover = catalog::file_with_role(release, "cover");
    if (cover == nullptr) return {};
    auto const picture = TRY(media::read_jpeg(TRY(studio.assets.path_of(cover->asset))));
    media::PictureTags const tags{.title = release.title, .disclosure = media::disclosure(release.provenance.ai)};
    return media::write_jpeg(file, picture.width_px > 2000 ? impl::halved(picture) : picture, tags, 85);
}

}  // namespace

Result<std::string> render_link_page(LinkPage const& page) {
    TRY(check(page));
    auto const colours = TRY(impl::page_colours(page.palette));
    auto const is_out = page.release_date <= page.today;
    json::Object values{{"language", page.language},
                        {"artist", page.artist},
                        {"title", page.title},
                        {"when", fmt::format("{} {}", is_out ? "Out since" : "Out on", format_date(page.release_date))},
                        {"scheme", colours.is_dark ? "dark" : "light"},
                        {"ground", colours.ground},
                        {"colours", colours_of(colours)},
                        {"css", embedded("link_page/page.css")},
                        {"cover", page.cover},
                        {"cover_px", std::to_string(page.cover_px)},
                        {"tracks", json::to_value(page.tracks)},
                        {"has_tracks", !page.tracks.empty()},
                        {"open", list_of(page.open)},
                        {"has_open", !page.open.empty()},
                        {"coming", text::enumerate(page.coming)},
                        {"has_coming", !page.coming.empty()},
                        {"follow", list_of(page.follow)},
                        {"has_follow", !page.follow.empty()},
                        {"disclosure", page.disclosure},
                        {"rights", page.rights},
                        {"release", page.release}};
    return impl::fill_template(embedded("link_page/page.html"), values);
}

Result<catalog::Content> set_links(Studio& studio, std::string const& id, std::map<std::string, std::string> const& links) {
    auto const known = TRY(known_places(studio));
    for (auto const& [place, url] : links) {
        if (!known.contains(place)) {
            std::vector<std::string> ids;
            for (auto const& [each, name] : known) ids.push_back(each);
            return wrong_field("links." + text::excerpt(place), "is no store or platform; known are " + text::enumerate(ids));
        }
        if (!url.empty() && !is_address(url)) return wrong_field("links." + place, "expected an address that begins with https://");
    }
    catalog::Content changed;
    TRY(studio.unit.run([&]() -> Result<void> {
        auto release = TRY(find_release(studio, id));
        auto kept = links_of(release);
        for (auto const& [place, url] : links) {
            if (url.empty()) kept.erase(place);
            else kept[place] = url;
        }
        release.details.as_object()[links_field] = json::to_value(kept);
        release.updated = studio.clock.now();
        changed = TRY(studio.contents.update(release));
        return {};
    }));
    return changed;
}

Result<std::string> link_page_of(Studio& studio, std::string const& release) {
    return render_link_page(TRY(contents_of(studio, TRY(find_release(studio, release)))));
}

Result<std::filesystem::path> write_link_page(Studio& studio, std::string const& id, std::filesystem::path const& out) {
    auto const release = TRY(find_release(studio, id));
    auto const html = TRY(render_link_page(TRY(contents_of(studio, release))));
    auto const folder = TRY(address_of(studio, release, out));
    TRY(make_folder(folder));
    TRY(write_cover(studio, release, folder / cover_name));
    TRY(write_file(folder / "index.html", html));
    return folder / "index.html";
}

}  // namespace troupe::flow
