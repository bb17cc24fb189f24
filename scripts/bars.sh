#!/bin/sh
# Runs every benchmark that was built and prints its lines: NAME value target ok|short.
set -eu
build="$1"
for benchmark in "$build"/bin/*_benchmark; do
    [ -x "$benchmark" ] || continue
    case "$benchmark" in */debut_benchmark) "$benchmark" "$build/bin/troupe" ;; *) "$benchmark" ;; esac
done
