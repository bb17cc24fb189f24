#include "storage/sql_trend_store.hpp"

#include <fmt/format.h>

#include <cmath>

#include "storage/impl/connections.hpp"
#include "storage/impl/events.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using impl::change;
using impl::select;
using trends::KeepCount;
using trends::Reading;
using trends::SourceState;

/// Numbers are kept as whole millionths: all that `checked` leaves of them.
std::int64_t millionths(double value) { return std::llround(value * 1e6); }

/// Places of kinds and grains sort as the types do, names would not.
template <class E>
std::int64_t place(E item) {
    return static_cast<std::int64_t>(item);
}

impl::Parameters key_values(std::int64_t series, Reading const& reading) {
    return {series, format_date(reading.date), reading.source};
}

/// The number of the series; made when it is new.
std::int64_t series_number(impl::Session& sql, trends::SeriesKey const& key) {
    impl::Parameters const values{place(key.kind), key.name, key.platform, key.country, place(key.grain), key.measure};
    auto const find = [&] {
        return select(sql,
                      "SELECT number FROM trend_series WHERE kind = :a AND name = :b AND platform = :c AND country = "
                      ":d AND grain = :e AND measure = :f",
                      1, values);
    };
    if (auto const found = find(); !found.empty()) return found[0].number(0);
    change(sql,
           "INSERT INTO trend_series (kind, name, platform, country, grain, measure) VALUES (:a, :b, :c, :d, :e, :f)",
           values);
    return find().at(0).number(0);
}

void take(impl::Session& sql, Reading const& reading, KeepCount& count) {
    auto const series = series_number(sql, reading);
    auto const known =
        select(sql, "SELECT value, retrieved FROM trend_readings WHERE series = :a AND day = :b AND source = :c", 2,
               key_values(series, reading));
    auto const value = millionths(reading.value), retrieved = impl::milliseconds_of(reading.retrieved);
    if (known.empty()) {
        ++count.imported;
        change(sql,
               "INSERT INTO trend_readings (series, day, source, value, retrieved, licence) VALUES (:a, :b, :c, :d, "
               ":e, :f)",
               {series, format_date(reading.date), reading.source, value, retrieved, reading.licence});
        return;
    }
    auto const is_later = known[0].number(1) < retrieved;
    if (known[0].number(0) == value)
        ++count.already_known;
    else
        ++(is_later ? count.replaced : count.outdated);
    if (!is_later) return;
    change(sql,
           "UPDATE trend_readings SET value = :a, retrieved = :b, licence = :c WHERE series = :d AND day = :e AND "
           "source = :f",
           {value, retrieved, reading.licence, series, format_date(reading.date), reading.source});
}

Result<Reading> read(impl::Row const& row) {
    Reading reading;
    reading.kind = static_cast<trends::Kind>(row.number(0));
    reading.name = row.text(1);
    reading.platform = row.text(2);
    reading.country = row.text(3);
    reading.grain = static_cast<trends::Grain>(row.number(4));
    reading.measure = row.text(5);
    reading.date = TRY(parse_date(row.text(6)));
    reading.source = row.text(7);
    reading.value = static_cast<double>(row.number(8)) / 1e6;
    reading.retrieved = row.time(9);
    reading.licence = row.text(10);
    return reading;
}

/// A condition for every field that is asked for.
struct Conditions {
    std::string text;
    impl::Parameters values;
    void add(std::string const& condition, impl::Parameter value) {
        text += fmt::format("{} {} :{}", text.empty() ? " WHERE" : " AND", condition,
                            static_cast<char>('a' + values.size()));
        values.push_back(std::move(value));
    }
};

Conditions conditions_of(trends::SeriesQuery const& query) {
    Conditions wanted;
    if (query.kind) wanted.add("s.kind =", place(*query.kind));
    if (!query.name.empty()) wanted.add("s.name =", query.name);
    if (!query.platform.empty()) wanted.add("s.platform =", query.platform);
    if (!query.country.empty()) wanted.add("s.country =", query.country);
    if (query.since) wanted.add("r.day >=", format_date(*query.since));
    return wanted;
}

