#include "api/router.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "net/http_server.hpp"

namespace troupe::api {
namespace {

bool is_field(std::string const& part) { return part.starts_with('{'); }

bool fits(std::vector<std::string> const& pattern, std::vector<std::string> const& parts) {
    if (pattern.size() != parts.size()) return false;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (is_field(pattern[i]) ? parts[i].empty() : pattern[i] != parts[i]) return false;
    return true;
}

}  // namespace

Router::Router(calls::Catalogue const& catalogue) {
    for (auto const& call : catalogue.calls()) known_.push_back({text::split(call.path(), '/'), call.method(), &call});
    std::stable_sort(known_.begin(), known_.end(), [](Known const& a, Known const& b) {
        return std::count_if(a.parts.begin(), a.parts.end(), is_field) <
               std::count_if(b.parts.begin(), b.parts.end(), is_field);
    });
}

Result<Route> Router::find(std::string_view method, std::string_view path) const {
    auto const parts = text::split(path, '/');
    auto const wanted = method == "HEAD" ? "GET" : method;
    Route route;
    for (auto const& known : known_) {
        if (!fits(known.parts, parts)) continue;
        route.methods.push_back(known.method);
        if (known.method != wanted || route.call != nullptr) continue;
        route.call = known.call;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!is_field(known.parts[i])) continue;
            auto value = TRY(net::percent_decoded(parts[i]));
            route.fields.push_back({known.parts[i].substr(1, known.parts[i].size() - 2), std::move(value)});
        }
    }
    return route;
}

}  // namespace troupe::api
