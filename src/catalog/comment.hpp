#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/content.hpp"

namespace troupe::catalog {

using CommentId = Id<struct CommentTag>;

/// What somebody noted about a content, at a time or a section of a song where they say so.
struct Comment {
    CommentId id;
    ContentId content;
    std::string by;
    TimePoint at{};
    std::string text;                  ///< 1 to 4,000 characters
    std::optional<double> seconds;     ///< from the beginning, 0 or more
    std::optional<int> section;        ///< counted from 1
    std::optional<TimePoint> settled;  ///< since when nothing is left to do about it
};
BOOST_DESCRIBE_STRUCT(Comment, (), (id, content, by, at, text, seconds, section, settled))

/// Error: invalid_input, naming the field.
[[nodiscard]] Result<void> validate(Comment const& comment);

/// Port: keeps comments as long as their contents. Adapters: storage; testing (memory). Every call may fail with
/// unavailable.
class CommentStore {
public:
    virtual ~CommentStore() = default;
    /// Errors: not_found (the content), invalid_input (`validate`), conflict (the id).
    virtual Result<void> add(Comment const& comment) = 0;
    /// Oldest first. None of a content that is not there.
    virtual Result<std::vector<Comment>> list(ContentId content) = 0;
    /// Stays what it is when it was settled before. Error: not_found.
    virtual Result<Comment> settle(CommentId id, TimePoint at) = 0;
};

}  // namespace troupe::catalog
