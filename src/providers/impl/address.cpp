#include "providers/impl/address.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace troupe::providers::impl {
namespace {

std::string_view authority_of(std::string_view url) {
    auto const begin = url.find("://");
    auto const rest = begin == std::string_view::npos ? url : url.substr(begin + 3);
    return rest.substr(0, rest.find_first_of("/?#\\"));
}

std::string_view without_port(std::string_view authority) {
    return authority.starts_with('[') ? authority.substr(0, authority.find(']') + 1) : authority.substr(0, authority.find(':'));
}

bool is_plain(std::string_view value) {
    return std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < 127; });
}

}  // namespace

bool is_encrypted(std::string_view url) { return text::lower(url.substr(0, 8)) == "https://" && url.size() > 8; }

bool is_loopback(std::string_view url) {
    constexpr std::string_view scheme = "http://";
    if (text::lower(url.substr(0, scheme.size())) != scheme) return false;
    auto const authority = authority_of(url);
    if (authority.find('@') != std::string_view::npos) return false;
    auto const host = without_port(authority);
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

bool is_public_name(std::string_view url) {
    auto const authority = authority_of(url);
    auto const host = text::lower(without_port(authority));
    if (authority.find('@') != std::string_view::npos || host.starts_with('[') || host.find('.') == std::string::npos) return false;
    auto const last = host.substr(host.rfind('.') + 1);
    auto const is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    auto const is_of_a_name = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; };
    if (!std::all_of(host.begin(), host.end(), is_of_a_name)) return false;
    return std::any_of(last.begin(), last.end(), is_letter) && last != "local" && last != "internal" && last != "localhost" && !last.starts_with("0x");
}

bool is_plain_id(std::string_view id) {
    auto const is_free = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    return !id.empty() && id.size() <= 200 && std::all_of(id.begin(), id.end(), is_free);
}

std::string shown_address(std::string const& url) {
    auto const is_web = is_encrypted(url) || text::lower(url.substr(0, 7)) == "http://";
    return is_web && url.size() <= 1000 && is_plain(url) && url.find_first_of("\"'<>\\") == std::string::npos ? url : std::string();
}

bool may_follow(std::string_view home, std::string_view url) {
    return is_plain(url) && ((is_encrypted(url) && is_public_name(url)) || (is_loopback(url) && is_loopback(home)));
}

std::string host_of(std::string_view url) {
    auto const authority = authority_of(url);
    auto const is_known = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-_.:[]").find(c) != std::string_view::npos; };
    return std::all_of(authority.begin(), authority.end(), is_known) ? text::excerpt(authority, 80) : "what is no name of a machine";
}

std::string query_of(std::vector<std::pair<std::string, std::string>> const& parameters) {
    std::string query;
    auto const append = [&](std::string const& value) {
        for (auto const c : value) {
            auto const is_free = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
            query += is_free ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        }
    };
    for (auto const& [name, value] : parameters) {
        if (!query.empty()) query += '&';
        append(name);
        query += '=';
        append(value);
    }
    return query;
}

Result<std::string> address_setting(Configuration const& configuration, std::string const& name, std::string fallback) {
    auto url = configuration.get(name).value_or(std::move(fallback));
    while (url.ends_with('/')) url.pop_back();
    if (!is_plain(url)) return fail(ErrorCode::invalid_input, fmt::format("{}: holds a blank or a character that cannot be sent", name));
    if (is_encrypted(url) || is_loopback(url)) return url;
    return fail(ErrorCode::invalid_input, fmt::format("{}: the key would go over the network unencrypted; write https://", name));
}

Result<std::string> key_setting(Configuration const& configuration, std::string const& name) {
    auto const key = TRY(configuration.secret(name)).value_or("");
    if (is_plain(key)) return key;
    return fail(ErrorCode::invalid_input, fmt::format("{}: holds a blank or a character that cannot be sent", name));
}

}  // namespace troupe::providers::impl
