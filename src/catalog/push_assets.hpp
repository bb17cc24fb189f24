#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "catalog/assets.hpp"

namespace troupe::catalog {

struct PushWishes {
    std::filesystem::path from;  ///< folder of an earlier home: "ab/cdef.." for each hash
    bool reads_back = false;     ///< reads every file whole from where it went, and compares
};

struct Pushed {
    int files = 0;  ///< that are where they belong, by size and hash
    std::uint64_t bytes = 0;
    std::vector<std::string>
        problems;  ///< files whose bytes are not those of their name, or that came back otherwise: left where they are
};
BOOST_DESCRIBE_STRUCT(Pushed, (), (files, bytes, problems))

/// Puts every asset of a folder into where assets live now; what is there already is not sent again, so that a push
/// that was stopped goes on with the next call. Removes nothing. Files with other names than a hash's are not assets
/// and are passed over. `report` is told how many of how many are done. Errors: not_found (the folder), cancelled, and
/// those of `put_file`.
[[nodiscard]] Result<Pushed> push_assets(Assets& to, PushWishes const& wishes,
                                         std::function<void(int done, int all)> const& report,
                                         std::stop_token const& stop);

}  // namespace troupe::catalog
