#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "flow/bundle/manifest.hpp"
#include "flow/studio.hpp"

/// An artist in one file, to be taken to another installation and back: all versions, contents with their revisions and
/// approvals, plan, observations, codes, deliveries, posts that left, and the bytes of every file. Jobs, sessions of
/// language models, statements (they are of many artists: import their files anew), the label's prefixes and every key stay
/// where they are.
namespace troupe::flow::bundle {

/// Whether the file begins like a bundle does. False for what cannot be read.
[[nodiscard]] bool is_bundle(std::filesystem::path const& file);

struct Written {
    std::string id, name;  ///< of the artist
    std::string file;
    Counts counts;
    std::uint64_t size_bytes = 0;  ///< of the file
};
BOOST_DESCRIBE_STRUCT(Written, (), (id, name, file, counts, size_bytes))

/// Writes the artist as they are at this moment, whole or not at all. The same state gives the same bytes. Memory is
/// that of the documents, never of the files.
/// Errors: not_found (the artist), conflict (a file that is missing or damaged here; names it), unavailable (disk),
/// cancelled.
[[nodiscard]] Result<Written> export_bundle(Studio& studio, std::string const& artist, std::filesystem::path const& file, std::stop_token const& stop);

/// What an import brought that was not here.
struct TakenIn {
    std::string id, name;  ///< of the artist
    bool is_new = false;   ///< the artist was not here at all
    int versions = 0;
    int contents = 0;   ///< new or with new revisions
    int revisions = 0;
    int approvals = 0;
    int files = 0;
    std::uint64_t bytes = 0;  ///< of these
    int plan_items = 0;
    int observations = 0;
    int codes = 0;
    int deliveries = 0;  ///< new or with new attempts and answers
    int posts = 0;
    std::vector<std::string> notes;  ///< what stayed as it is here, and why
};
BOOST_DESCRIBE_STRUCT(TakenIn, (), (id, name, is_new, versions, contents, revisions, approvals, files, bytes, plan_items, observations, codes, deliveries, posts, notes))

/// Takes in a bundle. All of it is checked before anything is written; then the files come in, and last everything else in
/// one unit of work: a kill leaves the artist as they were, or all there. An artist who is here already is continued where
/// the histories agree.
/// Errors: not_found (the file), invalid_input (no bundle, damaged, cut off, forged, or of a newer Troupe; names the member),
/// conflict (histories that parted, a name that is taken), unavailable (disk), cancelled.
[[nodiscard]] Result<TakenIn> import_bundle(Studio& studio, std::filesystem::path const& file, std::stop_token const& stop);

}  // namespace troupe::flow::bundle
