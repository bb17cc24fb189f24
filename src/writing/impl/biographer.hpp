#pragma once

#include <cstdint>
#include <string>

#include "artist/profile.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "writing/impl/slots.hpp"
#include "writing/writer.hpp"

namespace troupe::writing::impl {

/// Biographies in three lengths from the public facts.
/// Error: invalid_input when the facts do not give enough sentences.
[[nodiscard]] Result<Biographies> write_biographies(artist::Profile const& profile, Banks const& banks,
                                                    GenreTable const& genres, Random const& random);

/// 40 to 120 words: how it began.
[[nodiscard]] std::string write_origin(artist::Profile const& profile, Banks const& banks, GenreTable const& genres,
                                       Random const& random);

[[nodiscard]] std::size_t count_words(std::string_view text);

/// What stands in the text but not in the facts: a year or number of three digits or more, or a place of the bank.
/// Empty when nothing does.
[[nodiscard]] std::string unsupported(std::string_view text, artist::Profile const& profile, Banks const& banks);

}  // namespace troupe::writing::impl
