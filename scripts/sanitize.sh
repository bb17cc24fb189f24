#!/bin/sh
# Runs every module's tests of a build with sanitizers and prints a line for each: NAME seconds ok|FOUND.
#
#     scripts/sanitize.sh BUILD [NAME..]
#
# What was found lies in BUILD/found/NAME.log. Fails when there is any.
set -u
build="$(cd "$1" && pwd)"
shift
here="$(cd "$(dirname "$0")/.." && pwd)"
[ $# -gt 0 ] || set -- $(cd "$here/src" && for name in *; do [ -x "$build/bin/${name}_test" ] && echo "$name"; done)

export ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions="$here/scripts/leaks_of_others.txt"
export TSAN_OPTIONS=history_size=4:suppressions="$here/scripts/races_of_others.txt"
mkdir -p "$build/found"
bad=0
for name in "$@"; do
    log="$build/found/$name.log"
    started=$(date +%s)
    (cd "$build/bin" && "./${name}_test" --gtest_brief=1) >"$log" 2>&1 </dev/null
    code=$?
    verdict=ok
    # A report of the thread sanitizer alone makes no test fail before the end.
    if [ $code != 0 ] || grep -q '^WARNING: ThreadSanitizer' "$log"; then
        verdict="FOUND (see $log)"
        bad=1
    fi
    echo "$name $(($(date +%s) - started)) $verdict"
done
exit $bad
