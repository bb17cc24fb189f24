#include "flow/form_kit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "distribution/preflight.hpp"
#include "flow/content_files.hpp"
#include "flow/form_page.hpp"
#include "flow/impl/form_files.hpp"
#include "flow/release_checks.hpp"
#include "flow/store_verdict.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;
namespace {

using distribution::Finding;
using distribution::Form;
using distribution::FormSheet;
using distribution::Preflight;
using distribution::Release;
using distribution::Severity;

constexpr auto page_name = "fields.html";
constexpr auto table_name = "fields.csv";
constexpr auto codes_rule = "ID04";
constexpr auto names_rule = "MD15";

Result<Form> form_of(Studio const& studio, std::string const& id) {
    auto const& file = studio.preferences.forms;
    return distribution::find_form(TRY(distribution::load_forms(file.empty() ? std::nullopt : std::optional(file))), id);
}

std::string told(Finding const& finding) {
    return fmt::format("{} {}: {}. {}", finding.rule, finding.asset, finding.measured, finding.fix);
}

/// What is wrong with the work itself goes to nobody.
Result<void> refuse_bad_work(Form const& form, std::string const& id, Preflight const& checks) {
    std::vector<std::string> why;
    for (auto const& finding : checks.findings)
        if (finding.severity == Severity::blocker && !finding.live_only) why.push_back(told(finding));
    if (why.empty()) return {};
    return fail(ErrorCode::conflict, fmt::format("{}: release {} is held: {}", form.name, id, text::join(why, "; ")));
}

/// Nor does what the store behind the form would not take from anybody.
Result<void> refuse_unwanted(Studio& studio, Form const& form, Release const& release, Preflight const& checks) {
    if (form.store.empty()) return {};
    auto const store = TRY(distribution::find_store(*studio.stores.now(), form.store));
    auto const verdict = distribution::judge_store(store, release, date_of(studio.clock.now()), checks);
    if (verdict.state != "off") return {};
    return fail(ErrorCode::conflict, fmt::format("{}: off: {}", store.name, verdict.reason));
}

/// What a live release must have besides: said first on the sheet.
void add_to_do(FormSheet& sheet, Form const& form, catalog::Content const& content, Preflight const& checks) {
    bool const asks_for_names = std::any_of(sheet.to_do.begin(), sheet.to_do.end(),
                                        [](auto const& each) { return each.find("legal_name") != std::string::npos; });
    for (auto const& finding : checks.findings) {
        bool const is_known = (finding.rule == codes_rule && form.gives_codes) || (finding.rule == names_rule && asks_for_names);
        if (finding.severity == Severity::blocker && !is_known) sheet.to_do.push_back(told(finding));
    }
    if (!may_go_out(content))
        sheet.to_do.push_back(fmt::format("The release is {}: approve it with `troupe content approve {}`.",
                                          text::replace_all(json::enum_name(content.state), "_", " "), to_string(content.id)));
    sheet.is_draft = !sheet.to_do.empty();
}

Result<FormSheet> checked_sheet(Studio& studio, Form const& form, catalog::Content const& content, Release const& release) {
    std::vector<std::string> stores;
    if (!form.store.empty()) stores.push_back(form.store);
    auto const checks = TRY(check_release(studio, content, stores));
    TRY(refuse_unwanted(studio, form, release, checks));
    TRY(refuse_bad_work(form, to_string(content.id), checks));
    auto sheet = TRY(distribution::fill_form(form, release));
    add_to_do(sheet, form, content, checks);
    return sheet;
}

/// The release as it is described, its AI counted by the label's rules of today.
Result<Release> counted_release(Studio const& studio, catalog::Content const& content) {
    return with_counted_ai(studio, TRY(release_of(content)));
}

std::vector<std::string> files_in(fs::path const& folder) {
    std::vector<std::string> names;
    for (auto const& entry : fs::recursive_directory_iterator(folder))
        if (!entry.is_directory()) names.push_back(entry.path().lexically_relative(folder).generic_string());
    std::sort(names.begin(), names.end());
    return names;
}

/// Nothing that somebody put there is lost: only a kit of the same release, and nothing else, is replaced.
Result<void> check_place(fs::path const& out, FormSheet const& sheet, std::vector<std::string> const& files) {
    std::error_code error;
    if (!fs::exists(out, error)) return {};
    if (!fs::is_directory(out, error)) return wrong_field("out", fmt::format("{} is a file: name a folder", out.string()));
    auto const there = files_in(out);
    if (there.empty()) return {};
    auto const page = read_file(out / page_name, 64U << 20U);
    auto const mark = fmt::format("name=\"troupe-form-kit\" content=\"{} {}\"", sheet.release, sheet.form);
    if (!page || page->find(mark) == std::string::npos)
        return fail(ErrorCode::conflict, fmt::format("out: {} holds something else: name a folder of its own", out.string()));
    for (auto const& name : there)
        if (!std::binary_search(files.begin(), files.end(), name))
            return fail(ErrorCode::conflict, fmt::format("out: {} is none of this kit's files: move it away, or name another folder", (out / name).string()));
    return {};
}

/// The artist's own; plain grey where nobody is left to ask.
std::vector<std::string> palette_of(Studio& studio, catalog::Content const& content) {
    auto const artist = find_artist(studio, to_string(content.artist));
    if (artist && artist->profile.core.palette.size() == 5) return artist->profile.core.palette;
    return {"#16181d", "#3a3f4a", "#6b7280", "#e5e7eb", "#3a3f4a"};
}

Result<void> write_files(impl::KitSource const& source, FormSheet const& sheet, fs::path const& folder) {
    auto const page = TRY(render_form_page(sheet, palette_of(source.studio, source.content)));
    for (auto const& track : sheet.tracks) {
        TRY(impl::write_sound(source, track, folder));
        auto const& words = source.release.tracks[static_cast<std::size_t>(track.number) - 1].lyrics;
        if (!track.lyrics_file.empty()) TRY(write_file(folder / track.lyrics_file, words.value_or("") + "\n"));
    }
    TRY(impl::write_cover(source, folder / sheet.cover));
    TRY(write_file(folder / table_name, distribution::form_csv(sheet)));
    return write_file(folder / page_name, page);
}

/// The folder gets its name when it is whole.
Result<void> move_into_place(fs::path const& from, fs::path const& out) {
    std::error_code error;
    if (fs::exists(out)) fs::remove_all(out, error);
    if (!error) fs::rename(from, out, error);
    if (error) return fail(ErrorCode::unavailable, fmt::format("{}: {}", out.string(), error.message()));
    return {};
}

}  // namespace

