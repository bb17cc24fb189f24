#pragma once

#include <filesystem>

#include "net/s3/bucket.hpp"
#include "net/s3/impl/exchange.hpp"

namespace troupe::net::s3::impl {

/// Headers that go with a new file.
[[nodiscard]] std::vector<Header> headers_of(PutWishes const& wishes);

/// Sends `bytes` in a single request.
[[nodiscard]] Result<PutOutcome> put_whole(Exchange const& exchange, std::string const& key, std::string bytes,
                                           PutWishes const& wishes, std::stop_token const& stop);
/// Sends a file of that size in parts. The parts of one that fails are thrown away, also when we were told to stop.
[[nodiscard]] Result<void> put_in_parts(Exchange const& exchange, std::string const& key,
                                        std::filesystem::path const& file, PutWishes const& wishes,
                                        std::stop_token const& stop);

}  // namespace troupe::net::s3::impl
