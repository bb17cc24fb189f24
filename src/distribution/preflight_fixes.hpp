#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "distribution/preflight.hpp"

/// What can be mended without asking anybody: slips in a release's description that have one right form.
namespace troupe::distribution {

struct Fix {
    std::string rule;   ///< that asked for it
    std::string field;  ///< "tracks[0].title"
    std::string before, after;
};
BOOST_DESCRIBE_STRUCT(Fix, (), (rule, field, before, after))

struct FixedRelease {
    Release release;
    std::vector<Fix> fixes;
};

/// Mends spaces and capitals of titles, signs and spaces in rights lines, the language of instrumentals, the explicit
/// mark and written lengths, each only where its rule was broken. Sound and pictures are never touched: those are made
/// again. Error: internal (the built-in table is broken).
[[nodiscard]] Result<FixedRelease> fix_release(PreflightInput const& input, Preflight const& found);

}  // namespace troupe::distribution
