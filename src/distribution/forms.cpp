#include "distribution/forms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/form_sheet.hpp"
#include "distribution/impl/table_rows.hpp"
#include "distribution_embedded/embedded.hpp"

namespace troupe::distribution {
namespace {

constexpr std::string_view form_folder = "distribution/forms/";

Result<json::Array> built_in_rows() {
    json::Array rows;
    for (auto const& file : impl::embedded_files()) {
        if (!file.name.starts_with(form_folder)) continue;
        auto const form = json::parse_value(file.content);
        if (!form) return fail(ErrorCode::internal, fmt::format("{}: {}", file.name, form.error().message));
        rows.push_back(*form);
    }
    return rows;
}

Result<void> check_fields(std::vector<FormField> const& fields, std::vector<std::string> const& answers,
                          std::string const& path) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto const& field = fields[i];
        auto const at = fmt::format("{}[{}]", path, i);
        if (field.label.empty()) return wrong_field(at + ".label", "expected the question's words");
        if (std::find(answers.begin(), answers.end(), field.from) == answers.end())
            return wrong_field(at + ".from", fmt::format("\"{}\" answers nothing; known are {}", text::excerpt(field.from),
                                                         text::enumerate(answers)));
        if (field.most_letters < 0) return wrong_field(at + ".most_letters", "expected 0 (no limit) or more");
    }
    return {};
}

/// The first of its formats that is none of those that can be written.
std::string odd_format(std::vector<std::string> const& formats, std::vector<std::string> const& known) {
    for (auto const& format : formats)
        if (std::find(known.begin(), known.end(), format) == known.end()) return format;
    return {};
}

Result<void> check_files(Form const& form, std::string const& path) {
    if (form.sounds.empty()) return wrong_field(path + ".sounds", "expected flac, wav or both, the best first");
    if (auto const odd = odd_format(form.sounds, {"flac", "wav"}); !odd.empty())
        return wrong_field(path + ".sounds", fmt::format("\"{}\" is neither flac nor wav", text::excerpt(odd)));
    if (auto const odd = odd_format(form.videos, {"mp4", "mov"}); !odd.empty())
        return wrong_field(path + ".videos", fmt::format("\"{}\" is neither mp4 nor mov", text::excerpt(odd)));
    if (form.bits != 16 && form.bits != 24) return wrong_field(path + ".bits", "expected 16 or 24");
    if (form.sample_rate_hz != 0 && (form.sample_rate_hz < 44'100 || form.sample_rate_hz > 192'000))
        return wrong_field(path + ".sample_rate_hz", "expected 44100 to 192000, or 0: as it was mastered");
    if (form.cover_px < 300 || form.cover_px > 6000) return wrong_field(path + ".cover_px", "expected 300 to 6000");
    if (form.cover_kilobytes < 200) return wrong_field(path + ".cover_kilobytes", "expected 200 or more");
    return {};
}

Result<void> check_form(Form const& form, std::string const& path) {
    if (!impl::is_plain_id(form.id)) return wrong_field(path + ".id", "expected 1 to 40 small letters, digits and _");
    if (form.name.empty()) return wrong_field(path + ".name", "expected a text");
    if (form.source.empty()) return wrong_field(path + ".source", "expected whose word this is");
    if (form.checked.empty()) return wrong_field(path + ".checked", "expected when that was read, such as 2026-11-23");
    if (!form.address.empty() && !form.address.starts_with("https://"))
        return wrong_field(path + ".address", "expected an address that begins with https://");
    if (form.release.empty()) return wrong_field(path + ".release", "expected at least one field");
    TRY(check_files(form, path));
    TRY(check_fields(form.release, release_answers(), path + ".release"));
    return check_fields(form.track, track_answers(), path + ".track");
}

Result<FormTable> checked_table(json::Array const& rows) {
    auto table = TRY(json::from_value<FormTable>(json::Object{{"forms", rows}}));
    for (std::size_t i = 0; i < table.forms.size(); ++i) TRY(check_form(table.forms[i], fmt::format("forms[{}]", i)));
    return table;
}

}  // namespace

Result<FormTable> load_forms(std::optional<std::filesystem::path> const& file) {
    auto const rows = TRY(built_in_rows());
    if (!file) return checked_table(rows);
    auto table = checked_table(TRY(impl::with_rows_of(rows, *file, "forms")));
    if (!table) return within(file->string(), table.error());
    return table;
}

Result<Form> find_form(FormTable const& table, std::string const& id) {
    std::vector<std::string> ids;
    for (auto const& form : table.forms) {
        if (form.id == id) return form;
        ids.push_back(form.id);
    }
    return fail(ErrorCode::not_found,
                fmt::format("form {}: is none that is known: {}; add yours in the file of TROUPE_FORMS_DB_PATH",
                            text::excerpt(id), text::join(ids, ", ")));
}

}  // namespace troupe::distribution
