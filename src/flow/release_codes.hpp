#pragma once

#include <string>
#include <vector>

#include "distribution/preflight_fixes.hpp"
#include "flow/release_checks.hpp"

/// The codes of a release, in the label's book and in the release's own description: both change together or not at
/// all. What changes a description puts the packing of its files into the queue, in the same unit of work
/// (pack_release.hpp).
namespace troupe::flow {

/// One thing that bears a code.
struct CodeLine {
    std::string of;  ///< "release", "tracks[0]"
    std::string title;
    distribution::CodeKind kind = distribution::CodeKind::upc;
    distribution::Code code;
};
BOOST_DESCRIBE_STRUCT(CodeLine, (), (of, title, kind, code))

struct ReleaseCodes {
    std::string id;  ///< of the release
    std::vector<CodeLine> codes;
    std::string dpid;                  ///< the label's; empty: none is entered
    std::vector<std::string> missing;  ///< why a code is not there, one sentence a kind
};
BOOST_DESCRIBE_STRUCT(ReleaseCodes, (), (id, codes, dpid, missing))

/// What an ISRC belongs to, one for each track: the hash of the sound, which stays the same on every release.
[[nodiscard]] std::vector<std::string> recordings_of(distribution::Release const& release,
                                                     MeasuredRelease const& measured);

/// What the book says of a release and of the codes it bears.
[[nodiscard]] Result<distribution::CodeRegister> code_register(Studio& studio, distribution::Release const& release,
                                                               std::vector<std::string> const& recordings);

/// The release with what the book has for it; where the label has a prefix and nothing is there yet, with a reserved
/// code. Without a prefix it stays as it is: a draft. Errors: conflict (all prefixes are used up).
[[nodiscard]] Result<distribution::Release> with_reserved_codes(Studio& studio, distribution::Release release,
                                                                std::vector<std::string> const& recordings,
                                                                std::string const& by);

/// The same, and every code that the book has for it is used for good: for what goes out. What has none stays without.
[[nodiscard]] Result<distribution::Release> with_assigned_codes(Studio& studio, distribution::Release release,
                                                                std::vector<std::string> const& recordings,
                                                                std::string const& by);

/// What gives the codes that the release lacks, one sentence for each kind; empty: it lacks none.
[[nodiscard]] Result<std::vector<std::string>> missing_codes(Studio& studio, distribution::Release const& release);

/// Errors of what follows: not_found (the release), conflict.
[[nodiscard]] Result<ReleaseCodes> codes_of(Studio& studio, std::string const& release);
[[nodiscard]] Result<ReleaseCodes> reserve_codes(Studio& studio, std::string const& release, std::string const& by);
/// Reserves what is missing; from now on all of them are used for good: for whoever delivers. Error: not_found (no
/// prefix and no code for something).
[[nodiscard]] Result<ReleaseCodes> assign_codes(Studio& studio, std::string const& release, std::string const& by);

/// The same of what has a code, or can have an own one; the rest stays without: for stores that take that. The release as
/// it is then.
[[nodiscard]] Result<catalog::Content> use_codes(Studio& studio, std::string const& release, std::string const& by);

/// A code that somebody else gave.
struct CodeEntry {
    std::string release;
    int track = 0;  ///< from 1; 0: the release itself
    std::string code;
    std::string kind;  ///< of the release's: upc (the default) or grid
    std::string by;
};
/// Errors: invalid_input (no such track; the code is misspelt), conflict (it names something else; another is
/// assigned).
[[nodiscard]] Result<ReleaseCodes> set_code(Studio& studio, CodeEntry const& entry);

/// A person's word on how much AI made. Error: invalid_input (no such file or aspect, no reason).
[[nodiscard]] Result<distribution::AiSummary> set_ai(Studio& studio, std::string const& release,
                                                     distribution::AiOverride word);

struct ReleaseFixes {
    std::string id;  ///< of the release
    std::vector<distribution::Fix> fixes;
    distribution::Preflight preflight;  ///< of the release as it is now
};
BOOST_DESCRIBE_STRUCT(ReleaseFixes, (), (id, fixes, preflight))

/// What can be mended of a release, and what stands against it then. Takes as long as `check_release`.
struct FixPlan {
    catalog::Content content;  ///< as it was looked at
    distribution::FixedRelease fixed;
    distribution::Preflight preflight;  ///< of the mended release
};
/// Error: conflict (the release was made before measurements were kept).
[[nodiscard]] Result<FixPlan> plan_fixes(Studio& studio, std::string const& release);
/// Mends it: short enough for a unit of work. Error: conflict (the release was changed since it was looked at).
[[nodiscard]] Result<ReleaseFixes> apply_fixes(Studio& studio, FixPlan const& plan);

}  // namespace troupe::flow
