#include <fmt/format.h>

#include "base/text.hpp"
#include "evolution/evolve.hpp"

namespace troupe::evolution {
namespace {

std::string shown(json::Value const& value) {
    if (value.is_double()) return fmt::format("{:.3g}", value.as_double());
    return json::print(value);
}

}  // namespace

std::string explain(Proposal const& proposal) {
    std::string out;
    if (proposal.changes.empty()) out += "No evidence for a change; nothing is changed.\n";
    for (auto const& change : proposal.changes) {
        auto const& evidence = change.evidence;
        out +=
            fmt::format("{}: {} -> {}\n  {}\n", change.path, shown(change.before), shown(change.after), change.reason);
        out += fmt::format(
            "  Effect {:.2f} ({:.2f} to {:.2f} at {:.1f} %, one of {} comparisons), by {}; {} rows of {} releases, {} "
            "exposures, {} to {}, {}\n",
            evidence.effect, evidence.low, evidence.high, 100 * evidence.confidence, evidence.comparisons,
            evidence.measure, evidence.rows, evidence.tracks, evidence.exposures, format_date(evidence.from),
            format_date(evidence.until), text::enumerate(evidence.files));
        if (change.gain)
            out += fmt::format("  Expected: {:+.1f} % odds of a save ({:+.1f} to {:+.1f})\n", change.gain->percent,
                               change.gain->low, change.gain->high);
    }
    if (!proposal.changes.empty())
        out += fmt::format("Distance from the locked identity: {:.3f} -> {:.3f}, limit {}.\n", proposal.distance_before,
                           proposal.distance_after, proposal.profile.settings.identity_limit);
    for (auto const& line : proposal.missing) out += "  " + line + "\n";
    for (auto const& line : proposal.notes) out += "  " + line + "\n";
    return out;
}

}  // namespace troupe::evolution
