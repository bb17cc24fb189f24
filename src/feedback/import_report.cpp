#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "feedback/guard.hpp"
#include "feedback/impl/names.hpp"
#include "feedback/report.hpp"

namespace troupe::feedback {
namespace {

TrackQuery query_of(Observation const& row) {
    if (auto const id = parse_id<struct AnyTag>(text::lower(row.track)))
        return {TrackName::content_id, to_string(*id), row.artist};
    if (auto isrc = impl::as_isrc(row.track); !isrc.empty()) return {TrackName::isrc, std::move(isrc), row.artist};
    return {TrackName::title, row.track, row.artist};
}

/// Asks the resolver once for every name.
class Matcher {
public:
    explicit Matcher(TrackResolver const& resolve) : resolve_(resolve) {}

    /// Fills in the track, or returns why it cannot.
    Result<std::string> match(Observation& row) {
        auto const at = std::pair(text::lower(row.track), text::lower(row.artist));
        auto found = known_.find(at);
        if (found == known_.end()) found = known_.emplace(at, TRY(resolve_(query_of(row)))).first;
        auto const& matches = found->second;
        if (matches.size() == 1) {
            row.artist_id = matches[0].artist_id;
            row.content_id = matches[0].content_id;
            row.factors = matches[0].factors;
            return std::string();
        }
        if (matches.empty()) return std::string("no track of this name, id or ISRC is known");
        return fmt::format("{} tracks are called that: use the content id or the ISRC, or add the column artist",
                           matches.size());
    }

private:
    TrackResolver const& resolve_;
    std::map<std::pair<std::string, std::string>, std::vector<TrackMatch>> known_;
};

}  // namespace

Result<std::vector<FlaggedRow>> guard_artists(std::set<std::string> const& artists, std::string const& sha256,
                                              ObservationStore& store) {
    std::vector<FlaggedRow> flagged;
    for (auto const& artist : artists) {
        auto rows = TRY(store.list_by_artist(artist));
        for (auto const changed : flag_artificial(rows)) TRY(store.replace(rows[changed]));
        for (auto const& row : rows)
            if (row.file_sha256 == sha256 && !row.flags.empty())
                flagged.push_back({row.line, row.track, text::join(row.flags, "; ")});
    }
    std::sort(flagged.begin(), flagged.end(), [](auto const& a, auto const& b) { return a.line < b.line; });
    return flagged;
}

Result<ImportResult> import_report(ImportRequest const& request, TrackResolver const& resolve,
                                   ObservationStore& store) {
    auto report = TRY(parse_report(request.bytes, request.name, request.now));
    ImportResult result{.file = report.name, .sha256 = report.sha256, .rows = report.rows, .rejected = report.rejected};
    Matcher matcher(resolve);
    std::set<std::string> artists;
    for (auto& row : report.observations) {
        auto const problem = TRY(matcher.match(row));
        if (!problem.empty())
            result.unmatched.push_back({row.line, row.track, problem});
        else
            artists.insert(row.artist_id);
    }
    result.accepted = report.rejected.empty() || request.accept_good_rows;
    if (!result.accepted) return result;
    auto const count = TRY(store.import({report.sha256, report.name, request.now, std::move(report.observations)}));
    result.imported = count.imported;
    result.already_known = count.already_known;
    result.replaced = count.replaced;
    result.assigned = count.assigned;
    result.flagged = TRY(guard_artists(artists, result.sha256, store));
    return result;
}

namespace {

/// What a statement says beside its rows.
std::string describe_statement(ImportResult const& result) {
    std::string out;
    for (auto const& [currency, net] : result.net) out += fmt::format("  {} {} net\n", format_micros(net), currency);
    if (result.outdated > 0) out += fmt::format("  {} rows are older than what is known, and kept as history\n", result.outdated);
    for (auto const& check : result.checks)
        if (!check.agrees) out += fmt::format("  {}: the file says {}, its rows say {}\n", check.what, check.stated, check.counted);
    if (result.quarantined) out += "  It is kept and not counted: `troupe report reconcile` lets you accept or discard it.\n";
    for (auto const& [kind, count] : result.raw_records) out += fmt::format("  {} records {} are kept as they are: nobody reads them\n", count, kind);
    if (!result.unread.empty()) out += fmt::format("  columns that the format does not know: {}\n", text::join(result.unread, ", "));
    return out;
}

}  // namespace

std::string describe(ImportResult const& result) {
    std::string out = fmt::format("{}: {} rows", result.file, result.rows);
    if (!result.accepted) {
        std::set<int> bad;
        for (auto const& row : result.rejected) bad.insert(row.line);
        out += fmt::format(", {} of them wrong. Nothing was imported: mend them, or ask for the good rows alone.\n",
                           bad.size());
    } else {
        out += fmt::format(", {} imported, {} already known", result.imported, result.already_known);
        if (result.replaced > 0) out += fmt::format(", {} restated", result.replaced);
        if (result.assigned > 0) out += fmt::format(", {} now matched", result.assigned);
        out += ".\n";
    }
    if (result.accepted) out += describe_statement(result);
    for (auto const& row : result.rejected)
        out += fmt::format("  line {}{}: {}{}\n", row.line, row.column.empty() ? "" : ", " + row.column, row.reason,
                           row.value.empty() ? "" : " ('" + row.value + "')");
    for (auto const& row : result.unmatched)
        out += fmt::format("  line {}: '{}' is not matched: {}\n", row.line, text::excerpt(row.track), row.reason);
    for (auto const& row : result.flagged)
        out += fmt::format("  line {}: '{}' is left out of learning: {}\n", row.line, text::excerpt(row.track),
                           row.reason);
    return out;
}

}  // namespace troupe::feedback