void drop_empty_series(impl::Session& sql) {
    change(sql, "DELETE FROM trend_series WHERE number NOT IN (SELECT series FROM trend_readings)");
}

void put_state(impl::Session& sql, SourceState const& state) {
    change(sql,
           "INSERT INTO trend_sources (name, document) VALUES (:a, :b) ON CONFLICT (name) DO UPDATE SET document = "
           "excluded.document",
           {state.name, json::print(state)});
}

}  // namespace

Result<KeepCount> SqlTrendStore::keep(std::vector<Reading> const& readings) {
    return database_.write([&](impl::Session& sql) -> Result<KeepCount> {
        KeepCount count;
        for (auto const& reading : readings) take(sql, reading, count);
        if (count.imported + count.replaced > 0)
            impl::record(
                sql, {.type = "trends.kept", .artist = "", .subject = "", .data = json::to_value(count).as_object()});
        return count;
    });
}

Result<std::vector<Reading>> SqlTrendStore::list(trends::SeriesQuery const& query) {
    auto const wanted = conditions_of(query);
    auto const text =
        "SELECT s.kind, s.name, s.platform, s.country, s.grain, s.measure, r.day, r.source, r.value, r.retrieved, "
        "r.licence"
        " FROM trend_readings r JOIN trend_series s ON s.number = r.series" +
        wanted.text + " ORDER BY s.kind, s.name, s.platform, s.country, s.grain, s.measure, r.day, r.source";
    return database_.read([&](impl::Session& sql) -> Result<std::vector<Reading>> {
        std::vector<Reading> found;
        for (auto const& row : select(sql, text, 11, wanted.values)) found.push_back(TRY(read(row)));
        return found;
    });
}

Result<int> SqlTrendStore::remove_source(std::string const& source) {
    return database_.write([&](impl::Session& sql) -> Result<int> {
        auto const count = change(sql, "DELETE FROM trend_readings WHERE source = :a", {source});
        drop_empty_series(sql);
        auto const rows = select(sql, "SELECT document FROM trend_sources WHERE name = :a", 1, {source});
        if (rows.empty()) return static_cast<int>(count);
        auto state = TRY(impl::read_document<SourceState>(rows[0].text(0), "the state of a trend source"));
        state.validator.clear();
        put_state(sql, state);
        return static_cast<int>(count);
    });
}

Result<int> SqlTrendStore::remove_taken_before(std::string const& source, TimePoint time) {
    return database_.write([&](impl::Session& sql) -> Result<int> {
        auto const count = change(sql, "DELETE FROM trend_readings WHERE source = :a AND retrieved < :b",
                                  {source, impl::milliseconds_of(time)});
        if (count > 0) drop_empty_series(sql);
        return static_cast<int>(count);
    });
}

Result<SourceState> SqlTrendStore::source_state(std::string const& name) {
    return database_.read([&](impl::Session& sql) -> Result<SourceState> {
        auto const rows = select(sql, "SELECT document FROM trend_sources WHERE name = :a", 1, {name});
        if (rows.empty()) return SourceState{.name = name};
        return impl::read_document<SourceState>(rows[0].text(0), "the state of a trend source");
    });
}

Result<void> SqlTrendStore::set_source_state(SourceState const& state) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        put_state(sql, state);
        return {};
    });
}

Result<std::vector<SourceState>> SqlTrendStore::source_states() {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<SourceState>> {
        std::vector<SourceState> all;
        for (auto const& row : select(sql, "SELECT document FROM trend_sources ORDER BY name", 1))
            all.push_back(TRY(impl::read_document<SourceState>(row.text(0), "the state of a trend source")));
        return all;
    });
}

}  // namespace troupe::storage
