#include "feedback/impl/daily_observations.hpp"

#include <fmt/format.h>

#include "base/random.hpp"

namespace troupe::feedback::impl {
namespace {

std::string key_of(Scope const& scope, DailyUse const& use) {
    auto const about = fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", scope.source, scope.period, scope.territory, scope.service, scope.piece, json::enum_name(scope.measure));
    return fmt::format("statement/{:016x}/{}/{}", stable_hash(about), use.match.content_id, format_date(use.day));
}

Observation observation_of(Part const& part, StatementFile const& file, DailyUse const& use) {
    Observation made;
    made.key = key_of(part.scope, use);
    made.artist_id = use.match.artist_id;
    made.content_id = use.match.content_id;
    made.track = use.track_title;
    made.artist = use.artist_name;
    made.date = use.day;
    made.platform = part.platform;
    made.territory = part.scope.territory;
    made.streams = std::max<std::int64_t>(use.quantity, 0);
    made.measure = part.scope.measure;
    made.file_sha256 = file.sha256;
    made.file_name = file.name;
    made.line = use.line;
    return made;
}

}  // namespace

Result<std::set<std::string>> observe_part(DayTools& tools, std::int64_t number, std::vector<DailyUse> const& before) {
    auto const part = TRY(tools.statements.find_part(number));
    auto const file = TRY(tools.statements.find_file(part.file_sha256));
    ImportBatch batch{.file_sha256 = file.sha256, .file_name = file.name, .imported_at = file.imported_at, .observations = {}, .is_new_file = true};
    std::set<std::string> artists, keys;
    for (auto const& use : TRY(tools.statements.daily(number))) {
        auto& row = batch.observations.emplace_back(observation_of(part, file, use));
        auto const [at, is_new] = tools.factors.try_emplace(row.content_id);
        if (is_new)
            if (auto const found = TRY(tools.resolve({TrackName::content_id, row.content_id, ""})); found.size() == 1) at->second = found[0].factors;
        row.factors = at->second;
        artists.insert(row.artist_id);
        keys.insert(row.key);
    }
    for (auto gone : before) {
        gone.quantity = 0;
        auto row = observation_of(part, file, gone);
        if (!keys.insert(row.key).second) continue;
        artists.insert(row.artist_id);
        batch.observations.push_back(std::move(row));
    }
    if (!batch.observations.empty()) TRY(tools.observations.import(batch));
    return artists;
}

Result<std::set<std::string>> observe_days(DayTools& tools, std::vector<Placement> const& placements) {
    std::set<std::string> artists;
    for (auto const& placement : placements) {
        if (placement.is_known || placement.is_outdated) continue;
        std::vector<DailyUse> before;
        for (auto const replaced : placement.replaced) {
            auto const old = TRY(tools.statements.daily(replaced));
            before.insert(before.end(), old.begin(), old.end());
        }
        artists.merge(TRY(observe_part(tools, placement.number, before)));
    }
    return artists;
}

}  // namespace troupe::feedback::impl
