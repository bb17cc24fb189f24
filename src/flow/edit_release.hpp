#pragma once

#include <boost/describe.hpp>
#include <stop_token>
#include <string>
#include <vector>

#include "flow/edit_content.hpp"
#include "flow/making.hpp"
#include "jobs/queue.hpp"

/// What people change of a release before it goes out, or for its next update: its words, credits and terms, never its
/// sound. Each edit is one revision of its content; `content history` shows them, `content undo` goes back to one.
namespace troupe::flow {

/// What waits in the queue.
struct ReleaseEdit {
    std::string release;               ///< id
    std::vector<std::string> changes;  ///< "FIELD=VALUE", see field_change.hpp
    std::string new_cover = {};        ///< id of the cover that is made for a new title; filled by `begin_release_edit`
    std::optional<int> of_revision{};  ///< that the changes are meant for; by default whichever is there
};
BOOST_DESCRIBE_STRUCT(ReleaseEdit, (), (release, changes, new_cover, of_revision))

/// Fields are those of distribution::Release that a person may set: title, version, type, label, language, genre,
/// sub_genre, catalog_number, artist, artist_isni, artists, p_line, c_line, release_date, original_release_date,
/// territories, excluded_territories, pre_order, deals, takedown_date; of tracks[0] title, version, contributors
/// (shares in 1/100 %, 10,000 together or none), artists, p_line, first_published, language, iswc, explicit_lyrics,
/// instrumental, lyrics; `order`, the present numbers of the tracks in their new order; and `cover`, the id of another
/// one. Where the cover says a title that changes, it is made again with the new one. Everything is checked before
/// anything is queued. Errors: not_found, invalid_input (names the field), conflict (it is scheduled or out; made
/// before measurements were kept), stale (it has another revision by now).
[[nodiscard]] Result<std::vector<jobs::JobId>> begin_release_edit(Studio& studio, ReleaseEdit const& edit);

/// The release with its tags, folders, checks and package made anew; in review again. Errors: as above, unavailable.
[[nodiscard]] Result<EditedContent> prepare_release_edit(Studio& studio, ReleaseEdit const& edit, Report const& report,
                                                         std::stop_token stop);

}  // namespace troupe::flow
