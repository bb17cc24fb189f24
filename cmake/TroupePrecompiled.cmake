# Headers of others that nearly every file includes, compiled once: they are most of the time a file takes. Ours are not
# among them, so the walls between modules stand: an include of a module that was not linked still fails.
set(TROUPE_PRECOMPILED_HEADERS
    <algorithm> <array> <chrono> <cmath> <filesystem> <functional> <map> <memory> <optional> <string> <vector>
    <boost/describe.hpp> <boost/json/value.hpp> <boost/mp11.hpp> <fmt/format.h> <tl/expected.hpp>)

file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "int main() {}\n")

# The compiler wants them compiled with the options of the file that reads them, so there is one for each kind of module.
set(TROUPE_COLD_OPTIONS $<$<CONFIG:Release>:-O1>)
foreach(kind IN ITEMS troupe_precompiled troupe_precompiled_cold)
    add_library(${kind} STATIC ${CMAKE_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(${kind} PRIVATE troupe_options Boost::json fmt::fmt Threads::Threads)
    target_precompile_headers(${kind} PRIVATE ${TROUPE_PRECOMPILED_HEADERS})
endforeach()
target_compile_options(troupe_precompiled_cold PRIVATE ${TROUPE_COLD_OPTIONS})

# Tests are programs, compiled with -fPIE where a library takes -fPIC: the compiler wants headers of the same kind.
# They are compiled more often than they run: without optimisation they take two thirds of the time.
if(TROUPE_TESTS)
    set(TROUPE_TEST_OPTIONS $<$<CONFIG:Release>:-O0>)
    add_executable(troupe_precompiled_tests ${CMAKE_BINARY_DIR}/precompiled.cpp)
    target_compile_options(troupe_precompiled_tests PRIVATE ${TROUPE_TEST_OPTIONS})
    target_link_libraries(troupe_precompiled_tests PRIVATE troupe_options Boost::json fmt::fmt Threads::Threads
                          rapidcheck GTest::gmock)
    target_precompile_headers(troupe_precompiled_tests PRIVATE ${TROUPE_PRECOMPILED_HEADERS} <gtest/gtest.h>
                              <rapidcheck/gtest.h>)
endif()
