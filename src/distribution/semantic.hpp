#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "distribution/severity.hpp"

/// What the XSDs of ERN 3.8.2, 4.3 and 4.3.2 let through and a store does not. Messages of strangers may be read:
/// nothing outside of the text is opened but the files of `folder`, no entity is expanded, size and depth have limits.
namespace troupe::distribution {

/// A boxed set of 500 recordings has 2 MB.
inline constexpr std::size_t largest_message_bytes = 16U << 20U;

struct MessageProblem {
    std::string rule;  ///< of data/distribution/preflight.json: "MS02"
    Severity severity = Severity::blocker;
    std::string path;  ///< XPath of the element: "/ern:NewReleaseMessage/ResourceList/SoundRecording[1]/Duration"
    std::string message;
    std::string fix;
};
BOOST_DESCRIBE_STRUCT(MessageProblem, (), (rule, severity, path, message, fix))

/// References closed both ways and unique, codes and their check digits, sequences 1..n, roles, dates, deals, what is
/// said of AI, the shape of the profile, and, when `folder` (where the message lies) is given, that every file is
/// there, inside the folder, with the hash, length, channels and rate that the message says. A purge: who, to whom and
/// what. At most 500 problems; empty: nothing to say.
[[nodiscard]] std::vector<MessageProblem> check_message(std::string_view xml, std::filesystem::path const& folder = {});

/// Whether a message can follow an earlier one about the same release to the same store: a new message id, a later
/// time, the same thread, sender and recipient, and the same ids of the release, its tracks and its recordings as far
/// as both name them. Paths are those of the later message.
[[nodiscard]] std::vector<MessageProblem> check_update(std::string_view before, std::string_view after);

}  // namespace troupe::distribution
