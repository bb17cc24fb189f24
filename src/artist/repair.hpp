#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "artist/profile.hpp"

namespace troupe::artist {

/// Something that was mended, for the report: {"style.genres", "sorted, and scaled to sum to 1"}.
struct Repair {
    std::string path;
    std::string what;
};
BOOST_DESCRIBE_STRUCT(Repair, (), (path, what))

/// Mends what can be mended without inventing anything, in answers of models and imported documents: trims, cuts texts
/// at a sentence's end to their limit, drops empty and repeated entries, clamps numbers to their bounds, puts low
/// before high, sorts and scales weights, orders the palette from dark to light, writes codes and colours the way they
/// are written. What it cannot mend (a missing text, an unknown choice, a name too long) stays for `validate` to name.
/// A second call finds nothing left to do, and a valid profile loses nothing: only its palette may be put in order.
[[nodiscard]] std::vector<Repair> repair(Profile& profile);

/// The text up to the last end of a sentence within `limit` characters; where there is none, up to the last word and
/// "…".
[[nodiscard]] std::string cut_at_sentence(std::string const& text, std::size_t limit);

}  // namespace troupe::artist
