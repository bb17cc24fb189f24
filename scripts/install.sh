#!/bin/sh
# Installs what is missing of scripts/packages.txt: `scripts/install.sh build run` or `scripts/install.sh build run test`.
# Does nothing, and needs no rights, when all of it is there.
set -eu
list="$(dirname "$0")/packages.txt"

wanted() {
    for section in "$@"; do
        awk -v section="$section" '$1 !~ /^#/ && $2 == section { print $1 }' "$list"
    done
}

is_installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -q '^installed$'; }

missing=""
for package in $(wanted "$@"); do
    is_installed "$package" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
        echo "These packages are missing:$missing" >&2
        echo "Run this as root, or install sudo, and call the same command again." >&2
        exit 1
    }
    as_root="sudo"
fi

echo "Installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends $missing >&2
