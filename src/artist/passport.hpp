#pragma once

#include <boost/describe.hpp>
#include <span>
#include <string>
#include <vector>

#include "artist/document.hpp"

namespace troupe::artist {

/// A file that was made for the artist.
struct MadeFile {
    std::string name;
    std::string sha256;
    std::string media_type;
    std::uint64_t size_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(MadeFile, (), (name, sha256, media_type, size_bytes))

/// A work that was made for the artist, with who made it.
struct MadeThing {
    std::string id;
    std::string kind;   ///< track, cover, teaser...
    std::string title;
    std::string engine;
    std::string engine_version;
    std::string ai_disclosure;  ///< "Vocals and lyrics made with AI."; empty when nothing was
    std::vector<MadeFile> files;
};
BOOST_DESCRIBE_STRUCT(MadeThing, (), (id, kind, title, engine, engine_version, ai_disclosure, files))

/// A version without its document: enough to follow the chain.
struct PassportVersion {
    int number = 1;
    TimePoint at{};
    std::string by;
    std::string reason;
    VersionKind kind = VersionKind::created;
    std::vector<Change> diff;
    std::string previous_hash;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(PassportVersion, (), (number, at, by, reason, kind, diff, previous_hash, hash))

/// Who an artist is and what was made in their name, in one file that can be checked: `passport.json`.
struct Passport {
    std::string id;
    std::string name;
    std::string format = "troupe-passport-1";
    State state = State::candidate;
    bool virtual_artist = true;  ///< always: no person is meant
    std::uint64_t seed = 0;
    bool core_locked = false;
    std::string core_hash;  ///< SHA-256 of `core` on one line
    Core core;
    Style style;
    std::vector<PassportVersion> versions;
    std::vector<MadeThing> made;
    std::string made_hash;  ///< SHA-256 of `made` on one line
};
BOOST_DESCRIBE_STRUCT(Passport, (),
                      (id, name, format, state, virtual_artist, seed, core_locked, core_hash, core, style, versions, made,
                       made_hash))

/// `history` is whole, oldest first. Error: conflict (a broken chain), invalid_input (no version at all).
[[nodiscard]] Result<Passport> make_passport(std::span<Document const> history, std::vector<MadeThing> made);

/// Checks what can be checked without the documents: hashes of the core and of what was made, and that the versions
/// link. Error: conflict naming what does not fit.
[[nodiscard]] Result<void> verify(Passport const& passport);

}  // namespace troupe::artist
