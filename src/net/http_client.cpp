#include "net/http_client.hpp"

#include "base/text.hpp"

namespace troupe::net {

std::optional<std::string> HttpResponse::header(std::string_view name) const {
    auto const wanted = text::lower(name);
    for (auto const& entry : headers)
        if (text::lower(entry.name) == wanted) return entry.value;
    return std::nullopt;
}

}  // namespace troupe::net
