#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "net/http_client.hpp"
#include "providers/trend_sources/impl/service.hpp"

/// What to make of an answer, whatever it is.
namespace troupe::providers::trend_sources::impl {

struct Answer {
    /// Without the key, without a line break, without the service's name. not_found: it has no numbers, which is no
    /// failure.
    std::optional<Error> error = {};
    std::optional<TimePoint> not_before = {};  ///< as it asks
    bool is_unchanged = false;
    std::string mark = {};  ///< to be kept for the next time
    Read read = {};

    [[nodiscard]] bool failed_as(ErrorCode code) const { return error && error->code == code; }
};

struct Asked {
    Service const& service;
    SourceSettings const& source;
    Question const& question;
    TimePoint now;
};

[[nodiscard]] Answer judge(net::HttpResponse const& response, Asked const& asked);

}  // namespace troupe::providers::trend_sources::impl
