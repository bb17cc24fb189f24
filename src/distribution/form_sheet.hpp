#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "distribution/forms.hpp"
#include "distribution/release.hpp"

/// A form filled in for one release: what a person types and uploads, in the form's own order.
namespace troupe::distribution {

/// Given: type or copy it. Left_empty: nothing is typed, and `note` says why. Decide: the person's word. Missing: the
/// form wants it and the release does not have it yet.
BOOST_DEFINE_ENUM_CLASS(AnswerState, given, left_empty, decide, missing)

struct FilledField {
    std::string label;
    std::string value;  ///< lines are divided by \n; empty unless given
    AnswerState state = AnswerState::given;
    std::string note;
    std::string path;       ///< of the release's own field: "tracks[0].title"
    bool verified = false;  ///< as FormField
};
BOOST_DESCRIBE_STRUCT(FilledField, (), (label, value, state, note, path, verified))

struct FilledTrack {
    int number = 1;
    std::string title;   ///< whole, as it is shown
    std::string source;  ///< the release's file: "01-low-water/master.flac"
    std::string file;    ///< what is uploaded: "01 - Low Water.flac"
    std::string lyrics_file;  ///< "lyrics/01 - Low Water.txt"; empty: nothing is sung
    std::vector<FilledField> fields;
};
BOOST_DESCRIBE_STRUCT(FilledTrack, (), (number, title, source, file, lyrics_file, fields))

struct FormSheet {
    std::string form, name, address, source, checked;  ///< of the form
    std::string release;                               ///< our id
    std::string title, artist, kind;
    std::string cover = "cover.jpg";
    bool is_draft = false;             ///< something must be done before it is uploaded: `to_do`
    std::vector<std::string> to_do;    ///< before anything is uploaded
    std::vector<std::string> decisions;
    std::vector<std::string> not_verified;
    std::vector<FilledField> fields;
    std::vector<FilledTrack> tracks;
};
BOOST_DESCRIBE_STRUCT(FormSheet, (),
                      (form, name, address, source, checked, release, title, artist, kind, cover, is_draft, to_do,
                       decisions, not_verified, fields, tracks))

/// What can stand as `from` of a form's fields: of the release, and of each track.
[[nodiscard]] std::vector<std::string> release_answers();
[[nodiscard]] std::vector<std::string> track_answers();

/// Fills it in. What a form must have and the release has not stands in `to_do`, with the field's path and what to do.
/// Error: invalid_input (an answer longer than the form takes, naming its field and limit; a video single where the form
/// takes none).
[[nodiscard]] Result<FormSheet> fill_form(Form const& form, Release const& release);

/// The sheet as a table for spreadsheets: part, field, answer, state, note; UTF-8, RFC 4180. A cell that a spreadsheet
/// would take for a formula begins with '.
[[nodiscard]] std::string form_csv(FormSheet const& sheet);

}  // namespace troupe::distribution
