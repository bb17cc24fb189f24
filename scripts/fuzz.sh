#!/bin/sh
# Runs libFuzzer targets and prints a line for each: NAME seconds executions ok|FOUND.
#
#     scripts/fuzz.sh BUILD SECONDS [TARGET..]
#
# What a target finds lies in BUILD/found/NAME-*; put it into fuzz/corpus/NAME once it is mended. Fails when any found
# something. What it learned of inputs stays in BUILD/found/NAME for the next run.
set -u
build="$1"
seconds="$2"
shift 2
here="$(dirname "$0")/.."
[ $# -gt 0 ] || set -- $(cd "$build/bin" && ls | grep '_fuzz$' | sed 's/_fuzz$//')

bad=0
for name in "$@"; do
    learned="$build/found/$name"
    log="$build/found/$name.log"
    mkdir -p "$learned"
    started=$(date +%s)
    # Memory: what one input may make us take. A unit may take ten seconds under the sanitizers.
    "$build/bin/${name}_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2500 -max_len="${FUZZ_LONGEST:-20000}" \
        -print_final_stats=1 -artifact_prefix="$build/found/$name-" "$learned" "$here/fuzz/corpus/$name" >"$log" 2>&1 </dev/null
    code=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    verdict=ok
    if [ $code != 0 ]; then
        verdict="FOUND (see $log)"
        bad=1
    fi
    echo "$name $(($(date +%s) - started)) ${runs:-0} $verdict"
done
exit $bad
