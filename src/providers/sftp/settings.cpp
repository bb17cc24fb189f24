#include <fmt/format.h>
#include <boost/url.hpp>

#include "base/text.hpp"
#include "providers/sftp/sftp_delivery.hpp"

namespace troupe::providers::sftp {
namespace {

namespace fs = std::filesystem;

/// The setting of that store, else the one of all.
Result<std::string> setting_of(Configuration const& configuration, std::string const& name, std::string const& store,
                               bool is_secret) {
    std::string own = name + "_";
    for (char const c : store) own += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    for (auto const& variable : {own, name}) {
        auto const value = is_secret ? TRY(configuration.secret(variable)) : configuration.get(variable);
        if (value) return *value;
    }
    return std::string();
}

Result<fs::path> known_hosts_of(Configuration const& configuration, std::string const& store) {
    fs::path file = TRY(setting_of(configuration, "TROUPE_SFTP_KNOWN_HOSTS", store, false));
    if (file.empty()) file = fs::path(configuration.get("HOME").value_or("")) / ".ssh/known_hosts";
    std::error_code ignored;
    if (fs::is_regular_file(file, ignored)) return file;
    return fail(
        ErrorCode::invalid_input,
        fmt::format(
            "TROUPE_SFTP_KNOWN_HOSTS: {} is no file; put the store's host key there, as the store told it to you",
            file.string()));
}

Result<fs::path> key_file_of(Configuration const& configuration, std::string const& store) {
    fs::path file = TRY(setting_of(configuration, "TROUPE_SFTP_KEY_FILE", store, false));
    std::error_code ignored;
    if (file.empty() || fs::is_regular_file(file, ignored)) return file;
    return fail(ErrorCode::invalid_input, fmt::format("TROUPE_SFTP_KEY_FILE: {} is no file", file.string()));
}

}  // namespace

Result<Settings> read_settings(std::string const& address, std::string const& store,
                               Configuration const& configuration) {
    auto const url = boost::urls::parse_uri(address);
    auto const wrong = [&](char const* why) {
        return fail(ErrorCode::invalid_input, fmt::format("stores.{}.delivery.address: {}", store, why));
    };
    if (!url || url->scheme() != "sftp" || url->host().empty()) return wrong("expected sftp://user@host:22/folder");
    if (url->has_password()) return wrong("holds a password; set TROUPE_SFTP_PASSWORD instead");
    if (url->user().empty()) return wrong("names no user: sftp://user@host:22/folder");
    if (url->has_query() || url->has_fragment()) return wrong("has more than a folder behind the host");
    Settings settings;
    settings.host = url->host();
    settings.user = url->user();
    settings.port = url->has_port() && url->port_number() != 0 ? url->port_number() : 22;
    settings.folder = url->path();
    while (settings.folder.ends_with('/')) settings.folder.pop_back();
    auto const inner = settings.folder.empty() ? std::string() : settings.folder.substr(1);
    if (auto const path = distribution::check_remote_path(inner); !path)
        return within(fmt::format("stores.{}.delivery.address", store), path.error());
    settings.known_hosts = TRY(known_hosts_of(configuration, store));
    settings.key_file = TRY(key_file_of(configuration, store));
    settings.key_passphrase = TRY(setting_of(configuration, "TROUPE_SFTP_KEY_PASSPHRASE", store, true));
    settings.password = TRY(setting_of(configuration, "TROUPE_SFTP_PASSWORD", store, true));
    if (settings.key_file.empty() && settings.password.empty())
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: set TROUPE_SFTP_KEY_FILE or TROUPE_SFTP_PASSWORD, to be let in at {}", store,
                                settings.host));
    return settings;
}

}  // namespace troupe::providers::sftp
