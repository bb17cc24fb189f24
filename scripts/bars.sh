#!/bin/sh
# Runs every benchmark that was built and prints its lines: NAME value target ok|short.
set -eu
build="$1"
for benchmark in "$build"/bin/*_benchmark; do
    [ -x "$benchmark" ] || continue
    case "$benchmark" in */debut_benchmark) "$benchmark" "$build/bin/troupe" ;; *) "$benchmark" ;; esac
done
# The storm wants a server in Node.js: 77 means that there is none.
[ -x "$build/bin/llm_storm" ] && { python3 -B "$(dirname "$0")/../benchmarks/llm/storm.py" "$build/bin/llm_storm" "$build/peers" || [ $? = 77 ]; }
