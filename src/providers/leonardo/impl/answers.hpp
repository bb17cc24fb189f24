#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/http_client.hpp"
#include "providers/impl/submission.hpp"

/// Reading what Leonardo answers. Its errors have no codes that could be trusted: words in them decide.
namespace troupe::providers::leonardo::impl {

using providers::impl::Price;
using providers::impl::Submitted;
using providers::impl::Verdict;

struct MadeImage {
    std::string id;
    std::string picture;   ///< where it lies; empty: nowhere
    std::string clip;      ///< MP4, of a generation of clips
    bool is_nsfw = false;  ///< the service marks it as not safe for work
};

struct Generation {
    enum class State { pending, complete, failed };
    Verdict verdict = Verdict::unclear;
    State state = State::pending;  ///< with ok
    std::vector<MadeImage> images;
    std::string message;
};

/// An answer without an id that should have one is unclear: it may have been paid.
[[nodiscard]] Submitted read_submission(net::HttpResponse const& response);
[[nodiscard]] Generation read_generation(net::HttpResponse const& response);
/// The generation that a call to the webhook is about; empty: none.
[[nodiscard]] std::string read_call(std::string_view body);

/// A name of a generation or an image can go into an address: letters, digits and -, at most 100 characters.
[[nodiscard]] bool is_id(std::string_view name);

}  // namespace troupe::providers::leonardo::impl
