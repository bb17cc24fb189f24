#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/content.hpp"

namespace troupe::catalog {

/// Which contents, newest first. A page begins below `after`.
struct ContentQuery {
    std::optional<artist::ArtistId> artist;
    std::optional<ContentKind> kind;
    std::optional<ContentState> state;
    std::optional<std::string> item;  ///< id of a plan item
    std::optional<ContentId> after;   ///< `next` of the page before
    int limit = 50;                   ///< 1 to 500
};

struct ContentPage {
    std::vector<Content> contents;
    std::optional<ContentId> next;  ///< nothing: the last page
};

/// Port: keeps contents with all their revisions, and the decisions about them. Adapter: storage. All calls may be made from any thread and take
/// part in the unit of work of their thread. Every call may fail with unavailable.
class ContentStore {
public:
    virtual ~ContentStore() = default;

    /// Errors: conflict (the id is taken), invalid_input (`validate`, revision not 1).
    virtual Result<void> insert(Content const& content) = 0;
    /// Stores `content` with the revision counted up and gives it back. Errors: not_found; conflict (its revision is not
    /// the stored one: read it again); invalid_input (`validate`).
    virtual Result<Content> update(Content const& content) = 0;
    /// Takes in a content as it was kept elsewhere: its revisions, oldest first, numbers rising by one. Of a content that is
    /// here already the missing ones are added. Errors: conflict (what is here is none of these revisions), invalid_input
    /// (`validate`, gaps, several contents, none at all).
    virtual Result<void> restore(std::vector<Content> const& revisions) = 0;
    /// Forgets the content, its revisions and the decisions about it; its assets stay. Error: not_found.
    virtual Result<void> remove(ContentId id) = 0;

    /// Error: not_found.
    virtual Result<Content> find(ContentId id) = 0;
    /// The same in short, at the cost of a row rather than of a document. Error: not_found.
    virtual Result<ContentSketch> find_sketch(ContentId id) = 0;
    /// Every revision, oldest first, the present one last. Error: not_found.
    virtual Result<std::vector<Content>> history(ContentId id) = 0;
    /// Error: invalid_input (limit).
    virtual Result<ContentPage> list(ContentQuery const& query) = 0;
    /// How many there are of the artist.
    virtual Result<std::int64_t> count(artist::ArtistId artist) = 0;
    /// Whether any content but `except` uses the asset, in whatever revision.
    virtual Result<bool> is_used(std::string const& sha256, std::optional<ContentId> except = {}) = 0;

    /// Error: not_found.
    virtual Result<void> add_approval(ContentId id, Approval const& approval) = 0;
    /// Oldest first. Error: not_found.
    virtual Result<std::vector<Approval>> approvals(ContentId id) = 0;
};

}  // namespace troupe::catalog
