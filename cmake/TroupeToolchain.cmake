# Compiler settings for every target of ours. Strict IEEE arithmetic: the same build gives the same bytes, so neither
# -ffast-math nor -march=native.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(THREADS_PREFER_PTHREAD_FLAG ON)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

set(TROUPE_SANITIZE "" CACHE STRING "Sanitizers to build with, as for -fsanitize= (address,undefined or thread)")

add_library(troupe_options INTERFACE)
target_compile_options(troupe_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-missing-field-initializers -Werror
    -Wno-restrict  # g++ 12 warns of std::string concatenations that are fine (GCC bug 105651)
    -ffp-contract=off -fno-math-errno)
if(TROUPE_SANITIZE)
    target_compile_options(troupe_options INTERFACE -fsanitize=${TROUPE_SANITIZE} -fno-omit-frame-pointer
                           -fno-sanitize-recover=all)
    target_link_options(troupe_options INTERFACE -fsanitize=${TROUPE_SANITIZE})
endif()
