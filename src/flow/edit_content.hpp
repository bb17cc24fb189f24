#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/content.hpp"
#include "flow/field_change.hpp"
#include "flow/studio.hpp"

/// What people do with the words of a content. Each call writes one new revision, or fails and changes nothing; earlier
/// revisions stay readable. What was approved or rejected goes back to review.
/// Errors of all: not_found, invalid_input (names the field), conflict (it is scheduled, out, or still being made; somebody
/// else was faster).
namespace troupe::flow {

struct EditedContent {
    catalog::Content content;
    std::vector<std::string> remarks;  ///< for people: lines that are hard to sing, what was made from the old words
};

/// Of any content `title` and `notes`; of lyrics also `motifs`, `sections[0].name` and `sections[0].lines[2].text`; of posts
/// `posts[3].text` and `posts[3].hashtags`. Syllables and rhymes are counted again, platforms' limits kept, and the files
/// (lyrics.txt, captions.json) written anew. The title of a release stands in its package and cannot be changed here.
[[nodiscard]] Result<EditedContent> edit_content(Studio& studio, std::string const& id, std::vector<FieldChange> const& changes, std::string const& by);

/// Back to the words, notes and files of a revision; by default of the latest one that had others.
[[nodiscard]] Result<EditedContent> undo_content(Studio& studio, std::string const& id, std::optional<int> to);

/// In review again, whatever was decided before: what every change by hand begins with. Error: conflict (it is scheduled,
/// out, or still being made).
[[nodiscard]] Result<catalog::Content> back_in_review(catalog::Content content, TimePoint now);

/// Error: stale, where a change is meant for another revision than the one that is there.
[[nodiscard]] Result<void> expect_revision(catalog::Content const& content, std::optional<int> meant);

/// Stores a changed content as a new revision, with remarks on releases that were made of the old one. Errors: as above.
[[nodiscard]] Result<EditedContent> keep_change(Studio& studio, EditedContent edited);

/// One revision, and in which fields it differs from the one before.
struct ContentRevision {
    catalog::Content content;
    std::vector<std::string> changed;  ///< "title", "details.sections[0].lines[2].text"; empty for the first
};
/// Oldest first.
[[nodiscard]] Result<std::vector<ContentRevision>> content_history(Studio& studio, std::string const& id);

}  // namespace troupe::flow
