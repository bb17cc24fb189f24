#pragma once

#include <cassert>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "feedback_embedded/embedded.hpp"

namespace troupe::feedback::impl {

/// A file of data/feedback as its type. Its own tests read all of them, so a broken one is a broken build.
template <class T>
[[nodiscard]] T embedded_table(std::string_view name) {
    for (auto const& file : embedded_files()) {
        if (file.name != name) continue;
        auto read = json::parse<T>(file.content);
        if (!read) throw std::logic_error(std::string(name) + ": " + read.error().message);
        return *std::move(read);
    }
    throw std::logic_error(std::string(name) + " is not built in");
}

}  // namespace troupe::feedback::impl
