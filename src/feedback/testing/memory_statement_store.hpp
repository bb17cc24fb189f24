#pragma once

#include <algorithm>
#include <map>
#include <tuple>

#include "feedback/statement_store.hpp"

namespace troupe::feedback::testing {

/// A whole store, for tests.
class MemoryStatementStore final : public StatementStore {
public:
    Result<StatementFile> find_file(std::string const& sha256) override {
        for (auto const& file : files_)
            if (file.sha256 == sha256) return file;
        return fail(ErrorCode::not_found, "no statement with SHA-256 " + sha256 + " has been imported");
    }
    Result<std::vector<StatementFile>> list_files() override { return std::vector(files_.rbegin(), files_.rend()); }
    Result<void> put_file(StatementFile const& file) override {
        for (auto& known : files_)
            if (known.sha256 == file.sha256) return known = file, Result<void>();
        files_.push_back(file);
        return {};
    }

    Result<std::vector<KnownSubject>> take_subjects(std::vector<Subject> const& wanted) override {
        std::vector<KnownSubject> taken;
        for (auto const& subject : wanted) {
            auto at = std::find_if(subjects_.begin(), subjects_.end(), [&](auto const& known) { return json::print(known.subject) == json::print(subject); });
            if (at == subjects_.end()) at = subjects_.insert(at, {static_cast<std::int64_t>(subjects_.size()) + 1, subject, {}});
            taken.push_back(*at);
        }
        return taken;
    }
    Result<KnownSubject> find_subject(std::int64_t number) override {
        if (number < 1 || number > static_cast<std::int64_t>(subjects_.size())) return no_subject(number);
        return subject(number);
    }
    Result<void> set_match(std::int64_t number, Match const& match) override {
        if (number < 1 || number > static_cast<std::int64_t>(subjects_.size())) return no_subject(number);
        subject(number).match = match;
        return {};
    }
    Result<std::vector<WaitingSubject>> list_waiting() override {
        std::vector<WaitingSubject> waiting;
        for (auto const& known : subjects_) {
            if (!known.match.content_id.empty()) continue;
            WaitingSubject each{known};
            for (auto const* row : current()) {
                if (row->subject != known.number) continue;
                ++each.rows;
                each.quantity += row->row.quantity;
            }
            if (each.rows > 0) waiting.push_back(each);
        }
        std::stable_sort(waiting.begin(), waiting.end(), [](auto const& a, auto const& b) { return a.rows > b.rows; });
        return waiting;
    }
    Result<std::vector<std::int64_t>> parts_of_subject(std::int64_t number) override {
        std::vector<std::int64_t> found;
        for (auto const* row : current())
            if (row->subject == number && std::find(found.begin(), found.end(), row->part) == found.end()) found.push_back(row->part);
        std::sort(found.begin(), found.end());
        return found;
    }

    Result<std::vector<Placement>> place(StatementFile const& file, std::vector<Part> const& parts, bool is_held) override {
        std::vector<Placement> placements;
        for (auto const& part : parts) placements.push_back(place_one(file, part, is_held));
        return placements;
    }
    Result<std::vector<Placement>> release_held(StatementFile const& file) override {
        std::vector<Placement> placements;
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if (parts_[i].state == held && parts_[i].part.file_sha256 == file.sha256) placements.push_back(release_one(file, i));
        return placements;
    }
    Result<void> drop_held(std::string const& sha256) override {
        for (auto& kept : parts_)
            if (kept.state == held && kept.part.file_sha256 == sha256) kept.state = dropped;
        std::erase_if(rows_, [&](NumberedRow const& row) { return kept_part(row.part).state == dropped; });
        return {};
    }
    Result<Part> find_part(std::int64_t number) override {
        if (number < 1 || number > static_cast<std::int64_t>(parts_.size())) return fail(ErrorCode::not_found, "no such part of a statement");
        return kept_part(number).part;
    }

