#include "distribution/impl/message_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/identifiers.hpp"
#include "distribution/impl/tables.hpp"

namespace troupe::distribution::impl {
namespace {

/// XML 1.0 §2.2: no control characters but tab and line breaks, no U+FFFE or U+FFFF. Ours allow no line break either.
Result<void> check_text(std::string const& field, std::string const& value) {
    if (!text::is_valid_utf8(value)) return fail(ErrorCode::invalid_input, field + ": is no valid UTF-8");
    for (char32_t const c : text::decode(value))
        if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfffe || c == 0xffff)
            return fail(ErrorCode::invalid_input,
                        fmt::format("{}: \"{}\" holds the control character U+{:04X}; remove it", field,
                                    text::excerpt(value), static_cast<unsigned>(c)));
    return {};
}

Result<void> check_texts(Release const& release, MessageSettings const& settings) {
    TRY(check_text("release.id", release.id));
    TRY(check_text("release.title", release.title));
    TRY(check_text("release.artist", release.artist));
    TRY(check_text("release.label", release.label));
    TRY(check_text("release.genre", release.genre));
    TRY(check_text("release.sub_genre", release.sub_genre));
    TRY(check_text("release.catalog_number", release.catalog_number));
    TRY(check_text("release.p_line.owner", release.p_line.owner));
    TRY(check_text("release.c_line.owner", release.c_line.owner));
    TRY(check_text("release.tracks[0].title", release.tracks[0].title));
    TRY(check_text("release.tracks[0].version", release.tracks[0].version));
    for (auto const& contributor : release.tracks[0].contributors)
        TRY(check_text("release.tracks[0].contributors", contributor.name));
    TRY(check_text("message.sender.name", settings.sender.name));
    return check_text("message.recipient.name", settings.recipient.name);
}

template <class Parse>
Result<void> check_code(std::string const& field, Code const& code, Parse parse) {
    if (!code.is_given()) return {};
    auto const normal = parse(code.value);
    if (!normal) return within(field, normal.error());
    if (*normal != code.value)
        return fail(ErrorCode::invalid_input, fmt::format("{}: write \"{}\" as \"{}\"", field, code.value, *normal));
    return {};
}

Result<void> check_dpid(std::string const& field, std::string const& dpid) {
    if (dpid.empty()) return {};
    auto const normal = parse_dpid(dpid);
    if (!normal) return within(field, normal.error());
    return {};
}

/// "en", "pt-BR", "zh-Hans": what ERN's own pattern takes.
Result<void> check_language(std::string const& field, std::string const& code) {
    static std::regex const pattern("[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-[a-zA-Z]{2}|-[0-9]{3})?");
    if (code.empty() || std::regex_match(code, pattern)) return {};
    return fail(ErrorCode::invalid_input,
                fmt::format("{}: \"{}\" is no language code; write en or pt-BR", field, text::excerpt(code)));
}

Result<void> check_territories(std::vector<std::string> const& territories) {
    if (territories == std::vector<std::string>{"Worldwide"}) return {};
    static std::regex const pattern("[A-Z]{2}");
    for (auto const& code : territories)
        if (!std::regex_match(code, pattern))
            return fail(
                ErrorCode::invalid_input,
                fmt::format("release.territories: \"{}\" is no country; write codes such as DE, or Worldwide alone",
                            text::excerpt(code)));
    return {};
}

struct RoleTable {
    std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(RoleTable, (), (roles))

/// The words of DDEX's list that music needs; an own word would be refused by the schema.
Result<void> check_roles(Track const& track) {
    static auto const table = json::parse<RoleTable>(impl::table_text("distribution/roles.json")).value_or(RoleTable{});
    for (auto const& person : track.contributors)
        for (auto const& role : person.roles)
            if (std::find(table.roles.begin(), table.roles.end(), role) == table.roles.end())
                return fail(
                    ErrorCode::invalid_input,
                    fmt::format("release.tracks[0].contributors: \"{}\" of {} is no role; use one of {}",
                                text::excerpt(role), text::excerpt(person.name), text::join(table.roles, ", ")));
    return {};
}

Result<void> check_live(Release const& release, MessageSettings const& settings) {
    if (settings.control == MessageControl::test) return {};
    std::vector<std::string> missing;
    if (!release.tracks[0].isrc.is_given()) missing.emplace_back("an ISRC (release.tracks[0].isrc)");
    if (!release.upc.is_given()) missing.emplace_back("a UPC (release.upc)");
    if (settings.sender.dpid.empty()) missing.emplace_back("the label's DPID (message.sender.dpid)");
    if (settings.recipient.dpid.empty()) missing.emplace_back("the store's DPID (message.recipient.dpid)");
    if (missing.empty()) return {};
    return fail(ErrorCode::invalid_input,
                "a live message needs " + text::enumerate(missing) + "; write a test message until then");
}

}  // namespace

Result<void> check_message_input(Release const& release, MessageSettings const& settings, DeliveredFiles const& files) {
    TRY(validate(release));
    if (release.kind != ReleaseKind::single || release.tracks.size() != 1)
        return fail(ErrorCode::invalid_input,
                    fmt::format("release.kind: a SimpleAudioSingle is a single with one track, this is {} {} with {}",
                                release.kind == ReleaseKind::ep ? "an" : "a", json::enum_name(release.kind),
                                release.tracks.size()));
    if (files.tracks.size() != 1)
        return fail(ErrorCode::invalid_input, "files.tracks: one file is needed for the one track");
    if (settings.message_id.empty()) return fail(ErrorCode::invalid_input, "message.message_id: is empty");
    if (settings.thread_id.empty()) return fail(ErrorCode::invalid_input, "message.thread_id: is empty");
    TRY(check_texts(release, settings));
    TRY(check_code("release.tracks[0].isrc", release.tracks[0].isrc, parse_isrc));
    TRY(check_code("release.upc", release.upc, parse_upc));
    TRY(check_code("release.grid", release.grid, parse_grid));
    TRY(check_language("release.language", release.language));
    TRY(check_language("release.tracks[0].language", release.tracks[0].language));
    TRY(check_territories(release.territories));
    TRY(check_roles(release.tracks[0]));
    TRY(check_dpid("message.sender.dpid", settings.sender.dpid));
    TRY(check_dpid("message.recipient.dpid", settings.recipient.dpid));
    return check_live(release, settings);
}

}  // namespace troupe::distribution::impl
