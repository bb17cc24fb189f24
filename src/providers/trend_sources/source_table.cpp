#include "providers/trend_sources/source_table.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "providers_embedded/embedded.hpp"

namespace troupe::providers::trend_sources {
namespace {

Result<std::string_view> built_in(std::string_view name) {
    for (auto const& file : providers::impl::embedded_files())
        if (file.name == name) return file.content;
    return fail(ErrorCode::internal, fmt::format("data/{} was not built in", name));
}

Result<void> check(std::string const& id, SourceRow const& row) {
    if (!row.home.starts_with("https://"))
        return wrong_field(id + ".home", "expected an address that begins with https://");
    if (row.url_setting.empty()) return wrong_field(id + ".url_setting", "is missing");
    if (row.licence.empty() || row.licence.size() > 200) return wrong_field(id + ".licence", "expected 1 to 200 bytes");
    if (row.poll_minutes < 60) return wrong_field(id + ".poll_minutes", "expected at least 60");
    if (row.retry_minutes < 1) return wrong_field(id + ".retry_minutes", "expected at least 1");
    if (!(row.spacing_seconds >= 0.02 && row.spacing_seconds <= 60))
        return wrong_field(id + ".spacing_seconds", "expected 0.02 to 60");
    if (row.most_requests < 1 || row.most_requests > 500)
        return wrong_field(id + ".most_requests", "expected 1 to 500");
    if (row.most_bytes < 10'000 || row.most_bytes > 8'000'000)
        return wrong_field(id + ".most_bytes", "expected 10000 to 8000000");
    if (row.keep_days && (*row.keep_days < 1 || *row.keep_days > 3650))
        return wrong_field(id + ".keep_days", "expected 1 to 3650, or nothing");
    return {};
}

}  // namespace

Result<std::map<std::string, SourceRow>> load_sources() {
    auto const table = std::string("data/providers/trends/sources.json");
    auto rows = json::parse<std::map<std::string, SourceRow>>(TRY(built_in("providers/trends/sources.json")));
    if (!rows) return within(table, rows.error());
    for (auto const& [id, row] : *rows)
        if (auto const checked = check(id, row); !checked) return within(table, checked.error());
    return *std::move(rows);
}

Result<std::map<std::string, std::string>> load_country_names() {
    auto names =
        json::parse<std::map<std::string, std::string>>(TRY(built_in("providers/trends/lastfm_countries.json")));
    if (!names) return within("data/providers/trends/lastfm_countries.json", names.error());
    return names;
}

}  // namespace troupe::providers::trend_sources
