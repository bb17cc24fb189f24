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
    # g++ 12 finds fault with std::string's own insides once everything is inlined (GCC bug 105651 and its kin).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>
    $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overread> -Wno-array-bounds
    # clang builds the fuzz targets alone: what it warns of beyond g++ shall not stop them.
    $<$<CXX_COMPILER_ID:Clang>:-Wno-error> $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>
    # Everywhere, because some libraries ask for it and the precompiled headers must be the same for all.
    -pthread
    -ffp-contract=off -fno-math-errno)
if(TROUPE_SANITIZE)
    target_compile_options(troupe_options INTERFACE -fsanitize=${TROUPE_SANITIZE} -fno-omit-frame-pointer
                           -fno-sanitize-recover=all)
    # SOCI keeps the type of its PostgreSQL session to itself, which this check would have to link to.
    if(TROUPE_SANITIZE MATCHES undefined)
        target_compile_options(troupe_options INTERFACE $<$<STREQUAL:$<TARGET_PROPERTY:NAME>,troupe_storage>:-fno-sanitize=vptr>)
    endif()
    target_link_options(troupe_options INTERFACE -fsanitize=${TROUPE_SANITIZE})
endif()
