#include "distribution/impl/tables.hpp"

#include <cassert>

#include "distribution_embedded/embedded.hpp"

namespace troupe::distribution::impl {

std::string_view table_text(std::string_view name) {
    for (auto const& file : embedded_files())
        if (file.name == name) return file.content;
    assert(false && "no such built-in table");
    return {};
}

}  // namespace troupe::distribution::impl
