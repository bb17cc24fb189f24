#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "distribution/severity.hpp"

/// What the XSD of ERN 4.3 lets through and a store does not.
namespace troupe::distribution {

struct MessageProblem {
    std::string rule;  ///< of data/distribution/preflight.json: "MS02"
    Severity severity = Severity::blocker;
    std::string path;  ///< XPath of the element: "/ern:NewReleaseMessage/ResourceList/SoundRecording[1]/Duration"
    std::string message;
    std::string fix;
};
BOOST_DESCRIBE_STRUCT(MessageProblem, (), (rule, severity, path, message, fix))

/// References closed both ways and unique, codes and their check digits, sequences 1..n, roles, dates, the shape of the
/// profile, and, when `folder` (where the message lies) is given, that every file is there, inside the folder, with the
/// hash, length, channels and rate that the message says. In the order of the message; empty: nothing to say.
[[nodiscard]] std::vector<MessageProblem> check_message(std::string_view xml, std::filesystem::path const& folder = {});

}  // namespace troupe::distribution
