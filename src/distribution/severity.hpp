#pragma once

#include <boost/describe.hpp>

namespace troupe::distribution {

/// A blocker stops a delivery; a warning is for a person to weigh.
BOOST_DEFINE_ENUM_CLASS(Severity, blocker, warning)

}  // namespace troupe::distribution
