#include "flow/seed_exchange.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"

namespace troupe::flow {
namespace {

constexpr std::size_t most_words = 2'000;

/// What the document says of the artist, as a prompt for the parts it leaves open.
std::string words_of(artist::SeedDocument const& seed) {
    std::vector<std::string> parts;
    auto const add = [&](std::optional<std::string> const& text) {
        if (text && !text::trim(*text).empty()) parts.emplace_back(text::trim(*text));
    };
    add(seed.genre);
    if (seed.subgenres) add(text::join(*seed.subgenres, ", "));
    add(seed.style_description);
    if (seed.personality_traits) add(text::join(*seed.personality_traits, ", "));
    add(seed.voice_type);
    add(seed.backstory);
    auto words = artist::cut_at_sentence(text::join(parts, ". "), most_words);
    return words.empty() ? "a musician" : words;
}

Result<artist::Profile> base_for(Studio& studio, artist::SeedDocument const& seed, std::stop_token stop) {
    writing::IdentityRequest request{words_of(seed), seed_of(words_of(seed)), {}, ""};
    for (auto const& other : TRY(roster(studio))) request.roster.push_back(writing::roster_entry(other.profile));
    auto profile = studio.writer.identity(request, stop);
    if (!profile) return within("the document's words", profile.error());
    return profile;
}

std::vector<std::string> notes_of(artist::ImportedSeed const& imported) {
    std::vector<std::string> notes;
    for (auto const& field : imported.unknown) notes.push_back(field + ": is no field of a profile document, it was left out");
    if (!imported.completed.empty()) notes.push_back("not said, and found to suit: " + text::enumerate(imported.completed));
    if (!imported.kept_aside.empty()) notes.push_back("kept as it is, without a place of its own here: " + text::enumerate(imported.kept_aside));
    for (auto const& repair : imported.repairs) notes.push_back(repair.path + ": " + repair.what);
    return notes;
}

}  // namespace

bool is_seed_document(std::string_view text) {
    auto const value = json::parse_value(text);
    if (!value || !value->is_object()) return false;
    auto const& object = value->get_object();
    return !object.contains("core") && (object.contains("stage_name") || object.contains("song_prompt_generator") || object.contains("style_description"));
}

Result<artist::SeedDocument> export_seed_document(Studio& studio, std::string const& id) {
    auto const artist = TRY(find_artist(studio, id));
    return artist::export_seed(artist, TRY(studio.artists.history(artist.id)));
}

Result<SeedImport> import_seed_document(Studio& studio, std::string const& text, std::string const& by, std::stop_token stop) {
    // Only for its words; `import_seed` reads it strictly.
    auto const words = json::parse<artist::SeedDocument>(text, json::Unknown::ignore);
    if (!words) return tl::unexpected(words.error());
    auto imported = TRY(artist::import_seed(text, TRY(base_for(studio, *words, stop))));
    artist::NewArtist artist{next_id<artist::ArtistTag>(studio), std::move(imported.profile), 0, artist::State::active, false};
    if (imported.document)
        artist = {imported.document->id, imported.document->profile, imported.document->seed, imported.document->state, imported.document->core_locked};
    SeedImport out{TRY(artist::create(std::move(artist), {by, "imported from a profile document", studio.clock.now(), nullptr})), notes_of(imported)};
    TRY(studio.artists.insert(out.artist));
    return out;
}

}  // namespace troupe::flow
