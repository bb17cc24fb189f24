#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "artist/seed_document.hpp"
#include "flow/studio.hpp"

/// The flat profile documents of other systems, in and out (artist/seed_document.hpp).
namespace troupe::flow {

/// A JSON object with fields that only such a document has.
[[nodiscard]] bool is_seed_document(std::string_view text);

/// Errors: not_found.
[[nodiscard]] Result<artist::SeedDocument> export_seed_document(Studio& studio, std::string const& id);

struct SeedImport {
    artist::Document artist;
    std::vector<std::string> notes;  ///< what was left out, completed, kept aside or mended
};

/// A new artist from the document: what it does not say, the writer finds to suit its words. One that ours rides along in
/// comes back as it was. Errors: invalid_input (names the field), conflict (the name or the id is taken).
[[nodiscard]] Result<SeedImport> import_seed_document(Studio& studio, std::string const& text, std::string const& by, std::stop_token stop);

}  // namespace troupe::flow
