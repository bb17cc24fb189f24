#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

/// The forms that a person fills in at stores and distributors without an API: data/distribution/forms/*.json.
namespace troupe::distribution {

/// One question of a form.
struct FormField {
    std::string label;  ///< as the form names it
    std::string from;   ///< what of the release answers it: one of `release_answers` or `track_answers`; "person": nobody else can
    bool required = false;
    int most_letters = 0;   ///< 0: no limit is known
    std::string note;       ///< for the person; empty: none
    bool verified = false;  ///< read in the form's `source`; else it is what such forms usually ask
};
BOOST_DESCRIBE_STRUCT(FormField, (), (label, from, required, most_letters, note, verified))

/// A form with its questions in its own order. What nobody has read there is said in `not_verified`, never guessed.
struct Form {
    std::string id;       ///< "distrokid": small letters, digits, _
    std::string name;     ///< "DistroKid"
    std::string store;    ///< id in the table of stores, whose rules then count; empty: none
    std::string address;  ///< where the form is, https; empty: not known
    std::string source, checked;                     ///< whose word this is, and when it was read: "2026-11-23"
    std::vector<std::string> sounds{"flac", "wav"};  ///< formats of sound files; what is none of them becomes the first
    std::vector<std::string> videos;                 ///< the same of video files; empty: it takes no video single
    int bits = 24;                                   ///< of a sound that has to be written anew: 16 or 24
    int sample_rate_hz = 0;         ///< every sound file has this rate; 0: as it was mastered
    bool plain_file_names = false;  ///< letters, digits, - and _ alone
    int cover_px = 3000;            ///< the cover's largest side
    int cover_kilobytes = 10'000;   ///< the cover's largest size
    bool gives_codes = true;        ///< who has no UPC and ISRC gets them there
    std::map<std::string, std::string> genres;  ///< our name of a genre to the form's own; others keep their name
    std::vector<FormField> release, track;
    std::vector<std::string> decisions;     ///< what the person must decide, one sentence each
    std::vector<std::string> not_verified;  ///< one sentence each
};
BOOST_DESCRIBE_STRUCT(Form, (),
                      (id, name, store, address, source, checked, sounds, videos, bits, sample_rate_hz,
                       plain_file_names, cover_px, cover_kilobytes, gives_codes, genres, release, track, decisions,
                       not_verified))

struct FormTable {
    std::vector<Form> forms;
};
BOOST_DESCRIBE_STRUCT(FormTable, (), (forms))

/// The built-in forms with `file` ({"forms": [..]}) laid over them: of a form of the same id the fields that are given,
/// else a form more. Errors: invalid_input naming file, form and field; not_found.
[[nodiscard]] Result<FormTable> load_forms(std::optional<std::filesystem::path> const& file = {});

/// Error: not_found, with the ids that there are.
[[nodiscard]] Result<Form> find_form(FormTable const& table, std::string const& id);

}  // namespace troupe::distribution
