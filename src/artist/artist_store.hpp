#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artist/document.hpp"

namespace troupe::artist {

/// Which artists, newest first. A page begins below `after`, so it costs the same wherever it lies.
struct ArtistQuery {
    std::optional<State> state;
    std::optional<ArtistId> after;  ///< `next` of the page before
    int limit = 50;                 ///< 1 to 500
};

struct ArtistPage {
    std::vector<Document> artists;
    std::optional<ArtistId> next;  ///< nothing: the last page
};

/// A document as `json::print` writes it, for who hands it on unread.
struct DocumentText {
    std::string json;
    int version = 0;
};

/// Port: keeps artists with all their versions. Adapter: storage. All calls may be made from any thread and take part
/// in the unit of work of their thread. Every call may fail with unavailable (the store cannot be read or written).
class ArtistStore {
public:
    virtual ~ArtistStore() = default;

    /// Keeps version 1 of a new artist. Errors: conflict (the id, or the name as `name_key` folds it, is taken),
    /// invalid_input (not version 1).
    virtual Result<void> insert(Document const& document) = 0;
    /// Keeps the next version. Errors: not_found; conflict (it does not follow the stored version: somebody else was
    /// faster, read it again; or the new name is taken).
    virtual Result<void> append_version(Document const& document) = 0;
    /// Forgets the artist and all versions. Error: not_found.
    virtual Result<void> remove(ArtistId id) = 0;

    /// The current version. Error: not_found.
    virtual Result<Document> find(ArtistId id) = 0;
    /// The same as text. Error: not_found.
    virtual Result<DocumentText> find_text(ArtistId id) = 0;
    /// Error: not_found.
    virtual Result<Document> find_version(ArtistId id, int number) = 0;
    /// The artist with that name as `name_key` folds it, if there is one.
    virtual Result<std::optional<Document>> find_by_name(std::string_view name) = 0;
    /// All versions, oldest first. Error: not_found.
    virtual Result<std::vector<Document>> history(ArtistId id) = 0;
    /// Error: invalid_input (limit).
    virtual Result<ArtistPage> list(ArtistQuery const& query) = 0;
};

/// The form in which names are compared: "  Vesper  LUNE!" is "vesper lune".
[[nodiscard]] std::string name_key(std::string_view name);

}  // namespace troupe::artist
