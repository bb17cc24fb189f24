#include "feedback/import_statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "feedback/impl/daily_observations.hpp"
#include "feedback/impl/names.hpp"
#include "feedback/impl/statement_reader.hpp"
#include "feedback/impl/survey.hpp"

namespace troupe::feedback {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t batch_rows = 4'000;
constexpr std::size_t most_listed = 100;
constexpr int heading_rows = 50;

constexpr auto dsr_encodings = {"utf-8", "windows-1252"};

std::vector<std::string> all_encodings(std::vector<Format> const& formats) {
    std::set<std::string> names(dsr_encodings.begin(), dsr_encodings.end());
    for (auto const& format : formats) names.insert(format.encodings.begin(), format.encodings.end());
    return {names.begin(), names.end()};
}

char separator_of(std::string const& name) { return name == "tab" ? '\t' : name == "semicolon" ? ';' : ','; }

/// The first records of a text, cut at `separator`.
std::vector<std::vector<std::string>> first_records(std::string_view beginning, char separator) {
    std::vector<std::vector<std::string>> records;
    while (!beginning.empty() && records.size() < heading_rows) {
        auto const end = std::min(beginning.find_first_of("\r\n"), beginning.size());
        std::vector<std::string> cells;
        for (auto const& cell : text::split(beginning.substr(0, end), separator)) {
            auto trimmed = text::trim(std::string_view(cell));
            if (trimmed.size() >= 2 && trimmed.front() == '"' && trimmed.back() == '"') trimmed = trimmed.substr(1, trimmed.size() - 2);
            cells.emplace_back(trimmed);
        }
        if (end > 0) records.push_back(std::move(cells));
        beginning.remove_prefix(std::min(beginning.size(), end + 1));
    }
    return records;
}

struct Heading {
    Format const* format = nullptr;
    char separator = ',';
    std::vector<std::string> headings;
};

/// The heading that one of the formats knows, wherever it stands and however it is separated.
Result<Heading> find_heading(std::string_view beginning, std::vector<Format> const& formats) {
    for (auto const* name : {"tab", "comma", "semicolon"}) {
        std::vector<Format> candidates;
        for (auto const& format : formats)
            if (format.separator == "any" || format.separator == name) candidates.push_back(format);
        int skipped = 0;
        for (auto& headings : first_records(beginning, separator_of(name))) {
            auto const* found = TRY(recognise(candidates, headings));
            if (found != nullptr && skipped <= found->preamble_rows) {
                auto const known = std::find_if(formats.begin(), formats.end(), [&](Format const& each) { return each.name == found->name; });
                return Heading{&*known, separator_of(name), std::move(headings)};
            }
            ++skipped;
        }
    }
    return Heading{};
}

Result<void> check_duplicates(Heading const& heading, std::string const& name) {
    std::set<std::string> seen;
    for (auto const& each : heading.headings)
        if (!each.empty() && !seen.insert(impl::folded(each)).second)
            return fail(ErrorCode::invalid_input, fmt::format("{}: column '{}' stands twice in the heading: remove one of them", name, text::excerpt(each)));
    return {};
}

/// What to do with a heading that nobody knows.
tl::unexpected<Error> unknown_heading(std::string const& name, std::string_view beginning) {
    std::vector<std::string> best;
    for (auto const separator : {'\t', ',', ';'})
        if (auto records = first_records(beginning, separator); !records.empty() && records[0].size() > best.size()) best = records[0];
    if (best.size() > 60) best.resize(60);
    for (auto& heading : best) heading = text::excerpt(heading);
    auto const proposed = propose_format(best, "my-store");
    return fail(ErrorCode::invalid_input,
                fmt::format("{}: no format has this heading, and none is guessed. `troupe report formats` lists those there are. For one of your own, check "
                            "this proposal, save it as my-store.json in the folder that TROUPE_REPORT_FORMATS names, and import again:\n{}",
                            name, json::pretty(proposed)));
}

bool is_generic(std::string_view beginning) {
    for (auto const separator : {',', ';', '\t'}) {
        auto const records = first_records(beginning, separator);
        if (records.empty()) continue;
        std::set<std::string> names;
        for (auto const& cell : records[0]) names.insert(impl::folded(cell));
        if (names.contains("streams") && names.contains("track")) return true;
    }
    return false;
}

Result<std::vector<Format>> only(std::vector<Format> const& formats, std::string const& name) {
    for (auto const& format : formats)
        if (format.name == name) return std::vector{format};
    return fail(ErrorCode::invalid_input, fmt::format("--format: '{}' is not known; `troupe report formats` lists what can be read", text::excerpt(name)));
}

Result<impl::OpenedReport> open_report(StatementRequest const& request, std::vector<Format> const& formats) {
    impl::OpenedReport report{.file = request.file, .name = request.name, .kind = {}, .format = {}, .headings = {}, .now = request.now};
    bool const says_dsr = request.format == "dsr";
    auto const candidates = request.format.empty() || says_dsr ? formats : TRY(only(formats, request.format));
    report.kind = TRY(impl::examine(request.file, request.name, all_encodings(candidates)));
    if (says_dsr || (request.format.empty() && impl::is_dsr(report.kind.beginning))) {
        report.format.name = "dsr";
        return report;
    }
    auto heading = TRY(find_heading(report.kind.beginning, candidates));
    if (heading.format == nullptr) return unknown_heading(request.name, report.kind.beginning);
    TRY(check_duplicates(heading, request.name));
    report.format = *heading.format;
    report.separator = heading.separator;
    report.headings = std::move(heading.headings);
    return report;
}

Result<std::unique_ptr<impl::StatementReader>> open_reader(impl::OpenedReport const& report) {
    if (report.format.name == "dsr") return impl::open_dsr(report);
    return impl::open_table(report);
}

/// Finds the track of a subject: by its code, by its release and title, by its title and artist.
Result<Match> match_subject(Subject const& subject, TrackResolver const& resolve) {
    struct Attempt {
        MatchMethod method;
        TrackQuery query;
        bool is_possible;
    };
    auto const& title = subject.track_title.empty() ? subject.release_title : subject.track_title;
    Attempt const attempts[] = {{MatchMethod::isrc, {TrackName::isrc, subject.isrc, ""}, !subject.isrc.empty()},
                                {MatchMethod::upc_title, {TrackName::upc_title, title, "", subject.upc}, !subject.upc.empty() && !title.empty()},
                                {MatchMethod::title, {TrackName::title, title, subject.artist_name}, !title.empty() && !subject.artist_name.empty()}};
    for (auto const& attempt : attempts) {
        if (!attempt.is_possible) continue;
        auto const found = TRY(resolve(attempt.query));
        if (found.size() == 1) return Match{found[0].artist_id, found[0].content_id, attempt.method};
    }
    return Match{};
}

/// One import on its way: surveyed, then kept.
class Import {
public:
    Import(StatementRequest const& request, impl::OpenedReport const& report, TrackResolver const& resolve, Stores const& stores)
        : request_(request), report_(report), resolve_(resolve), stores_(stores) {}

