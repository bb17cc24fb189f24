#include "distribution/impl/message_input.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/identifiers.hpp"
#include "distribution/impl/message.hpp"
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

/// Every text of the release that a message carries.
Result<void> check_texts(Release const& release, MessageSettings const& settings) {
    for (auto const& [field, value] : std::initializer_list<std::pair<char const*, std::string const&>>{
             {"release.id", release.id},
             {"release.title", release.title},
             {"release.version", release.version},
             {"release.artist", release.artist},
             {"release.label", release.label},
             {"release.genre", release.genre},
             {"release.sub_genre", release.sub_genre},
             {"release.catalog_number", release.catalog_number},
             {"release.p_line.owner", release.p_line.owner},
             {"release.c_line.owner", release.c_line.owner},
             {"message.message_id", settings.message_id},
             {"message.thread_id", settings.thread_id},
             {"message.avs_version", settings.avs_version},
             {"message.sender.name", settings.sender.name},
             {"message.recipient.name", settings.recipient.name}})
        TRY(check_text(field, value));
    for (std::size_t i = 0; i < release.artists.size(); ++i)
        TRY(check_text(fmt::format("release.artists[{}].name", i), release.artists[i].name));
    return {};
}

Result<void> check_texts(Track const& track, std::string const& field) {
    TRY(check_text(field + ".title", track.title));
    TRY(check_text(field + ".version", track.version));
    if (track.p_line) TRY(check_text(field + ".p_line.owner", track.p_line->owner));
    for (auto const& artist : track.artists) TRY(check_text(field + ".artists", artist.name));
    for (auto const& contributor : track.contributors) TRY(check_text(field + ".contributors", contributor.name));
    return {};
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

bool is_letters(std::string const& part) {
    return std::all_of(part.begin(), part.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool is_digits(std::string const& part) {
    return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "en", "pt-BR", "zh-Hans", "es-419": a language, then perhaps its script, then perhaps a region.
bool is_language(std::string const& code) {
    auto const parts = text::split(code, '-');
    if (parts[0].size() < 2 || parts[0].size() > 3 || !is_letters(parts[0])) return false;
    std::size_t next = 1;
    if (next < parts.size() && parts[next].size() == 4 && is_letters(parts[next])) ++next;
    if (next < parts.size() &&
        ((parts[next].size() == 2 && is_letters(parts[next])) || (parts[next].size() == 3 && is_digits(parts[next]))))
        ++next;
    return next == parts.size();
}

/// What ERN's own pattern takes.
Result<void> check_language(std::string const& field, std::string const& code) {
    if (code.empty() || is_language(code)) return {};
    return fail(ErrorCode::invalid_input,
                fmt::format("{}: \"{}\" is no language code; write en or pt-BR", field, text::excerpt(code)));
}

struct RoleTable {
    std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(RoleTable, (), (roles))

/// The words of DDEX's list that music needs; an own word would be refused by the schema.
Result<void> check_roles(Track const& track, std::string const& field) {
    static auto const table = json::parse<RoleTable>(impl::table_text("distribution/roles.json")).value_or(RoleTable{});
    for (auto const& person : track.contributors)
        for (auto const& role : person.roles)
            if (std::find(table.roles.begin(), table.roles.end(), role) == table.roles.end())
                return fail(
                    ErrorCode::invalid_input,
                    fmt::format("{}.contributors: \"{}\" of {} is no role; use one of {}", field, text::excerpt(role),
                                text::excerpt(person.name), text::join(table.roles, ", ")));
    return {};
}

Result<void> check_live(Release const& release, MessageSettings const& settings) {
    if (settings.control == MessageControl::test) return {};
    std::vector<std::string> missing;
    bool const names_tracks = settings.kind != MessageKind::purge;
    for (std::size_t i = 0; names_tracks && i < release.tracks.size(); ++i)
        if (!release.tracks[i].isrc.is_given()) missing.push_back(fmt::format("an ISRC (release.tracks[{}].isrc)", i));
    if (!release.upc.is_given()) missing.emplace_back("a UPC (release.upc)");
    if (settings.sender.dpid.empty()) missing.emplace_back("the label's DPID (message.sender.dpid)");
    if (settings.recipient.dpid.empty()) missing.emplace_back("the store's DPID (message.recipient.dpid)");
    if (missing.empty()) return {};
    return fail(ErrorCode::invalid_input,
                "a live message needs " + text::enumerate(missing) + "; write a test message until then");
}

struct DealWords {
    std::vector<std::string> commercial_models, use_types;
};
BOOST_DESCRIBE_STRUCT(DealWords, (), (commercial_models, use_types))

Result<void> check_words(std::string const& field, std::vector<std::string> const& words,
                         std::vector<std::string> const& known) {
    for (auto const& word : words)
        if (std::find(known.begin(), known.end(), word) == known.end())
            return wrong_field(
                field, fmt::format("\"{}\" is no word of DDEX; use {}", text::excerpt(word), text::join(known, ", ")));
    return {};
}

Result<void> check_deals(Release const& release) {
    static auto const known =
        json::parse<DealWords>(table_text("distribution/deals.json"), json::Unknown::ignore).value_or(DealWords{});
    for (std::size_t i = 0; i < release.deals.size(); ++i) {
        auto const field = fmt::format("release.deals[{}]", i);
        TRY(check_words(field + ".commercial_models", release.deals[i].commercial_models, known.commercial_models));
        TRY(check_words(field + ".use_types", release.deals[i].use_types, known.use_types));
    }
    return {};
}

/// A message id is used once; what follows comes later and in the thread of the first.
Result<void> check_history(Release const& release, MessageSettings const& settings) {
    if (settings.message_id.empty()) return wrong_field("message.message_id", "is empty");
    if (settings.thread_id.empty()) return wrong_field("message.thread_id", "is empty");
    for (auto const& thread : release.threads)
        for (auto const& sent : thread.messages)
            if (sent.id == settings.message_id)
                return wrong_field("message.message_id", "was used before; every message has its own");
    auto const* thread = find_thread(release, settings.recipient.dpid);
    if (settings.kind != MessageKind::release && (thread == nullptr || thread->messages.empty()))
        return wrong_field("message.kind",
                           fmt::format("{}, but this store was never told of the release; send it first",
                                       json::enum_name(settings.kind)));
    if (thread == nullptr) return {};
    if (settings.thread_id != thread->id)
        return wrong_field("message.thread_id", fmt::format("this store knows the release under \"{}\"; keep it",
                                                            text::excerpt(thread->id)));
    if (!thread->messages.empty() && settings.created <= thread->messages.back().created)
        return wrong_field("message.created", "is not after the last message to this store");
    bool const has_it = !thread->messages.empty() && thread->messages.back().kind != MessageKind::purge;
    if (settings.kind == MessageKind::release && has_it)
        return wrong_field("message.kind", "release, but this store knows it already; send an update");
    return {};
}

/// Deals cannot end before they start: such a takedown has no deals at all.
Result<void> check_takedown(Release const& release, MessageSettings const& settings) {
    if (settings.kind == MessageKind::takedown && settings.takedown == TakedownStyle::no_deals) return {};
    if (settings.kind == MessageKind::takedown && settings.version == ErnVersion::ern_382) return {};
    if (settings.kind != MessageKind::takedown && !release.takedown_date) return {};
    auto const last = release.takedown_date.value_or(date_of(settings.created));
    for (auto const& deal : release.deals.empty() ? usual_deals() : release.deals)
        if (deal.start.value_or(release.release_date) > last)
            return wrong_field(
                "release.takedown_date",
                fmt::format("{} is before a deal starts; take it down without deals (message.takedown: no_deals)",
                            format_date(last)));
    return {};
}

/// ERN 4.3.2 is asked for because it says what AI made, so what is not known must not pass for none.
Result<void> check_records(Release const& release, MessageSettings const& settings) {
    if (settings.version != ErnVersion::ern_432 || settings.kind == MessageKind::purge) return {};
    auto const missing = [](std::string const& file) {
        return wrong_field("release.assets",
                           fmt::format("no record says how much of {} AI made; add its provenance, or write ERN 4.3",
                                       text::excerpt(file)));
    };
    for (auto const& track : release.tracks)
        if (!together(ai_shares(release, track))) return missing(track.file);
    if (!together(ai_shares(release, release.cover.file))) return missing(release.cover.file);
    return {};
}

Result<void> check_files(Release const& release, MessageSettings const& settings, DeliveredFiles const& files) {
    if (settings.kind == MessageKind::purge || files.tracks.size() == release.tracks.size()) return {};
    return wrong_field("files.tracks", fmt::format("{} files for {} tracks; give one for each", files.tracks.size(),
                                                   release.tracks.size()));
}

Result<void> check_tracks(Release const& release) {
    for (std::size_t i = 0; i < release.tracks.size(); ++i) {
        auto const& track = release.tracks[i];
        auto const field = fmt::format("release.tracks[{}]", i);
        TRY(check_texts(track, field));
        TRY(check_code(field + ".isrc", track.isrc, parse_isrc));
        TRY(check_language(field + ".language", track.language));
        TRY(check_roles(track, field));
    }
    return {};
}

}  // namespace

Result<void> check_message_input(Release const& release, MessageSettings const& settings, DeliveredFiles const& files) {
    TRY(validate(release));
    TRY(check_files(release, settings, files));
    TRY(check_texts(release, settings));
    TRY(check_tracks(release));
    TRY(check_code("release.upc", release.upc, parse_upc));
    TRY(check_code("release.grid", release.grid, parse_grid));
    TRY(check_language("release.language", release.language));
    TRY(check_deals(release));
    TRY(check_dpid("message.sender.dpid", settings.sender.dpid));
    TRY(check_dpid("message.recipient.dpid", settings.recipient.dpid));
    TRY(check_live(release, settings));
    TRY(check_history(release, settings));
    TRY(check_takedown(release, settings));
    return check_records(release, settings);
}

}  // namespace troupe::distribution::impl
