#pragma once

#include <string>

#include "catalog/content.hpp"
#include "flow/making.hpp"
#include "flow/studio.hpp"

/// What a release's description says stands in its files, too: in the tags of its sounds, in preflight.json, in
/// provenance.json and in the DDEX package. When the description changes, they are written again: in a job, because it
/// takes seconds, and kept as one new revision, so that a kill leaves the old files or the new ones.
namespace troupe::flow {

/// What waits in the queue.
struct PackingJob {
    std::string release;  ///< id
};
BOOST_DESCRIBE_STRUCT(PackingJob, (), (release))

/// Whether the files say what the description says. Errors: not_found, internal (no description).
[[nodiscard]] Result<bool> is_packed(Studio& studio, catalog::Content const& release);

/// The release with its files written anew and checked by today's rules; earlier files stay reachable as its earlier
/// revisions. The bytes are in the assets, nothing else is stored: `keep_packed` does that. `work` is the name of the
/// work folder: two at once need two names. Sounds of releases that were made before measurements were kept stay as
/// they are: their codes belong to those very files. Errors: invalid_input (the message breaks a rule: names it),
/// not_found or conflict (a file of it is gone or damaged), unavailable.
[[nodiscard]] Result<catalog::Content> packed_anew(Studio& studio, catalog::Content const& release,
                                                   std::string const& work, Report const& report);

/// Stores it as the next revision. Error: conflict (the release was changed meanwhile: pack that).
[[nodiscard]] Result<catalog::Content> keep_packed(Studio& studio, catalog::Content const& packed);

/// Puts the packing of this revision into the queue: for whoever changes a description, in the same unit of work.
[[nodiscard]] Result<void> want_packing(Studio& studio, catalog::Content const& release);

/// Packs it now, in this process, unless its files say already what the description says; packings of it that wait in
/// the queue are done then, too. Errors: as `packed_anew`;
/// not_found (the release), cancelled.
[[nodiscard]] Result<void> finish_packing(Studio& studio, std::string const& release, std::stop_token stop);

}  // namespace troupe::flow