Result<FormSheet> form_sheet_of(Studio& studio, std::string const& id, std::string const& form_id) {
    auto const form = TRY(form_of(studio, form_id));
    auto const content = TRY(find_release(studio, id));
    return checked_sheet(studio, form, content, TRY(counted_release(studio, content)));
}

Result<FormKit> write_form_kit(Studio& studio, std::string const& id, std::string const& form_id, fs::path const& out) {
    auto const form = TRY(form_of(studio, form_id));
    auto const content = TRY(find_release(studio, id));
    auto const release = TRY(counted_release(studio, content));
    auto sheet = TRY(checked_sheet(studio, form, content, release));
    FormKit kit{fs::absolute(out).lexically_normal(), {}, std::move(sheet)};
    if (!kit.folder.has_filename()) kit.folder = kit.folder.parent_path();
    auto const aside = kit.folder.parent_path() / fmt::format(".{}.part", kit.folder.filename().string());
    std::error_code ignored;
    fs::remove_all(aside, ignored);  // of a kill
    TRY(make_folder(aside));
    auto const written = [&]() -> Result<void> {
        TRY(write_files({studio, content, release, form}, kit.sheet, aside));
        kit.files = files_in(aside);
        TRY(check_place(kit.folder, kit.sheet, kit.files));
        return move_into_place(aside, kit.folder);
    }();
    fs::remove_all(aside, ignored);
    if (!written) return tl::unexpected(written.error());
    return kit;
}

}  // namespace troupe::flow