    Result<void> add(std::vector<NumberedRow> const& rows) override {
        rows_.insert(rows_.end(), rows.begin(), rows.end());
        return {};
    }
    Result<void> keep_raw(std::string const& sha256, int line, std::string const& record) override {
        raw_[{sha256, line}] = record;
        return {};
    }
    Result<std::vector<Statement>> list_rows(std::string const& sha256, int after_line, int limit) override {
        std::vector<Statement> found;
        for (auto const& row : rows_) {
            auto const& part = kept_part(row.part).part;
            if (part.file_sha256 != sha256 || row.row.line <= after_line) continue;
            auto& whole = found.emplace_back(row.row);
            whole.scope = part.scope;
            whole.subject = subject(row.subject).subject;
            whole.platform = part.platform;
            whole.platform_raw = part.platform_raw;
            whole.territory_raw = part.territory_raw;
        }
        std::stable_sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.line < b.line; });
        if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
        return found;
    }

    Result<std::vector<DailyUse>> daily(std::int64_t part) override {
        std::map<std::pair<std::string, Date>, DailyUse> days;
        for (auto const& row : rows_) {
            auto const& match = subject(row.subject).match;
            if (row.part != part || row.row.granularity != Granularity::day || !is_stream(row.row.use_type) || match.content_id.empty()) continue;
            auto& use = days.try_emplace({match.content_id, row.row.usage_start}).first->second;
            auto const& about = subject(row.subject).subject;
            if (use.line == 0) use = {match, about.track_title, about.artist_name, row.row.usage_start, 0, row.row.line};
            use.quantity += row.row.quantity;
        }
        std::vector<DailyUse> found;
        for (auto const& [key, use] : days) found.push_back(use);
        return found;
    }
    Result<std::vector<MoneyLine>> money(MoneyQuery const& query) override {
        std::map<std::pair<std::string, std::string>, MoneyLine> lines;
        for (auto const* row : current()) {
            auto const& known = subject(row->subject);
            auto const& part = kept_part(row->part).part;
            if (part.scope.measure != Measure::royalty || (!query.artist_id.empty() && known.match.artist_id != query.artist_id)) continue;
            auto const key = query.by == MoneyBy::artist    ? known.match.artist_id
                             : query.by == MoneyBy::release ? known.subject.release_title
                             : query.by == MoneyBy::store   ? part.platform
                                                            : format_date(row->row.report_date).substr(0, 7);
            auto& line = lines.try_emplace({key, row->row.currency}, MoneyLine{.key = key, .currency = row->row.currency}).first->second;
            ++line.rows;
            line.quantity += row->row.quantity;
            line.gross += row->row.gross.value_or(0);
            line.deductions += row->row.deductions.value_or(0);
            line.net += row->row.net.value_or(0);
        }
        std::vector<MoneyLine> found;
        for (auto const& [key, line] : lines) found.push_back(line);
        return found;
    }
    Result<std::vector<PeriodUse>> usage(std::string const& artist_id) override {
        std::map<std::tuple<std::string, Date, Date, std::string, std::string, Measure>, PeriodUse> periods;
        for (auto const* row : current()) {
            auto const& match = subject(row->subject).match;
            if (match.artist_id != artist_id || !is_stream(row->row.use_type)) continue;
            auto const& part = kept_part(row->part).part;
            auto const& at = row->row;
            auto& use = periods[{match.content_id, at.usage_start, at.usage_end, part.platform, part.scope.territory, part.scope.measure}];
            use = {match.content_id, at.usage_start, at.usage_end, at.granularity, part.scope.measure, part.platform, part.scope.territory, use.quantity + at.quantity};
        }
        std::vector<PeriodUse> found;
        for (auto const& [key, use] : periods) found.push_back(use);
        return found;
    }
    Result<int> forget_artist(std::string const& artist_id) override {
        int count = 0;
        for (auto& known : subjects_)
            if (known.match.artist_id == artist_id) known.match = {}, ++count;
        return count;
    }

private:
    enum State { in_force, history, held, dropped };
    struct Kept {
        Part part;
        State state;
        TimePoint created_at;
    };

    static tl::unexpected<Error> no_subject(std::int64_t number) {
        return fail(ErrorCode::not_found, "subject " + std::to_string(number) + " does not exist");
    }
    KnownSubject& subject(std::int64_t number) { return subjects_.at(static_cast<std::size_t>(number) - 1); }
    Kept& kept_part(std::int64_t number) { return parts_.at(static_cast<std::size_t>(number) - 1); }
    std::vector<NumberedRow const*> current() {
        std::vector<NumberedRow const*> rows;
        for (auto const& row : rows_)
            if (kept_part(row.part).state == in_force) rows.push_back(&row);
        return rows;
    }
    static bool states_the_same(Scope const& a, Scope const& b) {
        auto const about = [](Scope const& each) { return std::tie(each.source, each.period, each.territory, each.service, each.measure); };
        return about(a) == about(b) && (a.piece == b.piece || a.pieces != b.pieces);
    }

    Placement place_one(StatementFile const& file, Part part, bool is_held) {
        part.file_sha256 = file.sha256;
        Placement placement;
        for (auto const& kept : parts_)
            if (kept.state == in_force && states_the_same(kept.part.scope, part.scope) && kept.part.digest == part.digest && kept.part.rows == part.rows)
                return placement.is_known = true, placement;
        parts_.push_back({part, held, file.created_at});
        placement.number = static_cast<std::int64_t>(parts_.size());
        return is_held ? placement : release_one(file, parts_.size() - 1);
    }
    Placement release_one(StatementFile const& file, std::size_t place) {
        Placement placement;
        placement.number = static_cast<std::int64_t>(place) + 1;
        for (auto const& kept : parts_)
            if (kept.state == in_force && states_the_same(kept.part.scope, parts_[place].part.scope) && kept.created_at > file.created_at)
                placement.is_outdated = true;
        for (std::size_t i = 0; i < parts_.size() && !placement.is_outdated; ++i) {
            if (parts_[i].state != in_force || !states_the_same(parts_[i].part.scope, parts_[place].part.scope)) continue;
            parts_[i].state = history;
            placement.replaced.push_back(static_cast<std::int64_t>(i) + 1);
            placement.rows_replaced += parts_[i].part.rows;
        }
        parts_[place].state = placement.is_outdated ? history : in_force;
        return placement;
    }

    std::vector<StatementFile> files_;
    std::vector<KnownSubject> subjects_;
    std::vector<Kept> parts_;
    std::vector<NumberedRow> rows_;
    std::map<std::pair<std::string, int>, std::string> raw_;
};

}  // namespace troupe::feedback::testing
