#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace troupe::catalog {

/// An asset as somebody outside is to have it.
struct AssetLink {
    std::string sha256;
    std::string media_type;   ///< that it is to be given out as
    std::string disposition;  ///< Content-Disposition to give it out with; empty: none
    std::chrono::seconds lifetime{600};
};

/// Port: the place where assets live, for those who are sent there and those who look after it; whoever works with assets needs `Assets`
/// alone. Adapters: storage (a folder; a bucket). Calls may be made from any thread.
class AssetPlace {
public:
    virtual ~AssetPlace() = default;

    /// An address that gives the asset to whoever has it, for that time, without a word to us; nothing: there is none, read
    /// `Assets::path_of`. Does not ask whether the asset is there. Error: invalid_input (no hash).
    virtual Result<std::optional<std::string>> link_to(AssetLink const& wishes) = 0;
    /// Looks whether the place can be reached, and says for people where it is: "bucket label-assets at https://..". Errors: forbidden,
    /// invalid_input (a setting), unavailable.
    virtual Result<std::string> look() = 0;
};

}  // namespace troupe::catalog
