#include "flow/form_page.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "flow/impl/page_colours.hpp"
#include "flow/impl/page_template.hpp"
#include "flow_embedded/embedded.hpp"

namespace troupe::flow {
namespace {

using distribution::AnswerState;
using distribution::FilledField;

std::string_view form_file(std::string_view name) {
    for (auto const& file : impl::embedded_files())
        if (file.name == name) return file.content;
    return {};
}

constexpr std::string_view empty_words = "Leave empty";

/// What stands where an answer would be; a note that says so itself takes its place.
std::string instead_of(FilledField const& field) {
    switch (field.state) {
    case AnswerState::given: return {};
    case AnswerState::left_empty: return field.note.starts_with(empty_words) ? field.note : std::string(empty_words);
    case AnswerState::decide: return "You decide";
    case AnswerState::missing: return "Still missing";
    }
    return {};
}

json::Array rows_of(std::vector<FilledField> const& fields) {
    json::Array rows;
    for (auto const& field : fields) {
        bool const is_long = text::length(field.value) > 90 || field.value.find('\n') != std::string::npos;
        rows.push_back(json::Object{{"label", field.label},
                                    {"value", field.value},
                                    {"state", json::enum_name(field.state)},
                                    {"instead", instead_of(field)},
                                    {"note", field.note.starts_with(empty_words) ? std::string() : field.note},
                                    {"shape", is_long ? "long" : "short"},
                                    {"unread", !field.verified}});
    }
    return rows;
}

json::Array tracks_of(distribution::FormSheet const& sheet) {
    json::Array tracks;
    for (auto const& track : sheet.tracks)
        tracks.push_back(json::Object{{"number", fmt::format("{:02}", track.number)},
                                      {"heading", track.title},
                                      {"upload", track.file},
                                      {"words", track.lyrics_file},
                                      {"fields", rows_of(track.fields)}});
    return tracks;
}

json::Array band_colours(impl::PageColours const& colours) {
    return {json::Object{{"name", "band"}, {"value", colours.band}}, json::Object{{"name", "on-band"}, {"value", colours.on_band}}};
}

}  // namespace

Result<std::string> render_form_page(distribution::FormSheet const& sheet, std::vector<std::string> const& palette) {
    auto const colours = TRY(impl::page_colours(palette));
    json::Object const values{{"title", sheet.title},
                              {"artist", sheet.artist},
                              {"kind", sheet.kind},
                              {"form", sheet.name},
                              {"form_id", sheet.form},
                              {"release", sheet.release},
                              {"address", sheet.address},
                              {"source", sheet.source},
                              {"checked", sheet.checked},
                              {"cover", sheet.cover},
                              {"colours", band_colours(colours)},
                              {"css", form_file("form_kit/page.css")},
                              {"js", form_file("form_kit/page.js")},
                              {"is_draft", sheet.is_draft},
                              {"to_do", json::to_value(sheet.to_do)},
                              {"decisions", json::to_value(sheet.decisions)},
                              {"not_verified", json::to_value(sheet.not_verified)},
                              {"has_decisions", !sheet.decisions.empty()},
                              {"has_not_verified", !sheet.not_verified.empty()},
                              {"fields", rows_of(sheet.fields)},
                              {"tracks", tracks_of(sheet)}};
    return impl::fill_template(form_file("form_kit/page.html"), values);
}

}  // namespace troupe::flow
