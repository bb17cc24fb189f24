#pragma once

#include "calls/call.hpp"
#include "calls/page.hpp"
#include "catalog/content_store.hpp"

/// What several calls about contents share.
namespace troupe::calls {

/// What a list shows of a content.
struct Label {
    catalog::ContentId id;
    artist::ArtistId artist_id;
    catalog::ContentKind kind = catalog::ContentKind::track;
    std::string title;
    catalog::ContentState state = catalog::ContentState::planned;
    int revision = 1;
    TimePoint created{};
    TimePoint updated{};
};
BOOST_DESCRIBE_STRUCT(Label, (), (id, artist_id, kind, title, state, revision, created, updated))

[[nodiscard]] Page<Label> labels(catalog::ContentPage const& page);

/// The content as it was read, if nobody has changed it since. Errors: not_found, stale.
[[nodiscard]] Result<catalog::Content> read_before(Context& context, std::string const& id);

/// Keeps for the audit log what became of a content, and gives it.
catalog::Content changed(Context& context, catalog::Content const& was, catalog::Content const& is,
                         std::string const& reason = {});

}  // namespace troupe::calls
