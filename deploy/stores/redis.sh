#!/bin/sh
# The password goes in by a file that nobody else reads: a command line can be read by every process.
set -eu
umask 077
escaped="$(printf '%s' "$REDIS_PASSWORD" | sed 's/[\\"]/\\&/g')"
printf 'requirepass "%s"\n' "$escaped" > "${TMPDIR:-/tmp}/password.conf"
unset REDIS_PASSWORD
exec redis-server --include "${TMPDIR:-/tmp}/password.conf" \
    --dir "${1:-/data}" --port "${2:-6379}" --appendonly yes --appendfsync everysec --maxmemory-policy noeviction
