#include "api/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/replies.hpp"
#include "api_page/page.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"

namespace troupe::api {
namespace {

/// First words of the screens' addresses: what stands behind them is the page's own business.
constexpr std::array screens{"", "artists", "releases", "calendar", "insights", "approvals", "activity", "settings"};

/// Nothing from elsewhere but files that we send it to, nothing inline, nobody's frame (W3C CSP 3).
std::string policy_with(std::string const& link_origin) {
    auto const files = link_origin.empty() ? std::string() : " " + link_origin;
    return fmt::format(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{}; media-src 'self'{}; font-src 'self'; "
        "connect-src 'self'{}; manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
        files, files, files);
}

constexpr auto not_built =
    "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
    "<title>Troupe</title><h1>The server runs; its page is not in this build</h1>"
    "<p>Where the program was built there was no npm, or no registry to install from. Install npm (on Debian: "
    "<code>apt-get install npm</code>) and run <code>make build</code> again. Everything else works: "
    "<a href=\"/docs\">what can be asked over HTTP</a>.</p></html>\n";

struct Entry {
    std::string name, type;
    std::uint64_t size = 0;
    std::uint64_t zipped_size = 0;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (name, type, size, zipped_size))

bool is_screen(std::string_view path) {
    auto const rest = path.substr(std::min<std::size_t>(1, path.size()));
    auto const word = rest.substr(0, rest.find('/'));
    return std::find(screens.begin(), screens.end(), word) != screens.end();
}

}  // namespace

Page::Page(std::string_view bundle, std::string const& link_origin) : policy_(policy_with(link_origin)) {
    auto const line = bundle.find('\n');
    if (line == bundle.npos) return;
    auto const entries = json::parse<std::vector<Entry>>(std::string(bundle.substr(0, line)));
    if (!entries) return;
    auto rest = bundle.substr(line + 1);
    for (auto const& each : *entries) {
        if (each.size > rest.size() || each.zipped_size > rest.size() - each.size) {
            files_.clear();
            return;
        }
        File file{each.name, each.type, rest.substr(0, each.size), rest.substr(each.size, each.zipped_size), {}};
        file.etag = '"' + sha256_hex(file.bytes).substr(0, 32) + '"';
        rest = rest.substr(each.size + each.zipped_size);
        files_.push_back(std::move(file));
    }
}

Page Page::built_in(std::string const& link_origin) { return Page(embedded_page(), link_origin); }

Page::File const* Page::find(std::string_view path) const {
    auto const found = std::find_if(files_.begin(), files_.end(), [&](File const& file) { return file.name == path; });
    return found == files_.end() ? nullptr : &*found;
}

bool Page::serves(std::string_view path) const { return is_screen(path) || find(path) != nullptr; }

net::ServerAnswer Page::answer(net::ServerRequest const& request) const {
    auto const* named = find(request.path);
    auto const* file = named == nullptr ? find("/index.html") : named;
    net::ServerAnswer answer{200, {}, {}};
    answer.set("Content-Security-Policy", policy_);
    answer.set("Referrer-Policy", "no-referrer");
    answer.set("Cross-Origin-Opener-Policy", "same-origin");
    if (file == nullptr) {
        answer.set("Content-Type", "text/html; charset=utf-8");
        answer.set("Cache-Control", "no-cache");
        answer.body = std::string(not_built);
        return answer;
    }
    auto const is_hashed = file->name.starts_with("/assets/");
    answer.set("Content-Type", file->type);
    answer.set("Cache-Control", is_hashed ? "public, max-age=31536000, immutable" : "no-cache");
    answer.set("ETag", file->etag);
    answer.set("Vary", "Accept-Encoding");
    if (has_etag(request, file->etag)) {
        answer.status = 304;
        return answer;
    }
    auto const is_zipped = !file->zipped.empty() && takes_gzip(request);
    if (is_zipped) answer.set("Content-Encoding", "gzip");
    answer.body = std::string(is_zipped ? file->zipped : file->bytes);
    return answer;
}

}  // namespace troupe::api
