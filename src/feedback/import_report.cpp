#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "feedback/guard.hpp"
#include "feedback/impl/track_matcher.hpp"
#include "feedback/report.hpp"

namespace troupe::feedback {

Result<std::vector<FlaggedRow>> guard_artists(std::set<std::string> const& artists, std::string const& sha256,
                                              ObservationStore& store) {
    std::vector<FlaggedRow> flagged;
    for (auto const& artist : artists) {
        auto rows = TRY(store.list_by_artist(artist));
        std::vector<Observation> changed;
        for (auto const place : flag_artificial(rows)) changed.push_back(rows[place]);
        TRY(store.replace(changed));
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
    result.doubtful = report.doubtful;
    impl::TrackMatcher matcher(resolve);
    std::set<std::string> artists;
    for (auto& row : report.observations) {
        auto const found = TRY(matcher.match(row.track, row.artist));
        if (!found.track) {
            result.unmatched.push_back({row.line, row.track, found.problem});
            continue;
        }
        row.artist_id = found.track->artist_id;
        row.content_id = found.track->content_id;
        row.factors = found.track->factors;
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
    for (auto const& row : result.doubtful)
        out += fmt::format("  line {}: '{}' is taken as it is, look at it: {}\n", row.line, text::excerpt(row.track), row.reason);
    for (auto const& row : result.flagged)
        out += fmt::format("  line {}: '{}' is left out of learning: {}\n", row.line, text::excerpt(row.track),
                           row.reason);
    return out;
}

}  // namespace troupe::feedback
