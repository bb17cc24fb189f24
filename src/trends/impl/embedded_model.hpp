#pragma once

#include <cassert>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "trends_embedded/embedded.hpp"

namespace troupe::trends::impl {

/// A file of data/trends as its type. The tests of this module read all of them, so a broken one is a broken build.
template <class T>
[[nodiscard]] T embedded_model(std::string_view name) {
    for (auto const& file : embedded_files()) {
        if (file.name != name) continue;
        auto read = json::parse<T>(file.content);
        if (!read) throw std::logic_error(std::string(name) + ": " + read.error().message);
        return *std::move(read);
    }
    throw std::logic_error(std::string(name) + " is not built in");
}

}  // namespace troupe::trends::impl
