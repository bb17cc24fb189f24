# Headers of others that nearly every file includes, compiled once: they are most of the time a file takes. Ours are not
# among them, so the walls between modules stand: an include of a module that was not linked still fails.
set(TROUPE_PRECOMPILED_HEADERS
    <algorithm> <array> <chrono> <cmath> <filesystem> <functional> <map> <memory> <optional> <string> <vector>
    <boost/describe.hpp> <boost/json/value.hpp> <boost/mp11.hpp> <fmt/format.h> <tl/expected.hpp>)

file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "int main() {}\n")

add_library(troupe_precompiled STATIC ${CMAKE_BINARY_DIR}/precompiled.cpp)
target_link_libraries(troupe_precompiled PRIVATE troupe_options Boost::json fmt::fmt Threads::Threads)
target_precompile_headers(troupe_precompiled PRIVATE ${TROUPE_PRECOMPILED_HEADERS})

# Tests are programs, compiled with -fPIE where a library takes -fPIC: the compiler wants headers of the same kind.
# They are compiled more often than they run: a lower optimisation saves a third of their time.
if(TROUPE_TESTS)
    set(TROUPE_TEST_OPTIONS $<$<CONFIG:Release>:-O1>)
    add_executable(troupe_precompiled_tests ${CMAKE_BINARY_DIR}/precompiled.cpp)
    target_compile_options(troupe_precompiled_tests PRIVATE ${TROUPE_TEST_OPTIONS})
    target_link_libraries(troupe_precompiled_tests PRIVATE troupe_options Boost::json fmt::fmt Threads::Threads
                          rapidcheck GTest::gmock)
    target_precompile_headers(troupe_precompiled_tests PRIVATE ${TROUPE_PRECOMPILED_HEADERS} <gtest/gtest.h>
                              <rapidcheck/gtest.h>)
endif()
