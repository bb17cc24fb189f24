#include "artist/artist_store.hpp"
#include "base/text.hpp"

namespace troupe::artist {

std::string name_key(std::string_view name) {
    // The slug folds case, accents, blanks and punctuation, and names a name without Latin letters by its hash.
    return text::replace_all(text::slug(name), "-", " ");
}

}  // namespace troupe::artist
