#pragma once

#include <span>
#include <string>
#include <vector>

#include "artist/document.hpp"
#include "evolution/evolve.hpp"

/// What an artist's versions tell of how the style came to be. All take the whole history, oldest first.
namespace troupe::evolution {

using History = std::span<artist::Document const>;

/// The style the core was locked with: evolution may go only so far from it. Nothing: it is not locked yet.
[[nodiscard]] std::optional<artist::Style> anchor_of(History history);

/// The anchor, with every field that people have set since as they set it: what the control arm is made of. Before the
/// lock the style as it is.
[[nodiscard]] artist::Style persona_of(History history);

/// Style distance that evolution has gone in its steps of the last `days`; going back costs nothing and gives nothing
/// back.
[[nodiscard]] double distance_spent(History history, TimePoint now, int days);

/// A change that evolution made, and what became of it.
struct AppliedChange {
    int version = 0;
    Date at{};
    ProposedChange change;
    bool is_undone = false;  ///< by evolution itself, or by a person who went back to before it
};
[[nodiscard]] std::vector<AppliedChange> applied_changes(History history);

/// Evidence that moves nothing a second time, and fields that rest because a change of them did harm.
[[nodiscard]] std::vector<PastChange> past_changes(History history);

/// How evolution writes into a version that it took a change back: entries of `evidence` beside those of changes.
struct TakenBack {
    std::string path;
    int of_version = 0;  ///< that made the change
    json::Value before;  ///< as evolution had left it
    json::Value after;   ///< as it was, and is again
    std::string why;
};
BOOST_DESCRIBE_STRUCT(TakenBack, (), (path, of_version, before, after, why))

/// A field that harm was done with rests for so long.
inline constexpr int rest_days = 180;

/// `current` without that change: its field as it was before. Errors: conflict, in words for people (a person has set
/// the field since; it would lead out of the identity limit; there is nothing to take back).
[[nodiscard]] Result<artist::Profile> without_change(History history, artist::Profile const& current,
                                                     AppliedChange const& change);

}  // namespace troupe::evolution
