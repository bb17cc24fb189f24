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
# What an ear without our scores hears, and how long others take for the same notes.
music="$(dirname "$0")/../benchmarks/music"
if /usr/bin/python3 -c "import numpy" 2>/dev/null; then
    /usr/bin/python3 -B "$music/recognition.py" "$build/bin/troupe"
else
    echo "python3-numpy is not installed: who made which song is not asked" >&2
fi
[ -x "$build/bin/peers_render" ] && /usr/bin/python3 -B "$music/peers.py" "$build/bin"
