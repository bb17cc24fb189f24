#pragma once

#include <cstdlib>

/// Defines `schemas` with the folder of DDEX_XSD_DIR, or skips the test.
#define TROUPE_NEED_SCHEMAS(schemas)                                                                 \
    auto const* const schemas = std::getenv("DDEX_XSD_DIR");                                         \
    if (schemas == nullptr)                                                                          \
    GTEST_SKIP() << "DDEX_XSD_DIR is not set: DDEX's licence keeps its schemas out of the project. " \
                    "Set it to a folder with ern-43/release-notification.xsd to run this test."
