#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/configuration.hpp"

/// Addresses of services, and what may be sent to them.
namespace troupe::providers::impl {

/// http to this very machine: tests and self-hosted services.
[[nodiscard]] bool is_loopback(std::string_view url);
[[nodiscard]] bool is_encrypted(std::string_view url);
/// Whether the host has a name in the public net: no number, no machine of this house.
[[nodiscard]] bool is_public_name(std::string_view url);
/// "videos.example.com" for people, at most 80 characters; what cannot be a name is not told on, whoever wrote it.
[[nodiscard]] std::string host_of(std::string_view url);

/// Whether a service's id can stand in an address as it is: letters, digits, - and _, at most 200.
[[nodiscard]] bool is_plain_id(std::string_view id);
/// A service's address for people, or empty where it is none that can be shown and followed: http or https, printable,
/// without what would end an attribute of a page.
[[nodiscard]] std::string shown_address(std::string const& url);
/// Whether a key that goes to `home` may go to `url`, too, which a service named: encrypted to a public name, or this
/// machine where `home` is.
[[nodiscard]] bool may_follow(std::string_view home, std::string_view url);
/// "q=rain%20on%20window&page=1".
[[nodiscard]] std::string query_of(std::vector<std::pair<std::string, std::string>> const& parameters);

/// The address in that setting without a slash at its end, or the fallback. Error: invalid_input naming the setting (neither
/// https nor this machine; blanks).
[[nodiscard]] Result<std::string> address_setting(Configuration const& configuration, std::string const& name, std::string fallback);
/// A key that can be sent as it is; nothing: not set. Error: invalid_input naming the setting (a placeholder; blanks).
[[nodiscard]] Result<std::string> key_setting(Configuration const& configuration, std::string const& name);

}  // namespace troupe::providers::impl
