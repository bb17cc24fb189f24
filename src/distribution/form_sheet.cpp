#include "distribution/form_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/csv.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/impl/form_answers.hpp"

namespace troupe::distribution {
namespace {

using impl::Answer;
using impl::Question;

/// File systems of all kinds take at most 255 bytes a name.
constexpr std::size_t longest_file_title = 150;

/// A title as part of a file's name on every system: no separators, no wildcards, nothing that ends in a point.
std::string file_title(std::string const& title) {
    std::string out;
    for (char const c : title) {
        bool const is_odd = static_cast<unsigned char>(c) < ' ' || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
        out += is_odd ? '-' : c;
    }
    if (out.size() > longest_file_title) {
        out.resize(longest_file_title);
        while (!text::is_valid_utf8(out)) out.pop_back();
    }
    while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
    return out.empty() ? "track" : out;
}

std::string file_stem(Form const& form, std::size_t index, std::size_t count, std::string const& title) {
    auto const number = fmt::format("{:0{}}", index + 1, count > 99 ? 3 : 2);
    return form.plain_file_names ? number + "-" + text::slug(title) : number + " - " + file_title(title);
}

Result<std::string> upload_format(Form const& form, Track const& track) {
    auto extension = text::lower(std::filesystem::path(track.file).extension().string());
    if (!extension.empty()) extension.erase(0, 1);
    auto const& taken = track.video ? form.videos : form.sounds;
    if (std::find(taken.begin(), taken.end(), extension) != taken.end()) return extension;
    if (!track.video) return form.sounds.front();
    if (taken.empty())
        return wrong_field("form", fmt::format("{} takes no video single: take another form, such as generic", form.name));
    return wrong_field("form", fmt::format("{} is {}, {} takes {}", track.file, extension, form.name, text::enumerate(taken, "or")));
}

Result<FilledField> filled(FormField const& field, Form const& form, Answer answer) {
    FilledField out{field.label, std::move(answer.text), answer.state, std::move(answer.note), std::move(answer.path), field.verified};
    auto const letters = static_cast<int>(text::length(out.value));
    if (field.most_letters > 0 && letters > field.most_letters)
        return wrong_field(out.path, fmt::format("has {} letters, {} takes {} as \"{}\": shorten it with `troupe release edit`", letters,
                                                 form.name, field.most_letters, field.label));
    if (out.value.empty() && out.state == AnswerState::given) out.state = AnswerState::left_empty;
    if (field.required && out.state == AnswerState::left_empty && field.from != "upc" && field.from != "isrc") {
        out.state = AnswerState::missing;
        out.note = fmt::format("{} does not go without it.", form.name);
    }
    if (!field.note.empty()) out.note += (out.note.empty() ? "" : " ") + field.note;
    return out;
}

/// What is missing, said once for all that comes before the upload.
void note_missing(std::vector<FilledField> const& fields, std::string const& where, FormSheet& sheet) {
    for (auto const& field : fields)
        if (field.state == AnswerState::missing)
            sheet.to_do.push_back(fmt::format("{}{}: {} (`troupe release edit`: {})", where, field.label, field.note, field.path));
}

Result<FilledTrack> filled_track(Form const& form, Release const& release, std::size_t index) {
    auto const& track = release.tracks[index];
    FilledTrack out;
    out.number = static_cast<int>(index) + 1;
    out.title = full_title(track.title, track.version);
    out.source = track.file;
    auto const stem = file_stem(form, index, release.tracks.size(), out.title);
    out.file = stem + "." + TRY(upload_format(form, track));
    if (track.lyrics && !track.lyrics->empty()) out.lyrics_file = "lyrics/" + stem + ".txt";
    Question const asked{form, release, index, &out};
    for (auto const& field : form.track)
        out.fields.push_back(TRY(filled(field, form, impl::answers_of_track().at(field.from)(asked))));
    return out;
}

std::vector<std::string> names_in(impl::Answers const& answers) {
    std::vector<std::string> names;
    for (auto const& [name, answer] : answers) names.push_back(name);
    return names;
}

void add_rows(std::string const& part, std::vector<FilledField> const& fields, std::string& csv) {
    for (auto const& field : fields)
        csv += csv_row({part, field.label, field.value, text::replace_all(json::enum_name(field.state), "_", " "), field.note,
                        field.verified ? "yes" : "no"});
}

}  // namespace

std::vector<std::string> release_answers() { return names_in(impl::answers_of_release()); }
std::vector<std::string> track_answers() { return names_in(impl::answers_of_track()); }

Result<FormSheet> fill_form(Form const& form, Release const& release) {
    FormSheet sheet{.form = form.id, .name = form.name, .address = form.address, .source = form.source, .checked = form.checked,
                    .release = release.id, .title = full_title(release.title, release.version), .artist = release.artist,
                    .kind = impl::kind_name(release.kind),
                    .decisions = form.decisions, .not_verified = form.not_verified};
    Question const asked{form, release};
    for (auto const& field : form.release)
        sheet.fields.push_back(TRY(filled(field, form, impl::answers_of_release().at(field.from)(asked))));
    for (std::size_t i = 0; i < release.tracks.size(); ++i) sheet.tracks.push_back(TRY(filled_track(form, release, i)));
    note_missing(sheet.fields, "", sheet);
    for (auto const& track : sheet.tracks)
        note_missing(track.fields, sheet.tracks.size() > 1 ? fmt::format("Track {}: ", track.number) : "", sheet);
    sheet.is_draft = !sheet.to_do.empty();
    return sheet;
}

std::string form_csv(FormSheet const& sheet) {
    auto csv = csv_row({"Part", "Field", "Answer", "State", "Note", "Verified"});
    add_rows("Release", sheet.fields, csv);
    for (auto const& track : sheet.tracks) add_rows(fmt::format("Track {}", track.number), track.fields, csv);
    return csv;
}

}  // namespace troupe::distribution