    Result<ImportResult> run(std::string const& sha256) {
        file_.sha256 = result_.sha256 = sha256;
        file_.name = result_.file = request_.name;
        file_.format = result_.format = report_.format.name;
        file_.imported_at = file_.created_at = request_.now;
        TRY(survey());
        if (result_.rows == 0 && result_.raw_records.empty())
            return fail(ErrorCode::invalid_input, fmt::format("{}: has a heading and no rows", request_.name));
        result_.accepted = result_.rejected.empty() || request_.accept_good_rows;
        if (!result_.accepted) return result_;
        TRY(keep());
        return result_;
    }

private:
    Result<void> survey() {
        auto const reader = TRY(open_reader(report_));
        Statement row;
        while (TRY(reader->next(row))) {
            survey_.see(row);
            file_.quantity += row.quantity;
            if (row.net) file_.net[row.currency] += *row.net;
        }
        auto const& facts = reader->facts();
        result_.rows = static_cast<int>(reader->rows());
        result_.rejected = reader->rejections().listed();
        result_.checks = file_.checks = facts.checks;
        file_.whole = facts.whole;
        result_.raw_records = file_.raw_records = facts.raw_records;
        result_.unread = facts.unread;
        result_.net = file_.net;
        file_.rows = survey_.rows();
        file_.source = facts.source;
        if (facts.created_at) file_.created_at = *facts.created_at;
        bool const agrees = std::all_of(facts.checks.begin(), facts.checks.end(), [](Check const& check) { return check.agrees; });
        // Rows left out by a person's word leave the totals short: that is the person's word, too.
        result_.quarantined = !agrees && reader->rejections().count() == 0;
        file_.state = result_.quarantined ? FileState::quarantined : FileState::counted;
        return {};
    }

