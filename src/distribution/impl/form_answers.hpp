#pragma once

#include <functional>
#include <map>
#include <string>

#include "distribution/form_sheet.hpp"

/// What a release answers to the questions of forms.
namespace troupe::distribution::impl {

struct Answer {
    std::string text;
    AnswerState state = AnswerState::given;
    std::string note;
    std::string path;  ///< of the release's field
};

/// What is asked, of which release; `track` is its index, of no matter for questions about the release.
struct Question {
    Form const& form;
    Release const& release;
    std::size_t track = 0;
    FilledTrack const* filled = nullptr;  ///< its files; set for questions about a track
};

using Answers = std::map<std::string, std::function<Answer(Question const&)>>;

/// By the name that a form's field has as `from`.
[[nodiscard]] Answers const& answers_of_release();
[[nodiscard]] Answers const& answers_of_track();

/// Names of artists in that role, divided by ", ".
[[nodiscard]] std::string names_of(std::vector<ShownArtist> const& artists, ArtistRole role);

/// "EP", "Video single": a kind as people write it.
[[nodiscard]] std::string kind_name(ReleaseKind kind);

/// A code, or why none is typed.
[[nodiscard]] Answer code_answer(Form const& form, Code const& code, std::string const& name, std::string path);

/// "2026 Norra Vang" after its sign.
[[nodiscard]] std::string line_of(std::string const& sign, RightsLine const& line);

/// What AI made of these files, one aspect a line; a file without a record asks for the person's word.
[[nodiscard]] Answer ai_answer(std::vector<AssetRecord> const& assets, std::string path);

/// A text, or nothing to type.
[[nodiscard]] Answer text_answer(std::string text, std::string path, std::string const& note = "Leave empty: there is none.");

}  // namespace troupe::distribution::impl
