#pragma once

#include <boost/describe.hpp>

namespace troupe::providers::impl {

/// What the answer of a service that takes money means, whatever code stands for it.
BOOST_DEFINE_ENUM_CLASS(Verdict, ok,
                        params,      // this request is not taken as it is
                        denied,      // the key or the address is wrong
                        credits,     // nothing is left to pay with
                        busy,        // later; the request was surely not taken
                        moderation,  // these words will never be made into anything
                        failed,      // the service says that it failed
                        missing,     // there is no such thing there
                        unclear)     // it may have been taken or not

}  // namespace troupe::providers::impl
