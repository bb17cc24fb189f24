#include "api/gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace troupe::api {
namespace {

tl::unexpected<Refused> refuse(int status, std::string why) {
    return tl::unexpected<Refused>(Refused{status, std::move(why), {}});
}

/// "localhost:8000" and "[::1]:8000" without the port.
std::string host_of(std::string const& authority) {
    auto const bracket = authority.find(']');
    auto const colon = authority.find(':', bracket == authority.npos ? 0 : bracket);
    return text::lower(authority.substr(0, colon));
}

bool is_this_machine(std::string const& host) { return host == "localhost" || host == "127.0.0.1" || host == "[::1]"; }

/// The key that a browser keeps for our page; empty where it keeps none.
std::string secret_of_cookie(std::string const& cookies) {
    for (auto const& each : text::split(cookies, ';')) {
        auto const pair = text::trim(std::string_view(each));
        if (pair.starts_with(session_cookie) && pair.substr(session_cookie.size()).starts_with('='))
            return std::string(pair.substr(session_cookie.size() + 1));
    }
    return "";
}

}  // namespace

tl::expected<access::Caller, Refused> Gate::let_in(net::ServerRequest const& request) {
    auto const page = check_page(request);
    if (!page) return tl::unexpected(page.error());
    if (auto const authorization = request.header("authorization")) return by_key(request, *authorization);
    auto const secret = secret_of_cookie(request.header("cookie").value_or(""));
    if (!secret.empty())
        if (auto caller = by_secret(request, secret); caller || caller.error().status != 401) return caller;
    if (!settings_.is_open_to_this_machine || !request.is_local)
        return refuse(401, "send a key as `Authorization: Bearer troupe_...`; `troupe keys create` makes one");
    // A page on the web can make a browser on this machine ask us under its own name, which then points here: the name
    // tells.
    if (!is_this_machine(host_of(request.header("host").value_or(""))))
        return refuse(403, "without a key this machine is asked as localhost or 127.0.0.1, by no other name");
    return access::Caller{"owner", access::Role::admin, request.remote, ""};
}

/// A browser says which page asks. Ours may, and those that are named in the settings; any other may not even try.
tl::expected<void, Refused> Gate::check_page(net::ServerRequest const& request) const {
    auto const origin = request.header("origin");
    if (!origin) return {};
    auto const scheme_end = origin->find("://");
    auto const authority = scheme_end == origin->npos ? "" : text::lower(origin->substr(scheme_end + 3));
    if (!authority.empty() && authority == text::lower(request.header("host").value_or(""))) return {};
    if (allowed_origin(request)) return {};
    return refuse(403, "pages of other addresses may not ask: TROUPE_CORS_ORIGINS names those that may");
}

std::optional<std::string> Gate::allowed_origin(net::ServerRequest const& request) const {
    auto const origin = request.header("origin");
    if (!origin) return std::nullopt;
    auto const is_named =
        std::find(settings_.origins.begin(), settings_.origins.end(), *origin) != settings_.origins.end();
    return is_named ? origin : std::nullopt;
}

tl::expected<access::Caller, Refused> Gate::by_key(net::ServerRequest const& request,
                                                   std::string const& authorization) {
    constexpr std::string_view scheme = "bearer ";
    if (text::lower(std::string_view(authorization).substr(0, scheme.size())) != scheme)
        return refuse(401, "expected `Authorization: Bearer troupe_...`");
    return by_secret(request, std::string(text::trim(std::string_view(authorization).substr(scheme.size()))));
}

tl::expected<access::Caller, Refused> Gate::by_secret(net::ServerRequest const& request, std::string const& secret) {
    auto const key = keys_.recognise(secret);
    if (!key && key.error().code == ErrorCode::not_found)
        return refuse(401, "this key opens nothing here: it is wrong, expired or revoked");
    if (!key) return refuse(503, key.error().message);
    if (auto const wait = rates_.take(to_string(key->id), key->per_minute, clock_.now()))
        return tl::unexpected<Refused>(Refused{429,
                                               fmt::format("{} may ask {} times a minute", key->name, key->per_minute),
                                               static_cast<int>(std::ceil(wait->count()))});
    return access::Caller{key->name, key->role, request.remote, to_string(key->id), keys_.is_use_due(*key)};
}

void Gate::note(access::Caller const& caller) {
    if (!caller.is_use_due) return;
    if (auto const id = parse_id<access::KeyTag>(caller.key)) keys_.note_use(*id);
}

}  // namespace troupe::api