    Result<void> keep() {
        subjects_ = TRY(stores_.statements.take_subjects(survey_.subjects()));
        TRY(match());
        TRY(stores_.statements.put_file(file_));
        placements_ = TRY(stores_.statements.place(file_, survey_.parts(), result_.quarantined));
        count_parts();
        TRY(keep_rows());
        std::set<std::string> artists;
        impl::DayTools tools{stores_.statements, stores_.observations, resolve_};
        if (!result_.quarantined) artists = TRY(impl::observe_days(tools, placements_));
        result_.flagged = TRY(guard_artists(artists, file_.sha256, stores_.observations));
        if (result_.flagged.size() > most_listed) result_.flagged.resize(most_listed);
        return {};
    }

    Result<void> match() {
        for (auto& known : subjects_) {
            if (!known.match.content_id.empty()) continue;
            known.match = TRY(match_subject(known.subject, resolve_));
            if (!known.match.content_id.empty()) {
                TRY(stores_.statements.set_match(known.number, known.match));
            } else if (result_.unmatched.size() < most_listed) {
                auto const& name = known.subject.track_title.empty() ? known.subject.release_title : known.subject.track_title;
                result_.unmatched.push_back({survey_.first_line(static_cast<std::size_t>(&known - subjects_.data())), name,
                                             "no track has this ISRC, release or title: `troupe report inbox` has suggestions"});
            }
        }
        return {};
    }

    void count_parts() {
        for (std::size_t i = 0; i < placements_.size(); ++i) {
            auto const rows = static_cast<int>(survey_.parts()[i].rows);
            if (placements_[i].is_known) result_.already_known += rows;
            else result_.imported += rows;
            if (placements_[i].is_outdated) result_.outdated += rows;
            result_.replaced += static_cast<int>(placements_[i].rows_replaced);
        }
    }

    /// The second reading: the same rows in the same order.
    Result<void> keep_rows() {
        auto const reader = TRY(open_reader(report_));
        Result<void> raw;
        reader->on_raw = [&](int line, std::string_view record) {
            if (raw) raw = stores_.statements.keep_raw(file_.sha256, line, std::string(record));
        };
        survey_.begin_again();
        std::vector<NumberedRow> batch(batch_rows);
        std::size_t filled = 0;
        auto* target = &batch[0];
        while (TRY(reader->next(target->row))) {
            auto const place = survey_.place_of(target->row);
            if (!place) return fail(ErrorCode::invalid_input, fmt::format("{}: the file changed while it was read: import it again", request_.name));
            if (placements_[place->part].is_known) continue;
            target->part = placements_[place->part].number;
            target->subject = subjects_[place->subject].number;
            target->identity = place->identity;
            if (++filled == batch_rows) {
                TRY(stores_.statements.add(batch));
                filled = 0;
            }
            target = &batch[filled];
        }
        if (raw) TRY(stores_.statements.add({batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(filled)}));
        return raw;
    }

    StatementRequest const& request_;
    impl::OpenedReport const& report_;
    TrackResolver const& resolve_;
    Stores const& stores_;
    StatementFile file_;
    ImportResult result_;
    impl::Survey survey_;
    std::vector<KnownSubject> subjects_;
    std::vector<Placement> placements_;
};

ImportResult nothing_new(StatementFile const& file) {
    ImportResult result{.file = file.name, .sha256 = file.sha256, .rows = static_cast<int>(file.rows)};
    result.already_known = result.rows;
    result.format = file.format;
    result.quarantined = file.state == FileState::quarantined;
    result.net = file.net;
    result.checks = file.checks;
    result.raw_records = file.raw_records;
    return result;
}

}  // namespace

