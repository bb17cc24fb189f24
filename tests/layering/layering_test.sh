#!/bin/sh
# Builds a small house with the real cmake/TroupeModule.cmake and shows that its walls hold: a link or an include that
# is not allowed fails, and the same house without it builds.
set -u
source="$1"
work="$2"
failures=0

# house NAME "line of domain's CMakeLists.txt" "include in domain's only source"
house() {
    rm -rf "$work/$1"
    mkdir -p "$work/$1/src/ground" "$work/$1/src/domain" "$work/$1/src/second" "$work/$1/src/adapter"
    cat > "$work/$1/CMakeLists.txt" <<CMAKE
cmake_minimum_required(VERSION 3.25)
project(house LANGUAGES CXX)
list(APPEND CMAKE_MODULE_PATH $source/cmake)
set(CMAKE_CXX_STANDARD 20)
add_library(troupe_options INTERFACE)
include(TroupeModule)
foreach(module IN ITEMS ground domain second adapter)
    add_subdirectory(src/\${module})
endforeach()
CMAKE
    for module in ground second adapter; do
        echo "#pragma once" > "$work/$1/src/$module/$module.hpp"
        echo "#include \"$module/$module.hpp\"" > "$work/$1/src/$module/$module.cpp"
    done
    echo "troupe_module(ground TIER ground)" > "$work/$1/src/ground/CMakeLists.txt"
    echo "troupe_module(second TIER domain PUBLIC ground)" > "$work/$1/src/second/CMakeLists.txt"
    echo "troupe_module(adapter TIER adapter PUBLIC ground)" > "$work/$1/src/adapter/CMakeLists.txt"
    echo "$2" > "$work/$1/src/domain/CMakeLists.txt"
    echo "#include \"$3\"" > "$work/$1/src/domain/domain.cpp"
}

# expect NAME configures|builds|refused "words of the message"
expect() {
    log="$work/$1.log"
    outcome=refused
    cmake -S "$work/$1" -B "$work/$1/build" > "$log" 2>&1 && outcome=configures
    [ "$outcome" = configures ] && cmake --build "$work/$1/build" >> "$log" 2>&1 && outcome=builds
    if [ "$outcome" != "$2" ] || ! tr -s ' \n' ' ' < "$log" | grep -q "$3"; then
        echo "FAILED: $1: $outcome, expected $2 with '$3'" >&2
        cat "$log" >&2
        failures=$((failures + 1))
    fi
}

mkdir -p "$work"
house sound "troupe_module(domain TIER domain PUBLIC ground)" "ground/ground.hpp"
expect sound builds "Built target"
house undeclared "troupe_module(domain TIER domain)" "ground/ground.hpp"
expect undeclared configures "ground/ground.hpp: No such file"
house upward_include "troupe_module(domain TIER domain PUBLIC ground)" "second/second.hpp"
expect upward_include configures "second/second.hpp: No such file"
house upward_link "troupe_module(domain TIER domain PUBLIC ground second)" "ground/ground.hpp"
expect upward_link refused "links second, which is no module below it"
house wrong_tier "troupe_module(domain TIER adapter PUBLIC ground)" "ground/ground.hpp"
echo "troupe_module(second TIER adapter PUBLIC domain)" > "$work/wrong_tier/src/second/CMakeLists.txt"
expect wrong_tier refused "must not link domain (adapter)"

[ "$failures" = 0 ] && echo "every wall holds"
exit "$failures"
