#include "music/export/score_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace troupe::music {
namespace {

constexpr auto format_name = "troupe score";
constexpr int format_version = 1;
constexpr std::size_t largest_file = 64 << 20;
constexpr std::size_t most_notes = 200'000;

struct ScoreFile {
    std::string format;
    int version = 0;
    Score score;
};
BOOST_DESCRIBE_STRUCT(ScoreFile, (), (format, version, score))

tl::unexpected<Error> wrong(std::string const& path, std::string const& what) { return fail(ErrorCode::invalid_input, path + ": " + what); }

/// A stem becomes the name of a file.
bool is_plain(std::string const& name) {
    return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; });
}

Result<void> check_names(Score const& score) {
    std::size_t notes = 0;
    for (std::size_t i = 0; i < score.parts.size(); ++i) {
        notes += score.parts[i].notes.size();
        if (notes > most_notes) return wrong("parts", fmt::format("have more than {} notes", most_notes));
        if (!is_plain(score.parts[i].name) || !is_plain(score.parts[i].stem))
            return wrong(fmt::format("parts[{}]", i), "name and stem must be plain words of letters, digits, _ and -");
    }
    for (std::size_t i = 0; i < score.chords.size(); ++i) {
        auto const is_class = [](int pitch) { return pitch >= 0 && pitch < 12; };
        auto const& chord = score.chords[i];
        if (!is_class(chord.root) || chord.bass < -1 || chord.bass > 11 || !std::all_of(chord.pitches.begin(), chord.pitches.end(), is_class))
            return wrong(fmt::format("chords[{}]", i), "has pitch classes outside 0 to 11");
    }
    for (std::size_t i = 0; i < score.syllables.size(); ++i)
        if (!text::is_valid_utf8(score.syllables[i].text)) return wrong(fmt::format("syllables[{}].text", i), "is not valid UTF-8");
    return {};
}

}  // namespace

std::string score_json(Score const& score) { return json::print(ScoreFile{format_name, format_version, score}) + "\n"; }

Result<Score> read_score(std::string_view text) {
    auto file = TRY(json::parse<ScoreFile>(text, json::Unknown::ignore));
    if (file.format != format_name) return wrong("format", fmt::format("expected \"{}\": give the score.json of a track", format_name));
    if (file.version < 1 || file.version > format_version)
        return wrong("version", fmt::format("{} is not known to this Troupe, which reads 1 to {}", file.version, format_version));
    TRY(validate(file.score));
    TRY(check_names(file.score));
    return std::move(file.score);
}

Result<Score> read_score_file(std::filesystem::path const& file) {
    auto score = read_score(TRY(read_file(file, largest_file)));
    if (!score) return within(file.string(), score.error());
    return score;
}

}  // namespace troupe::music