Result<std::string> recognise_file(fs::path const& file, std::string const& name, std::vector<Format> const& formats) {
    auto const kind = TRY(impl::examine(file, name, all_encodings(formats)));
    if (impl::is_dsr(kind.beginning)) return std::string("dsr");
    auto const heading = TRY(find_heading(kind.beginning, formats));
    if (heading.format != nullptr) return heading.format->name;
    if (is_generic(kind.beginning)) return std::string("generic");
    return unknown_heading(name, kind.beginning);
}

Result<ImportResult> import_statements(StatementRequest const& request, std::vector<Format> const& formats, TrackResolver const& resolve,
                                       Stores const& stores) {
    auto const report = TRY(open_report(request, formats));
    auto const sha256 = TRY(sha256_of_file(request.file));
    auto const known = stores.statements.find_file(sha256);
    if (!known && known.error().code != ErrorCode::not_found) return tl::unexpected(known.error());
    if (known && known->state != FileState::discarded) {
        auto result = nothing_new(*known);
        result.assigned = TRY(match_waiting(stores, resolve));
        return result;
    }
    return Import(request, report, resolve, stores).run(sha256);
}

Result<StatementFile> decide_file(Stores const& stores, TrackResolver const& resolve, std::string const& sha256, FileState decision, std::string const& by,
                                  std::string const& why) {
    auto file = TRY(stores.statements.find_file(sha256));
    if (file.state != FileState::quarantined)
        return fail(ErrorCode::conflict, fmt::format("{} is {} and does not wait for a decision", file.name, json::enum_name(file.state)));
    file.state = decision == FileState::counted ? FileState::counted : FileState::discarded;
    file.decided_by = by;
    file.decided_why = why;
    TRY(stores.statements.put_file(file));
    if (file.state == FileState::discarded) {
        TRY(stores.statements.drop_held(sha256));
        return file;
    }
    auto const placements = TRY(stores.statements.release_held(file));
    impl::DayTools tools{stores.statements, stores.observations, resolve};
    auto const artists = TRY(impl::observe_days(tools, placements));
    TRY(guard_artists(artists, sha256, stores.observations));
    return file;
}

namespace {

/// Days that stood for another content before no longer do.
Result<void> put_match(Stores const& stores, TrackResolver const& resolve, KnownSubject const& subject, std::set<std::string>& artists) {
    auto const parts = TRY(stores.statements.parts_of_subject(subject.number));
    std::map<std::int64_t, std::vector<DailyUse>> before;
    for (auto const part : parts) before[part] = TRY(stores.statements.daily(part));
    TRY(stores.statements.set_match(subject.number, subject.match));
    impl::DayTools tools{stores.statements, stores.observations, resolve};
    for (auto const part : parts) artists.merge(TRY(impl::observe_part(tools, part, before[part])));
    return {};
}

}  // namespace

Result<KnownSubject> assign_subject(Stores const& stores, TrackResolver const& resolve, std::int64_t number, std::string const& content_id) {
    auto subject = TRY(stores.statements.find_subject(number));
    auto const found = TRY(resolve({TrackName::content_id, content_id, ""}));
    if (found.size() != 1) return fail(ErrorCode::not_found, fmt::format("track {} does not exist", text::excerpt(content_id)));
    subject.match = {found[0].artist_id, found[0].content_id, MatchMethod::by_hand};
    std::set<std::string> artists;
    TRY(put_match(stores, resolve, subject, artists));
    TRY(guard_artists(artists, "", stores.observations));
    return subject;
}

Result<int> match_waiting(Stores const& stores, TrackResolver const& resolve) {
    int count = 0;
    std::set<std::string> artists;
    for (auto& waiting : TRY(stores.statements.list_waiting())) {
        waiting.match = TRY(match_subject(waiting.subject, resolve));
        if (waiting.match.content_id.empty()) continue;
        TRY(put_match(stores, resolve, waiting, artists));
        ++count;
    }
    TRY(guard_artists(artists, "", stores.observations));
    return count;
}

}  // namespace troupe::feedback
