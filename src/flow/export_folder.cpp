#include "flow/export_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <map>

#include "artist/passport.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/link_page.hpp"
#include "flow/press_kit_contents.hpp"
#include "planning/export.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;
namespace {

constexpr auto passport_name = "passport.json";

/// The id of the artist whose passport lies in a folder; empty when there is none.
std::string owner_of(fs::path const& folder) {
    auto const text = read_file(folder / passport_name, 64 << 20);
    if (!text) return {};
    auto const value = json::parse_value(*text);
    if (!value || !value->is_object()) return {};
    auto const* id = value->as_object().if_contains("id");
    return id != nullptr && id->is_string() ? std::string(id->as_string()) : std::string();
}

/// "<slug>", or "<slug>-<end of the id>" where that belongs to somebody else.
fs::path folder_of(fs::path const& out, artist::Document const& artist) {
    auto const id = to_string(artist.id);
    auto const plain = out / text::slug(artist.name());
    auto const owner = owner_of(plain);
    return owner.empty() || owner == id ? plain : out / fmt::format("{}-{}", text::slug(artist.name()), id.substr(id.size() - 8));
}

/// What a kill left half written: it never had its final name.
void clear_leftovers(fs::path const& folder) {
    std::error_code error;
    std::vector<fs::path> leftovers;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        auto const name = at->path().filename().string();
        if (name.starts_with(".") && name.find(".part") != std::string::npos) leftovers.push_back(at->path());
    }
    for (auto const& file : leftovers) fs::remove(file, error);
}

class Folder {
public:
    Folder(Studio& studio, fs::path root) : studio_(studio) { exported_.folder = std::move(root); }

    /// A file of the assets: copied when it is missing; one that somebody changed stays.
    Result<void> asset(catalog::ContentFile const& file, fs::path const& name) {
        auto const target = exported_.folder / name;
        if (!fs::exists(target)) {
            TRY(troupe::copy_file(TRY(studio_.assets.path_of(file.asset)), target));
            ++exported_.written;
            return {};
        }
        ++exported_.kept;
        if (fs::file_size(target) != file.size_bytes || TRY(sha256_of_file(target)) != file.asset)
            exported_.notes.push_back(fmt::format("{} was changed and stays as it is: delete it to get Troupe's own back", target.string()));
        return {};
    }

    /// A file that follows the present state.
    Result<void> derived(fs::path const& name, std::string_view bytes) {
        auto const target = exported_.folder / name;
        auto const present = read_file(target);
        if (present && *present == bytes) {
            ++exported_.kept;
            return {};
        }
        ++exported_.written;
        return write_file(target, bytes);
    }

    Exported done() {
        exported_.index = exported_.folder / "index.html";
        return std::move(exported_);
    }

private:
    Studio& studio_;
    Exported exported_;
};

Result<void> add_contents(Folder& folder, std::vector<catalog::Content> const& contents) {
    auto const releases = release_folders(contents);
    for (auto const& content : contents) {
        auto const place = content.kind == catalog::ContentKind::kit       ? fs::path("kit")
                           : content.kind == catalog::ContentKind::release ? fs::path("releases") / releases.at(to_string(content.id))
                                                                           : fs::path();
        if (place.empty()) continue;  // parts of a release are copied with it
        for (auto const& file : content.files) TRY(folder.asset(file, place / file.name));
    }
    return {};
}

Result<void> add_plan(Folder& folder, std::optional<planning::Plan> const& plan, std::string const& artist) {
    if (!plan) return {};
    TRY(folder.derived("plan/plan.json", json::pretty(*plan)));
    TRY(folder.derived("plan/calendar.ics", planning::to_ics(*plan, {artist, std::nullopt}, plan->made_at)));
    return folder.derived("plan/plan.csv", planning::to_csv(*plan));
}

/// Beside each release the page with its links, which shows the cover that lies there.
Result<void> add_link_pages(Folder& folder, Studio& studio, std::vector<catalog::Content> const& contents) {
    for (auto const& [id, name] : release_folders(contents)) TRY(folder.derived(fs::path("releases") / name / "links.html", TRY(link_page_of(studio, id))));
    return {};
}

artist::MadeThing made(catalog::Content const& content) {
    artist::MadeThing thing{to_string(content.id), json::enum_name(content.kind), content.title, content.provenance.engine,
                            content.provenance.engine_version, media::disclosure(content.provenance.ai), {}};
    for (auto const& file : content.files) thing.files.push_back({file.name, file.asset, file.media_type, file.size_bytes});
    return thing;
}

Result<void> add_passport(Folder& folder, Studio& studio, artist::ArtistId artist, std::vector<catalog::Content> const& contents) {
    std::vector<artist::MadeThing> things;
    for (auto const& content : contents) things.push_back(made(content));
    auto const history = TRY(studio.artists.history(artist));
    return folder.derived(passport_name, json::pretty(TRY(artist::make_passport(history, std::move(things)))));
}

}  // namespace

Result<void> check_out_folder(fs::path const& out) {
    TRY(make_folder(out));
    auto const probe = out / fmt::format(".troupe-{}.part", ::getpid());
    auto const written = write_file(probe, "probe");
    std::error_code ignored;
    fs::remove(probe, ignored);
    if (!written) return fail(written.error().code, fmt::format("--out: {}", written.error().message));
    return {};
}

Result<Exported> export_artist(Studio& studio, artist::ArtistId id, fs::path const& out) {
    auto const document = TRY(find_artist(studio, to_string(id)));
    auto const all = TRY(everything_of(studio, document));
    Folder folder(studio, folder_of(out, document));
    auto const root = folder_of(out, document);
    TRY(make_folder(root));
    clear_leftovers(root);
    TRY(add_contents(folder, all.contents));
    TRY(add_link_pages(folder, studio, all.contents));
    TRY(add_plan(folder, all.plan, document.name()));
    // The passport tells whose folder it is; the page comes last, when everything it shows is there.
    TRY(add_passport(folder, studio, id, all.contents));
    if (auto const kit = TRY(press_kit_contents(studio, all))) TRY(folder.derived("index.html", TRY(render_press_kit(*kit))));
    return folder.done();
}

}  // namespace troupe::flow
