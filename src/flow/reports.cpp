#include "flow/reports.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "feedback/import_statements.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/impl/known_tracks.hpp"

namespace troupe::flow {
namespace {

Result<std::vector<Suggestion>> suggestions(impl::KnownTracks& known, std::string const& title, std::string const& artist) {
    std::vector<Suggestion> found;
    for (auto const& each : TRY(known.most_alike(title, artist, 3)))
        found.push_back({to_string(each.track->track.id), each.track->track.title, each.track->artist.name(), each.value});
    return found;
}

bool is_number(std::string const& id) {
    return !id.empty() && id.size() < 19 && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool names_the_same(feedback::Observation const& a, feedback::Observation const& b) {
    return text::lower(a.track) == text::lower(b.track) && text::lower(a.artist) == text::lower(b.artist);
}

Result<int> assign_rows(Studio& studio, std::string const& key, feedback::TrackMatch const& track) {
    auto const chosen = TRY(studio.observations.find(key));
    std::vector<feedback::Observation> assigned;
    for (auto& row : TRY(studio.observations.list_unmatched())) {
        if (!names_the_same(row, chosen)) continue;
        row.artist_id = track.artist_id;
        row.content_id = track.content_id;
        row.factors = track.factors;
        assigned.push_back(std::move(row));
    }
    if (assigned.empty()) return fail(ErrorCode::conflict, fmt::format("row {} has found its track already", text::excerpt(key)));
    TRY(studio.observations.replace(assigned));
    TRY(feedback::guard_artists({track.artist_id}, "", studio.observations));
    return static_cast<int>(assigned.size());
}

Result<std::string> whole_sha(Studio& studio, std::string const& start) {
    std::vector<std::string> found;
    for (auto const& file : TRY(studio.statements.list_files()))
        if (file.sha256.starts_with(start) && !start.empty()) found.push_back(file.sha256);
    if (found.empty()) return fail(ErrorCode::not_found, fmt::format("no statement begins with '{}': `troupe report reconcile` lists them", text::excerpt(start)));
    if (found.size() > 1) return wrong_field("id", "several statements begin so: give more of it");
    return found[0];
}

Result<void> check_reason(std::string const& reason) {
    if (text::trim(std::string_view(reason)).empty()) return wrong_field("reason", "is missing: say why, it is kept");
    return {};
}

}  // namespace

Result<std::vector<InboxItem>> report_inbox(Studio& studio) {
    impl::KnownTracks known(studio);
    std::vector<InboxItem> items;
    for (auto const& waiting : TRY(studio.statements.list_waiting())) {
        auto const& about = waiting.subject;
        auto const& title = about.track_title.empty() ? about.release_title : about.track_title;
        auto alike = TRY(suggestions(known, title, about.artist_name));
        items.push_back({fmt::format("{}", waiting.number), about.track_title, about.artist_name, about.release_title, about.isrc, about.upc, "", "", waiting.rows,
                         waiting.quantity, "", std::move(alike)});
    }
    for (auto const& row : TRY(studio.observations.list_unmatched())) {
        auto alike = TRY(suggestions(known, row.track, row.artist));
        items.push_back({row.key, row.track, row.artist, "", "", "", row.platform, format_date(row.date), 1, row.streams,
                         fmt::format("{}:{}", row.file_name, row.line), std::move(alike)});
    }
    return items;
}

Result<Assigned> assign_report(Studio& studio, std::string const& id, std::string const& content) {
    impl::KnownTracks known(studio);
    auto const resolve = known.resolver();
    auto const found = TRY(resolve({feedback::TrackName::content_id, content, ""}));
    if (found.size() != 1) return fail(ErrorCode::not_found, fmt::format("track {} does not exist", text::excerpt(content)));
    Assigned assigned{id, found[0].content_id};
    TRY(studio.unit.run([&]() -> Result<void> {
        if (!is_number(id)) {
            assigned.rows = TRY(assign_rows(studio, id, found[0]));
            return {};
        }
        auto const number = std::stoll(id);
        for (auto const& waiting : TRY(studio.statements.list_waiting()))
            if (waiting.number == number) assigned.rows = static_cast<int>(waiting.rows);
        TRY(feedback::assign_subject({studio.statements, studio.observations}, resolve, number, content));
        return {};
    }));
    return assigned;
}

Result<feedback::StatementFile> decide_report(Studio& studio, ReportDecision const& decision) {
    TRY(check_reason(decision.reason));
    auto const sha256 = TRY(whole_sha(studio, decision.id));
    feedback::StatementFile file;
    TRY(studio.unit.run([&]() -> Result<void> {
        impl::KnownTracks known(studio);  // of this attempt
        auto const state = decision.accept ? feedback::FileState::counted : feedback::FileState::discarded;
        file = TRY(feedback::decide_file({studio.statements, studio.observations}, known.resolver(), sha256, state, decision.by, decision.reason));
        return {};
    }));
    return file;
}

Result<std::vector<Money>> report_money(Studio& studio, feedback::MoneyBy by, std::string const& artist) {
    feedback::MoneyQuery query{by, ""};
    if (!artist.empty()) query.artist_id = to_string(TRY(find_artist(studio, artist)).id);
    std::map<std::string, std::string> names;
    for (auto const& each : TRY(roster(studio))) names[to_string(each.id)] = each.name();
    std::vector<Money> lines;
    for (auto const& line : TRY(studio.statements.money(query))) {
        auto const name = line.key.empty() ? std::string("not matched") : by == feedback::MoneyBy::artist && names.contains(line.key) ? names[line.key] : line.key;
        lines.push_back({line, name});
    }
    return lines;
}

Result<feedback::Observation> clear_flag(Studio& studio, std::string const& observation, std::string const& by, std::string const& why) {
    TRY(check_reason(why));
    feedback::Observation row;
    TRY(studio.unit.run([&]() -> Result<void> {
        row = TRY(studio.observations.find(observation));
        if (row.flags.empty()) return fail(ErrorCode::conflict, fmt::format("row {} has no flag", text::excerpt(observation)));
        row.flags.clear();
        row.cleared_by = by;
        row.cleared_why = why;
        return studio.observations.replace({row});
    }));
    return row;
}

}  // namespace troupe::flow
