#pragma once

#include <optional>
#include <string>

#include "net/http_client.hpp"
#include "providers/trend_sources/impl/service.hpp"

/// What to make of an answer, whatever it is.
namespace troupe::providers::trend_sources::impl {

struct Answer {
    std::string error;  ///< empty: none; without the key, without a line break, without the service's name
    ErrorCode code = ErrorCode::internal;  ///< of the error; not_found: it has no numbers, which is no failure
    std::optional<TimePoint> not_before;   ///< as it asks
    bool is_unchanged = false;
    std::string mark;  ///< to be kept for the next time
    Read read;
};

struct Asked {
    Service const& service;
    SourceSettings const& source;
    Question const& question;
    TimePoint now;
};

[[nodiscard]] Answer judge(net::HttpResponse const& response, Asked const& asked);

}  // namespace troupe::providers::trend_sources::impl
