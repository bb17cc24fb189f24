#include "providers/trend_sources/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/territory.hpp"
#include "base/text.hpp"
#include "providers/impl/address.hpp"

namespace troupe::providers::trend_sources {
namespace {

constexpr std::size_t most_followed = 100;

std::string names_of(std::map<std::string, SourceRow> const& table) {
    std::vector<std::string> names;
    for (auto const& [id, row] : table) names.push_back(id);
    return text::enumerate(names);
}

/// Those that are asked for by name, and those that a key is set for.
Result<std::set<std::string>> wanted_sources(Configuration const& configuration,
                                             std::map<std::string, SourceRow> const& table) {
    std::set<std::string> wanted;
    for (auto const& each : text::split(configuration.get("TROUPE_TREND_SOURCES").value_or(""), ',')) {
        auto const id = text::lower(text::trim(each));
        if (id.empty()) continue;
        if (!table.contains(id))
            return wrong_field("TROUPE_TREND_SOURCES",
                               fmt::format("there is no \"{}\"; known are {}", text::excerpt(id, 30), names_of(table)));
        wanted.insert(id);
    }
    for (auto const& [id, row] : table)
        if (!row.key_setting.empty() && configuration.get(row.key_setting)) wanted.insert(id);
    return wanted;
}

Result<SourceSettings> settings_of(Configuration const& configuration, std::string const& id, SourceRow const& row) {
    auto base_url = TRY(providers::impl::address_setting(configuration, row.url_setting, row.home));
    SourceSettings settings{row, std::move(base_url), ""};
    if (row.key_setting.empty()) return settings;
    settings.key = TRY(providers::impl::key_setting(configuration, row.key_setting));
    if (settings.key.empty())
        return wrong_field(
            row.key_setting,
            fmt::format("is not set, and TROUPE_TREND_SOURCES names {}: set it, or take {} off", id, id));
    return settings;
}

bool is_plain(std::string_view value) {
    return std::all_of(value.begin(), value.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

Result<void> follow(Configuration const& configuration, std::string const& setting, trends::Kind kind,
                    std::vector<Followed>& followed) {
    for (auto const& each : text::split(configuration.get(setting).value_or(""), ';')) {
        auto const equals = each.find('=');
        auto const name = std::string(text::trim(std::string_view(each).substr(0, equals)));
        auto const article =
            equals == std::string::npos ? name : std::string(text::trim(std::string_view(each).substr(equals + 1)));
        if (name.empty() && article.empty()) continue;
        if (name.empty() || article.empty())
            return wrong_field(setting,
                               "expected names between semicolons, or name=article: Low=Low (band); Nils Frahm");
        if (name.size() > 200 || article.size() > 250 || !is_plain(name + article) ||
            !text::is_valid_utf8(name + article))
            return wrong_field(setting,
                               fmt::format("\"{}\" is too long, or holds what is no text", text::excerpt(name, 40)));
        followed.push_back({kind, name, article});
        if (followed.size() > most_followed)
            return wrong_field(setting, fmt::format("more than {} names are followed, shorten it", most_followed));
    }
    return {};
}

Result<std::string> contact_of(Configuration const& configuration) {
    auto const contact =
        std::string(text::trim(std::string_view(configuration.get("TROUPE_TREND_CONTACT").value_or(""))));
    auto const is_sendable =
        std::all_of(contact.begin(), contact.end(), [](char c) { return c > ' ' && c < 127 && c != '(' && c != ')'; });
    if (!contact.empty() && (!is_sendable || contact.size() > 100 || contact.find_first_of("@:") == std::string::npos))
        return wrong_field("TROUPE_TREND_CONTACT", "expected a mail or web address: trends@label.example");
    return contact;
}

Result<std::string> wikipedia_of(Configuration const& configuration) {
    auto const language = configuration.get("TROUPE_TREND_WIKIPEDIA").value_or("en");
    auto const is_code =
        language.size() >= 2 && language.size() <= 12 &&
        std::all_of(language.begin(), language.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
    if (is_code) return language;
    return wrong_field("TROUPE_TREND_WIKIPEDIA", "expected the language before .wikipedia.org: en, de, pt");
}

Result<std::string> deezer_country_of(Configuration const& configuration) {
    auto const code = configuration.get("TROUPE_DEEZER_COUNTRY").value_or("ZZ");
    if (code == "ZZ" || is_territory(code)) return code;
    return wrong_field("TROUPE_DEEZER_COUNTRY", "expected the code of a country: DE");
}

}  // namespace

Result<Settings> read_settings(Configuration const& configuration) {
    auto const table = TRY(load_sources());
    Settings settings;
    auto const wanted = TRY(wanted_sources(configuration, table));
    for (auto const& id : wanted) settings.sources[id] = TRY(settings_of(configuration, id, table.at(id)));
    settings.country_names = TRY(load_country_names());
    settings.contact = TRY(contact_of(configuration));
    settings.wikipedia = TRY(wikipedia_of(configuration));
    settings.deezer_country = TRY(deezer_country_of(configuration));
    TRY(follow(configuration, "TROUPE_TREND_ARTISTS", trends::Kind::artist, settings.followed));
    TRY(follow(configuration, "TROUPE_TREND_GENRES", trends::Kind::genre, settings.followed));
    if (!settings.sources.contains("wikimedia")) return settings;
    if (settings.contact.empty())
        return wrong_field("TROUPE_TREND_CONTACT",
                           "is not set, and Wikimedia demands a mail or web address with every request");
    if (settings.followed.empty())
        return wrong_field(
            "TROUPE_TREND_ARTISTS",
            "is not set, and neither is TROUPE_TREND_GENRES: Wikimedia is asked by name, say whom to follow");
    return settings;
}

}  // namespace troupe::providers::trend_sources
